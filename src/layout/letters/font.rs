//! The two fonts of blocks. Each is a text file that can be read and changed as it is seen: a line with the character (or, for
//! a mark that joins a letter, its code as `U+0301`), then its rows of `#` and `.`, then an empty line.

use std::collections::HashMap;
use std::sync::LazyLock;

use unicode_normalization::char::decompose_canonical;

/// Capitals five pixels high on the first five of six rows; the sixth is below the line.
pub(super) static SMALL: LazyLock<Font> = LazyLock::new(|| Font::read(include_str!("small.txt"), 6));

/// Capitals six pixels high on the first six of eight rows; two are below the line.
pub(super) static TALL: LazyLock<Font> = LazyLock::new(|| Font::read(include_str!("tall.txt"), 8));

/// One letter: its rows from the top, each with a bit a pixel, the lowest the leftmost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Letter {
    pub(super) width: usize,
    pub(super) rows: Vec<u32>,
}

/// Letters by character.
#[derive(Debug)]
pub(super) struct Font {
    /// The rows of each letter.
    pub(super) height: usize,
    letters: HashMap<char, Letter>,
}

impl Font {
    /// A font from its file; what is no letter of that height is left out, and a test says that nothing is.
    fn read(text: &str, height: usize) -> Self {
        let letters = text.split("\n\n").filter_map(|block| {
            let (name, rows) = block.trim_start_matches('\n').split_once('\n')?;
            let mut name_chars = name.chars();
            let character = match name.strip_prefix("U+") {
                Some(code) if !code.is_empty() => char::from_u32(u32::from_str_radix(code, 16).ok()?)?,
                _ => name_chars.next()?,
            };
            let rows: Vec<&str> = rows.lines().collect();
            let width = rows.first()?.len();
            let is_whole = rows.len() == height && rows.iter().all(|row| row.len() == width);
            let bits =
                |row: &&str| row.bytes().enumerate().fold(0, |bits, (at, dot)| bits | u32::from(dot == b'#') << at);
            is_whole.then(|| (character, Letter { width, rows: rows.iter().map(bits).collect() }))
        });
        Self { height, letters: letters.collect() }
    }

    /// The letter of a character, put together with its accents where the font has no such letter whole.
    pub(super) fn letter(&self, character: char) -> Option<Letter> {
        if let Some(letter) = self.letters.get(&character) {
            return Some(letter.clone());
        }
        let mut parts = Vec::new();
        decompose_canonical(character, |part| parts.push(part));
        let (&base, marks) = parts.split_first().filter(|(_, marks)| !marks.is_empty())?;
        let base = if base == 'i' { 'ı' } else { base };
        let marks: Option<Vec<&Letter>> = marks.iter().map(|mark| self.letters.get(mark)).collect();
        marks?.into_iter().try_fold(self.letters.get(&base)?.clone(), |letter, mark| Some(with_mark(letter, mark)))
    }
}

/// A letter with a mark over its middle. A letter that reaches the top makes room by giving up a row.
fn with_mark(letter: Letter, mark: &Letter) -> Letter {
    let width = letter.width.max(mark.width);
    let Letter { width: own, mut rows } = letter;
    if mark.rows[0] != 0 && rows[0] != 0 {
        // Of two rows that are the same, one can go; the nearer to the middle, the less it is missed.
        let twice = |at: &usize| rows[*at] == rows[at + 1] && rows[*at] != 0;
        let middle = rows.len() / 2;
        let gone = (0..rows.len() - 1).filter(twice).min_by_key(|at| at.abs_diff(middle)).unwrap_or(1);
        rows.remove(gone);
        rows.insert(0, 0);
    }
    let [own_left, mark_left] = [own, mark.width].map(|columns| (width - columns) / 2);
    let rows = rows.iter().zip(&mark.rows).map(|(row, mark)| row << own_left | mark << mark_left).collect();
    Letter { width, rows }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_letter_of_the_files_is_read_and_both_have_the_same() {
        for (font, text) in [(&*SMALL, include_str!("small.txt")), (&*TALL, include_str!("tall.txt"))] {
            assert_eq!(font.letters.len(), text.trim().split("\n\n").count());
        }
        let names = |font: &Font| {
            let mut names: Vec<char> = font.letters.keys().copied().collect();
            names.sort_unstable();
            names
        };
        assert_eq!(names(&SMALL), names(&TALL));
        let printable = (0x21..0x7f).map(char::from);
        assert_eq!(printable.filter(|one| SMALL.letter(*one).is_none()).collect::<String>(), "");
    }

    #[test]
    fn the_letters_of_europe_are_put_together_from_base_and_mark() {
        let letters = "äöåÄÖÅéèêëÉÈçÇñÑüÜïíîõãÕÃàâôûùßæøœÆØŠšŽžčřěůűőąęłĄŁāēģ";
        for font in [&*SMALL, &*TALL] {
            assert_eq!(letters.chars().filter(|one| font.letter(*one).is_none()).collect::<String>(), "");
            let [plain, marked] = ['E', 'É'].map(|one| font.letter(one).expect("a letter"));
            assert_ne!(plain, marked);
            assert_eq!(marked.rows.last(), Some(&0), "a capital with an accent stays on the line");
        }
        assert!(SMALL.letter('漢').is_none() && SMALL.letter('ж').is_none());
    }
}
