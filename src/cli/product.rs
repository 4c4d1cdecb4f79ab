//! The product a command is about: its file, its cycle, its canvases and checklists.

use super::context::Context;
use super::failure::Failure;
use crate::assess::objection::Objections;
use crate::assess::start::Start;
use crate::codec::{Content, State};
use crate::document::{Checklist, DocumentBody, Product, Reply};
use crate::method::Cycle;
use crate::store::{ProductFolder, Role, Workspace};

/// A product that was read.
pub(super) struct Subject {
    /// The name of its folder.
    pub(super) id: String,
    /// Path of its file, relative to the workspace.
    pub(super) path: String,
    /// What the file says.
    pub(super) product: Product,
    /// Its cycle.
    pub(super) cycle: &'static Cycle,
    /// What its checklists say against its criteria, where that was read.
    pub(super) objections: Objections,
}

impl Subject {
    /// Reads what the checklists of the product say against its criteria. Says whether all could be read.
    pub(super) fn read_objections(
        &mut self,
        context: &mut Context,
        workspace: &Workspace,
        folder: &ProductFolder,
    ) -> (Vec<(String, DocumentBody)>, bool) {
        let (sheets, all) = sheets(context, workspace, folder);
        self.objections = Objections::of(checklists(&sheets), context.method, context.today);
        (sheets, all)
    }

    /// Where the product stands.
    pub(super) fn start(&self) -> Start {
        Start::of(self.cycle, &self.product, &self.objections)
    }
}

/// Reads the product that is meant, and finds its cycle.
pub(super) fn read(context: &mut Context, workspace: &Workspace, folder: &ProductFolder) -> Result<Subject, Failure> {
    let no_file = || sentence!("cli.error.no_product_file", product = &folder.id);
    let entry = folder.file(Role::Product).ok_or_else(|| Failure::from(no_file()))?;
    let reading = context.read(workspace, &entry.path)?;
    if !matches!(reading.state, State::Valid | State::Newer) {
        context.complain_of(&entry.path, &reading, 1);
        return Err(Failure::said());
    }
    let product = reading.content.as_ref().and_then(Content::product).map(|product| Product::clone(product));
    let product = product.ok_or_else(|| Failure::from(no_file()))?;
    let Some(cycle) = context.method.cycle(&product.cycle) else {
        let known = context.method.cycles().iter().map(|cycle| cycle.id.as_str());
        return Err(super::nearest::unknown("cycle", &product.cycle, known));
    };
    let objections = Objections::default();
    Ok(Subject { id: folder.id.clone(), path: entry.path.clone(), product, cycle, objections })
}

/// The canvases and checklists of a product by stem. One that cannot be read is named on standard error; the second part
/// says whether all could.
fn sheets(context: &mut Context, workspace: &Workspace, folder: &ProductFolder) -> (Vec<(String, DocumentBody)>, bool) {
    let mut sheets = Vec::new();
    let mut all = true;
    for entry in folder.sheets() {
        match context.read_or_complain(workspace, &entry.path).map(|reading| reading.content) {
            Some(Some(Content::DocumentBody(sheet))) => sheets.push((entry.stem.clone(), sheet)),
            Some(_) => {}
            None => all = false,
        }
    }
    (sheets, all)
}

/// The word for the answer to a criterion that is not met. What nobody answered counts as unsure, and is not called so.
pub(super) fn reply_word(context: &Context, product: &Product, criterion: &str, reply: Reply) -> String {
    let path = match reply {
        Reply::Unsure if !product.criteria.contains_key(criterion) => "cli.start.unanswered".to_owned(),
        _ => format!("cli.start.reply.{}", reply.word()),
    };
    context.words.look_up(&path)
}

/// The checklists among them.
pub(super) fn checklists(sheets: &[(String, DocumentBody)]) -> Vec<(&str, &Checklist)> {
    let mut lists = Vec::new();
    for (stem, sheet) in sheets {
        if let DocumentBody::Checklist(list) = sheet {
            lists.push((stem.as_str(), &**list));
        }
    }
    lists
}
