//! Passports and reports as pages: one file each, without scripts and without anything fetched from elsewhere, in the language
//! of who asked. Names of settings and digests are those of the code in every language.

use std::fmt::Write as _;

use selection::method::by_id;
use serde_json::Value;

use super::pinned::Pinned;
use crate::operations::Argument;
use crate::texts::{Arguments, Catalogue};

/// What readers see: the app's letters and colours, light and dark, and nothing beyond the page's edge on paper.
const STYLE: &str = "
:root { color-scheme: light dark; --ink: #1c1d21; --soft: #5a5d66; --line: #d9dbe1; --back: #fff; --plate: #fff }
@media (prefers-color-scheme: dark) { :root { --ink: #e8e9ec; --soft: #a3a7b1; --line: #3a3d45; --back: #17181b } }
body { max-width: 60rem; margin: 2.5rem auto; padding: 0 1.5rem; font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--back) }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .25rem } h2 { font-size: 1.1rem; margin: 2.25rem 0 .5rem }
p { margin: .4rem 0; max-width: 46rem } .soft { color: var(--soft) }
table { border-collapse: collapse; width: 100% } th, td { text-align: start; vertical-align: top; padding: .4rem .75rem .4rem 0; border-bottom: 1px solid var(--line) }
th { font-weight: 500; color: var(--soft); width: 13rem } td { overflow-wrap: anywhere; white-space: pre-wrap }
.number { text-align: end; font-variant-numeric: tabular-nums; width: 5rem; white-space: nowrap }
figure { margin: 1rem 0; background: var(--plate); border: 1px solid var(--line); border-radius: 8px; padding: .5rem } figure svg { width: 100%; height: auto; display: block }
";

/// A whole page around a body that is HTML already.
#[must_use]
pub fn page(title: &str, body: &str, texts: &Catalogue) -> String {
    let (title, language) = (escaped(title), texts.tag());
    // The policy holds whatever a row's text says: nothing runs and nothing is fetched.
    format!(
        "<!doctype html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n\
         <body>\n<h1>{title}</h1>\n{body}</body>\n</html>\n"
    )
}

/// A passport as a page: what was chosen from what and how, then the passport itself.
#[must_use]
pub fn passport(json: &str, texts: &Catalogue) -> String {
    let passport: Value = serde_json::from_str(json).unwrap_or_default();
    let say = |key: &str| texts.say(key, &Arguments::new());
    let mut body = format!("<p class=\"soft\">{}</p>\n", escaped(&say("passport.words")));
    body += &table(&facts(&passport, texts));
    let _infallible = write!(
        body,
        "<h2>{}</h2>\n<p>{}</p>\n",
        escaped(&say("passport.prove")),
        escaped(&say("passport.prove_words"))
    );
    page(&say("passport.title"), &body, texts)
}

/// What a passport says, each with its name.
#[must_use]
pub fn facts(passport: &Value, texts: &Catalogue) -> Vec<(String, String)> {
    let at = |pointer: &str| passport.pointer(pointer).unwrap_or(&Value::Null);
    let mut facts = Vec::new();
    let mut add =
        |key: &str, words: String| facts.push((texts.say(&format!("passport.fact.{key}"), &Arguments::new()), words));
    let counted = |key: &str, pointers: &[(&str, &str)]| filled(texts, key, passport, pointers);
    add(
        "rows",
        counted(
            "rows",
            &[("selected", "/counts/selected"), ("ranked", "/counts/ranked"), ("tokens", "/counts/selected_tokens")],
        ),
    );
    if at("/counts/left_out_unfit").as_u64().is_some_and(|rows| rows > 0) {
        add("left_out", counted("left_out", &[("rows", "/counts/left_out_unfit")]));
    }
    add("goal", counted("goal", &[("name", "/target/name"), ("examples", "/target/examples")]));
    add("method", method(at("/method"), texts));
    add("budget", budget(at("/budget"), texts));
    if at("/model").is_object() {
        add("model", format!("{}\nSHA-256 {}", plain(at("/model/name")), plain(at("/model/digest"))));
    }
    add("pool", counted("pool", &[("documents", "/pool/documents"), ("digest", "/pool/digest")]));
    for import in at("/pool/imports").as_array().into_iter().flatten() {
        let pointers = [("name", "/name"), ("format", "/format"), ("documents", "/documents")];
        add("import", filled(texts, "import", import, &pointers));
    }
    if at("/split").is_object() {
        add("split", split(at("/split"), texts));
    }
    for file in at("/files").as_array().into_iter().flatten() {
        add("file", filled(texts, "file", file, &[("name", "/name"), ("rows", "/rows"), ("digest", "/sha256")]));
    }
    add_pinned(&mut add, &Pinned::said_in(passport), texts);
    add("version", plain(at("/neurosieve")));
    facts
}

/// Rows shown of those that are pinned.
const PINNED: usize = 50;

/// The pinned rows, a line each with who and when, and how many more there are.
fn add_pinned(add: &mut impl FnMut(&str, String), pinned: &Pinned, texts: &Catalogue) {
    for (key, rows) in [("always", &pinned.always), ("never", &pinned.never)] {
        if rows.is_empty() {
            continue;
        }
        let counted =
            |key: &str, rows: usize| texts.say(key, &[("rows".to_owned(), Argument::Number(rows as f64))].into());
        let mut lines = vec![counted("passport.pinned", rows.len())];
        lines.extend(rows.iter().take(PINNED).map(|row| match row.signed() {
            signed if signed.is_empty() => row.id.clone(),
            signed => format!("{} ({signed})", row.id),
        }));
        if rows.len() > PINNED {
            lines.push(counted("passport.pinned_more", rows.len() - PINNED));
        }
        add(key, lines.join("\n"));
    }
}

/// Where the cut was put, as it was said.
fn budget(budget: &Value, texts: &Catalogue) -> String {
    let by = budget["by"].as_str().unwrap_or_default();
    let amount = match by {
        "ratio" => Argument::Text(percent(&budget["ratio"])),
        _ => argument(&budget[by]),
    };
    texts.say(&format!("passport.budget.{by}"), &[("amount".to_owned(), amount)].into())
}

fn split(split: &Value, texts: &Catalogue) -> String {
    let column = split["column"].as_str();
    let key = if column.is_some() { "passport.split_by" } else { "passport.split_whole" };
    let values = [
        ("share".to_owned(), Argument::Text(percent(&split["validation"]))),
        ("seed".to_owned(), argument(&split["seed"])),
        ("column".to_owned(), Argument::Text(column.unwrap_or_default().to_owned())),
    ];
    texts.say(key, &values.into())
}

/// A share of one in percent, to the thousandth.
fn percent(share: &Value) -> String {
    let thousandths = (share.as_f64().unwrap_or(0.0) * 100_000.0).round() / 1000.0;
    format!("{thousandths} %")
}

/// By its plain name, of the catalogue or else of the code, and its id, with the settings that were set.
fn method(query: &Value, texts: &Catalogue) -> String {
    let id = plain(&query["method"]);
    let key = format!("method.{id}.plain");
    let of_code = || by_id(&id).ok().map(|method| method.description().plain.to_owned());
    let name = if texts.has(&key) { Some(texts.say(&key, &Arguments::new())) } else { of_code() };
    let mut words = name.map_or_else(|| id.clone(), |name| format!("{name} ({id})"));
    for (setting, value) in query["settings"].as_object().into_iter().flatten() {
        let _infallible = write!(words, "\n{setting} = {value}");
    }
    words
}

/// A text of passports, filled from these places of what it speaks of.
fn filled(texts: &Catalogue, key: &str, of: &Value, pointers: &[(&str, &str)]) -> String {
    let at = |pointer: &str| of.pointer(pointer).unwrap_or(&Value::Null);
    let values = pointers.iter().map(|(name, pointer)| ((*name).to_owned(), argument(at(pointer))));
    texts.say(&format!("passport.{key}"), &values.collect())
}

/// Names and values side by side.
#[must_use]
pub fn table(facts: &[(String, String)]) -> String {
    let mut rows = "<table>\n".to_owned();
    for (name, value) in facts {
        let _infallible =
            writeln!(rows, "<tr><th scope=\"row\">{}</th><td>{}</td></tr>", escaped(name), escaped(value));
    }
    rows + "</table>\n"
}

fn argument(value: &Value) -> Argument {
    value.as_f64().map_or_else(|| Argument::Text(plain(value)), Argument::Number)
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// Words as HTML text or attribute.
#[must_use]
pub fn escaped(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::operations::settings::Language;

    #[test]
    fn what_a_file_or_goal_is_called_runs_nowhere_and_is_shown_as_it_is() {
        let nasty = serde_json::json!({ "target": { "name": "<script>alert(1)</script>", "examples": 3 } });
        let page = passport(&nasty.to_string(), &Catalogue::english().unwrap());
        assert!(!page.contains("<script"), "{page}");
        assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"), "{page}");
        assert!(page.contains("default-src 'none'"));
    }

    #[test]
    fn every_fact_has_its_words() {
        let full = serde_json::json!({
            "method": { "method": "nag", "settings": { "top_k": 10.0 } }, "budget": { "by": "documents", "documents": 3 },
            "target": { "name": "Law", "examples": 2 }, "counts": { "selected": 3, "ranked": 10, "selected_tokens": 90, "left_out_unfit": 1 },
            "model": { "name": "Tiny", "digest": "ab" }, "pool": { "documents": 10, "digest": "cd", "imports": [{ "name": "a.jsonl", "format": "JSONL", "documents": 10 }] },
            "split": { "validation": 0.1, "seed": 1 }, "files": [{ "name": "train.jsonl", "rows": 3, "sha256": "ef" }],
            "pinned": { "always": [{ "id": "r1", "text_hash": "0a" }], "never": [{ "id": "r2", "text_hash": "0b", "by": "Ada" }] }, "neurosieve": "0.1.0",
        });
        for (language, name, some) in [
            (
                Language::English,
                "Rows",
                ["3 rows", "10 % of the rows to check with, draw 1", "Neuron match (nag)\ntop_k = 10.0"],
            ),
            (Language::Chinese, "行", ["3 行", "留出 10 % 的行用于验证，抽样编号 1", "神经元匹配 (nag)\ntop_k = 10.0"]),
        ] {
            let facts = facts(&full, &Catalogue::spoken(language).unwrap());
            assert_eq!((facts.len(), facts[0].0.as_str()), (13, name));
            let is_said = |words: &str| facts.iter().any(|(_, fact)| fact == words);
            assert!(some.into_iter().all(is_said), "{facts:?}");
            let is_key = |words: &str| words.starts_with("passport.");
            assert!(!facts.iter().any(|(name, words)| is_key(name) || is_key(words)), "{facts:?}");
        }
    }
}
