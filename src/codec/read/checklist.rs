//! Reading a checklist: answers to items, waivers, published versions.

use std::ops::Range;

use toml::de::DeTable;

use super::super::{rules, table_model};
use super::head;
use super::values::Reader;
use crate::document::{Answer, Checklist, Head, Verdict, Waiver};

/// Reads everything below the head.
pub(super) fn read(table: &DeTable<'_>, head: Head, reader: &mut Reader<'_>) -> Checklist {
    let method = reader.method;
    let template = method.checklist(&head.template);
    if template.is_none() {
        let known = method.checklists().iter().map(|list| list.id.as_str());
        head::unknown_template(table, "checklist", &head.template, known, reader);
    }
    reader.known_keys(table, table_model::CHECKLIST_KEYS);
    if let (Some(template), Some(profile), Some(item)) = (template, &head.profile, table.get("profile"))
        && !template.profiles.iter().any(|known| known.id == *profile)
    {
        let known = template.profiles.iter().map(|profile| profile.id.as_str());
        reader.unknown(rules::UNKNOWN_WORD, item.span(), "profile", profile, known);
    }
    let mut list = Checklist::new(head);
    if let Some(items) = reader.table(table, "items") {
        for item in reader.tables(items, "items") {
            if let Some(template) = template
                && template.item(item.key).is_none()
            {
                let known = template.items.iter().map(|item| item.id.as_str());
                reader.unknown(rules::UNKNOWN_ITEM, item.key_span.clone(), item.key, item.key, known);
            }
            let answer = read_answer(item.table, reader);
            list.answers.insert(item.key.to_owned(), answer);
        }
    }
    list.history = head::history(table, reader);
    list
}

fn read_answer(table: &DeTable<'_>, reader: &mut Reader<'_>) -> Answer {
    reader.known_keys(table, table_model::ANSWER_KEYS);
    Answer {
        verdict: reader.word(
            table,
            "verdict",
            rules::UNKNOWN_WORD,
            Verdict::from_word,
            &Verdict::ALL.map(Verdict::word),
        ),
        by: reader.text(table, "by"),
        date: reader.date(table, "date"),
        evidence: reader.texts(table, "evidence"),
        reason: reader.text(table, "reason"),
        waiver: reader.table(table, "waiver").and_then(|waiver| {
            let span = table.get("waiver").map(super::values::Item::span).unwrap_or_default();
            read_waiver(waiver, span, reader)
        }),
    }
}

/// Reads a waiver. One without a last day is none; it stays in the file and is reported.
fn read_waiver(table: &DeTable<'_>, span: Range<usize>, reader: &mut Reader<'_>) -> Option<Waiver> {
    reader.known_keys(table, table_model::WAIVER_KEYS);
    for (key, expected) in [("reason", "reason = \"…\""), ("until", "until = 2026-12-31")] {
        if !table.contains_key(key) {
            reader.missing(span.clone(), key, expected);
        }
    }
    let reason = reader.text(table, "reason").unwrap_or_default();
    let requested_by = reader.text(table, "requested_by");
    let approved_by = reader.text(table, "approved_by");
    let until = reader.date(table, "until")?;
    Some(Waiver { reason, requested_by, approved_by, until })
}
