//! Names that come from the hub: which files are wanted, and that none leads out of its folder.

use std::path::{Component, Path, PathBuf};

use super::HubError;

/// `folder` with a foreign relative name under it.
///
/// # Errors
/// [`HubError::HostileName`] if the name is empty, absolute, has `..`, a drive, a backslash, NUL or another control
/// character, or a part that Windows keeps for devices.
pub fn safe_join(folder: &Path, name: &str) -> Result<PathBuf, HubError> {
    let hostile = || HubError::HostileName { name: name.escape_debug().take(200).collect() };
    let odd = |c: char| c.is_control() || matches!(c, '\\' | ':' | '<' | '>' | '|' | '"' | '?' | '*');
    if name.is_empty() || name.len() > 512 || name.chars().any(odd) {
        return Err(hostile());
    }
    let plain = |part: &str| !part.is_empty() && !part.ends_with(['.', ' ']) && !is_device(part);
    if !name.split('/').all(plain) {
        return Err(hostile());
    }
    let relative = Path::new(name);
    if !relative.components().all(|part| matches!(part, Component::Normal(_))) {
        return Err(hostile());
    }
    Ok(folder.join(relative))
}

fn is_device(part: &str) -> bool {
    let stem = part.split('.').next().unwrap_or_default().to_ascii_uppercase();
    matches!(stem.as_str(), "CON" | "PRN" | "AUX" | "NUL")
        || (stem.len() == 4
            && (stem.starts_with("COM") || stem.starts_with("LPT"))
            && stem.ends_with(|c: char| c.is_ascii_digit()))
}

/// A file as the hub lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedFile {
    /// Its name in the repository, unchecked.
    pub name: String,
    /// Its size in bytes.
    pub size_bytes: u64,
}

/// How a sentence encoder makes one vector of its tokens: without it, another way would be taken for the mean.
const POOLING: &str = "1_pooling/config.json";

/// Whether a model file may be fetched at all: weights that run no code, tokenizer, settings and licence, all of them
/// at the top of the repository, and a sentence encoder's pooling.
#[must_use]
pub fn is_allowed(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    if lower == POOLING {
        return true;
    }
    if lower.contains('/') || lower.starts_with('.') {
        return false;
    }
    let ends = |suffix: &str| lower.ends_with(suffix);
    ends(".safetensors")
        || ends(".gguf")
        || lower.starts_with("tokenizer")
        || (lower.contains("config") && ends(".json"))
        || lower == "model.safetensors.index.json"
        || ends(".txt")
        || ends(".md")
        || lower.starts_with("license")
}

/// The quantisations that a GGUF repository offers, best first: close to the original before small.
const GGUF_ORDER: [&str; 11] =
    ["q8_0", "f16", "bf16", "q6_k", "q5_k_m", "q5_1", "q5_0", "q4_k_m", "q4_1", "q4_0", "f32"];

/// The files of a repository that make one model: safetensors with tokenizer and settings where they are, else one GGUF.
#[must_use]
pub fn wanted_of_model(listed: &[ListedFile]) -> Vec<ListedFile> {
    let is = |file: &ListedFile, suffix: &str| file.name.to_ascii_lowercase().ends_with(suffix);
    // Mistral ships every weight a second time in its own naming.
    let doubled = |file: &ListedFile| file.name.starts_with("consolidated");
    let allowed = || listed.iter().filter(|file| is_allowed(&file.name) && !doubled(file));
    if allowed().any(|file| is(file, ".safetensors")) {
        return allowed().filter(|file| !is(file, ".gguf")).cloned().collect();
    }
    let rank = |file: &ListedFile| {
        let lower = file.name.to_ascii_lowercase();
        GGUF_ORDER.iter().position(|kind| lower.contains(kind)).unwrap_or(GGUF_ORDER.len())
    };
    let chosen = allowed().filter(|file| is(file, ".gguf")).min_by_key(|file| (rank(file), file.name.clone()));
    let papers = |file: &&ListedFile| is(file, ".md") || file.name.to_ascii_lowercase().starts_with("license");
    chosen.map_or_else(Vec::new, |gguf| std::iter::once(gguf).chain(allowed().filter(papers)).cloned().collect())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    fn listed(names: &[&str]) -> Vec<ListedFile> {
        names.iter().map(|name| ListedFile { name: (*name).to_owned(), size_bytes: 1 }).collect()
    }

    fn names(files: &[ListedFile]) -> Vec<&str> {
        files.iter().map(|file| file.name.as_str()).collect()
    }

    #[test]
    fn hostile_names_are_refused_and_plain_ones_stay_below() {
        for name in [
            "../x",
            "a/../../x",
            "/etc/passwd",
            "C:/x",
            "a\\..\\x",
            "a\0b",
            "",
            "a//b",
            ".",
            "..",
            "con.txt",
            "a/LPT1",
            "x\n",
            "name.",
        ] {
            assert!(matches!(safe_join(Path::new("/m"), name), Err(HubError::HostileName { .. })), "{name:?}");
        }
        assert_eq!(safe_join(Path::new("/m"), "data/train.parquet").unwrap(), Path::new("/m/data/train.parquet"));
    }

    proptest! {
        #[test]
        fn whatever_the_name_the_path_stays_in_the_folder(name in "\\PC{0,40}|[./\\\\a:]{0,12}") {
            if let Ok(path) = safe_join(Path::new("/m"), &name) {
                prop_assert!(path.starts_with("/m") && path != Path::new("/m"));
                prop_assert!(!path.components().any(|part| part == Component::ParentDir));
            }
        }
    }

    #[test]
    fn pickles_and_code_are_never_wanted() {
        for name in ["pytorch_model.bin", "model.pt", "model.pth", "modeling.py", "x.ckpt", "original/a.safetensors"] {
            assert!(!is_allowed(name), "{name}");
        }
    }

    #[test]
    fn safetensors_win_over_gguf_and_doubles_are_left_out() {
        let files = listed(&[
            "config.json",
            "tokenizer.json",
            "model.safetensors",
            "consolidated.safetensors",
            "m.Q4_0.gguf",
            "LICENSE",
            "pytorch_model.bin",
        ]);
        assert_eq!(names(&wanted_of_model(&files)), ["config.json", "tokenizer.json", "model.safetensors", "LICENSE"]);
    }

    #[test]
    fn of_several_quantisations_one_is_wanted() {
        let files = listed(&["m.Q2_K.gguf", "m.Q4_0.gguf", "m.Q8_0.gguf", "README.md"]);
        assert_eq!(names(&wanted_of_model(&files)), ["m.Q8_0.gguf", "README.md"]);
        assert_eq!(names(&wanted_of_model(&listed(&["m.IQ1.gguf"]))), ["m.IQ1.gguf"]);
        assert!(wanted_of_model(&listed(&["README.md"])).is_empty());
    }
}
