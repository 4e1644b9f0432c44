//! How a selection covers a map: kept rows by group, and whether each example has kept rows near it.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::columns::kept_rows;
use super::material::{Material, source_of};
use crate::goals::requests::rows_with_texts;
use crate::operations::Failure;
use crate::operations::map::{ExampleCoverage, MapCoverage, MapCut};
use crate::pool::texts::excerpt;
use crate::session::Session;
use crate::store::example::{self, Example};
use crate::store::map::Map;

/// Nearest rows of each example that are looked at.
const NEAR: usize = 10;
/// Rows with an example's own text may stand among its nearest and are left out: so many more are asked for.
const SPARE: usize = 10;
/// Characters of an example that are shown.
const EXCERPT: usize = 160;

/// How the rows that a cut keeps cover a map, and the examples of the ranking's goal.
///
/// # Errors
/// [`crate::operations::FailureCode::NoSuchThing`] for a map that is gone, and those of rankings.
pub fn coverage(session: &Session, with: &MapCut) -> Result<MapCoverage, Failure> {
    let map = session.map(with.map)?;
    let rows = kept_rows(session, with)?;
    let mut groups = vec![0; map.facts.groups.len()];
    let mut kept = 0;
    for row in &rows {
        if let Ok(at) = map.rows.binary_search(row) {
            kept += 1;
            if let Some(count) = groups.get_mut(usize::from(map.groups[at])) {
                *count += 1;
            }
        }
    }
    let goal = session.rankings.by_id(with.ranking)?.view.query.goal;
    let mut examples = examples(session, &map, goal, &rows)?;
    examples.sort_by_key(|one| (one.kept, one.example));
    Ok(MapCoverage { kept, kept_elsewhere: rows.len() as u64 - kept, groups, examples, near: NEAR as u64 })
}

fn examples(session: &Session, map: &Map, goal: i64, kept: &[i64]) -> Result<Vec<ExampleCoverage>, Failure> {
    let ticked: Vec<Example> =
        session.read(|c| example::of_goal(c, goal))?.into_iter().filter(|one| one.ticked).collect();
    let same = rows_with_texts(session, ticked.iter().map(|one| (one.text_hash, one.text.as_str())))?;
    let near = near(session, map, &ticked, &same)?;
    let found = ticked.iter().zip(near).filter_map(|(one, near)| {
        let own = same.get(one.text.as_str()).into_iter().flatten().find_map(|row| map.rows.binary_search(row).ok());
        let place = own.or_else(|| near.iter().find_map(|row| map.rows.binary_search(row).ok()))?;
        let [x, y] = map.points[place];
        Some(ExampleCoverage {
            example: one.example,
            excerpt: excerpt(&one.text, EXCERPT),
            x,
            y,
            on_map: own.is_some(),
            kept: near.iter().filter(|row| kept.binary_search(row).is_ok()).count() as u64,
        })
    });
    Ok(found.collect())
}

/// The rows nearest to each example, those with its own text left out; found once for a map.
fn near(
    session: &Session,
    map: &Map,
    examples: &[Example],
    same: &HashMap<&str, Vec<i64>>,
) -> Result<Vec<Arc<Vec<i64>>>, Failure> {
    let known: Vec<Option<Arc<Vec<i64>>>> =
        examples.iter().map(|one| session.maps.near(map.map, one.example)).collect();
    let missing: Vec<Example> =
        examples.iter().zip(&known).filter(|one| one.1.is_none()).map(|one| one.0.clone()).collect();
    let mut found = HashMap::new();
    if !missing.is_empty()
        && let Some(source) = source_of(session, map)?
    {
        let material = Material::of(session, &source)?;
        let near = material.near(session, &missing, NEAR + SPARE)?;
        for (one, near) in missing.iter().zip(near) {
            let own: HashSet<i64> = same.get(one.text.as_str()).into_iter().flatten().copied().collect();
            let rows = near.iter().map(|near| material.rows[near.0 as usize]).filter(|row| !own.contains(row));
            let rows = rows.take(NEAR).collect();
            found.insert(one.example, session.maps.keep_near(map.map, one.example, rows));
        }
    }
    let of_one = |(one, known): (&Example, Option<Arc<Vec<i64>>>)| {
        known.or_else(|| found.get(&one.example).map(Arc::clone)).unwrap_or_default()
    };
    Ok(examples.iter().zip(known).map(of_one).collect())
}
