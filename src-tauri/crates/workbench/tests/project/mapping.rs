//! The map of a pool: offered with its time, made as a job, looked at as columns, and asked for parts.

use workbench::operations::data::{Condition, Filter};
use workbench::operations::job::{JobKind, JobOutcome, JobRef, JobState, ReadingScope};
use workbench::operations::map::{Columns, Fires, MapCut, MapInfo, MapKind, MapQuery, MapRegion, MapRegionQuery};
use workbench::operations::neuron::NeuronRef;
use workbench::operations::ranking::{Budget, RankQuery, RankingPageQuery, WhyQuery};
use workbench::operations::{FailureCode, Request};

use crate::at_work::{Desk, ask, rows, tiny_plan};

/// Three hundred rows read with the tiny model, for their neurons and their middle states.
fn read() -> Desk {
    let desk = Desk::with_project();
    desk.import(&desk.file("a.jsonl", rows(300)));
    read_rest(&desk);
    desk
}

fn read_rest(desk: &Desk) {
    let plan = workbench::ReadingPlan { vectors: vec!["middle_hidden".to_owned()], ..tiny_plan(ReadingScope::Rest {}) };
    let job = desk.workbench.start_reading(plan).unwrap().job;
    assert_eq!(desk.workbench.wait(job).unwrap().state, JobState::Done);
}

fn made(desk: &Desk, kind: MapKind) -> MapInfo {
    let job = ask!(desk, StartMap(MapQuery { kind })).job;
    let ended = desk.workbench.wait(job).unwrap();
    assert!(matches!(ended.outcome, Some(JobOutcome::Mapped { documents: 300, .. })), "{ended:?}");
    ask!(desk, Map(MapQuery { kind })).map.unwrap()
}

/// Row numbers and places, out of the columns' bytes.
fn points(desk: &Desk, map: i64) -> (Vec<i64>, Vec<(f32, f32)>) {
    let bytes = desk.workbench.columns(&Columns::MapPoints { map }).unwrap();
    let count = bytes.len() / 18;
    let number = |at: usize| f32::from_le_bytes(bytes[at..at + 4].try_into().unwrap());
    let row = |at: usize| f64::from_le_bytes(bytes[8 * at..8 * at + 8].try_into().unwrap()) as i64;
    let place = |at: usize| (number(8 * count + 4 * at), number(12 * count + 4 * at));
    ((0..count).map(row).collect(), (0..count).map(place).collect())
}

fn bits(desk: &Desk, wanted: &Columns, count: usize) -> Vec<bool> {
    let bytes = desk.workbench.columns(wanted).unwrap();
    assert_eq!(bytes.len(), count.div_ceil(8));
    (0..count).map(|at| bytes[at / 8] >> (at % 8) & 1 == 1).collect()
}

fn ranked(desk: &Desk) -> u64 {
    let goal = desk.goal("Bread", "Bread rises.\n\nA loaf of bread.\n\nBread and number 4.");
    // The examples' own neurons, without which nothing says which rows fire them.
    read_rest(desk);
    ask!(desk, Rank(RankQuery::new(goal, "nag"))).ranking
}

#[test]
fn nothing_read_has_no_map_and_says_so() {
    let desk = Desk::with_project();
    desk.import(&desk.file("a.jsonl", rows(50)));
    let view = ask!(desk, Map(MapQuery { kind: MapKind::Meaning }));
    assert_eq!((view.map, view.offer, view.job), (None, None, None));
    let refused = desk.workbench.answer(Request::StartMap(MapQuery { kind: MapKind::Neurons })).unwrap_err();
    assert_eq!(refused.code, FailureCode::NothingRead);
}

#[test]
fn a_map_of_either_kind_is_offered_made_and_read_as_columns() {
    let desk = read();
    for (kind, representation) in [(MapKind::Meaning, "middle_hidden"), (MapKind::Neurons, "neuron_features")] {
        let offer = ask!(desk, Map(MapQuery { kind })).offer.unwrap();
        assert_eq!((offer.documents, offer.representation.as_str()), (300, representation));
        assert!(offer.seconds > 0.0);
        let map = made(&desk, kind);
        assert!(map.current && map.exact && map.trust.is_some_and(|trust| trust > 0.5 && trust <= 1.0), "{map:?}");
        let (rows, places) = points(&desk, map.map);
        assert_eq!(rows, (1..=300).collect::<Vec<i64>>());
        let (left, bottom, right, top) = map.bounds;
        assert!(places.iter().all(|&(x, y)| (left..=right).contains(&x) && (bottom..=top).contains(&y)));
        assert!(map.groups.iter().map(|group| group.documents).sum::<u64>() <= 300);
    }
}

#[test]
fn a_part_of_the_map_filters_the_ranking_and_its_counts_agree_with_the_columns() {
    let desk = read();
    let map = made(&desk, MapKind::Meaning);
    let (rows, places) = points(&desk, map.map);
    let middle = f32::midpoint(map.bounds.0, map.bounds.2);
    let corners = vec![
        (map.bounds.0 - 1.0, map.bounds.1 - 1.0),
        (middle, map.bounds.1 - 1.0),
        (middle, map.bounds.3 + 1.0),
        (map.bounds.0 - 1.0, map.bounds.3 + 1.0),
    ];
    let region = MapRegion::Outline { corners };
    let left: Vec<i64> = rows.iter().zip(&places).filter(|one| one.1.0 < middle).map(|one| *one.0).collect();

    let filter = Filter { search: None, conditions: vec![Condition::OnMap { map: map.map, region: region.clone() }] };
    let page = desk.page(filter.clone());
    assert_eq!(page.total, left.len() as u64);
    assert!(page.rows.iter().all(|row| left.contains(&row.row)));

    let ranking = ranked(&desk);
    let budget = Budget::Documents { documents: 40 };
    let cut = MapCut { map: map.map, ranking, budget };
    let kept = bits(&desk, &Columns::MapKept(cut), 300);
    let matching = bits(&desk, &Columns::MapMatching { map: map.map, filter: filter.clone(), fires: None }, 300);
    let held = ask!(desk, MapRegion(MapRegionQuery { cut, region }));
    let both = kept.iter().zip(&matching).filter(|one| *one.0 && *one.1).count() as u64;
    assert_eq!((held.documents, held.kept), (left.len() as u64, both));
    let page = RankingPageQuery { filter, ..RankingPageQuery::new(ranking, 0, 500) };
    assert!(ask!(desk, RankingPage(page.clone())).rows.iter().all(|row| left.contains(&row.row)));

    // Rows of the part that fire a neuron, by the map and by the table.
    let strip = ask!(desk, NeuronStrip(WhyQuery { ranking, row: left[0] }));
    let fired = strip.layers.iter().find_map(|layer| Some((layer.layer, layer.slots.iter().find(|slot| slot.fired)?)));
    let (layer, slot) = fired.unwrap();
    let neurons = vec![NeuronRef { layer, neuron: slot.neuron }];
    let firing = Some(Fires { ranking, neurons: neurons.clone() });
    let on_map = bits(&desk, &Columns::MapMatching { map: map.map, filter: page.filter.clone(), fires: firing }, 300);
    let page = RankingPageQuery { fires: neurons, ..page };
    let in_table = ask!(desk, RankingPage(page)).total;
    assert!(in_table > 0 && in_table <= held.documents);
    assert_eq!(on_map.iter().filter(|one| **one).count() as u64, in_table);

    let coverage = ask!(desk, MapCoverage(cut));
    assert_eq!(coverage.kept, kept.iter().filter(|one| **one).count() as u64);
    assert_eq!(coverage.kept + coverage.kept_elsewhere, 40);
    assert!(coverage.groups.iter().sum::<u64>() <= coverage.kept);
    assert!(coverage.examples.iter().all(|one| one.kept <= coverage.near));
}

#[test]
fn a_map_paused_and_taken_up_again_is_the_map_that_was_not() {
    let whole = points_of(&read(), false);
    assert_eq!(points_of(&read(), true), whole);
}

fn points_of(desk: &Desk, pause: bool) -> Vec<(f32, f32)> {
    let query = MapQuery { kind: MapKind::Neurons };
    let job = ask!(desk, StartMap(query)).job;
    // It may have ended before the pause reaches it: then there is nothing to resume.
    if pause
        && desk.workbench.answer(Request::PauseJob(JobRef { job })).is_ok()
        && desk.workbench.wait(job).unwrap().state == JobState::Paused
    {
        let view = ask!(desk, Map(query));
        assert_eq!((view.map, view.job), (None, Some(job)));
        // Asked for again, the paused job goes on.
        assert_eq!(ask!(desk, StartMap(query)).job, job);
    }
    assert_eq!(desk.workbench.wait(job).unwrap().state, JobState::Done);
    points(desk, ask!(desk, Map(query)).map.unwrap().map).1
}

#[test]
fn more_rows_read_make_a_map_old_and_the_next_takes_its_place() {
    let desk = read();
    let first = made(&desk, MapKind::Neurons);
    desk.import(&desk.file("b.jsonl", rows(40)));
    read_rest(&desk);
    let old = ask!(desk, Map(MapQuery { kind: MapKind::Neurons })).map.unwrap();
    assert_eq!((old.map, old.current), (first.map, false));
    let job = ask!(desk, StartMap(MapQuery { kind: MapKind::Neurons })).job;
    assert_eq!(desk.workbench.wait(job).unwrap().kind, JobKind::Map);
    let second = ask!(desk, Map(MapQuery { kind: MapKind::Neurons })).map.unwrap();
    assert!(second.current && second.documents == 340);
    let gone = desk.workbench.columns(&Columns::MapPoints { map: first.map }).unwrap_err();
    assert_eq!(gone.code, FailureCode::NoSuchThing);
}
