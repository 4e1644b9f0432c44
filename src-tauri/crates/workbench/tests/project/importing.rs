//! Rows in: what becomes of good ones, bad ones, and of those deleted again.

use workbench::operations::data::{Condition, Distribution, DocumentQuery, Filter};
use workbench::operations::import::{DeleteImport, PreviewImport, SetAsideQuery, StartImport};
use workbench::operations::job::{JobOutcome, JobState};
use workbench::operations::{FailureCode, Nothing, Request};

use crate::at_work::{Desk, ask, rows, text_mapping};

#[test]
fn good_rows_become_documents_and_bad_ones_are_kept_aside_with_line_and_reason() {
    let desk = Desk::with_project();
    let lines = "{\"id\":\"001\",\"text\":\"one\"}\nnot json\n{\"id\":\"x\",\"text\":\"  \"}\n{\"id\":\"001\",\"text\":\"two\"}\n";
    let job = desk.import(&desk.file("a.jsonl", lines));
    assert!(matches!(job.outcome, Some(JobOutcome::Imported { documents: 2, set_aside: 2 })), "{job:?}");
    let page = desk.page(Filter::default());
    assert_eq!(page.rows.iter().map(|row| row.id.as_str()).collect::<Vec<_>>(), ["001", "001"]);
    let aside = ask!(desk, SetAside(SetAsideQuery { import: None, offset: 0, limit: 10 }));
    assert_eq!(aside.rows.iter().map(|row| row.line).collect::<Vec<_>>(), [2, 3]);
    assert_eq!(aside.rows[0].excerpt, "not json");
    let imports = ask!(desk, Imports(Nothing {}));
    assert_eq!((imports[0].documents, imports[0].set_aside, imports[0].complete), (2, 2, true));
    assert_eq!(imports[0].reasons.iter().map(|reason| reason.rows).sum::<u64>(), 2);
}

#[test]
fn documents_are_found_by_words_by_values_and_by_ranges_at_once() {
    let desk = Desk::with_project();
    desk.import(&desk.file("a.jsonl", rows(700)));
    let word = Filter { search: Some("brea".to_owned()), conditions: Vec::new() };
    assert_eq!(desk.page(word.clone()).total, 100);
    let both = Filter {
        conditions: vec![
            Condition::OneOf { column: "kind".to_owned(), values: vec!["bread".to_owned(), "law".to_owned()] },
            Condition::Between { column: "n".to_owned(), least: 0.0, most: 69.0 },
        ],
        ..word
    };
    let page = desk.page(both.clone());
    assert_eq!(page.total, 10);
    assert!(page.rows.iter().all(|row| row.excerpt.contains("bread") && row.values[0] == "bread"));
    let columns = ask!(desk, PoolColumns(both));
    let Distribution::Categories { bars, distinct: 1 } = &columns[0].values else { panic!("{columns:?}") };
    assert_eq!(bars[0].documents, 10);
    let wrong = Filter {
        search: None,
        conditions: vec![Condition::OneOf { column: "nowhere".to_owned(), values: Vec::new() }],
    };
    assert_eq!(desk.fails(Request::PoolColumns(wrong)).code, FailureCode::NoSuchColumn);
}

#[test]
fn a_document_is_shown_with_its_original_fields_and_place() {
    let desk = Desk::with_project();
    desk.import(&desk.file("a.csv", "id,text,score\n007,\"two\nlines\",3\n"));
    let row = desk.page(Filter::default()).rows[0].row;
    let found = ask!(desk, Document(DocumentQuery { row }));
    assert_eq!(
        (found.id.as_str(), found.text.as_str(), found.line, found.file.as_str()),
        ("007", "two\nlines", 2, "a.csv")
    );
    assert_eq!(found.fields.iter().map(|f| (f.name.as_str(), f.value.as_str())).next_back(), Some(("score", "3")));
    let gone = desk.fails(Request::Document(DocumentQuery { row: 99 }));
    assert_eq!(gone.code, FailureCode::NoSuchThing);
}

#[test]
fn a_deleted_import_takes_its_documents_along_and_gives_its_space_back() {
    let desk = Desk::with_project();
    desk.import(&desk.file("a.jsonl", rows(50)));
    let row = |n: u32| format!("{{\"id\":\"{n}\",\"text\":\"{}\"}}\n", "words and ".repeat(60));
    let long = (0..3000).map(row).collect::<Vec<_>>().concat();
    desk.import(&desk.file("b.jsonl", long));
    let before = desk.info().size_bytes;
    let freed = ask!(desk, DeleteImport(DeleteImport { import: 2 }));
    assert_eq!(freed.documents, 3000);
    assert!(freed.bytes > 1_000_000, "{} bytes of {before}", freed.bytes);
    assert!(desk.info().size_bytes < before);
    assert_eq!(desk.info().documents, 50);
    let words = Filter { search: Some("words".to_owned()), conditions: Vec::new() };
    assert_eq!(desk.page(words).total, 0);
}

#[test]
fn a_preview_shows_columns_guess_and_samples_before_anything_is_imported() {
    let desk = Desk::with_project();
    let ticket = desk.workbench.grant(&desk.file("a.jsonl", rows(10))).ticket;
    let preview = ask!(desk, PreviewImport(PreviewImport { tickets: vec![ticket], mapping: None }));
    assert_eq!(preview.mapping, Some(text_mapping()));
    assert_eq!(preview.samples.len(), 3);
    assert_eq!(preview.files[0].format, "JSONL");
    assert_eq!(desk.info().documents, 0);
    let with = StartImport { tickets: vec![ticket], mapping: preview.mapping.unwrap() };
    let job = ask!(desk, StartImport(with)).job;
    assert_eq!(desk.workbench.wait(job).unwrap().state, JobState::Done);
    assert_eq!(desk.info().documents, 10);
}

#[test]
fn a_file_that_is_no_data_fails_its_job_and_leaves_the_project_as_it_was() {
    let desk = Desk::with_project();
    let job = desk.import(&desk.file("model.pkl", b"\x80\x04\x95"));
    assert_eq!(job.state, JobState::Failed);
    assert_eq!(job.failure.unwrap().code, FailureCode::UnreadableFile);
    assert!(ask!(desk, Imports(Nothing {})).is_empty());
}
