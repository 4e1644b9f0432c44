//! The project's own commands: `cargo xtask run`, `test`, `bench` and `package`.
//!
//! They set a fresh machine up as far as they may, say what they do, and say which step failed and what to do about it.
//! No logic of the app is here.

mod bench;
mod evaluate;
mod fault;
mod licences;
mod package;
mod packages;
mod run;
mod starter;
mod step;
mod supply;
mod test;
mod tree;
mod ui;

use std::process::ExitCode;

const HELP: &str = "\
cargo xtask run [-- --headless]   set up, build, fetch the small model, open the window on the sample project
cargo xtask test [STEP…]          set up and run every check, or only those named
cargo xtask bench [NAME…]         measure on this machine, or only what is named
cargo xtask evaluate [POOL…]       measure how well each method picks where the answers are known
cargo xtask fault                 try every fault on a project (kills, failing and full disks, flipped bits); an hour
cargo xtask licences              list the licences of what the app is made of, for its settings
cargo xtask package [--check]     make the Debian package and its bill of materials; try it in a fresh Debian
cargo xtask package --check FILE  try a package that was made before
cargo xtask sample                compute the sample's features again with the small model
cargo xtask help                  this text
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| a != "--").collect();
    let rest = arguments.get(1..).unwrap_or_default();
    let outcome = match arguments.first().map(String::as_str) {
        Some("run") => run::run(rest),
        Some("test") => test::test(rest),
        Some("bench") => bench::bench(rest),
        Some("evaluate") => evaluate::evaluate(rest),
        Some("fault") => fault::fault(),
        Some("licences") => licences::licences(),
        Some("package") => package::package(rest),
        Some("sample") => starter::compute_sample(),
        Some("help" | "--help") => {
            print!("{HELP}");
            Ok(())
        }
        other => {
            eprint!("{}{HELP}", other.map(|o| format!("\"{o}\" is no command.\n")).unwrap_or_default());
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failed) => {
            eprintln!("\n{failed}");
            ExitCode::FAILURE
        }
    }
}
