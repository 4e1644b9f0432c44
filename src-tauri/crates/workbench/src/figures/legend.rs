//! What the marks of a figure stand for, where more than one thing is drawn: comparisons of methods.
//!
//! A figure carries the methods' names as `method_a` to `method_d` and, for bars of combinations, who shares the n-th as
//! `part_n` ("a,b"). Studies carry the catalogue keys of their series as `series_a` to `series_d`. The window writes the same words beside its own painting.

use crate::operations::Argument;
use crate::operations::figure::{Figure, Tone};
use crate::texts::{Arguments, Catalogue};

const METHODS: [(&str, Tone); 4] = [
    ("method_a", Tone::MethodA),
    ("method_b", Tone::MethodB),
    ("method_c", Tone::MethodC),
    ("method_d", Tone::MethodD),
];

/// A line of the legend: its colour and its words.
pub type Entry = (Tone, String);

/// The legend of a figure; empty where its sentence says it all.
#[must_use]
pub fn legend(figure: &Figure, texts: &Catalogue) -> Vec<Entry> {
    let names: Vec<&str> = METHODS.iter().map_while(|(key, _)| name(figure, key)).collect();
    match figure.title.as_str() {
        "figure.score_distributions" => METHODS.iter().zip(&names).map(|((_, t), n)| (*t, (*n).to_owned())).collect(),
        "figure.jaccard_curve" if names.len() > 2 => {
            let pairs = (0..names.len()).flat_map(|b| (0..b).map(move |a| (a, b)));
            let entry = |(place, (a, b)): (usize, (usize, usize))| {
                (METHODS[place % METHODS.len()].1, joined(&[names[a], names[b]], texts))
            };
            pairs.enumerate().map(entry).collect()
        }
        "figure.overlap" => {
            let parts = (1..).map_while(|place| Some((place, name(figure, &format!("part_{place}"))?)));
            parts.map(|(place, members)| (Tone::Score, format!("{place}: {}", whose(figure, members, texts)))).collect()
        }
        "figure.neuron_pair" => sides(figure, texts),
        _ => {
            let key = |at: &str| name(figure, &format!("series_{at}"));
            let keys = ["a", "b", "c", "d"].into_iter().map_while(key);
            METHODS.iter().zip(keys).map(|((_, tone), key)| (*tone, texts.say(key, &Arguments::new()))).collect()
        }
    }
}

/// Who has a neuron, of two sides.
fn sides(figure: &Figure, texts: &Catalogue) -> Vec<Entry> {
    let only = |key: &str| {
        let side = Argument::Text(name(figure, key).unwrap_or_default().to_owned());
        texts.say("neurons.pair.alone", &[("side".to_owned(), side)].into())
    };
    let both = texts.say("neurons.pair.both", &Arguments::new());
    vec![(Tone::Quiet, both), (Tone::MethodA, only("upper")), (Tone::MethodB, only("lower"))]
}

fn name<'a>(figure: &'a Figure, key: &str) -> Option<&'a str> {
    match figure.arguments.get(key)? {
        Argument::Text(words) => Some(words),
        Argument::Number(_) => None,
    }
}

fn whose(figure: &Figure, members: &str, texts: &Catalogue) -> String {
    let names: Vec<&str> = members.split(',').filter_map(|member| name(figure, &format!("method_{member}"))).collect();
    joined(&names, texts)
}

/// Names as one phrase: "a, b and c".
fn joined(names: &[&str], texts: &Catalogue) -> String {
    let Some((last, first)) = names.split_last() else { return String::new() };
    let Some((start, more)) = first.split_first() else { return (*last).to_owned() };
    let said = |key: &str, words: String, name: &str| {
        let arguments: Arguments =
            [("words".to_owned(), Argument::Text(words)), ("name".to_owned(), Argument::Text(name.to_owned()))].into();
        texts.say(key, &arguments)
    };
    let list = more.iter().fold((*start).to_owned(), |words, name| said("compare.comma", words, name));
    said("compare.and", list, last)
}
