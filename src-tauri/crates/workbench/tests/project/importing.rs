//! Rows in: what becomes of good ones, bad ones, and of those deleted again.

use workbench::operations::data::{Condition, Distribution, DocumentQuery, Filter, PoolQuery};
use workbench::operations::import::{DeleteImport, PreviewImport, SetAsideQuery, StartImport};
use workbench::operations::job::{JobOutcome, JobState};
use workbench::operations::{FailureCode, Nothing, Request};

use crate::at_work::{Desk, ask, rows, text_mapping};

#[test]
fn good_rows_become_documents_and_bad_ones_are_kept_aside_with_line_and_reason() {
    let desk = Desk::with_project();
    let lines = "{\"id\":\"001\",\"text\":\"one\"}\nnot json\n{\"id\":\"x\",\"text\":\"  \"}\n{\"id\":\"001\",\"text\":\"two\"}\n";
    let job = desk.import(&desk.file("a.jsonl", lines));
    assert!(matches!(job.outcome, Some(JobOutcome::Imported { documents: 2, set_aside: 2, .. })), "{job:?}");
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

#[test]
fn the_report_names_the_special_strings_of_models_with_the_rows_that_hold_them() {
    let desk = Desk::with_project();
    let line = |n: usize, text: &str| format!("{{\"id\":\"{n}\",\"text\":\"{text}\"}}\n");
    // More rows than one commit takes, so that counts of several are added.
    let mut lines: String = (0..5000).map(|n| line(n, "plain <em>words</em>")).collect();
    lines = line(6000, "<|im_start|>user <|im_start|>") + &lines + &line(6001, "a <|im_start|> </s>");
    let job = desk.import(&desk.file("a.jsonl", lines));
    let held = |imports: &[workbench::operations::import::SpecialString]| {
        imports.iter().map(|one| (one.text.clone(), one.rows)).collect::<Vec<_>>()
    };
    let expected = [("<|im_start|>".to_owned(), 2), ("</s>".to_owned(), 1)];
    assert_eq!(held(&ask!(desk, Imports(Nothing {}))[0].special_strings), expected);
    let Some(JobOutcome::Imported { special_strings, .. }) = job.outcome else { panic!("{job:?}") };
    assert_eq!(held(&special_strings), expected);
    let shown = desk.page(Filter { search: Some("im_start".to_owned()), conditions: Vec::new() });
    assert_eq!(shown.rows[0].excerpt, "<|im_start|>user <|im_start|>");
}

#[test]
fn the_first_rows_of_a_search_and_those_far_down_are_stretches_of_the_same_answer() {
    let desk = Desk::with_project();
    desk.import(&desk.file("a.jsonl", rows(3000)));
    desk.import(&desk.file("b.jsonl", rows(700)));
    ask!(desk, DeleteImport(DeleteImport { import: 1 }));
    desk.import(&desk.file("c.jsonl", rows(1400)));
    for (search, total) in [("speaks", 2100), ("bread", 300), ("speaks of", 2100), ("nowhere", 0), ("row", 2100)] {
        let page = |offset| {
            let filter = Filter { search: Some(search.to_owned()), conditions: Vec::new() };
            ask!(desk, PoolPage(PoolQuery { filter, offset, limit: 500 }))
        };
        let stretches = |offsets: &[u64]| {
            let pages: Vec<_> = offsets.iter().map(|&offset| page(offset)).collect();
            assert!(pages.iter().all(|page| page.total == total), "{search}");
            pages.into_iter().flat_map(|page| page.rows).map(|row| row.row).collect::<Vec<_>>()
        };
        let quick = stretches(&[0, 500]);
        // From here on all are named and kept; the same stretches are cut from them.
        let rest = stretches(&[1000, 1500, 2000]);
        assert_eq!(quick, stretches(&[0, 500]), "{search}");
        assert_eq!((quick.len() + rest.len()) as u64, total, "{search}");
        assert!(quick.iter().chain(&rest).is_sorted(), "{search}");
    }
}

#[test]
fn an_import_says_its_share_by_bytes_where_nobody_has_counted_the_rows() {
    use std::io::Write as _;
    use workbench::operations::Event;
    let desk = Desk::with_project();
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(rows(30_000).as_bytes()).unwrap();
    desk.import(&desk.file("a.jsonl.gz", packed.finish().unwrap()));
    let events = desk.events.lock().unwrap();
    let shares: Vec<f64> = events
        .iter()
        .filter_map(|event| match event {
            Event::Job(job) if job.total.is_none() && job.done > 0 => job.share,
            _ => None,
        })
        .collect();
    assert!(!shares.is_empty());
    assert!(shares.iter().all(|share| (0.0..=1.0).contains(share)), "{shares:?}");
    assert!(shares.is_sorted(), "{shares:?}");
}
