//! Where things lie in a workspace: the names of its files and folders.

/// The name of the folder that is looked for.
pub const FOLDER: &str = "apiops";
/// The name of the file that makes a folder a workspace.
pub const SETTINGS_FILE: &str = "stationmaster.toml";
/// The name of the file that describes a product.
pub const PRODUCT_FILE: &str = "product.toml";
/// The folder of session records.
pub const SESSIONS: &str = "sessions";
/// The folder of published versions.
pub const VERSIONS: &str = "versions";
pub use crate::codec::name::METHOD;
