//! File tickets: a face never names a path. The shell's dialogs and drops register paths, and requests carry tickets.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A path that a person chose, by number.
pub type TicketId = u64;

/// A chosen file or folder as a face sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "workbench.ts")]
pub struct FileTicket {
    /// Names the path in requests; valid until the app closes.
    pub ticket: TicketId,
    /// The last part of the path, as the system spells it.
    pub name: String,
    /// The folder it lies in, shortened for showing.
    pub folder: String,
    /// Size in bytes; 0 for folders and files that are not there yet.
    pub size_bytes: u64,
    /// A folder, not a file.
    pub is_folder: bool,
}

/// What a file dialog is opened for; the shell chooses title and filters by it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "purpose", rename_all = "snake_case", deny_unknown_fields)]
#[ts(export, export_to = "workbench.ts")]
pub enum Pick {
    /// Data files, several at once.
    ImportFiles {},
    /// A folder of documents.
    ImportFolder {},
    /// A file of examples.
    Examples {},
    /// A file of neuron names.
    NeuronNames {},
    /// The passport of an export.
    Passport {},
    /// A GGUF file.
    ModelFile {},
    /// A model folder.
    ModelFolder {},
    /// A folder for projects or models to go to.
    OwnFolder {},
    /// A project file to open.
    OpenProject {},
    /// Where a new project or a copy goes.
    SaveProject {
        /// Name offered.
        suggested: String,
    },
    /// Where an export or figure goes.
    Save {
        /// Name offered, with its suffix.
        suggested: String,
    },
}
