//! Opening what is in focus: documents, templates nobody has used yet, guides.

use super::{Command, Linear, Scope};
use crate::app::screen;

const OPENING: &[Scope] = &[
    Scope::Welcome,
    Scope::Map,
    Scope::Canvas,
    Scope::Checklist,
    Scope::Network,
    Scope::Guide,
    Scope::Station,
    Scope::FollowUp,
    Scope::Session,
];

pub(super) const ROWS: &[Command] =
    &[Command::new("open", OPENING, &["enter"], |cx, _| screen::front(cx.model).activate(cx))
        .linear(&[Linear::Never])
        .footer()
        .enabled_when(|model| screen::front(model).can_activate(model))];
