//! The forms that can be opened again, from where they are asked for.

use super::Reopen;
use crate::app::commands::{commit, document, new_product, properties, publish};
use crate::app::follow_up::forms as follow_up;
use crate::app::screen::canvas::commands as canvas;
use crate::app::screen::checklist::commands as checklist;
use crate::app::screen::settle::commands as settle;
use crate::app::screen::station::commands as station;
use crate::app::session::closing;

/// Every form that can be opened again.
pub(super) static TABLE: [&[Reopen]; 15] = [
    follow_up::FORMS,
    checklist::answers::FORMS,
    checklist::waiver::FORMS,
    station::criteria::FORMS,
    station::interview::FORMS,
    station::rounds::FORMS,
    canvas::canvas::FORMS,
    canvas::grouping::FORMS,
    settle::FORMS,
    closing::FORMS,
    document::FORMS,
    properties::FORMS,
    publish::FORMS,
    commit::FORMS,
    new_product::FORMS,
];
