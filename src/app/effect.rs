//! What the program asks to be done outside.

use crate::document::DocumentBody;
use crate::journal::Record;

/// Something to be done.
#[derive(Clone, Debug)]
pub enum Effect {
    /// Write into the journal, before the next key is looked at.
    Journal(Record),
    /// Bring a file to what the sheet says; answered by `Saved`, `Merged` or `SaveFailed`.
    Save {
        /// Path relative to the workspace.
        file: String,
        /// Serial number, to be named in the answer.
        serial: u64,
        /// What the file should say.
        sheet: DocumentBody,
    },
    /// Create a workspace and a product in it, and open it; answered by `Opened`.
    CreateWorkspace {
        /// Name of the product.
        product: String,
        /// Id of its cycle.
        cycle: String,
    },
    /// Make and open the example; answered by `Opened`.
    OpenDemo,
    /// Create a document from a template; answered by `Loaded` and `Created`.
    CreateSheet {
        /// Id of the product.
        product: String,
        /// Id of the template.
        template: String,
    },
    /// Hand a text to the system's clipboard, through the terminal.
    Copy {
        /// The text.
        text: String,
    },
    /// Take the mouse from the terminal, or give it back.
    Mouse {
        /// Whether it is the program's.
        on: bool,
    },
    /// Open a text in the person's own editor; answered by `Edited` or `Failed`.
    Editor {
        /// The text.
        text: String,
    },
    /// Stop the program until it is called back.
    Suspend,
    /// Leave, with everything saved.
    Quit,
    /// Read every file again.
    Reread,
    /// Keep a setting in the user's configuration.
    Remember {
        /// Its name.
        name: &'static str,
        /// Its value as a word.
        value: String,
    },
    /// What former runs left has been settled; it need not be offered again.
    LeftSettled,
}
