//! A bill of materials (`CycloneDX` 1.5): every crate and npm package that the programs are built from, with its licence and
//! the digest that the lock file holds it to.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::step::ask;
use crate::tree::{cargo, root};

/// The programs of the package.
const PROGRAMS: [&str; 2] = ["neurosieve-app", "neurosieve"];

/// The bill, as JSON.
///
/// # Errors
/// When cargo cannot say what is locked, or a lock file cannot be read.
pub fn of_materials() -> Result<String, String> {
    let metadata = ask(&mut cargo(&["metadata", "--format-version", "1", "--locked"]))?;
    let metadata: Value = serde_json::from_str(&metadata).map_err(|error| error.to_string())?;
    let file = |name: &str| std::fs::read_to_string(root().join(name)).map_err(|error| format!("{name}: {error}"));
    let checksums = checksums(&file("Cargo.lock")?);
    let npm: Value = serde_json::from_str(&file("ui/package-lock.json")?).map_err(|error| error.to_string())?;
    let components: Vec<Value> = crates(&metadata, &checksums).into_iter().chain(packages(&npm)).collect();
    println!("    {} crates and packages", components.len());
    let version = env!("CARGO_PKG_VERSION");
    let application = json!({ "type": "application", "name": "neurosieve", "version": version });
    let bill = json!({
        "bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1,
        "metadata": { "component": application }, "components": components,
    });
    serde_json::to_string_pretty(&bill).map_err(|error| error.to_string())
}

/// The crates of others that the programs need on any system: what only tests and the build of this command need is left out.
fn crates(metadata: &Value, checksums: &BTreeMap<(String, String), String>) -> Vec<Value> {
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let packages: BTreeMap<String, Value> =
        list(&metadata["packages"]).into_iter().map(|package| (text(&package["id"]), package)).collect();
    let nodes: BTreeMap<String, Value> =
        list(&metadata["resolve"]["nodes"]).into_iter().map(|node| (text(&node["id"]), node)).collect();
    let is_program = |id: &&String| PROGRAMS.contains(&packages[*id]["name"].as_str().unwrap_or_default());
    let mut waiting: Vec<String> = packages.keys().filter(is_program).cloned().collect();
    let mut needed = BTreeSet::new();
    while let Some(id) = waiting.pop() {
        if !needed.insert(id.clone()) {
            continue;
        }
        let is_for_use = |dependency: &Value| list(&dependency["dep_kinds"]).iter().any(|kind| kind["kind"] != "dev");
        let dependencies = list(&nodes[&id]["deps"]);
        waiting.extend(dependencies.iter().filter(|one| is_for_use(one)).map(|one| text(&one["pkg"])));
    }
    let foreign = needed.iter().map(|id| &packages[id]).filter(|package| !package["source"].is_null());
    let component = |package: &Value| {
        let (name, version) = (text(&package["name"]), text(&package["version"]));
        let digest = checksums.get(&(name.clone(), version.clone()));
        let hashes: Vec<Value> = digest.iter().map(|hex| json!({ "alg": "SHA-256", "content": hex })).collect();
        component("cargo", &name, &version, package["license"].as_str(), &hashes)
    };
    foreign.map(component).collect()
}

/// The digests of a `Cargo.lock`, by name and version.
fn checksums(lock: &str) -> BTreeMap<(String, String), String> {
    let value = |block: &str, key: &str| {
        let line = block.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(" = \"")?.strip_suffix('"'));
        line.map(str::to_owned)
    };
    let blocks = lock.split("[[package]]");
    let one = |block: &str| Some(((value(block, "name")?, value(block, "version")?), value(block, "checksum")?));
    blocks.filter_map(one).collect()
}

/// The npm packages that the window's page is made of: those for development alone are left out.
fn packages(lock: &Value) -> Vec<Value> {
    let all = lock["packages"].as_object().into_iter().flatten();
    let used = all.filter(|(path, package)| !path.is_empty() && package["dev"] != true && package["optional"] != true);
    used.map(|(path, package)| {
        let name = path.rsplit("node_modules/").next().unwrap_or(path);
        component("npm", name, package["version"].as_str().unwrap_or_default(), package["license"].as_str(), &[])
    })
    .collect()
}

fn component(kind: &str, name: &str, version: &str, licence: Option<&str>, hashes: &[Value]) -> Value {
    let purl = format!("pkg:{kind}/{}@{version}", name.replace('@', "%40"));
    let mut component = json!({ "type": "library", "name": name, "version": version, "purl": purl });
    if let Some(licence) = licence {
        // The old way of writing a choice, which is no expression.
        component["licenses"] = json!([{ "expression": licence.replace('/', " OR ") }]);
    }
    if !hashes.is_empty() {
        component["hashes"] = json!(hashes);
    }
    component
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_programs_need_is_listed_with_licence_and_digest_and_what_only_tests_need_is_not() {
        let metadata = json!({
            "packages": [
                { "id": "app", "name": "neurosieve-app", "version": "1.0.0", "source": null },
                { "id": "used", "name": "used", "version": "2.0.0", "source": "a registry", "license": "MIT/Apache-2.0" },
                { "id": "deep", "name": "deep", "version": "3.0.0", "source": "a registry", "license": "MIT" },
                { "id": "tried", "name": "tried", "version": "4.0.0", "source": "a registry" },
            ],
            "resolve": { "nodes": [
                { "id": "app", "deps": [
                    { "pkg": "used", "dep_kinds": [{ "kind": null }] }, { "pkg": "tried", "dep_kinds": [{ "kind": "dev" }] },
                ] },
                { "id": "used", "deps": [{ "pkg": "deep", "dep_kinds": [{ "kind": "build" }] }] },
                { "id": "deep", "deps": [] }, { "id": "tried", "deps": [] },
            ] },
        });
        let lock = "version = 4\n\n[[package]]\nname = \"used\"\nversion = \"2.0.0\"\nchecksum = \"ab12\"\n";
        let found = crates(&metadata, &checksums(lock));
        let names: Vec<&str> = found.iter().filter_map(|one| one["name"].as_str()).collect();
        assert_eq!(names, ["deep", "used"]);
        assert_eq!(found[1]["licenses"][0]["expression"], "MIT OR Apache-2.0");
        assert_eq!(found[1]["hashes"][0]["content"], "ab12");
    }

    #[test]
    fn npm_packages_of_the_page_are_listed_and_tools_are_not() {
        let lock = json!({ "packages": {
            "": { "name": "ours" }, "node_modules/@a/page": { "version": "1.2.3", "license": "MIT" },
            "node_modules/tool": { "version": "9.0.0", "dev": true },
        } });
        let found = packages(&lock);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0]["purl"], "pkg:npm/%40a/page@1.2.3");
    }
}
