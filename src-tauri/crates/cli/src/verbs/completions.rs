//! `neurosieve completions`.

use clap::CommandFactory;
use clap_complete::Shell;

use crate::ended::Ended;

/// Print completions for a shell.
#[derive(clap::Args)]
pub struct Arguments {
    /// The shell.
    shell: Shell,
}

impl Arguments {
    pub fn run(&self) -> Ended {
        let mut command = crate::Arguments::command();
        clap_complete::generate(self.shell, &mut command, "neurosieve", &mut std::io::stdout());
        Ended::Done
    }
}
