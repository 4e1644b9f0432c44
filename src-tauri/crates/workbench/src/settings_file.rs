//! The settings of this computer, kept in one small file, and what the app says of itself.

use std::path::PathBuf;

use activation::DeviceChoice;

use crate::folders::{Folders, shortened};
use crate::json_file::{self, JsonFileError};
use crate::models::computer::Memory;
use crate::operations::settings::{About, Device, Settings};
use crate::operations::{Failure, FailureCode};
use crate::reading::limit;

/// Most threads that can be asked for.
const MOST_THREADS: u32 = 1024;
/// The least bytes a second that downloads can be held to.
const LEAST_LIMIT: u64 = 10_000;
/// Most coach marks that are remembered, and their longest name.
const MOST_DISMISSED: usize = 256;
const LONGEST_MARK: usize = 100;

fn path(folders: &Folders) -> PathBuf {
    folders.config.join("settings.json")
}

/// The settings as they were last changed; the defaults before that.
///
/// # Errors
/// [`JsonFileError`] if the file is there but may not be read.
pub fn load(folders: &Folders) -> Result<Settings, JsonFileError> {
    json_file::load(&path(folders))
}

/// Keeps new settings. They are on disk when this returns.
///
/// # Errors
/// [`FailureCode::BadSetting`] for one out of its range; then nothing is changed. [`FailureCode::Io`] if the file
/// cannot be written.
pub fn change(folders: &Folders, wanted: Settings) -> Result<Settings, Failure> {
    check(&wanted)?;
    json_file::change(&path(folders), |kept: &mut Settings| {
        kept.clone_from(&wanted);
    })?;
    Ok(wanted)
}

fn check(wanted: &Settings) -> Result<(), Failure> {
    let bad = |name: &str, least: f64, most: f64| {
        Failure::new(FailureCode::BadSetting).text("name", name).number("least", least).number("most", most)
    };
    if wanted.threads.is_some_and(|threads| !(1..=MOST_THREADS).contains(&threads)) {
        return Err(bad("threads", 1.0, f64::from(MOST_THREADS)));
    }
    if wanted.download_limit.is_some_and(|limit| limit < LEAST_LIMIT) {
        return Err(bad("download_limit", LEAST_LIMIT as f64, f64::MAX));
    }
    if wanted.memory_limit.is_some_and(|bytes| bytes < limit::LEAST) {
        return Err(bad("memory_limit", limit::LEAST as f64, f64::MAX));
    }
    let too_long = wanted.dismissed.iter().any(|mark| mark.len() > LONGEST_MARK);
    if too_long || wanted.dismissed.len() > MOST_DISMISSED {
        return Err(bad("dismissed", 0.0, MOST_DISMISSED as f64));
    }
    Ok(())
}

/// What models are read with, by the setting.
///
/// # Errors
/// As [`load`].
pub fn device(folders: &Folders) -> Result<DeviceChoice, JsonFileError> {
    Ok(match load(folders)?.device {
        Device::Fastest => DeviceChoice::Auto,
        Device::Processor => DeviceChoice::Cpu,
    })
}

/// What the app says of itself.
#[must_use]
pub fn about(folders: &Folders) -> About {
    About {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        sqlite: crate::store::library_version().to_owned(),
        projects_folder: shortened(&crate::own_folders::projects(folders)),
        logs_folder: shortened(&folders.logs),
        knows_graphics: cfg!(any(feature = "cuda", feature = "metal")),
        usual_memory_limit: cfg!(target_os = "linux").then(|| limit::usual(Memory::now().total_bytes)),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::operations::settings::{Density, Device, Language, TextSize, Theme};

    #[test]
    fn settings_are_there_again_after_they_were_changed() {
        let folder = tempfile::tempdir().unwrap();
        let folders = Folders::under(folder.path());
        assert_eq!(load(&folders).unwrap(), Settings::default());
        let wanted = Settings {
            theme: Theme::Dark,
            density: Density::Compact,
            text_size: TextSize::Larger,
            language: Language::Chinese,
            device: Device::Processor,
            threads: Some(2),
            memory_limit: Some(4 << 30),
            download_limit: Some(2_000_000),
            dismissed: vec!["coach.cut".to_owned()],
        };
        change(&folders, wanted.clone()).unwrap();
        assert_eq!(load(&folders).unwrap(), wanted);
    }

    #[test]
    fn a_setting_out_of_range_is_named_with_its_range_and_changes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let folders = Folders::under(folder.path());
        let little = Settings { memory_limit: Some(limit::LEAST - 1), ..Settings::default() };
        assert_eq!(change(&folders, little).unwrap_err().code, FailureCode::BadSetting);
        for threads in [0, 5_000] {
            let refused = change(&folders, Settings { threads: Some(threads), ..Settings::default() });
            let failure = refused.unwrap_err();
            assert_eq!(failure.code, FailureCode::BadSetting);
            assert!(failure.to_string().contains("most: 1024"), "{failure}");
        }
        assert_eq!(load(&folders).unwrap(), Settings::default());
    }

    #[test]
    fn settings_written_by_a_version_that_knew_fewer_are_read() {
        let folder = tempfile::tempdir().unwrap();
        let folders = Folders::under(folder.path());
        std::fs::create_dir_all(&folders.config).unwrap();
        std::fs::write(path(&folders), r#"{"theme": "light"}"#).unwrap();
        assert_eq!(load(&folders).unwrap(), Settings { theme: Theme::Light, ..Settings::default() });
    }

    #[test]
    fn the_sqlite_that_ships_is_one_whose_wal_is_safe_with_two_connections() {
        let about = about(&Folders::under(std::path::Path::new("/stick")));
        let numbers: Vec<u32> = about.sqlite.split('.').map(|part| part.parse().unwrap()).collect();
        assert!(numbers.as_slice() >= &[3, 51, 3][..], "{}", about.sqlite);
    }
}
