//! Two sides' neurons of the sample: rows, goals, what rankings keep and drop; counted, drawn and written.

use std::collections::BTreeSet;

use workbench::operations::figure::{AnyFigure, SaveFigure};
use workbench::operations::neuron_pair::{NeuronFigureQuery, NeuronPair, NeuronPairQuery, NeuronSide, PairHeld};
use workbench::operations::ranking::{Budget, RankQuery, RankingId, RankingPageQuery, WhyQuery};
use workbench::operations::{FailureCode, Request};

use crate::at_work::{Desk, ask};

const CUT: Budget = Budget::Documents { documents: 30 };

/// The sample, ranked by a method for worked maths; the number of that goal and of the other one.
fn ranked(method: &str) -> (Desk, RankingId, [i64; 2]) {
    let (desk, maths) = Desk::with_sample();
    let other = desk.info().goals.iter().find(|goal| goal.goal != maths).unwrap().goal;
    let ranking = ask!(desk, Rank(RankQuery::new(maths, method))).ranking;
    (desk, ranking, [maths, other])
}

fn first_rows(desk: &Desk, ranking: RankingId, limit: u64) -> Vec<i64> {
    let filter = workbench::operations::data::Filter::default();
    let page = RankingPageQuery { filter, ..RankingPageQuery::new(ranking, 0, limit) };
    ask!(desk, RankingPage(page)).rows.iter().map(|row| row.row).collect()
}

fn pair(desk: &Desk, ranking: RankingId, upper: NeuronSide, lower: NeuronSide) -> NeuronPair {
    ask!(desk, NeuronPair(NeuronPairQuery { ranking, upper, lower }))
}

fn held_by(pair: &NeuronPair, held: PairHeld) -> BTreeSet<(u32, u32)> {
    let slots = pair.layers.iter().flat_map(|layer| layer.slots.iter().map(move |slot| (layer.layer, slot)));
    slots.filter(|(_, slot)| slot.held == held).map(|(layer, slot)| (layer, slot.neuron)).collect()
}

#[test]
fn the_counters_of_two_rows_are_the_sizes_of_the_sets_that_their_own_strips_show() {
    let (desk, ranking, _) = ranked("nag");
    let rows = first_rows(&desk, ranking, 2);
    let (a, b) = (NeuronSide::Row { row: rows[0] }, NeuronSide::Row { row: rows[1] });
    let found = pair(&desk, ranking, a, b);
    let [both, upper, lower] = [PairHeld::Both, PairHeld::Upper, PairHeld::Lower].map(|held| held_by(&found, held));
    let sizes = [both.len(), upper.len(), lower.len()].map(|size| size as u64);
    assert_eq!([found.both, found.only_upper, found.only_lower], sizes);
    // What each row's own strip says it fires, of the goal's neurons and beside them.
    for (row, alone) in [(rows[0], &upper), (rows[1], &lower)] {
        let strip = ask!(desk, NeuronStrip(WhyQuery { ranking, row }));
        assert_eq!(strip.shared + strip.only_here, (both.len() + alone.len()) as u64, "row {row}");
        let fired = strip.layers.iter().flat_map(|layer| {
            let goal = layer.slots.iter().filter(|slot| slot.fired).map(|slot| slot.neuron);
            goal.chain(layer.only_here.iter().copied()).map(move |neuron| (layer.layer, neuron))
        });
        assert!(fired.into_iter().all(|neuron| both.contains(&neuron) || alone.contains(&neuron)), "row {row}");
    }
}

#[test]
fn kept_rows_and_dropped_rows_have_nothing_in_common_and_a_random_pick_has_hardly_anything() {
    let (desk, ranking, [maths, _]) = ranked("nag");
    let sides = |ranking| {
        let kept = NeuronSide::Kept { ranking, budget: CUT };
        (kept, NeuronSide::Dropped { ranking, budget: CUT })
    };
    let (kept, dropped) = sides(ranking);
    let found = pair(&desk, ranking, kept, dropped);
    assert_eq!((found.upper, found.both), (30, 0));
    assert!(found.only_upper > 50, "{} neurons tell kept maths rows apart", found.only_upper);
    for slot in found.layers.iter().flat_map(|layer| &layer.slots) {
        let (low, high) = slot.difference;
        assert!(low > 0.0 || high < 0.0, "told apart by more than the 95 % interval: {slot:?}");
        assert!(low <= slot.upper - slot.lower && slot.upper - slot.lower <= high);
    }
    let chance = ask!(desk, Rank(RankQuery::new(maths, "random"))).ranking;
    let (kept, dropped) = sides(chance);
    let found = pair(&desk, ranking, kept, dropped);
    assert!(found.only_upper + found.only_lower <= 3, "{} and {}", found.only_upper, found.only_lower);
}

#[test]
fn two_goals_and_two_methods_are_held_against_each_other_whichever_side_comes_first() {
    let (desk, ranking, [maths, other]) = ranked("nag");
    let second = ask!(desk, Rank(RankQuery::new(maths, "rarity"))).ranking;
    let of = |ranking| NeuronSide::Kept { ranking, budget: CUT };
    let pairs = [
        (NeuronSide::Goal { goal: maths }, NeuronSide::Goal { goal: other }),
        (of(ranking), of(second)),
        (of(ranking), NeuronSide::Goal { goal: maths }),
    ];
    for (upper, lower) in pairs {
        let (there, back) = (pair(&desk, ranking, upper, lower), pair(&desk, ranking, lower, upper));
        assert_eq!((there.both, there.only_upper, there.only_lower), (back.both, back.only_lower, back.only_upper));
        assert!(there.both + there.only_upper > 0, "{upper:?} has neurons of its own");
        assert!(there.layers.iter().zip(&back.layers).all(|(a, b)| (a.apart - b.apart).abs() < 1e-12));
    }
    let same = pair(&desk, ranking, of(ranking), of(ranking));
    assert_eq!((same.only_upper, same.only_lower), (0, 0));
    assert!(same.both > 0 && same.layers.iter().all(|layer| layer.apart.abs() < 1e-12));
}

#[test]
fn what_is_drawn_is_written_as_pictures_and_every_neuron_as_a_table() {
    let (desk, ranking, [maths, _]) = ranked("nag");
    let sides = NeuronPairQuery {
        ranking,
        upper: NeuronSide::Kept { ranking, budget: CUT },
        lower: NeuronSide::Goal { goal: maths },
    };
    let query = NeuronFigureQuery { pair: sides, upper: "kept rows".into(), lower: "your \"maths\" rows".into() };
    let write = |file: &str| {
        let path = desk.folder.path().join(file);
        let ticket = desk.workbench.grant(&path).ticket;
        ask!(desk, SaveFigure(SaveFigure { figure: AnyFigure::Neurons(query.clone()), ticket }));
        std::fs::read(path).unwrap()
    };
    assert!(String::from_utf8(write("neurons.svg")).unwrap().contains("Only kept rows"), "the legend names the sides");
    assert_eq!(&write("neurons.png")[1..4], b"PNG");
    let csv = String::from_utf8(write("neurons.csv")).unwrap();
    let found = ask!(desk, NeuronPair(sides));
    let lines: Vec<&str> = csv.lines().collect();
    assert_eq!(lines.len() as u64 - 1, found.both + found.only_upper + found.only_lower, "none is left out");
    assert!(lines[0].contains("\"your \"\"maths\"\" rows\""));
    assert_eq!(lines.iter().filter(|line| line.contains(",both,")).count() as u64, found.both);
}

#[test]
fn sides_that_are_not_there_are_refused_by_name() {
    let (desk, ranking, [maths, _]) = ranked("nag");
    let refused = |ranking, lower| {
        let query = NeuronPairQuery { ranking, upper: NeuronSide::Goal { goal: maths }, lower };
        desk.workbench.answer(Request::NeuronPair(query)).unwrap_err().code
    };
    assert_eq!(refused(ranking, NeuronSide::Row { row: 99_999 }), FailureCode::NoSuchThing);
    let budget = Budget::Ratio { ratio: 7.0 };
    assert_eq!(refused(ranking, NeuronSide::Kept { ranking, budget }), FailureCode::BadBudget);
    let none = Budget::Documents { documents: 0 };
    assert_eq!(refused(ranking, NeuronSide::Kept { ranking, budget: none }), FailureCode::NothingRead);
    assert_eq!(refused(ranking, NeuronSide::Kept { ranking: 900, budget: CUT }), FailureCode::RankingGone);
    let chance = ask!(desk, Rank(RankQuery::new(maths, "random"))).ranking;
    assert_eq!(refused(chance, NeuronSide::Row { row: 1 }), FailureCode::NothingRead);
}
