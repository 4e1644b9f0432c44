//! Single neurons of the sample: their cards, the rows that fire them, those that are ignored, and their names.

use std::collections::HashSet;

use workbench::operations::export::{ExportFormat, ExportPlan};
use workbench::operations::neuron::{NameNeuron, NeuronNamesFile, NeuronNamesQuery, NeuronQuery, NeuronRef};
use workbench::operations::ranking::{Budget, NeuronStrip, RankQuery, RankingId, RankingPageQuery, WhyQuery};
use workbench::operations::{FailureCode, Request};

use crate::at_work::{Desk, ask};

fn question(goal: i64, method: &str, ignored: &[NeuronRef]) -> RankQuery {
    RankQuery { ignored: ignored.to_vec(), ..RankQuery::new(goal, method) }
}

/// Rows of a ranking that fire all of these neurons, best first.
fn rows(desk: &Desk, ranking: RankingId, fires: &[NeuronRef]) -> Vec<i64> {
    let fires = fires.to_vec();
    let page = RankingPageQuery { fires, ..RankingPageQuery::new(ranking, 0, 500) };
    ask!(desk, RankingPage(page)).rows.iter().map(|row| row.row).collect()
}

fn strip(desk: &Desk, ranking: RankingId, row: i64) -> NeuronStrip {
    ask!(desk, NeuronStrip(WhyQuery { ranking, row }))
}

/// The goal's most telling neuron among those that the best row fires: others may fire on examples alone.
fn most_telling(desk: &Desk, ranking: RankingId) -> NeuronRef {
    let strip = strip(desk, ranking, rows(desk, ranking, &[])[0]);
    let slots = strip.layers.iter().flat_map(|layer| layer.slots.iter().map(|slot| (layer.layer, slot)));
    let (layer, slot) = slots.filter(|(_, slot)| slot.fired).max_by(|a, b| a.1.lift.total_cmp(&b.1.lift)).unwrap();
    NeuronRef { layer, neuron: slot.neuron }
}

#[test]
fn the_rows_that_a_card_counts_are_those_the_filter_leaves_and_whose_strips_show_it() {
    let (desk, goal) = Desk::with_sample();
    let ranking = ask!(desk, Rank(question(goal, "nag", &[]))).ranking;
    let neuron = most_telling(&desk, ranking);
    let facts = ask!(desk, Neuron(NeuronQuery { ranking, neuron, row: None }));
    let all = rows(&desk, ranking, &[]);
    let left = rows(&desk, ranking, &[neuron]);
    assert_eq!(facts.rows, left.len() as u64);
    assert!(!left.is_empty() && left.len() < all.len());
    let fires = |row: i64| {
        let strip = strip(&desk, ranking, row);
        let layer = strip.layers.iter().find(|layer| layer.layer == neuron.layer).unwrap();
        layer.slots.iter().any(|slot| slot.neuron == neuron.neuron && slot.fired)
    };
    let shown: Vec<i64> = all.iter().copied().filter(|&row| fires(row)).collect();
    assert_eq!(left, shown, "the same rows in the ranking's order");
    assert!(facts.strongest.len() == 5 && facts.strongest.iter().all(|row| left.contains(&row.row)));
    assert!(facts.strongest.is_sorted_by_key(|row| (row.place, row.rank)));
    assert!(facts.strongest.iter().all(|row| !row.excerpt.is_empty()));
    assert!((facts.goal_share - facts.firing_examples.len() as f64 / facts.examples as f64).abs() < 1e-12);
    assert!(facts.goal_share > facts.pool_share && !facts.common && !facts.ignored);
}

#[test]
fn an_ignored_neuron_moves_rows_that_fire_it_down_and_no_others_change_among_themselves() {
    let (desk, goal) = Desk::with_sample();
    let whole = ask!(desk, Rank(question(goal, "nag", &[]))).ranking;
    let neuron = most_telling(&desk, whole);
    let without = ask!(desk, Rank(question(goal, "nag", &[neuron]))).ranking;
    assert_ne!(rows(&desk, whole, &[]), rows(&desk, without, &[]));
    assert!(ask!(desk, Neuron(NeuronQuery { ranking: without, neuron, row: None })).ignored);
    let firing: HashSet<i64> = rows(&desk, whole, &[neuron]).into_iter().collect();
    let rest = |ranking| rows(&desk, ranking, &[]).into_iter().filter(|row| !firing.contains(row)).collect::<Vec<_>>();
    assert_eq!(rest(whole), rest(without));
    for method in ["rarity", "best"] {
        let (with, without) = (question(goal, method, &[]), question(goal, method, &[neuron]));
        let (with, without) = (ask!(desk, Rank(with)).ranking, ask!(desk, Rank(without)).ranking);
        assert_ne!(rows(&desk, with, &[]), rows(&desk, without, &[]), "{method}");
    }
    let back = ask!(desk, Rank(question(goal, "nag", &[]))).ranking;
    assert_eq!(rows(&desk, back, &[]), rows(&desk, whole, &[]));
}

#[test]
fn ignored_neurons_are_in_the_passport_and_old_questions_still_read() {
    let (desk, goal) = Desk::with_sample();
    let neuron = most_telling(&desk, ask!(desk, Rank(question(goal, "nag", &[]))).ranking);
    let ranking = ask!(desk, Rank(question(goal, "nag", &[neuron]))).ranking;
    let path = desk.folder.path().join("out.jsonl");
    desk.export(ExportPlan::new(ranking, Budget::Documents { documents: 7 }, ExportFormat::Jsonl), &path);
    let passport = std::fs::read(desk.folder.path().join("out.jsonl.passport.json")).unwrap();
    let mut passport: serde_json::Value = serde_json::from_slice(&passport).unwrap();
    let method: RankQuery = serde_json::from_value(passport["method"].clone()).unwrap();
    assert_eq!(method.ignored, [neuron]);
    passport["method"].as_object_mut().unwrap().remove("ignored");
    let older: RankQuery = serde_json::from_value(passport["method"].clone()).unwrap();
    assert!(older.ignored.is_empty());
}

#[test]
fn a_name_is_shown_on_the_card_and_comes_back_from_its_file() {
    let (desk, goal) = Desk::with_sample();
    let ranking = ask!(desk, Rank(question(goal, "nag", &[]))).ranking;
    let neuron = most_telling(&desk, ranking);
    let name = |name: Option<&str>| NameNeuron { ranking, neuron, name: name.map(str::to_owned) };
    assert_eq!(ask!(desk, NameNeuron(name(Some("sums")))).len(), 1);
    assert_eq!(ask!(desk, Neuron(NeuronQuery { ranking, neuron, row: None })).name.as_deref(), Some("sums"));
    let ticket = desk.workbench.grant(&desk.folder.path().join("names.json")).ticket;
    ask!(desk, SaveNeuronNames(NeuronNamesFile { ticket }));
    ask!(desk, NameNeuron(name(None)));
    assert!(ask!(desk, NeuronNames(NeuronNamesQuery { ranking })).is_empty());
    let read = ask!(desk, ReadNeuronNames(NeuronNamesFile { ticket }));
    assert_eq!((read.added, read.same, read.kept), (1, 0, 0));
    assert_eq!(ask!(desk, NeuronNames(NeuronNamesQuery { ranking }))[0].name, "sums");
}

#[test]
fn neurons_that_are_not_there_and_rankings_without_neurons_are_refused() {
    let (desk, goal) = Desk::with_sample();
    let ranking = ask!(desk, Rank(question(goal, "nag", &[]))).ranking;
    let refused = |ranking, layer, neuron| {
        let query = NeuronQuery { ranking, neuron: NeuronRef { layer, neuron }, row: None };
        desk.workbench.answer(Request::Neuron(query)).unwrap_err().code
    };
    assert_eq!(refused(ranking, 900, 1), FailureCode::NoSuchThing);
    assert_eq!(refused(ranking, 1, 70_000), FailureCode::NoSuchThing);
    let chance = ask!(desk, Rank(question(goal, "random", &[]))).ranking;
    assert_eq!(refused(chance, 1, 1), FailureCode::NothingRead);
}
