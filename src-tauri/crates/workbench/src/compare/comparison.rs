//! Where rankings agree and differ, in figures.

use std::collections::BTreeMap;

use selection::compare::correlation::{kendall, paired, spearman};
use selection::compare::overlap::{intersections, overlap};
use selection::compare::rbo::{persistence, rank_biased_overlap};
use selection::compare::settings::differences;
use selection::compare::tiers::Tiers;
use selection::method::by_id;

use super::side::{Compared, MOST, Side};
use crate::operations::Failure;
use crate::operations::compare::{
    CompareQuery, ComparedSide, Comparison, DifferingSetting, OverlapPart, PairAgreement,
};
use crate::operations::composition::{Composition, Likeness, SpreadShares};
use crate::ranking::{Kept, Rankings};

/// How two and more rankings agree and differ.
///
/// # Errors
/// As [`Compared::of`].
pub fn comparison(rankings: &Rankings, query: &CompareQuery) -> Result<Comparison, Failure> {
    let compared = Compared::of(rankings, query, 2..=MOST)?;
    let parts = intersections(&compared.selections());
    let alone = |place: usize| {
        let is_alone = |members: &[bool]| members.iter().enumerate().all(|(at, held)| *held == (at == place));
        parts.iter().find(|part| is_alone(&part.members)).map_or(0, |part| part.documents as u64)
    };
    let sides = &compared.sides;
    let pairs = (0..sides.len()).flat_map(|b| (0..b).map(move |a| (a, b)));
    Ok(Comparison {
        sides: sides.iter().enumerate().map(|(place, side)| said(side, alone(place))).collect(),
        overlap: parts
            .iter()
            .map(|part| OverlapPart { kept_by: part.members.clone(), documents: part.documents as u64 })
            .collect(),
        pairs: pairs.map(|(a, b)| agreement((a, &sides[a]), (b, &sides[b]))).collect(),
        differing: differing(sides),
    })
}

fn said(side: &Side, alone: u64) -> ComparedSide {
    let view = &side.kept.view;
    ComparedSide {
        ranking: view.ranking,
        query: view.query.clone(),
        model_name: view.model_name.clone(),
        documents: side.cut.documents,
        tokens: side.cut.tokens,
        alone,
    }
}

fn agreement((a, first): (usize, &Side), (b, second): (usize, &Side)) -> PairAgreement {
    let shared = overlap(first.selected(), second.selected());
    let depth = first.selected().len().max(second.selected().len());
    let tiers_a = Tiers::of(first.kept.ranking.order(), &first.kept.scores);
    let tiers_b = Tiers::of(second.kept.ranking.order(), &second.kept.scores);
    let (keys_a, keys_b) = paired(&first.kept.scores, &second.kept.scores);
    PairAgreement {
        a: a as u32,
        b: b as u32,
        both: shared.both as u64,
        jaccard: shared.jaccard,
        rbo: rank_biased_overlap(&tiers_a, &tiers_b, persistence(depth)).map(|rbo| rbo.extrapolated),
        tau_b: kendall(&keys_a, &keys_b),
        spearman: spearman(&keys_a, &keys_b),
        ranked_by_both: keys_a.len() as u64,
    }
}

fn differing(sides: &[Side]) -> Vec<DifferingSetting> {
    let told: Vec<BTreeMap<String, String>> = sides.iter().map(|side| settings(&side.kept)).collect();
    differences(&told)
        .into_iter()
        .map(|difference| DifferingSetting { name: difference.name, values: difference.values })
        .collect()
}

/// Everything a ranking was told, in words, the defaults that it used among them.
fn settings(kept: &Kept) -> BTreeMap<String, String> {
    let query = &kept.view.query;
    let mut told = BTreeMap::from([
        ("method".to_owned(), query.method.clone()),
        ("goal".to_owned(), query.goal.to_string()),
        ("keep_examples".to_owned(), query.keep_examples.to_string()),
    ]);
    if let Some(model) = &kept.view.model_name {
        let layers = query.layers.map_or_else(|| "all".to_owned(), |(first, last)| format!("{first}–{last}"));
        told.extend([("model".to_owned(), model.clone()), ("layers".to_owned(), layers)]);
    }
    told.extend(composition(&query.composition));
    let described = by_id(&query.method).map(|method| method.description().settings).unwrap_or_default();
    for setting in described {
        let value = query.settings.get(setting.name).copied().unwrap_or(setting.default);
        let choice = setting.choices.get(value as usize).map(|&name| name.to_owned());
        told.insert(setting.name.to_owned(), choice.unwrap_or_else(|| value.to_string()));
    }
    told
}

/// What is done to the method's ranking, in words.
fn composition(composition: &Composition) -> Vec<(String, String)> {
    let mut told = Vec::new();
    let mut tell = |name: &str, value: String| told.push((name.to_owned(), value));
    match composition.alike {
        Some(Likeness::Exact {}) => tell("duplicates", "exact".to_owned()),
        Some(Likeness::Near { share }) => tell("duplicates", format!("near, {share}")),
        None => {}
    }
    if let Some(quality) = &composition.quality {
        let better = if quality.higher_is_better { "high" } else { "low" };
        tell("quality", format!("{}, {better}, {}", quality.column, quality.weight));
    }
    if let Some(spread) = &composition.spread {
        let shares = if spread.shares == SpreadShares::Equal { "equal" } else { "as in the pool" };
        tell("spread", format!("{}, {shares}", spread.column));
    }
    if composition.goals.len() > 1 {
        let goals: Vec<String> = composition.goals.iter().map(|one| format!("{}: {}", one.goal, one.weight)).collect();
        tell("goals", goals.join(", "));
    }
    told
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::side::tests::{asked, three};
    use super::*;

    #[test]
    fn every_kept_document_stands_in_one_part_and_sides_count_their_own() {
        let (rankings, made) = three();
        let found = comparison(&rankings, &asked(&made, 3)).unwrap();
        let in_parts = |place: usize| -> u64 {
            found.overlap.iter().filter(|part| part.kept_by[place]).map(|part| part.documents).sum()
        };
        assert_eq!((in_parts(0), in_parts(1), in_parts(2)), (3, 3, 3));
        assert_eq!(found.pairs.iter().map(|p| (p.a, p.b)).collect::<Vec<_>>(), [(0, 1), (0, 2), (1, 2)]);
        assert!(found.pairs.iter().all(|pair| pair.ranked_by_both == 6));
    }

    #[test]
    fn a_ranking_agrees_wholly_with_itself_and_differs_in_nothing() {
        let (rankings, made) = three();
        let found = comparison(&rankings, &asked(&[made[0], made[0]], 3)).unwrap();
        let pair = &found.pairs[0];
        assert!((pair.jaccard - 1.0).abs() < 1e-12 && (pair.tau_b.unwrap() - 1.0).abs() < 1e-12);
        assert!((pair.spearman.unwrap() - 1.0).abs() < 1e-12 && pair.rbo.unwrap() > 0.9);
        assert!(found.differing.is_empty() && found.sides[0].alone == 0);
    }

    #[test]
    fn settings_that_one_method_lacks_are_named() {
        let (rankings, made) = three();
        let found = comparison(&rankings, &asked(&made[..2], 3)).unwrap();
        let top_k = found.differing.iter().find(|d| d.name == "top_k").unwrap();
        assert!(top_k.values[0].is_some() && top_k.values[1].is_none());
        assert!(found.differing.iter().any(|d| d.name == "method"));
    }
}
