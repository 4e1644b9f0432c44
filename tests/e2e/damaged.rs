//! The journey after things went wrong: the report of a crash, a damaged project and what is saved of it, and the list
//! of licences.

use std::path::Path;
use std::sync::Arc;

use workbench::operations::import::{ImportMapping, TextRule};
use workbench::{Folders, SourcePlan, Workbench};

use super::own_data;
use crate::harness::Window;

/// A project of 48 rows whose first page is overwritten, so that nothing can be found in it by the usual way.
fn damaged_project(folder: &Path) -> std::path::PathBuf {
    let project = folder.join("Recipes.neurosieve");
    let workbench = Workbench::start(Folders::under(&folder.join("home")), Arc::new(|_| {})).unwrap();
    workbench.create_path(&project, "Recipes").unwrap();
    let text = TextRule::Column { column: "text".to_owned() };
    let mapping = ImportMapping { text, id_column: Some("id".to_owned()), token_column: None };
    let source = SourcePlan::new(own_data(folder, 48), Some(mapping));
    workbench.wait(workbench.start_import(vec![source]).unwrap().job).unwrap();
    workbench.close();
    let mut bytes = std::fs::read(&project).unwrap();
    bytes[100..4000].fill(0xA5);
    std::fs::write(&project, bytes).unwrap();
    project
}

#[tokio::test]
#[ignore = "needs the built app and a display driver: cargo xtask test journeys"]
async fn a_crash_is_told_at_the_next_start_and_a_damaged_project_is_salvaged() {
    let (home, folder) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let logs = home.path().join("logs");
    std::fs::create_dir_all(&logs).unwrap();
    let report = "Neurosieve 0.1.0, linux x86_64\nThread project-writer stopped at src/store/writer.rs:41:9\n";
    std::fs::write(logs.join("crash-report.txt"), report).unwrap();
    let project = damaged_project(folder.path());
    let before = std::fs::read(&project).unwrap();

    let window = Window::open_at(home, &[]).await;
    window.sees("Neurosieve stopped by a fault last time").await;
    window.sees("Thread project-writer stopped at").await;
    window.pictures("crash-report").await;
    window.press("Delete the report").await;

    let saved = folder.path().join("Recipes saved.neurosieve");
    window.will_pick(&[&project, &saved]);
    window.press("Open a project").await;
    window.sees("is damaged and was not opened").await;
    assert!(!logs.join("crash-report.txt").exists(), "the report was deleted");
    window.pictures("damaged-project").await;
    window.press("Save what can be read").await;
    window.sees("48 documents and 0 goals salvaged to").await;
    window.screenshot("salvaged").await;
    assert!(std::fs::read(&project).unwrap() == before, "the damaged project stays as it is");
    window.press("Open").await;
    window.sees("48 rows ready").await;

    window.press("Settings").await;
    window.press("Show licences").await;
    window.sees("each with its licence").await;
    window.fill("Find a package or a licence", "rusqlite").await;
    window.sees("rusqlite 0.").await;
    window.pictures("licences").await;
    window.close().await;
}
