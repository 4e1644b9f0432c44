//! Length and form: does a ranking just pick the long, the short or the code? (arXiv 2503.15573, App. D.5)

use crate::compare::correlation::spearman;
use crate::numbers::share::Share;
use crate::rank::scores::Scores;

/// The quantiles of lengths that are shown.
pub const QUANTILES: [f64; 5] = [0.1, 0.25, 0.5, 0.75, 0.9];

/// The quantiles of some lengths at [`QUANTILES`], each a length that is there (the nearest rank); none of none.
#[must_use]
pub fn quantiles(lengths: impl Iterator<Item = u64>) -> Option<[u64; 5]> {
    let mut sorted: Vec<u64> = lengths.collect();
    sorted.sort_unstable();
    let last = sorted.len().checked_sub(1)?;
    Some(QUANTILES.map(|share| sorted[((sorted.len() as f64 * share).ceil() as usize).saturating_sub(1).min(last)]))
}

/// Spearman's rho of score and length over the scored documents: above 0 where longer texts score higher. None where it is
/// not defined.
///
/// # Panics
/// When there is not a length for every score.
#[must_use]
pub fn score_and_length(scores: &Scores, lengths: &[u64]) -> Option<f64> {
    let (falling, lengths): (Vec<f64>, Vec<f64>) =
        (0..scores.len()).filter_map(|document| Some((scores.key(document)?, lengths[document] as f64))).unzip();
    spearman(&falling, &lengths).map(|rho| 0.0 - rho)
}

/// What a text looks like, by its marks alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Form {
    /// Nothing of what follows.
    Prose,
    /// Most lines look like a program's.
    Code,
    /// Most lines begin with a bullet or a number.
    List,
    /// Lines begin with who speaks, or a chat template's marks stand in it.
    Chat,
}

impl Form {
    /// Every form.
    pub const ALL: [Self; 4] = [Self::Prose, Self::Code, Self::List, Self::Chat];

    /// What a text looks like. This is a guess from marks: nothing is parsed.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        let at_least = |share: f64, is: fn(&str) -> bool| {
            let count = lines.iter().filter(|line| is(line)).count();
            count >= 2 && count as f64 >= share * lines.len() as f64
        };
        if text.contains("<|im_start|>") || text.contains("[INST]") || at_least(0.2, is_speaker) {
            Self::Chat
        } else if text.contains("```") || at_least(0.4, is_code) {
            Self::Code
        } else if at_least(0.5, is_item) {
            Self::List
        } else {
            Self::Prose
        }
    }
}

fn is_speaker(line: &str) -> bool {
    const SPEAKERS: [&str; 8] = ["user", "human", "assistant", "system", "bot", "instruction", "response", "ai"];
    let name = line.trim_start_matches(['#', '*', ' ']).split(':').next().unwrap_or_default();
    line.contains(':') && SPEAKERS.iter().any(|speaker| name.trim_end_matches('*').eq_ignore_ascii_case(speaker))
}

fn is_code(line: &str) -> bool {
    const BEGINNINGS: [&str; 14] = [
        "def ",
        "class ",
        "import ",
        "from ",
        "return ",
        "#include",
        "function ",
        "const ",
        "let ",
        "var ",
        "public ",
        "fn ",
        "//",
        "/*",
    ];
    let is_statement = line.ends_with([';', '{', '}']) || line.ends_with("):");
    is_statement || line.contains("()") || is_assignment(line) || is_beginning(line, &BEGINNINGS)
}

/// A name of a program before the equals sign: sums of prose have words or numbers there.
fn is_assignment(line: &str) -> bool {
    let name = line.split_once(" = ").map_or("", |(name, _)| name);
    name.starts_with(|c: char| c.is_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | '[' | ']' | '"' | '\''))
}

/// A line of prose may begin with "from" or "let" too, but then ends as a sentence does.
fn is_beginning(line: &str, beginnings: &[&str]) -> bool {
    beginnings.iter().any(|beginning| line.starts_with(beginning)) && !line.ends_with(['.', ',', '?'])
}

fn is_item(line: &str) -> bool {
    let after_number = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_numbered = after_number.len() < line.len() && after_number.starts_with([')', '.']);
    is_numbered || ["- ", "* ", "• ", "+ "].iter().any(|bullet| line.starts_with(bullet))
}

/// The share of each of [`Form::ALL`] among some texts.
#[must_use]
pub fn forms<'a>(texts: impl Iterator<Item = &'a str>) -> [Share; 4] {
    let mut counts = [0; 4];
    let mut all = 0;
    for text in texts {
        counts[Form::of(text) as usize] += 1;
        all += 1;
    }
    counts.map(|count| Share::new(count, all))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn quantiles_are_lengths_that_are_there() {
        assert_eq!(quantiles((1..=100).rev()), Some([10, 25, 50, 75, 90]));
        assert_eq!(quantiles([7].into_iter()), Some([7; 5]));
        assert_eq!(quantiles(std::iter::empty()), None);
    }

    #[test]
    fn longer_texts_that_score_higher_correlate() {
        let scores = Scores::similarities(vec![0.1, f64::NAN, 0.5, 0.9]);
        assert!((score_and_length(&scores, &[5, 1_000, 6, 7]).unwrap() - 1.0).abs() < 1e-12);
        assert_eq!(score_and_length(&scores, &[5; 4]), None);
    }

    #[test]
    fn marks_tell_code_lists_chats_and_prose_apart() {
        let code = "import os\n\ndef main():\n    path = os.getcwd()\n    return path\n";
        let list = "Things to buy:\n- milk\n- bread\n- tea\n";
        let chat = "User: How far is the moon?\nAssistant: About 384,000 km.";
        let prose = "From the hills, rain fell.\nLet us go, he said, and wait.\nThe year was 1984. It was cold.";
        assert_eq!([code, list, chat, prose].map(Form::of), [Form::Code, Form::List, Form::Chat, Form::Prose]);
        assert_eq!(Form::of("1. One\n2) Two\n3. Three"), Form::List);
        assert_eq!(Form::of("Half of 48 is 48/2 = 24.\nHer 24 and 48 make 24 + 48 = 72."), Form::Prose);
        assert_eq!((Form::of(""), Form::of("int x = 1;\nx++;")), (Form::Prose, Form::Code));
        let shares = forms([code, prose, prose].into_iter());
        assert_eq!((shares[0].count, shares[1].count, shares[1].of), (2, 1, 3));
    }
}
