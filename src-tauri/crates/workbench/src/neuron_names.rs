//! What a person calls neurons: kept on this computer and not in a project, so that a name holds wherever the same model
//! is read.
//!
//! A neuron is known by the digest of its backbone, the projection, the layer and its number: another model under the
//! same name has other neurons. The file of a person's names and an exported one have the same form. A name that is here
//! is never replaced by one of a file: what a person wrote is theirs to change.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::folders::{Folders, shortened};
use crate::json_file;
use crate::operations::neuron::{NamedNeuron, NeuronNamesFile, NeuronNamesRead, NeuronRef};
use crate::operations::project::Saved;
use crate::operations::{Changed, Failure, FailureCode};
use crate::store::reading::ReadingFacts;
use crate::workbench::Workbench;

/// Longest name, in characters.
const MOST_NAME: usize = 80;
/// What the file says it is.
const FORMAT: &str = "neurosieve neuron names 1";

/// All names, in the order of their neurons.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Names {
    format: String,
    names: Vec<Named>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Named {
    /// Digest of weights, settings and tokenizer.
    backbone: String,
    projection: String,
    layer: u32,
    neuron: u32,
    name: String,
}

impl Default for Names {
    fn default() -> Self {
        Self { format: FORMAT.to_owned(), names: Vec::new() }
    }
}

impl Named {
    fn place(&self) -> (&str, &str, u32, u32) {
        (&self.backbone, &self.projection, self.layer, self.neuron)
    }

    fn is_of(&self, facts: &ReadingFacts) -> bool {
        self.backbone == facts.backbone && self.projection == facts.projection
    }
}

impl Names {
    /// In the order that [`Self::find`] needs, whoever wrote the file.
    fn sort(&mut self) {
        self.names.sort_by(|a, b| a.place().cmp(&b.place()));
    }

    /// Where a neuron's name stands, or would stand.
    fn find(&self, place: (&str, &str, u32, u32)) -> Result<usize, usize> {
        self.names.binary_search_by(|one| one.place().cmp(&place))
    }
}

fn path(folders: &Folders) -> PathBuf {
    folders.config.join("neuron-names.json")
}

/// The named neurons of a reading's model and projection, by layer and number.
///
/// # Errors
/// [`FailureCode::Io`] if the file is there but may not be read.
pub fn of(folders: &Folders, facts: &ReadingFacts) -> Result<Vec<NamedNeuron>, Failure> {
    let all: Names = json_file::load(&path(folders))?;
    Ok(shown(&all, facts))
}

fn shown(all: &Names, facts: &ReadingFacts) -> Vec<NamedNeuron> {
    let named = |one: &Named| NamedNeuron {
        neuron: NeuronRef { layer: one.layer, neuron: one.neuron },
        name: one.name.clone(),
    };
    all.names.iter().filter(|one| one.is_of(facts)).map(named).collect()
}

/// Gives a neuron a name, or takes it away. It is on disk when this returns.
///
/// # Errors
/// [`FailureCode::BadName`] for one that is empty or too long, [`FailureCode::Io`] if it cannot be written.
pub fn name(
    folders: &Folders,
    facts: &ReadingFacts,
    of: NeuronRef,
    name: Option<&str>,
) -> Result<Vec<NamedNeuron>, Failure> {
    let name = name.map(checked).transpose()?;
    let named = json_file::change(&path(folders), |all: &mut Names| {
        all.sort();
        match (all.find((&facts.backbone, &facts.projection, of.layer, of.neuron)), name) {
            (Ok(at), Some(name)) => all.names[at].name = name,
            (Ok(at), None) => drop(all.names.remove(at)),
            (Err(at), Some(name)) => all.names.insert(at, new(facts, of, name)),
            (Err(_), None) => {}
        }
        shown(all, facts)
    })?;
    Ok(named)
}

fn new(facts: &ReadingFacts, of: NeuronRef, name: String) -> Named {
    let (backbone, projection) = (facts.backbone.clone(), facts.projection.clone());
    Named { backbone, projection, layer: of.layer, neuron: of.neuron, name }
}

/// A name on one line, without blanks around it.
fn checked(name: &str) -> Result<String, Failure> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() || name.chars().count() > MOST_NAME || name.chars().any(char::is_control) {
        return Err(Failure::new(FailureCode::BadName).number("most", MOST_NAME as f64));
    }
    Ok(name)
}

/// Writes all names to a file.
///
/// # Errors
/// [`FailureCode::Io`] if it cannot be written.
pub fn save(folders: &Folders, to: &Path) -> Result<Saved, Failure> {
    let all: Names = json_file::load(&path(folders))?;
    let size_bytes = json_file::write(to, &all)?;
    Ok(Saved { place: shortened(to), size_bytes })
}

/// Takes the names of a file that a person chose in.
///
/// # Errors
/// As [`read`].
pub fn bring_in(workbench: &Workbench, with: NeuronNamesFile) -> Result<NeuronNamesRead, Failure> {
    let found = read(&workbench.folders, &workbench.path_of(with.ticket)?)?;
    workbench.events.changed(&[Changed::Names]);
    Ok(found)
}

/// Takes the names of a file in. All of them, or none where one is not as it should be.
///
/// # Errors
/// [`FailureCode::NotNeuronNames`] with what is wrong; [`FailureCode::Io`] if it cannot be read.
fn read(folders: &Folders, from: &Path) -> Result<NeuronNamesRead, Failure> {
    let refused =
        |detail: String| Failure::new(FailureCode::NotNeuronNames).text("path", shortened(from)).text("detail", detail);
    let bytes = std::fs::read(from).map_err(|error| crate::files::io_failure(from, &error))?;
    let mut brought: Names = serde_json::from_slice(&bytes).map_err(|error| refused(error.to_string()))?;
    if brought.format != FORMAT {
        return Err(refused(format!("its format is \"{}\", not \"{FORMAT}\"", brought.format)));
    }
    for one in &mut brought.names {
        one.name = checked(&one.name).map_err(|_| refused(format!("the name of {}·{}", one.layer, one.neuron)))?;
    }
    Ok(json_file::change(&path(folders), |all: &mut Names| taken_in(all, brought.names))?)
}

fn taken_in(all: &mut Names, brought: Vec<Named>) -> NeuronNamesRead {
    all.sort();
    let mut read = NeuronNamesRead::default();
    for one in brought {
        match all.find(one.place()) {
            Ok(at) if all.names[at].name == one.name => read.same += 1,
            Ok(_) => read.kept += 1,
            Err(at) => {
                all.names.insert(at, one);
                read.added += 1;
            }
        }
    }
    read
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::store::reading::tests::some;

    const FRACTIONS: NeuronRef = NeuronRef { layer: 14, neuron: 288 };
    const BREAD: NeuronRef = NeuronRef { layer: 2, neuron: 7 };

    #[test]
    fn a_name_holds_for_the_same_model_and_projection_and_no_other() {
        let home = tempfile::tempdir().unwrap();
        let (folders, facts) = (Folders::under(home.path()), some(2, 2));
        name(&folders, &facts, FRACTIONS, Some("  fractions\nand  shares ")).unwrap();
        let named = name(&folders, &facts, BREAD, Some("bread")).unwrap();
        assert_eq!(named.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["bread", "fractions and shares"]);
        let other = ReadingFacts { backbone: "another".to_owned(), ..facts.clone() };
        assert!(of(&folders, &other).unwrap().is_empty());
        let gate = ReadingFacts { projection: "gate".to_owned(), ..facts.clone() };
        assert!(of(&folders, &gate).unwrap().is_empty());
        assert_eq!(name(&folders, &facts, BREAD, None).unwrap().len(), 1);
        assert_eq!(of(&folders, &facts).unwrap().len(), 1);
    }

    #[test]
    fn names_that_say_nothing_or_too_much_are_refused_and_change_nothing() {
        let home = tempfile::tempdir().unwrap();
        let (folders, facts) = (Folders::under(home.path()), some(2, 2));
        for bad in ["", " \n ", &"x".repeat(81)] {
            assert_eq!(name(&folders, &facts, BREAD, Some(bad)).unwrap_err().code, FailureCode::BadName);
        }
        assert!(of(&folders, &facts).unwrap().is_empty());
    }

    #[test]
    fn exported_names_come_to_another_computer_and_replace_none_of_its_own() {
        let (here, there) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let facts = some(2, 2);
        let (mine, yours) = (Folders::under(here.path()), Folders::under(there.path()));
        name(&mine, &facts, FRACTIONS, Some("fractions")).unwrap();
        name(&mine, &facts, BREAD, Some("bread")).unwrap();
        name(&yours, &facts, BREAD, Some("baking")).unwrap();
        let file = here.path().join("names.json");
        assert!(save(&mine, &file).unwrap().size_bytes > 0);
        assert_eq!(read(&yours, &file).unwrap(), NeuronNamesRead { added: 1, same: 0, kept: 1 });
        assert_eq!(read(&yours, &file).unwrap(), NeuronNamesRead { added: 0, same: 1, kept: 1 });
        let named = of(&yours, &facts).unwrap();
        assert_eq!(named.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["baking", "fractions"]);
    }

    #[test]
    fn a_file_of_something_else_is_named_and_leaves_the_names_alone() {
        let home = tempfile::tempdir().unwrap();
        let (folders, file) = (Folders::under(home.path()), home.path().join("other.json"));
        for text in ["[1, 2]", r#"{"format":"something else","names":[]}"#, "no JSON"] {
            std::fs::write(&file, text).unwrap();
            assert_eq!(read(&folders, &file).unwrap_err().code, FailureCode::NotNeuronNames, "{text}");
        }
        assert!(!path(&folders).exists());
    }
}
