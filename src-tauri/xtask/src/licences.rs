//! `cargo xtask licences`: what the app is made of, with each part's licence, for the list in the settings.
//!
//! From the lock files' own words, without a network: cargo's metadata of what is linked into the app and the command
//! line, and npm's lock file of what is in the window. What is only used to build or test is left out.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::PathBuf;

use serde_json::{Value, json};

use crate::step::{Failed, ask, step};
use crate::tree::{cargo, root};

/// The programs that are handed out.
const PROGRAMS: [&str; 2] = ["neurosieve-app", "neurosieve"];

/// The system that bundles are made for: others would list other parts.
const BUNDLED: &str = "x86_64-unknown-linux-gnu";

/// Name, version, licence, where from.
type Part = (String, String, String, &'static str);

fn place() -> PathBuf {
    root().join("ui/src/features/settings/licences.json")
}

/// Writes the list.
///
/// # Errors
/// When cargo cannot tell, or the list cannot be written.
pub fn licences() -> Result<(), Failed> {
    step("List the licences of what the app is made of", "see the message above", || {
        std::fs::write(place(), list()?).map_err(|error| error.to_string())
    })
}

/// Whether the list that is there is the one that would be written.
///
/// # Errors
/// When it is not.
pub fn check() -> Result<(), String> {
    let there = std::fs::read_to_string(place()).map_err(|error| error.to_string())?;
    if there == list()? { Ok(()) } else { Err("the list of licences is not that of the lock files".to_owned()) }
}

fn list() -> Result<String, String> {
    let asked = ["metadata", "--format-version", "1", "--locked", "--offline", "--filter-platform", BUNDLED];
    let metadata = ask(&mut cargo(&asked))?;
    let mut parts = linked(&read(&metadata)?)?;
    let lock = std::fs::read_to_string(root().join("ui/package-lock.json")).map_err(|error| error.to_string())?;
    parts.extend(in_the_window(&read(&lock)?));
    let lines: Vec<String> = parts
        .iter()
        .map(|(name, version, licence, from)| {
            json!({ "name": name, "version": version, "licence": licence, "from": from }).to_string()
        })
        .collect();
    Ok(format!("[\n{}\n]\n", lines.join(",\n")))
}

fn read(json: &str) -> Result<Value, String> {
    serde_json::from_str(json).map_err(|error| error.to_string())
}

fn text<'a>(of: &'a Value, key: &str) -> &'a str {
    of[key].as_str().unwrap_or_default()
}

fn each<'a>(of: &'a Value, key: &str) -> impl Iterator<Item = &'a Value> {
    of[key].as_array().into_iter().flatten()
}

/// Crates that the programs are linked with.
fn linked(metadata: &Value) -> Result<BTreeSet<Part>, String> {
    let packages: HashMap<&str, &Value> = each(metadata, "packages").map(|one| (text(one, "id"), one)).collect();
    let nodes: HashMap<&str, &Value> = each(&metadata["resolve"], "nodes").map(|one| (text(one, "id"), one)).collect();
    let is_program = |one: &&Value| PROGRAMS.contains(&text(one, "name")) && one["source"].is_null();
    let mut waiting: Vec<&str> = packages.values().copied().filter(is_program).map(|one| text(one, "id")).collect();
    if waiting.len() != PROGRAMS.len() {
        return Err(format!("{} of {} programs were found", waiting.len(), PROGRAMS.len()));
    }
    let mut seen = HashSet::new();
    while let Some(id) = waiting.pop() {
        let Some(node) = nodes.get(id).filter(|_| seen.insert(id)) else { continue };
        let is_linked = |dependency: &&Value| each(dependency, "dep_kinds").any(|kind| kind["kind"].is_null());
        waiting.extend(each(node, "deps").filter(is_linked).map(|dependency| text(dependency, "pkg")));
    }
    let foreign = seen.into_iter().filter_map(|id| packages.get(id)).filter(|one| !one["source"].is_null());
    Ok(foreign.map(|one| part(one, text(one, "name"), "cargo")).collect())
}

/// Packages of the window that are no tools.
fn in_the_window(lock: &Value) -> BTreeSet<Part> {
    let all = lock["packages"].as_object().into_iter().flatten();
    let used = all.filter(|(path, one)| path.starts_with("node_modules/") && one["dev"] != true);
    used.map(|(path, one)| part(one, path.rsplit("node_modules/").next().unwrap_or(path), "npm")).collect()
}

fn part(one: &Value, name: &str, from: &'static str) -> Part {
    let said = one["license"].as_str().filter(|licence| !licence.is_empty());
    (name.to_owned(), text(one, "version").to_owned(), said.unwrap_or("in its own file").to_owned(), from)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]

    use super::*;

    #[test]
    fn what_only_builds_or_tests_is_not_listed() {
        let kind = |kind: Value| json!([{ "kind": kind }]);
        let package = |name: &str, source: Value| json!({ "id": name, "name": name, "version": "1.0.0", "license": "MIT", "source": source });
        let metadata = json!({
            "packages": [package("neurosieve-app", Value::Null), package("neurosieve", Value::Null), package("used", json!("registry")), package("builds", json!("registry")), package("below", json!("registry"))],
            "resolve": { "nodes": [
                { "id": "neurosieve-app", "deps": [{ "pkg": "used", "dep_kinds": kind(Value::Null) }, { "pkg": "builds", "dep_kinds": kind(json!("build")) }] },
                { "id": "neurosieve", "deps": [] },
                { "id": "used", "deps": [{ "pkg": "below", "dep_kinds": kind(Value::Null) }] },
                { "id": "below", "deps": [] },
                { "id": "builds", "deps": [] },
            ] },
        });
        let names: Vec<String> = linked(&metadata).unwrap().into_iter().map(|(name, ..)| name).collect();
        assert_eq!(names, ["below", "used"]);
        let lock = json!({ "packages": { "": {}, "node_modules/a": { "version": "2.0.0", "license": "ISC" }, "node_modules/a/node_modules/b": { "version": "1.0.0" }, "node_modules/tool": { "dev": true } } });
        let window: Vec<Part> = in_the_window(&lock).into_iter().collect();
        assert_eq!(window[0], ("a".into(), "2.0.0".into(), "ISC".into(), "npm"));
        assert_eq!((window[1].2.as_str(), window.len()), ("in its own file", 2));
    }
}
