//! The command that makes one more product.

use super::{Command, Linear, Scope};
use crate::app::dialog::{FormField, Options, Problem};
use crate::app::form_drafts::Reopen;
use crate::app::{Cx, Model, SentForm, WorkspaceEffect};
use crate::codec::name::{free_id, id_from, is_product_id};
use crate::i18n::{Sentence, SentenceKey};
use crate::journal::FormDraft;

/// The cycle that is proposed for a product.
const FIRST_CYCLE: &str = "api-productization-cycle";

/// The fields of the form, in order.
const NAME_LABEL: SentenceKey = key!("dialog.new-product.name");
const FOLDER_LABEL: SentenceKey = key!("dialog.new-product.folder");
const CYCLE_LABEL: SentenceKey = key!("dialog.workspace.cycle");

pub(super) const ROWS: &[Command] = &[Command::new("new-product", &[Scope::Everywhere], &["ctrl-n"], |cx, _| {
    new_product(cx);
})
.linear(&[Linear::Asks])
.enabled_when(has_workspace)];

/// The form in the journal.
const NEW_PRODUCT_FORM: &str = SentForm::Product.word();

pub(in crate::app) const FORMS: &[Reopen] = &[Reopen::new(NEW_PRODUCT_FORM, |cx, _| new_product(cx))];

fn has_workspace(model: &Model) -> Result<(), Sentence> {
    model.root.as_ref().map(|_| ()).ok_or_else(|| sentence!("reason.no-workspace"))
}

/// The cycles a product can go through, and the one that is proposed.
fn cycles(model: &Model) -> (Options<String>, String) {
    let language = model.language();
    let cycles = model.method.cycles();
    let first = cycles.iter().find(|cycle| cycle.id == FIRST_CYCLE).or(cycles.first());
    let first = first.map(|cycle| cycle.id.clone()).unwrap_or_default();
    let all = cycles.iter().map(|cycle| (cycle.id.clone(), cycle.id.as_str(), cycle.title.get(language)));
    (Options::new(all), first)
}

/// Asks for the name of one more product, and for its folder where that is not to follow the name.
fn new_product(cx: &mut Cx) {
    let (cycles, first) = cycles(cx.model);
    let fields = [
        FormField::line(NAME_LABEL, "").required(key!("dialog.workspace.needed")).hint(key!("dialog.new-product.hint")),
        FormField::line(FOLDER_LABEL, "").hint(key!("dialog.new-product.folder-hint")),
        cycles.field(CYCLE_LABEL, &first).hint(key!("dialog.workspace.cycle-hint")),
    ];
    cx.form(sentence!("dialog.new-product.title"), FormDraft::new(NEW_PRODUCT_FORM, "")).fields(fields).then(
        move |cx, form| {
            let name = form.value(NAME_LABEL);
            let id = folder_of(cx.model, &name, &form.value(FOLDER_LABEL))?;
            let cycle = cycles.chosen(form, CYCLE_LABEL).unwrap_or_default();
            form.keeping.send();
            cx.effect(WorkspaceEffect::CreateProduct { id, name, cycle });
            Ok(())
        },
    );
}

/// The folder of a new product: the one that was asked for, or the one that its name gives.
///
/// # Errors
/// Where the folder cannot be one, or another product has it; one that can be had is offered.
fn folder_of(model: &Model, name: &str, given: &str) -> Result<String, Problem> {
    let is_taken = |id: &str| model.products.iter().any(|product| product.id == id);
    if given.is_empty() {
        return Ok(free_id(&id_from(name), is_taken));
    }
    if !is_product_id(given) {
        let free = free_id(&id_from(given), is_taken);
        let wrong = sentence!("dialog.new-product.bad-folder", given = given);
        return Err(Problem::at(FOLDER_LABEL, wrong).offering(free));
    }
    if is_taken(given) {
        let wrong = sentence!("dialog.new-product.taken", given = given);
        return Err(Problem::at(FOLDER_LABEL, wrong).offering(free_id(given, is_taken)));
    }
    Ok(given.to_owned())
}
