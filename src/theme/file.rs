//! Reading a theme file: what it says, and every problem with its place.

use std::ops::Range;
use std::sync::LazyLock;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::colour::{Colour, NAMES};
use super::laid::{LaidLook, LaidTheme};
use super::{Look, Role};
use crate::diagnostic::{ConfigError, Position, nearest};
use crate::document::text::visible_line;
use crate::i18n::{Sentence, SentenceKey};

const KEYS: [&str; 6] = ["name", "extends", "ground", "contrast", "distant", "roles"];
const PARTS: [&str; 7] = ["fg", "bg", "bold", "dim", "italic", "underline", "reverse"];
const GROUNDS: [&str; 2] = ["dark", "light"];

/// What a theme file says.
#[derive(Clone, Debug, Default)]
pub(super) struct ThemeFile {
    /// The name it gives itself.
    pub(super) name: Option<(String, Position)>,
    /// The theme that gives what it leaves out.
    pub(super) extends: Option<(String, Position)>,
    /// Whether it is made for a light background.
    pub(super) is_light: Option<bool>,
    /// The contrast it promises.
    pub(super) contrast: Option<f64>,
    /// Whether it is read from afar.
    pub(super) is_distant: Option<bool>,
    /// The looks it gives, with their places.
    pub(super) roles: Vec<(Role, Look, Position)>,
    /// What is wrong with it.
    pub(super) problems: Vec<ConfigError>,
}

impl ThemeFile {
    /// The look it gives a role.
    pub(super) fn look(&self, role: Role) -> Option<(Look, Position)> {
        self.roles.iter().find(|(other, _, _)| *other == role).map(|(_, look, place)| (*look, *place))
    }
}

/// The theme files of the program, as the build script lays them out.
static LAID: LazyLock<Vec<(String, LaidTheme)>> = LazyLock::new(|| {
    // What the build script writes can be read, which the tests would notice.
    postcard::from_bytes(include_bytes!(concat!(env!("OUT_DIR"), "/themes"))).unwrap_or_default()
});

/// What a theme file of the program says of being read from afar, and the theme it extends.
pub(super) fn distance(name: &str) -> Option<(Option<bool>, Option<&'static str>)> {
    let (_, laid) = LAID.iter().find(|(known, _)| known == name)?;
    Some((laid.distant, laid.extends.as_deref()))
}

/// A theme file of the program: without places, for nothing is wrong with it.
pub(super) fn built_in(name: &str) -> Option<ThemeFile> {
    let (_, laid) = LAID.iter().find(|(known, _)| known == name)?;
    let nowhere = Position { line: 1, column: 1 };
    let colour = |word: &Option<String>| word.as_deref().and_then(Colour::parse);
    let roles = Role::ALL.into_iter().filter_map(|role| {
        let laid = laid.roles.get(role.word())?;
        let LaidLook { bold, dim, italic, underline, reverse, .. } = *laid;
        let (fg, bg) = (colour(&laid.fg), colour(&laid.bg));
        Some((role, Look { fg, bg, bold, dim, italic, underline, reverse }, nowhere))
    });
    Some(ThemeFile {
        name: Some((laid.name.clone(), nowhere)),
        extends: laid.extends.clone().map(|parent| (parent, nowhere)),
        is_light: laid.ground.as_deref().map(|ground| ground == "light"),
        contrast: laid.contrast,
        is_distant: laid.distant,
        roles: roles.collect(),
        problems: Vec::new(),
    })
}

pub(super) fn read(text: &str) -> ThemeFile {
    let (root, errors) = DeTable::parse_recoverable(text);
    let mut reader = Reader { text, file: ThemeFile::default() };
    for error in errors {
        let at = error.span().map_or(0, |span| span.start);
        let what = sentence!("config.problem.syntax", detail = visible_line(error.message()));
        reader.problem(at..at, what, sentence!("config.help.syntax"));
    }
    for (key, value) in root.get_ref() {
        match key.get_ref().as_ref() {
            "name" => reader.file.name = reader.text(value, "name"),
            "extends" => reader.file.extends = reader.text(value, "extends"),
            "ground" => reader.ground(value),
            "contrast" => reader.contrast(value),
            "distant" => reader.file.is_distant = Some(reader.switch(value, "distant")),
            "roles" => reader.roles(value),
            other => reader.unknown(key!("themes.problem.key"), key.span(), other, &KEYS),
        }
    }
    reader.file.problems.sort_by_key(|problem| problem.place);
    reader.file
}

struct Reader<'t> {
    text: &'t str,
    file: ThemeFile,
}

impl Reader<'_> {
    fn problem(&mut self, span: Range<usize>, what: Sentence, help: Sentence) {
        self.file.problems.push(ConfigError { place: Some(Position::of(self.text, span.start)), what, help });
    }

    fn unknown(&mut self, what: SentenceKey, span: Range<usize>, word: &str, known: &[&str]) {
        let what = Sentence::new(what).with("word", visible_line(word));
        let help = match nearest(word, known.iter().copied()) {
            Some(nearest) => sentence!("config.help.nearest", nearest = nearest),
            None => sentence!("config.help.known", known = known.join(", ")),
        };
        self.problem(span, what, help);
    }

    fn wrong_type(&mut self, key: &str, value: &Spanned<DeValue<'_>>, help: SentenceKey) {
        let raw = self.text.get(value.span()).unwrap_or_default();
        let found = visible_line(raw.lines().next().unwrap_or_default());
        let what = sentence!("config.problem.type", key = key, found = found);
        self.problem(value.span(), what, Sentence::new(help));
    }

    fn text(&mut self, value: &Spanned<DeValue<'_>>, key: &str) -> Option<(String, Position)> {
        if let DeValue::String(text) = value.get_ref() {
            return Some((text.to_string(), Position::of(self.text, value.span().start)));
        }
        self.wrong_type(key, value, key!("config.help.text"));
        None
    }

    fn ground(&mut self, value: &Spanned<DeValue<'_>>) {
        if let Some((word, _)) = self.text(value, "ground") {
            if GROUNDS.contains(&word.as_str()) {
                self.file.is_light = Some(word == "light");
            } else {
                self.unknown(key!("themes.problem.ground"), value.span(), &word, &GROUNDS);
            }
        }
    }

    fn contrast(&mut self, value: &Spanned<DeValue<'_>>) {
        let number = match value.get_ref() {
            DeValue::Integer(number) => number.as_str().parse::<f64>().ok(),
            DeValue::Float(number) => number.as_str().parse::<f64>().ok(),
            _ => None,
        };
        match number.filter(|number| (1.0..=21.0).contains(number)) {
            Some(number) => self.file.contrast = Some(number),
            None => self.wrong_type("contrast", value, key!("themes.help.contrast-number")),
        }
    }

    fn roles(&mut self, value: &Spanned<DeValue<'_>>) {
        let DeValue::Table(table) = value.get_ref() else {
            return self.wrong_type("roles", value, key!("themes.help.roles"));
        };
        for (key, value) in table {
            let word = key.get_ref().as_ref();
            let Some(role) = Role::ALL.into_iter().find(|role| role.word() == word) else {
                self.unknown(key!("themes.problem.role"), key.span(), word, &Role::ALL.map(Role::word));
                continue;
            };
            let before = self.file.problems.len();
            let look = self.look(role, value);
            // A role that is half right would look like neither what was meant nor the parent's.
            if self.file.problems.len() == before {
                self.file.roles.push((role, look, Position::of(self.text, key.span().start)));
            }
        }
    }

    fn look(&mut self, role: Role, value: &Spanned<DeValue<'_>>) -> Look {
        let mut look = Look::default();
        let DeValue::Table(table) = value.get_ref() else {
            self.wrong_type(role.word(), value, key!("themes.help.role"));
            return look;
        };
        for (key, value) in table {
            let word = key.get_ref().as_ref();
            match word {
                "fg" => look.fg = self.colour(value, word),
                "bg" => look.bg = self.colour(value, word),
                "bold" => look.bold = self.switch(value, word),
                "dim" => look.dim = self.switch(value, word),
                "italic" => look.italic = self.switch(value, word),
                "underline" => look.underline = self.switch(value, word),
                "reverse" => look.reverse = self.switch(value, word),
                other => self.unknown(key!("themes.problem.part"), key.span(), other, &PARTS),
            }
        }
        look
    }

    fn colour(&mut self, value: &Spanned<DeValue<'_>>, key: &str) -> Option<Colour> {
        let (text, _) = self.text(value, key)?;
        let colour = Colour::parse(&text);
        if colour.is_none() {
            let what = sentence!("themes.problem.colour", word = visible_line(&text));
            let help = match nearest(&text, NAMES) {
                Some(nearest) => sentence!("config.help.nearest", nearest = nearest),
                None => sentence!("themes.help.colour", known = NAMES.join(", ")),
            };
            self.problem(value.span(), what, help);
        }
        colour
    }

    fn switch(&mut self, value: &Spanned<DeValue<'_>>, key: &str) -> bool {
        if let DeValue::Boolean(on) = value.get_ref() {
            return *on;
        }
        self.wrong_type(key, value, key!("config.help.switch"));
        false
    }
}
