//! A plan: edits made one after another on a sheet, to become one step.

use std::sync::Arc;

use crate::document::{
    Anchor, Answer, Canvas, DocumentBody, Edit, EditError, Field, HeadField, Id, Mark, Note, Product, ProductKey,
    ProductValue, Transaction, Value,
};

/// Makes edits on a sheet and remembers them; each knows what stood there before.
#[derive(Debug)]
pub struct TransactionBuilder<'a> {
    sheet: &'a mut DocumentBody,
    edits: Vec<Edit>,
    refused: Option<EditError>,
}

impl<'a> TransactionBuilder<'a> {
    /// A plan for a sheet.
    pub fn new(sheet: &'a mut DocumentBody) -> Self {
        Self { sheet, edits: Vec::new(), refused: None }
    }

    /// The canvas as it stands now.
    #[must_use]
    pub fn canvas(&self) -> Option<&Canvas> {
        self.sheet.canvas()
    }

    /// Makes one edit. After a refusal nothing more is done.
    pub fn make(&mut self, edit: Edit) {
        if self.refused.is_some() {
            return;
        }
        match edit.apply(self.sheet) {
            Ok(()) => self.edits.push(edit),
            Err(refused) => self.refused = Some(refused),
        }
    }

    /// Puts a note after another, or first.
    pub fn insert(&mut self, section: &str, after: Option<Id>, note: Note) {
        self.make(Edit::Insert { at: Anchor { section: section.to_owned(), after }, note: Arc::new(note) });
    }

    /// Takes a note out.
    pub fn remove(&mut self, id: Id) {
        let edit = self
            .canvas()
            .and_then(|canvas| Some(Edit::Remove { at: place(canvas, id)?, note: Arc::clone(canvas.note(id)?) }));
        self.try_make(edit, id);
    }

    /// Puts a note elsewhere: after `after`, which must not be the note itself.
    pub fn relocate(&mut self, id: Id, section: &str, after: Option<Id>) {
        let to = Anchor { section: section.to_owned(), after };
        let edit = self.canvas().and_then(|canvas| Some(Edit::Move { id, from: place(canvas, id)?, to }));
        if let Some(Edit::Move { from, to, .. }) = &edit
            && from == to
        {
            return;
        }
        self.try_make(edit, id);
    }

    /// Gives a field a value; nothing happens where it has it already.
    pub fn set(&mut self, id: Id, field: Field, after: Option<Value>) {
        let before = self.canvas().and_then(|canvas| canvas.note(id)).map(|note| note.get(field));
        match before {
            Some(before) if before == after => {}
            before => self.try_make(before.map(|before| Edit::Set { id, field, before, after }), id),
        }
    }

    /// Says something of a section, or takes it back.
    pub fn mark(&mut self, section: &str, after: Option<Mark>) {
        let before = self.canvas().and_then(|canvas| canvas.marks.get(section).cloned());
        if before != after {
            self.make(Edit::Mark { section: section.to_owned(), before, after });
        }
    }

    /// Gives a key of the head a value, or takes it away.
    pub fn head(&mut self, field: HeadField, after: Option<Value>) {
        let before = self.sheet.head().and_then(|head| head.get(field));
        if before != after {
            self.make(Edit::Head { field, before, after });
        }
    }

    /// Answers an item, or takes the answer back.
    pub fn answer(&mut self, item: &str, after: Option<Answer>) {
        let before = self.sheet.checklist().and_then(|list| list.answers.get(item).cloned());
        if before != after {
            self.make(Edit::Answer { item: item.to_owned(), before: before.map(Box::new), after: after.map(Box::new) });
        }
    }

    /// The product as it stands now.
    #[must_use]
    pub fn product(&self) -> Option<&Product> {
        self.sheet.product().map(AsRef::as_ref)
    }

    /// Gives an entry of a product a value, or takes it away.
    pub fn entry(&mut self, key: ProductKey, after: Option<ProductValue>) {
        let before = self.product().and_then(|product| product.get(&key));
        if before != after {
            self.make(Edit::Entry { key, before, after });
        }
    }

    /// Ends the plan.
    ///
    /// # Errors
    /// The first refusal; everything is then as it was before the plan.
    pub fn finish(self) -> Result<Transaction, EditError> {
        match self.refused {
            None => Ok(Transaction { edits: self.edits }),
            Some(refused) => {
                for edit in self.edits.iter().rev() {
                    // An edit that was just made can always be taken back.
                    let _ = edit.inverse().apply(self.sheet);
                }
                Err(refused)
            }
        }
    }

    fn try_make(&mut self, edit: Option<Edit>, id: Id) {
        match edit {
            Some(edit) => self.make(edit),
            None => {
                self.refused.get_or_insert(EditError::Gone(id));
            }
        }
    }
}

fn place(canvas: &Canvas, id: Id) -> Option<Anchor> {
    Some(Anchor { section: canvas.section_of(id)?.to_owned(), after: canvas.before(id) })
}
