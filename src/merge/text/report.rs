//! What of a merged file has to be settled, and where: read from its pieces, so that nothing is left out.

use crate::codec::text_merge::{Piece, Three};

/// What about something is to be settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    /// Both sides say something else.
    Differs,
    /// We took it out, they changed it.
    RemovedByUs,
    /// They took it out, we changed it.
    RemovedByThem,
    /// Each side put it elsewhere.
    Moved,
}

/// Something to settle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsettled {
    /// The last key of the table it stands in, such as the id of a note; behind that of its entry where it stands inside one
    /// (`uses-https.waiver`); empty at the top of a file.
    pub anchor: String,
    /// The keys that are in question; none where it is the whole table.
    pub keys: Vec<String>,
    pub question: Question,
    /// The line of the marker, where the text has markers.
    pub line: usize,
    /// The lines of each side, and what stood there before.
    pub base: String,
    pub ours: String,
    pub theirs: String,
    /// The places of the pieces it is in: two, where each side has it elsewhere.
    pub pieces: Vec<usize>,
}

/// Everything that is to be settled in a text of these pieces.
#[must_use]
pub fn unsettled(pieces: &[Piece]) -> Vec<Unsettled> {
    let mut found: Vec<Unsettled> = Vec::new();
    let (mut line, mut anchor) = (1, String::new());
    for (at, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Plain(text) => {
                line += text.lines().count();
                if let Some(header) = last_header(text) {
                    anchor = header;
                }
            }
            Piece::Clash(texts) if texts.ours == texts.theirs => line += texts.ours.lines().count(),
            Piece::Clash(texts) => {
                add(&mut found, texts, at, &anchor, line);
                line += texts.ours.lines().count() + texts.theirs.lines().count() + 3;
            }
        }
    }
    found
}

fn add(found: &mut Vec<Unsettled>, texts: &Three<String>, at: usize, anchor: &str, line: usize) {
    let Three { base, ours, theirs } = texts.clone();
    let Some(of) = first_header(&texts.ours).or_else(|| first_header(&texts.theirs)) else {
        let mut keys = keys(&texts.ours);
        for key in self::keys(&texts.theirs) {
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
        let (anchor, question) = (anchor.to_owned(), Question::Differs);
        found.push(Unsettled { anchor, keys, question, line, base, ours, theirs, pieces: vec![at] });
        return;
    };
    let question = match (texts.ours.is_empty(), texts.theirs.is_empty()) {
        (true, _) => Question::RemovedByUs,
        (false, true) => Question::RemovedByThem,
        (false, false) => Question::Differs,
    };
    let other = match question {
        Question::RemovedByUs => Question::RemovedByThem,
        _ => Question::RemovedByUs,
    };
    // What each side has elsewhere stands twice, each time for one of them.
    let twin = found.iter_mut().find(|known| known.anchor == of && known.keys.is_empty() && known.question == other);
    if let Some(twin) = twin.filter(|_| question != Question::Differs) {
        twin.question = Question::Moved;
        twin.pieces.push(at);
        if twin.ours.is_empty() {
            twin.ours.clone_from(&texts.ours);
        } else {
            twin.theirs.clone_from(&texts.theirs);
        }
        return;
    }
    found.push(Unsettled { anchor: of, keys: Vec::new(), question, line, base, ours, theirs, pieces: vec![at] });
}

fn header(line: &str) -> Option<String> {
    let inner = line.strip_prefix('[')?.trim_start_matches('[').split(']').next()?;
    // Lines of a text over several lines can begin so, too; a header is a path of keys.
    let is_key = |c: char| c.is_alphanumeric() || "_-.\"' ".contains(c);
    if inner.is_empty() || !inner.chars().all(is_key) || !line.contains(']') {
        return None;
    }
    let path: Vec<&str> = inner.split('.').map(|key| key.trim().trim_matches(['"', '\''])).collect();
    match path[..] {
        // A table inside an entry, as the waiver of an item, says of which one it is.
        [table, _, _, ..] if table != "notes" => Some(path[1..].join(".")),
        _ => path.last().map(|key| (*key).to_owned()),
    }
}

fn last_header(text: &str) -> Option<String> {
    text.lines().rev().find_map(header)
}

fn first_header(text: &str) -> Option<String> {
    text.lines().find_map(header)
}

/// The keys with which the lines of a table begin.
fn keys(text: &str) -> Vec<String> {
    let (table, _) = toml::de::DeTable::parse_recoverable(text);
    let mut keys: Vec<(usize, String)> =
        table.get_ref().iter().map(|(key, _)| (key.span().start, key.get_ref().to_string())).collect();
    keys.sort();
    keys.into_iter().map(|(_, key)| key).collect()
}
