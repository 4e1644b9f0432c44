//! The words that give most: tokens are put together to the words they are pieces of, and a word's places are counted
//! together. Scripts that are written without spaces stay token by token.

use super::marked::Mark;
use crate::operations::tokens::StrongWord;
use selection::words::{is_word, lowercase};

/// Words that are listed.
const LISTED: usize = 8;

/// The words that give most, most first.
pub fn strongest(text: &str, marks: &[Mark]) -> Vec<StrongWord> {
    let mut words: Vec<Mark> = Vec::new();
    for mark in marks {
        match words.last_mut() {
            Some(last) if goes_on(text, last, mark) => {
                last.span.end = mark.span.end;
                last.value += mark.value;
            }
            _ => words.push(mark.clone()),
        }
    }
    let mut found: Vec<(String, StrongWord)> = Vec::new();
    let mut places = std::collections::HashMap::new();
    for word in words.iter().filter(|word| word.value > 0.0 && text[word.span.clone()].chars().any(is_word)) {
        let words = &text[word.span.clone()];
        let place = *places.entry(lowercase(words)).or_insert(found.len());
        if place == found.len() {
            found.push((lowercase(words), StrongWord { text: words.to_owned(), value: 0.0, times: 0 }));
        }
        found[place].1.value += word.value;
        found[place].1.times += 1;
    }
    found.sort_by(|a, b| b.1.value.total_cmp(&a.1.value).then_with(|| a.0.cmp(&b.0)));
    found.into_iter().take(LISTED).map(|one| one.1).collect()
}

/// Whether a mark is the next piece of a word.
fn goes_on(text: &str, before: &Mark, mark: &Mark) -> bool {
    let joins = |c: Option<char>| c.is_some_and(|c| is_word(c) && !is_written_without_spaces(c));
    before.span.end == mark.span.start
        && joins(text[before.span.clone()].chars().next_back())
        && joins(text[mark.span.clone()].chars().next())
}

/// Ideographs, kana, Thai, Lao, Khmer and Burmese.
const fn is_written_without_spaces(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str, spans: &[(usize, usize, f64)]) -> Vec<(String, u32)> {
        let marks: Vec<Mark> = spans.iter().map(|&(start, end, value)| Mark { span: start..end, value }).collect();
        strongest(text, &marks).into_iter().map(|word| (word.text, word.times)).collect()
    }

    #[test]
    fn pieces_of_a_word_count_together_and_so_do_its_places() {
        let text = "Purring, a purring cat";
        let found = of(text, &[(0, 3, 0.1), (3, 7, 0.2), (7, 8, 0.9), (11, 18, 0.3), (19, 22, 0.5)]);
        assert_eq!(found, [("Purring".to_owned(), 2), ("cat".to_owned(), 1)]);
    }

    #[test]
    fn scripts_without_spaces_stay_token_by_token() {
        let found = of("東京は", &[(0, 6, 0.5), (6, 9, 0.4)]);
        assert_eq!(found, [("東京".to_owned(), 1), ("は".to_owned(), 1)]);
    }
}
