//! Opening, closing, copying; two at once.

use workbench::operations::goal::CreateGoal;
use workbench::operations::project::{OpenProject, ReadOnlyBecause, RenameProject, SaveCopy};
use workbench::operations::ranking::{RankQuery, RankingPageQuery};
use workbench::operations::{FailureCode, Nothing, Request};

use crate::at_work::{Desk, ask, rows};

#[test]
fn everything_is_there_after_closing_and_opening_from_the_recent_list() {
    let desk = Desk::with_project();
    desk.import(&desk.file("a.jsonl", rows(10)));
    let goal = desk.goal("Rivers", "a river");
    ask!(desk, RenameProject(RenameProject { name: "Renamed".to_owned() }));
    assert!(ask!(desk, CloseProject(Nothing {})).project.is_none());
    assert_eq!(desk.fails(Request::Goals(Nothing {})).code, FailureCode::NoProject);
    let recent = ask!(desk, RecentProjects(Nothing {}));
    assert_eq!((recent[0].name.as_str(), recent[0].is_there), ("Renamed", true));
    let info = ask!(desk, OpenProject(OpenProject::Recent { recent: recent[0].recent })).project.unwrap();
    assert_eq!((info.documents, info.goals[0].goal, info.read_only), (10, goal, false));
}

#[test]
fn a_second_process_may_look_and_not_touch() {
    let first = Desk::with_project();
    first.import(&first.file("a.jsonl", rows(10)));
    let second = Desk::new();
    second.workbench.open_path(&first.project()).unwrap();
    let info = second.info();
    assert_eq!((info.documents, info.read_only_because), (10, Some(ReadOnlyBecause::Busy)));
    let create = Request::CreateGoal(CreateGoal { name: "x".to_owned() });
    assert_eq!(second.fails(create).code, FailureCode::ReadOnly);
    first.goal("Seen by both", "example");
    assert_eq!(second.info().goals[0].name, "Seen by both");
}

#[test]
fn a_saved_copy_opens_by_itself() {
    let desk = Desk::with_project();
    desk.import(&desk.file("a.jsonl", rows(10)));
    let ticket = desk.workbench.grant(&desk.folder.path().join("copy")).ticket;
    let saved = ask!(desk, SaveCopy(SaveCopy { ticket }));
    assert!(saved.place.ends_with("copy.neurosieve") && saved.size_bytes > 0);
    desk.workbench.open_path(&desk.folder.path().join("copy.neurosieve")).unwrap();
    assert_eq!((desk.info().documents, desk.info().read_only), (10, false));
}

#[test]
fn the_sample_opens_with_everything_read_and_can_be_ranked_without_a_model() {
    let desk = Desk::new();
    let info = ask!(desk, OpenSample(Nothing {})).project.unwrap();
    assert!(info.is_sample && !info.read_only);
    assert_eq!((info.documents, info.readings[0].documents_read, info.readings[0].shipped), (270, 270, true));
    assert_eq!((info.readings[0].layers, info.readings[0].top_k, info.goals.len()), (30, 40, 3));
    let query = RankQuery::new(info.goals[0].goal, "nag");
    let view = ask!(desk, Rank(query));
    assert_eq!((view.ranked + view.unscored, view.unread), (270, 0));
    let page = RankingPageQuery::new(view.ranking, 0, 20);
    let page = ask!(desk, RankingPage(page));
    let maths = page.rows.iter().filter(|row| row.source == "maths").count();
    assert!(maths >= 15, "of the best 20 rows for worked maths, {maths} are maths");

    desk.goal("One more", "kept");
    let again = ask!(desk, OpenSample(Nothing {})).project.unwrap();
    assert_eq!(again.goals.len(), 4, "it is not made anew while it is there");
}
