//! Input and output: the workspace on the disk, replacing files, the journal, locks and watching.
//!
//! What stands in a file is `codec`'s, what is done with open files is `workspace`'s; this room brings bytes to them and
//! back, and loses none. It knows no screen and says no sentence: errors are types that name their sentences.

pub mod batch;
pub mod change;
pub mod create;
pub mod demo;
pub mod error;
pub mod git;
pub mod ids;
pub mod imported;
pub mod journal;
pub mod kept;
pub mod layout;
pub mod lock;
pub mod own_method;
pub mod package;
pub mod refs;
pub mod rehearsal;
pub mod removed;
pub mod replace;
pub mod scan;
pub mod sighting;
pub mod state_dir;
pub mod watch;
pub mod workspace;

pub use create::{IfThere, Made};
pub use error::{DiskError, Explanation, IoErrorKind, IoOperation, UserError};
pub use git::{Git, GitError};
pub use ids::Ids;
pub use journal::Journal;
pub use replace::{Flush, SaveError};
pub use scan::{Entry, ProductFolder, Role, Scan};
pub use sighting::{Sighting, Stamp};
pub use state_dir::StateDir;
pub use watch::Watch;
pub use workspace::{Workspace, WorkspaceError};
