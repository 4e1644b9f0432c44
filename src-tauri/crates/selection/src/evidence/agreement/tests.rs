//! Against the examples of Krippendorff 2011 and numbers worked out by hand or by other programs.
#![allow(clippy::unwrap_used)]

use super::*;

/// Answers by letter or digit, a row of people a line; a dot where somebody did not judge.
fn table(people: &[&str]) -> Vec<Option<u8>> {
    let rows = people[0].len();
    let at = |row: usize, person: &str| Some(person.as_bytes()[row]).filter(|answer| *answer != b'.');
    (0..rows).flat_map(|row| people.iter().map(move |person| at(row, person))).collect()
}

fn alpha_of(people: &[&str]) -> f64 {
    of_all(&table(people), people.len(), 1).alpha.unwrap().value
}

#[test]
fn alpha_is_the_published_one_for_two_observers_and_for_many_with_gaps() {
    // Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability": examples A, B and C, to the three places given there.
    assert!((alpha_of(&["0100000010", "1110010000"]) - 0.095).abs() < 5e-4);
    assert!((alpha_of(&["aabbdcccedda", "babbbccceddd"]) - 0.692).abs() < 5e-4);
    let four = ["123321412...", "12332241 25.3", ".33323422 51.", "12332441251."];
    let four: Vec<String> = four.iter().map(|one| one.replace(' ', "")).collect();
    let four: Vec<&str> = four.iter().map(String::as_str).collect();
    let found = of_all(&table(&four), 4, 1);
    assert!((found.alpha.unwrap().value - 0.743_421).abs() < 1e-6);
    assert_eq!(found.rows, 11, "the last row has one answer alone");
}

#[test]
fn kappa_is_that_of_the_textbook_and_of_another_program() {
    let rows = |cells: &[(u8, u8, usize)]| -> Vec<(u8, u8)> {
        cells.iter().flat_map(|&(first, second, times)| std::iter::repeat_n((first, second), times)).collect()
    };
    // 35 of 50 alike; by chance .5 x .6 + .5 x .4 = .5: (.7 - .5) / .5.
    let found = of_two(&rows(&[(0, 0, 20), (0, 1, 5), (1, 0, 10), (1, 1, 15)]), 1);
    assert_eq!((found.same.count, found.same.of), (35, 50));
    let kappa = found.kappa.unwrap();
    assert!((kappa.value - 0.4).abs() < 1e-12);
    // 5,000 resamples of the same rows in numpy: .142 to .640. A thousand stray by about .02.
    let (low, high) = kappa.interval.unwrap();
    assert!((low - 0.142).abs() < 0.04 && (high - 0.64).abs() < 0.04, "{low} to {high}");
    // scikit-learn 1.7, cohen_kappa_score.
    let (first, second) = ("00112201201200121021", "00122201101210121001");
    let said: Vec<(u8, u8)> = first.bytes().zip(second.bytes()).collect();
    assert!((of_two(&said, 1).kappa.unwrap().value - 0.698_113_207_5).abs() < 1e-9);
    assert!((alpha_of(&[first, second]) - 0.705_103_969_8).abs() < 1e-9);
}

#[test]
fn full_agreement_is_one_and_what_chance_gives_is_about_zero() {
    assert!((alpha_of(&["001122", "001122"]) - 1.0).abs() < 1e-12);
    let by_chance: Vec<(u8, u8)> = (0..2_000).map(|i| ((mixed(1, i) % 3) as u8, (mixed(2, i) % 3) as u8)).collect();
    // The standard error of kappa is here 1 / sqrt(2 x 2,000) = .016; four of them are allowed.
    let kappa = of_two(&by_chance, 1).kappa.unwrap();
    assert!(kappa.value.abs() < 0.064, "{kappa:?}");
    let (low, high) = kappa.interval.unwrap();
    assert!(low < 0.0 && high > 0.0 && high - low < 0.1);
}

#[test]
fn where_all_always_say_the_same_thing_nothing_can_be_told() {
    let found = of_all(&table(&["0000", "0000"]), 2, 1);
    assert_eq!((found.rows, found.alpha), (4, None));
    assert_eq!(of_two(&[(1, 1); 9], 1).kappa, None);
    assert_eq!(of_all(&table(&["01.", "..1"]), 2, 1), OfAll { rows: 0, alpha: None });
    assert_eq!(of_all(&[], 0, 1).rows, 0);
    assert_eq!(of_two(&[], 1).kappa, None);
}

#[test]
fn one_row_of_many_that_is_not_alike_leaves_the_interval_untold_rather_than_wrong() {
    // Two of three resamples lack the one row that differs, or the other answer: no figure there.
    let mut said = vec![(0, 0); 40];
    said.push((0, 1));
    assert_eq!(of_two(&said, 1).kappa.unwrap().interval, None);
}

#[test]
fn more_rows_of_the_same_make_the_interval_narrower_and_leave_the_figure() {
    let few = ["001122012201", "001022012101"];
    let many: Vec<String> = few.iter().map(|one| one.repeat(25)).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let width = |found: OfAll| found.alpha.unwrap().interval.map(|(low, high)| high - low).unwrap();
    let (few, many) = (of_all(&table(&few), 2, 3), of_all(&table(&many), 2, 3));
    assert!(width(many) < width(few) / 3.0);
    // Alpha counts each answer against the others: its small correction fades with the rows.
    assert!((few.alpha.unwrap().value - many.alpha.unwrap().value).abs() < 0.03);
}
