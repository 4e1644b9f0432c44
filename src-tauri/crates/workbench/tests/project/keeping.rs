//! What is kept by itself: backups and their way back, the list of projects, the history of rankings.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use workbench::operations::backup::{BackupReason, Backups, BackupsOf, RestoreBackup};
use workbench::operations::export::{ExportFormat, ExportOrder, ExportPlan};
use workbench::operations::goal::{GoalQuery, RemoveExamples, SetExamples};
use workbench::operations::project::{ForgetRecent, OpenProject};
use workbench::operations::ranking::{Budget, RankQuery};
use workbench::operations::run::{KeepRun, NoteRun, RenameRun, RunOrigin};
use workbench::operations::{Event, Failure, FailureCode, Nothing, Request};

use crate::at_work::{Desk, ask, rows};

/// Closes the project and opens it again; waits for the backup of the day.
fn opened_again(desk: &Desk) -> Backups {
    desk.workbench.open_path(&desk.project()).unwrap();
    let begun = Instant::now();
    loop {
        let backups = ask!(desk, Backups(BackupsOf::default()));
        if !backups.backups.is_empty() || backups.trouble.is_some() || begun.elapsed() > Duration::from_secs(20) {
            return backups;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
}

fn filled() -> Desk {
    let desk = Desk::with_project();
    desk.import(&desk.file("a.jsonl", rows(10)));
    desk.goal("As it was", "a river");
    desk
}

fn names_of_goals(desk: &Desk) -> Vec<String> {
    desk.info().goals.into_iter().map(|goal| goal.name).collect()
}

fn restore(desk: &Desk, backup: &str, recent: Option<u64>) -> Result<(), Failure> {
    desk.workbench.answer(Request::RestoreBackup(RestoreBackup { recent, backup: backup.to_owned() })).map(drop)
}

#[test]
fn the_first_opening_of_a_day_makes_a_backup_and_the_next_one_does_not() {
    let desk = filled();
    assert!(ask!(desk, Backups(BackupsOf::default())).backups.is_empty(), "a new project has nothing to go back to");
    let first = opened_again(&desk);
    assert_eq!((first.backups.len(), first.backups[0].reason, &first.trouble), (1, BackupReason::Daily, &None));
    assert_eq!(opened_again(&desk).backups, first.backups);
    let told = desk.events.lock().unwrap().iter().any(
        |event| matches!(event, Event::Changed(parts) if parts.contains(&workbench::operations::Changed::Backups)),
    );
    assert!(told, "whoever shows backups hears of it");
}

#[test]
fn a_restored_backup_takes_the_projects_place_and_what_stood_there_can_be_restored_in_turn() {
    let desk = filled();
    let daily = opened_again(&desk).backups[0].backup.clone();
    desk.goal("Made since", "a law");
    restore(&desk, &daily, None).unwrap();
    assert_eq!(names_of_goals(&desk), ["As it was"]);
    assert_eq!((desk.info().documents, desk.info().read_only), (10, false));
    let after = ask!(desk, Backups(BackupsOf::default())).backups;
    let aside = after.iter().find(|one| one.reason == BackupReason::Restore).unwrap().backup.clone();
    assert!(after.iter().any(|one| one.backup == daily), "the backup itself stays");
    restore(&desk, &aside, None).unwrap();
    assert_eq!(names_of_goals(&desk), ["As it was", "Made since"]);
}

#[test]
fn a_project_that_opens_no_more_is_restored_from_the_list() {
    let desk = filled();
    let daily = opened_again(&desk).backups[0].backup.clone();
    ask!(desk, CloseProject(Nothing {}));
    std::fs::write(desk.project(), "no project any more").unwrap();
    let recent = ask!(desk, RecentProjects(Nothing {}))[0].recent;
    let opened = desk.workbench.answer(Request::OpenProject(OpenProject::Recent { recent }));
    assert_eq!(opened.unwrap_err().code, FailureCode::NotAProject);
    assert_eq!(ask!(desk, Backups(BackupsOf { recent: Some(recent) })).backups[0].backup, daily);
    restore(&desk, &daily, Some(recent)).unwrap();
    assert_eq!(names_of_goals(&desk), ["As it was"]);
    let aside =
        ask!(desk, Backups(BackupsOf::default())).backups.into_iter().find(|one| one.reason == BackupReason::Restore);
    let kept: PathBuf = desk.folder.path().join("a.neurosieve-backups").join(aside.unwrap().backup);
    assert_eq!(std::fs::read_to_string(kept).unwrap(), "no project any more", "the original is kept byte by byte");
}

#[test]
fn what_cannot_be_restored_leaves_the_project_open_as_it_was() {
    let desk = filled();
    let daily = opened_again(&desk).backups[0].backup.clone();
    assert_eq!(restore(&desk, "../a.neurosieve", None).unwrap_err().code, FailureCode::NoSuchThing);
    std::fs::write(desk.folder.path().join("a.neurosieve-backups").join(&daily), "torn").unwrap();
    assert_eq!(restore(&desk, &daily, None).unwrap_err().code, FailureCode::NotAProject);
    assert_eq!((names_of_goals(&desk), desk.info().read_only), (vec!["As it was".to_owned()], false));
}

#[test]
fn a_project_that_another_window_writes_to_is_not_restored() {
    let first = filled();
    let daily = opened_again(&first).backups[0].backup.clone();
    let second = Desk::new();
    second.workbench.open_path(&first.project()).unwrap();
    assert_eq!(restore(&second, &daily, None).unwrap_err().code, FailureCode::ReadOnly);
    ask!(second, CloseProject(Nothing {}));
    let recent = ask!(second, RecentProjects(Nothing {}))[0].recent;
    assert_eq!(restore(&second, &daily, Some(recent)).unwrap_err().code, FailureCode::ProjectBusy);
    assert_eq!(names_of_goals(&first), ["As it was"]);
}

#[test]
fn a_project_is_taken_off_the_list_and_its_file_stays() {
    let desk = filled();
    let recent = ask!(desk, RecentProjects(Nothing {}))[0].recent;
    assert!(ask!(desk, ForgetRecent(ForgetRecent { recent })).is_empty());
    assert!(desk.project().exists());
    assert!(ask!(desk, ForgetRecent(ForgetRecent { recent })).is_empty(), "once more does no harm");
}

const FIRST: Budget = Budget::Documents { documents: 5 };

#[test]
fn the_history_has_each_question_once_with_the_cut_as_it_was_last() {
    let (desk, ranking) = Desk::ranked_for("Law");
    let first = ask!(desk, NoteRun(NoteRun { ranking, budget: FIRST, after: None }));
    let moved = Budget::Documents { documents: 7 };
    let again = ask!(desk, NoteRun(NoteRun { ranking, budget: moved, after: None }));
    assert_eq!((again.run, again.budget, again.documents, again.origin), (first.run, moved, Some(7), RunOrigin::Cut));
    let other = RankQuery { keep_examples: true, ..RankQuery::new(first.query.goal, "bm25") };
    let other = ask!(desk, Rank(other)).ranking;
    let second = ask!(desk, NoteRun(NoteRun { ranking: other, budget: FIRST, after: Some(first.run) }));
    assert_eq!(second.after, Some(first.run));
    let all: Vec<i64> = ask!(desk, Runs(Nothing {})).into_iter().map(|run| run.run).collect();
    assert_eq!(all, [second.run, first.run]);
}

#[test]
fn a_named_run_stays_as_it_was_named_and_an_export_enters_the_history_by_its_file() {
    let (desk, ranking) = Desk::ranked_for("Law");
    let noted = ask!(desk, NoteRun(NoteRun { ranking, budget: FIRST, after: None }));
    let named = ask!(desk, RenameRun(RenameRun { run: noted.run, name: "Good".to_owned() }));
    assert_eq!(named.origin, RunOrigin::Kept);
    let since = ask!(desk, NoteRun(NoteRun { ranking, budget: Budget::Documents { documents: 9 }, after: None }));
    assert_ne!(since.run, noted.run);
    let plan = ExportPlan {
        ranking,
        budget: FIRST,
        format: ExportFormat::Jsonl,
        order: ExportOrder::Rank,
        with_scores: false,
        split: None,
        leave_out: false,
        language: None,
    };
    desk.export(plan, &desk.folder.path().join("chosen.jsonl"));
    let newest = ask!(desk, Runs(Nothing {})).remove(0);
    assert_eq!((newest.origin, newest.name.as_str(), newest.documents), (RunOrigin::Exported, "chosen.jsonl", Some(5)));
}

#[test]
fn a_run_is_ranked_again_as_it_was_although_the_goal_has_changed_since() {
    let (desk, _) = Desk::ranked_for("Law");
    let goal = desk.info().goals[0].goal;
    desk.paste(goal, "Row 8 speaks of stars.");
    let question = RankQuery { keep_examples: true, ..RankQuery::new(goal, "bm25") };
    let before = ask!(desk, Rank(question.clone()));
    let kept = KeepRun { name: "Two examples".to_owned(), query: question.clone(), budget: FIRST, after: None };
    let run = ask!(desk, KeepRun(kept));
    assert_eq!(run.documents, Some(5), "what it kept is told while its ranking is in memory");
    let examples = ask!(desk, Goal(GoalQuery { goal })).examples;
    let last = examples.last().unwrap().example;
    ask!(desk, SetExamples(SetExamples { goal, examples: vec![last], ticked: false }));
    let alone = ask!(desk, Rank(question));
    let then = ask!(desk, Rank(run.query.clone()));
    assert_eq!(then.best_score.to_bits(), before.best_score.to_bits());
    assert_ne!(then.best_score.to_bits(), alone.best_score.to_bits());
    ask!(desk, RemoveExamples(RemoveExamples { goal, examples: vec![last] }));
    let without = ask!(desk, Rank(run.query));
    assert_eq!(without.best_score.to_bits(), alone.best_score.to_bits(), "an example that was deleted is missed");
}
