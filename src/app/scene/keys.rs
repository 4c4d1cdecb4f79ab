//! The lines of the list of keys: the commands that work, by what they are about.

use crate::app::commands::{self, Command, Scope};
use crate::app::{Model, normalize};
use crate::i18n::SentenceKey;

/// A line of the list of keys.
#[derive(Clone, Copy, Debug)]
pub enum KeyLine {
    /// What the commands below are about.
    Topic(SentenceKey),
    /// A command in the scope in which it works.
    Command(&'static Command, Scope),
    /// Space before a topic.
    Blank,
}

type Topic = (SentenceKey, Vec<(&'static Command, Scope)>);

/// The commands that work below the list of keys, by what they are about, as far as they have what is looked for in their
/// title, their help or their topic.
fn topics(model: &Model, filter: &str) -> Vec<Topic> {
    let scopes = commands::scopes_without_help(model);
    let words = normalize::words(filter);
    let listed: Vec<(&Command, Scope)> =
        scopes.iter().flat_map(|scope| commands::listed_in(model, *scope).map(|command| (command, *scope))).collect();
    let mut topics: Vec<Topic> = Vec::new();
    for (topic, command) in commands::by_topic() {
        let Some((_, scope)) = listed.iter().find(|(listed, _)| listed.id == command.id) else { continue };
        let is_meant = || {
            let help = model.words.find(&format!("command.{}.help", command.id)).unwrap_or_default();
            let text = format!("{} {} {help}", commands::title(model.words, command), model.words.say(topic));
            let folded = normalize::fold(&text);
            words.iter().all(|word| folded.contains(word.as_str()))
        };
        if !words.is_empty() && !is_meant() {
            continue;
        }
        match topics.iter_mut().find(|(known, _)| *known == topic) {
            Some((_, commands)) => commands.push((command, *scope)),
            None => topics.push((topic, vec![(command, *scope)])),
        }
    }
    topics
}

/// The same in at most so many columns of about the same height; a topic stands in one column, unless there is only one.
pub(super) fn columns(model: &Model, filter: &str, count: usize) -> Vec<Vec<KeyLine>> {
    let topics = topics(model, filter);
    let blocks: Vec<Vec<KeyLine>> = topics
        .into_iter()
        .map(|(topic, commands)| {
            let lines = commands.into_iter().map(|(command, scope)| KeyLine::Command(command, scope));
            std::iter::once(KeyLine::Topic(topic)).chain(lines).collect()
        })
        .collect();
    let total: usize = blocks.iter().map(|block| block.len() + 1).sum();
    (total.div_ceil(count.max(1))..=total.max(1)).find_map(|height| laid(&blocks, count, height)).unwrap_or_default()
}

/// The blocks one after the other in columns of a height; nothing where they take more columns.
fn laid(blocks: &[Vec<KeyLine>], count: usize, height: usize) -> Option<Vec<Vec<KeyLine>>> {
    let mut columns = vec![Vec::new()];
    for block in blocks {
        let last = columns.last()?;
        let space = usize::from(!Vec::is_empty(last));
        if space > 0 && last.len() + space + block.len() > height {
            if columns.len() == count.max(1) {
                return None;
            }
            columns.push(block.clone());
            continue;
        }
        let last = columns.last_mut()?;
        if space > 0 {
            last.push(KeyLine::Blank);
        }
        last.extend(block);
    }
    Some(columns)
}
