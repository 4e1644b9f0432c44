//! `cargo xtask fault`: every fault that is tried on a project, all of it, and the table of what came of it.

use std::process::Stdio;

use crate::step::{Failed, step};
use crate::tree::{cargo, root};

/// Where the table is kept, and what stands around it there.
const KEPT: &str = "src-tauri/docs/faults.md";
const HEAD: &str = "| goal | what was done | what came of it |\n|---|---|---|\n";
const BEGIN: &str = "<!-- figures -->\n";
const END: &str = "<!-- end of figures -->";

/// The tests that try them: those of a project, and that of downloads, which lies beside the imitation of the hub.
const RUNS: [&[&str]; 2] =
    [&["--test", "faults", "--"], &["--package", "workbench", "--lib", "--", "a_fetch_that_is_killed"]];

/// Tries them and keeps the table.
///
/// # Errors
/// When a fault had a consequence that it must not have.
pub fn fault() -> Result<(), Failed> {
    step("Try every fault", "see the failing test above", || {
        let mut printed = String::new();
        for tests in RUNS {
            let output = cargo(&["test", "--workspace", "--locked"])
                .args(tests)
                .args(["--nocapture", "--test-threads=1"])
                .env("NEUROSIEVE_FAULTS", "full")
                .stdin(Stdio::null())
                .stderr(Stdio::inherit())
                .output()
                .map_err(|error| error.to_string())?;
            printed += &String::from_utf8_lossy(&output.stdout);
            if !output.status.success() {
                return Err(format!("{printed}\nthe faults ended with {}", output.status));
            }
        }
        let table = table(&printed);
        print!("{table}");
        let place = root().join(KEPT);
        let kept = std::fs::read_to_string(&place).map_err(|error| error.to_string())?;
        std::fs::write(&place, with_table(&kept, &table)?).map_err(|error| error.to_string())
    })
}

/// The rows that tests printed, by goal. The name of a test may stand before the first.
fn table(printed: &str) -> String {
    let mut rows: Vec<String> =
        printed.lines().filter_map(|line| line.split_once("FAULT | ").map(|(_, row)| format!("| {row}\n"))).collect();
    rows.sort();
    HEAD.to_owned() + &rows.concat()
}

fn with_table(kept: &str, table: &str) -> Result<String, String> {
    let (before, rest) = kept.split_once(BEGIN).ok_or_else(|| format!("{KEPT} has no place for the figures"))?;
    let (_, behind) = rest.split_once(END).ok_or_else(|| format!("{KEPT} has no end of the figures"))?;
    Ok(format!("{before}{BEGIN}{table}{END}{behind}"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]

    use super::*;

    #[test]
    fn rows_are_found_behind_the_names_of_tests_and_replace_the_old_table() {
        let printed = "test a ... FAULT | G4 | sizes | 0 |\nok\nFAULT | G1 | kills | 1 |\n";
        let table = table(printed);
        assert!(table.ends_with("|---|---|---|\n| G1 | kills | 1 |\n| G4 | sizes | 0 |\n"), "{table}");
        let kept = format!("words\n{BEGIN}old\n{END}\nmore");
        assert_eq!(with_table(&kept, &table).unwrap(), format!("words\n{BEGIN}{table}{END}\nmore"));
        assert!(with_table("no place", &table).is_err());
    }
}
