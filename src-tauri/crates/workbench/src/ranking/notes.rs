//! What a reader of a ranking should know of how it came about, by key of the catalogue.

use std::collections::BTreeMap;

use selection::Note;
use selection::method::Representation;

use super::made::GoalExamples;
use crate::operations::failure::Argument;
use crate::operations::ranking::{RankQuery, RankingNote};

/// What the method says.
pub(super) fn of_method(note: &Note) -> RankingNote {
    let english = note.to_string();
    match note {
        Note::LeftOut { measure, share } => {
            let arguments = [
                ("measure".to_owned(), Argument::Text((*measure).to_owned())),
                ("share".to_owned(), Argument::Number(*share)),
            ];
            RankingNote { note: "left_out".to_owned(), arguments: arguments.into(), english }
        }
    }
}

/// What the input itself makes doubtful: a goal of one example, rows that all score the same.
pub(super) fn of_input(reads_examples: bool, examples: usize, best_first: &[f64]) -> Vec<RankingNote> {
    let mut notes = Vec::new();
    if reads_examples && examples == 1 {
        let english = "the goal has one example, and the ranking follows that one alone: add some more";
        notes.push(note("one_example", [], english.to_owned()));
    }
    let (least, most) =
        best_first.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(l, m), &s| (f64::min(l, s), f64::max(m, s)));
    if best_first.len() > 1 && least >= most {
        let rows = best_first.len();
        let english = format!("all {rows} rows score the same, so their order says nothing: are they one text?");
        notes.push(note("all_same", [("rows".to_owned(), Argument::Number(rows as f64))], english));
    }
    notes
}

/// What of the question could not be done: examples it names that are gone, layers where the method has none.
pub(super) fn of_question(query: &RankQuery, goal: &GoalExamples, read: &[Representation]) -> Vec<RankingNote> {
    let mut notes = Vec::new();
    let named = query.examples.iter().flatten();
    let seen = goal.fingerprint();
    let gone = named.filter(|example| seen.iter().all(|one| one.example != **example)).count();
    if gone > 0 {
        let english = format!("{gone} of the examples that this run was kept with are deleted and do not count");
        notes.push(note("examples_gone", [("gone".to_owned(), Argument::Number(gone as f64))], english));
    }
    if query.layers.is_some() && !read.contains(&Representation::NeuronFeatures) {
        let english = "this method does not read neurons by layer: the choice of layers changes nothing";
        notes.push(note("layers_unused", [], english.to_owned()));
    } else if query.layers.is_some() && read.iter().any(|one| is_vote(*one)) {
        let english = "the choice of layers holds for the votes of neurons; other votes read the whole model";
        notes.push(note("layers_of_neurons", [], english.to_owned()));
    }
    notes
}

/// What becomes of examples of what is not wanted.
pub(super) fn of_unwanted(goal: &GoalExamples, contrasts: bool) -> Option<RankingNote> {
    let unwanted = goal.unwanted.as_ref()?;
    let examples = unwanted.examples.len() as f64;
    let said =
        |key, english: &str| Some(note(key, [("examples".to_owned(), Argument::Number(examples))], english.to_owned()));
    if !contrasts {
        return said("unwanted_unused", "this method cannot use examples of what is not wanted: they change nothing");
    }
    let unread = goal.fingerprint().iter().filter(|seen| seen.unwanted && !seen.is_read).count();
    if unread > 0 {
        return said("unwanted_unread", "examples of what is not wanted that no model has read change nothing yet");
    }
    None
}

/// Whether what was read has a say of its own beside the neurons.
const fn is_vote(one: Representation) -> bool {
    !matches!(one, Representation::NeuronFeatures | Representation::Length)
}

fn note<const N: usize>(key: &str, arguments: [(String, Argument); N], english: String) -> RankingNote {
    RankingNote { note: key.to_owned(), arguments: BTreeMap::from(arguments), english }
}

#[cfg(test)]
mod tests {
    use super::super::made::tests::{goal, question};
    use super::*;

    #[test]
    fn layers_that_change_nothing_and_examples_that_are_gone_are_said() {
        let keys = |query: &RankQuery, read: &[Representation]| -> Vec<String> {
            of_question(query, &goal(&[[1, 2, 3, 4], [1, 2, 5, 6]], &[]), read)
                .into_iter()
                .map(|note| note.note)
                .collect()
        };
        let layers = RankQuery { layers: Some((0, 1)), ..question("bm25") };
        assert_eq!(keys(&layers, &[Representation::Text]), ["layers_unused"]);
        assert!(keys(&layers, &[Representation::NeuronFeatures, Representation::Length]).is_empty());
        let voting = [Representation::NeuronFeatures, Representation::LastHidden];
        assert_eq!(keys(&layers, &voting), ["layers_of_neurons"]);
        let kept = RankQuery { examples: Some(vec![1, 9]), ..question("nag") };
        assert_eq!(keys(&kept, &voting), ["examples_gone"]);
    }

    #[test]
    fn a_method_that_cannot_contrast_says_so_and_so_does_an_unread_contrast() {
        let wanted = || goal(&[[1, 2, 3, 4]], &[]);
        assert_eq!(of_unwanted(&wanted(), false), None);
        let unwanted = |slots| Some(Box::new(goal(&[slots], &[])));
        let read = GoalExamples { unwanted: unwanted([1, 2, 3, 4]), ..wanted() };
        assert_eq!(of_unwanted(&read, false).map(|note| note.note).as_deref(), Some("unwanted_unused"));
        assert_eq!(of_unwanted(&read, true), None);
        let unread = GoalExamples { unwanted: unwanted([selection::ABSENT; 4]), ..wanted() };
        assert_eq!(of_unwanted(&unread, true).map(|note| note.note).as_deref(), Some("unwanted_unread"));
    }

    fn keys(reads_examples: bool, examples: usize, scores: &[f64]) -> Vec<String> {
        of_input(reads_examples, examples, scores).into_iter().map(|note| note.note).collect()
    }

    #[test]
    fn one_example_and_rows_that_score_the_same_are_said_and_nothing_else_is() {
        assert_eq!(keys(true, 1, &[0.5, 0.25]), ["one_example"]);
        assert_eq!(keys(false, 1, &[0.5, 0.5]), ["all_same"]);
        assert!(keys(true, 2, &[0.5, 0.25]).is_empty());
        assert!(keys(true, 2, &[0.5]).is_empty() && keys(true, 2, &[]).is_empty());
    }
}
