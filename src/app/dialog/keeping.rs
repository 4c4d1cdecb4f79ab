//! What is typed into forms and in no file yet, and what becomes of that where the program ends.
//!
//! Whoever asks for texts says in the same breath how they are kept; there is no form about which that is not said.

use crate::app::{DraftOrigin, LeftForm};
use crate::i18n::SentenceKey;
use crate::journal::FormDraft;

/// What becomes of what is typed into a form where the program ends before it is taken.
#[derive(Clone, Debug)]
pub enum Keeping {
    /// It stands in the journal, and is offered at the next start.
    Kept(Box<KeptForm>),
    /// It is a part of the form below, which leads here again.
    Below,
    /// Nothing of it is written anywhere: it is nobody else's to read.
    Secret,
    /// Nothing of it is kept: it says where to go, or there is no workspace yet to keep it for.
    Passing,
}

/// A form as the journal keeps it.
#[derive(Clone, Debug)]
pub struct KeptForm {
    /// Its number there, once something was typed.
    pub number: Option<u64>,
    /// How it stands there.
    pub draft: FormDraft,
    /// Texts for fields that it does not have: chosen before it was asked for, or those of a form over it.
    pub beyond: Vec<(String, String)>,
    /// Whether it was taken and stays in the journal until it is known whether it could be done.
    pub is_sent: bool,
}

impl From<FormDraft> for Keeping {
    fn from(draft: FormDraft) -> Self {
        Self::Kept(Box::new(KeptForm { number: None, draft, beyond: Vec::new(), is_sent: false }))
    }
}

impl Keeping {
    /// The same with what was chosen for a field that the form does not have, but the one that is opened again has.
    pub(in crate::app) fn chosen(mut self, field: SentenceKey, word: &str) -> Self {
        if let Self::Kept(kept) = &mut self {
            kept.beyond.push((field.path().to_owned(), word.to_owned()));
        }
        self
    }

    /// It turns out later whether what was asked for can be done: until then it stays in the journal.
    pub(in crate::app) fn send(&mut self) {
        if let Self::Kept(kept) = self {
            kept.is_sent = true;
        }
    }

    /// What stands in the journal of it until then.
    pub(super) fn sent(&self) -> Option<LeftForm> {
        let kept = self.kept().filter(|kept| kept.is_sent)?;
        Some(LeftForm { origin: DraftOrigin::Here { number: kept.number? }, form: kept.draft.clone() })
    }

    /// What the journal keeps of it.
    #[must_use]
    pub fn kept(&self) -> Option<&KeptForm> {
        if let Self::Kept(kept) = self { Some(kept) } else { None }
    }

    /// The same, to be changed.
    pub fn kept_mut(&mut self) -> Option<&mut KeptForm> {
        if let Self::Kept(kept) = self { Some(kept) } else { None }
    }
}
