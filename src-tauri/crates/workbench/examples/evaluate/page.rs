//! The tables as a page of Markdown.

use std::fmt::Write;

use super::right::{Figures, Results};

/// A column of figures: its title, and how it is taken.
type Measure = (&'static str, fn(&Figures) -> f64);

const MEASURES: [Measure; 4] = [
    ("P@R: the share of right rows among as many as are right", |figures| figures.at_right),
    ("Precision of the first hundredth of the pool", |figures| figures.at_1_percent),
    ("Precision of the first twentieth of the pool", |figures| figures.at_5_percent),
    ("Average precision", |figures| figures.average),
];

/// The page: what it is, and the tables of all parts that were measured.
pub fn page(parts: impl Iterator<Item = String>) -> String {
    let mut page = format!(
        "# Which method picks well\n\nMade by `cargo xtask evaluate` on {}, {}. Model: SmolLM2-135M-Instruct, 120 tokens, \
         f32, 40 neurons a layer; every method at its defaults. The examples are never ranked.\n",
        date(),
        machine()
    );
    parts.for_each(|part| page.push_str(&part));
    page
}

/// The mean of P@R over the targets.
pub fn mean(figures: &[Figures]) -> f64 {
    figures.iter().map(|figures| figures.at_right).sum::<f64>() / figures.len() as f64
}

/// What word counts get on the same pool and targets, where a file says so: `{target: {baseline: {"PR": …}}}`.
pub fn baselines(said: &serde_json::Value, targets: &[String]) -> String {
    let all = said[&targets[0]].as_object().into_iter().flatten();
    let names = all.filter(|(_, figures)| figures["PR"].is_number()).map(|(name, _)| name);
    let mut page = format!("\nP@R of word counts, computed apart\n\n| method | mean | {} |\n", targets.join(" | "));
    let _ = writeln!(page, "|---|---|{}", "---|".repeat(targets.len()));
    for name in names {
        let values: Vec<f64> =
            targets.iter().map(|target| said[target][name]["PR"].as_f64().unwrap_or(f64::NAN)).collect();
        let mean = values.iter().sum::<f64>() / values.len() as f64;
        let values: Vec<String> = values.iter().map(|value| format!("{value:.3}")).collect();
        let _ = writeln!(page, "| {name} | {mean:.3} | {} |", values.join(" | "));
    }
    page
}

/// The tables of a pool with categories.
pub fn of_pool(results: &Results) -> String {
    let mut page = format!("\n## {} ({} rows)\n", results.pool, results.rows);
    for (title, of) in MEASURES {
        let _ = write!(page, "\n{title}\n\n| method | mean | {} |\n", results.targets.join(" | "));
        let _ = writeln!(page, "|---|---|{}", "---|".repeat(results.targets.len()));
        for (method, draws) in &results.methods {
            let values: Vec<f64> = draws[0].iter().map(of).collect();
            let mean = values.iter().sum::<f64>() / values.len() as f64;
            let values: Vec<String> = values.iter().map(|value| format!("{value:.3}")).collect();
            let _ = writeln!(page, "| {method} | {mean:.3} | {} |", values.join(" | "));
        }
    }
    let draws = results.methods.first().map_or(0, |(_, draws)| draws.len());
    let titles: Vec<String> = (1..=draws).map(|draw| format!("draw {draw}")).collect();
    let _ = write!(page, "\nMean P@R with other draws of examples\n\n| method | {} |\n", titles.join(" | "));
    let _ = writeln!(page, "|---|{}", "---|".repeat(draws));
    for (method, draws) in &results.methods {
        let values: Vec<String> = draws.iter().map(|draw| format!("{:.3}", mean(draw))).collect();
        let _ = writeln!(page, "| {method} | {} |", values.join(" | "));
    }
    for (method, why) in &results.refused {
        let _ = write!(page, "\nNot measured: {method} ({why}).\n");
    }
    page
}

fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let said = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let name =
        said.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": ").map(|(_, name)| name.trim()));
    format!("{} with {cores} cores", name.unwrap_or(std::env::consts::ARCH))
}

/// Today, as year-month-day (the days of the common era by Howard Hinnant's formula).
fn date() -> String {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    let days = (now.as_secs() / 86_400) as i64 + 719_468;
    let (era, day) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let of_year = day - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let (day, month) = (of_year - (153 * month + 2) / 5 + 1, if month < 10 { month + 3 } else { month - 9 });
    format!("{:04}-{month:02}-{day:02}", year + era * 400 + i64::from(month <= 2))
}
