//! Commands on the screen without a workspace.

use crate::app::command::{Command, Linear, Scope};
use crate::app::dialog::{FormField, Keeping, Options};
use crate::app::{Cx, WorkspaceEffect};
use crate::i18n::SentenceKey;

const WELCOME: &[Scope] = &[Scope::Welcome];

/// The cycle that is proposed for a first product.
const FIRST_CYCLE: &str = "api-productization-cycle";

/// The fields of the form for a first product.
const NAME_LABEL: SentenceKey = key!("dialog.workspace.label");
const NEEDED: SentenceKey = key!("dialog.workspace.needed");
const CYCLE_LABEL: SentenceKey = key!("dialog.workspace.cycle");

pub(in crate::app) const ROWS: &[Command] = &[
    Command::new("create-workspace", WELCOME, &["c"], |cx, _| create_workspace(cx)).linear(&[Linear::Asks]).footer(),
    Command::new("open-demo", WELCOME, &["d"], |cx, _| cx.effect(WorkspaceEffect::OpenDemo { today: cx.env.today }))
        .footer(),
];

/// Asks for the name of the first product.
pub(in crate::app) fn create_workspace(cx: &mut Cx) {
    let name = cx.model.folder.rsplit(['/', '\\']).find(|part| !part.is_empty()).unwrap_or_default().to_owned();
    let field = FormField::line(NAME_LABEL, &name).required(NEEDED).hint(key!("dialog.workspace.hint"));
    let language = cx.model.language();
    let cycles = cx.model.method.cycles();
    let first = cycles.iter().find(|cycle| cycle.id == FIRST_CYCLE).or(cycles.first());
    let first = first.map(|cycle| cycle.id.clone()).unwrap_or_default();
    let cycles =
        Options::new(cycles.iter().map(|cycle| (cycle.id.clone(), cycle.id.as_str(), cycle.title.get(language))));
    let cycle = cycles.field(CYCLE_LABEL, &first).hint(key!("dialog.workspace.cycle-hint"));
    cx.form(sentence!("dialog.workspace.title"), Keeping::Passing).fields([field, cycle]).then(move |cx, form| {
        let product = form.first();
        let cycle = cycles.chosen(form, CYCLE_LABEL).unwrap_or_default();
        cx.effect(WorkspaceEffect::CreateWorkspace { product, cycle });
        Ok(())
    });
}
