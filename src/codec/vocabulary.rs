//! What the method has that a file can name, as far as one file is concerned: its canvas, its checklist, its cycle.

use std::cmp::Ordering;

use super::Content;
use super::grammar::{By, Known, Node, Order};
use crate::document::DocumentBody;
use crate::method::{CanvasTemplate, ChecklistTemplate, Cycle, Method};

/// The ids a file can name.
#[derive(Clone, Copy, Debug)]
pub(super) struct Vocabulary<'m> {
    pub(super) method: &'m Method,
    pub(super) canvas: Option<&'m CanvasTemplate>,
    pub(super) checklist: Option<&'m ChecklistTemplate>,
    pub(super) cycle: Option<&'m Cycle>,
}

impl<'m> Vocabulary<'m> {
    /// That of a file of which nothing is known yet.
    pub(super) fn new(method: &'m Method) -> Self {
        Self { method, canvas: None, checklist: None, cycle: None }
    }

    /// That of a file that says `content`.
    pub(super) fn of(content: &Content, method: &'m Method) -> Self {
        let mut vocabulary = Self::new(method);
        match content {
            Content::DocumentBody(DocumentBody::Canvas(canvas)) => vocabulary.set_canvas(&canvas.head.template),
            Content::DocumentBody(DocumentBody::Checklist(list)) => vocabulary.set_checklist(&list.head.template),
            Content::DocumentBody(DocumentBody::Product(product)) => vocabulary.set_cycle(&product.cycle),
            _ => {}
        }
        vocabulary
    }

    pub(super) fn set_canvas(&mut self, id: &str) {
        self.canvas = self.method.canvas(id).map(AsRef::as_ref);
    }

    pub(super) fn set_checklist(&mut self, id: &str) {
        self.checklist = self.method.checklist(id).map(AsRef::as_ref);
    }

    pub(super) fn set_cycle(&mut self, id: &str) {
        self.cycle = self.method.cycle(id).map(AsRef::as_ref);
    }

    /// What the keys of a table can be, in the method's order; nothing where any goes.
    pub(super) fn keys(&self, by: By) -> Option<Vec<&'m str>> {
        let some = |ids: Vec<&'m str>| (!ids.is_empty()).then_some(ids);
        match by {
            By::Section => Some(self.canvas?.sections.iter().map(|section| section.id.as_str()).collect()),
            By::Item => Some(self.checklist?.items.iter().map(|item| item.id.as_str()).collect()),
            By::Criterion => some(self.method.criteria().iter().map(|criterion| criterion.id.as_str()).collect()),
            By::Person => some(self.method.people().iter().map(|person| person.id.as_str()).collect()),
            By::Station => some(self.cycle?.stations.iter().map(|station| station.id.as_str()).collect()),
            By::Id | By::Date | By::Stem | By::Rule => None,
        }
    }

    /// What a key can name, in the method's order; nothing where any goes.
    pub(super) fn ids(&self, known: Known) -> Option<Vec<&'m str>> {
        let some = |ids: Vec<&'m str>| (!ids.is_empty()).then_some(ids);
        match known {
            Known::Canvas => Some(self.method.canvases().iter().map(|canvas| canvas.id.as_str()).collect()),
            Known::Checklist => Some(self.method.checklists().iter().map(|list| list.id.as_str()).collect()),
            Known::Profile => Some(self.checklist?.profiles.iter().map(|profile| profile.id.as_str()).collect()),
            Known::Cycle => some(self.method.cycle_ids().collect()),
            Known::Station => self.keys(By::Station),
            Known::Person => self.keys(By::Person),
        }
    }

    /// Whether a key can name that. Says so without a look at every template, where there is one of that id.
    pub(super) fn knows(&self, known: Known, id: &str) -> bool {
        match known {
            Known::Canvas => self.method.canvas(id).is_some(),
            Known::Checklist => self.method.checklist(id).is_some(),
            _ => self.ids(known).is_none_or(|ids| ids.contains(&id)),
        }
    }

    /// Puts what stands in a table into canonical order. What the grammar says nothing of comes last, as it stands.
    pub(super) fn sort<T>(&self, node: Option<Node<'_>>, list: &mut [T], key: impl Fn(&T) -> &str) {
        let rank = |ids: &[&str], key: &str| ids.iter().position(|id| *id == key).unwrap_or(usize::MAX);
        match node {
            _ if list.len() < 2 => {}
            Some(Node::Table(table) | Node::Rows(table)) => {
                list.sort_by_key(|one| table.position(key(one)).unwrap_or(usize::MAX));
            }
            Some(Node::Each(each)) if each.order != Order::Kept => {
                let ids = match each.order {
                    Order::Method | Order::MethodThenKey => self.keys(each.by).unwrap_or_default(),
                    Order::Kept | Order::ByKey => Vec::new(),
                };
                let by_key = each.order != Order::Method;
                list.sort_by(|a, b| {
                    let (a, b) = (key(a), key(b));
                    let by_method = if ids.is_empty() { Ordering::Equal } else { rank(&ids, a).cmp(&rank(&ids, b)) };
                    by_method.then_with(|| if by_key { a.cmp(b) } else { Ordering::Equal })
                });
            }
            _ => {}
        }
    }
}
