//! What of a workspace is to be in front when it is opened.

use crate::app::SessionRequest;

/// What opening a workspace is to lead to.
#[derive(Clone, Debug, Default)]
pub struct OpenRequest {
    /// The document to open, relative to the workspace.
    pub file: Option<String>,
    /// Id of the product to stand in.
    pub product: Option<String>,
    /// Whether the workspace is the example.
    pub demo: bool,
    /// The session to go to.
    pub session: Option<SessionRequest>,
}
