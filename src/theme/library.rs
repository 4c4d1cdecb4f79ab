//! Every theme there is, those of the program and those of the user, as equals.

use include_dir::{Dir, include_dir};

use super::check::contrasts;
use super::file::{ThemeFile, built_in, distance, read};
use super::{BODY, Design, Look, Role};
use crate::diagnostic::{ConfigError, Position, nearest};

static FILES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/themes");

/// A theme of the user's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Own {
    /// Its name: that of the file without the ending.
    pub name: String,
    /// Where the file is, as people read it.
    pub path: String,
    /// What stands in it.
    pub text: String,
}

/// All themes. One of the user's own stands before a built-in one of the same name.
#[derive(Clone, Debug, Default)]
pub struct Library {
    own: Vec<Own>,
    /// Of each of them whether it is read from afar, and the theme it extends.
    distances: Vec<(Option<bool>, Option<String>)>,
}

/// A file of the chain from a theme to the last it extends.
type Chain = Vec<(String, ThemeFile)>;

impl Library {
    /// The built-in themes and those.
    #[must_use]
    pub fn with(own: Vec<Own>) -> Self {
        let distance = |own: &Own| {
            let file = read(&own.text);
            (file.is_distant, file.extends.map(|(parent, _)| parent))
        };
        let distances = own.iter().map(distance).collect();
        Self { own, distances }
    }

    /// Whether a theme is read from afar: margins are wide, frames thick, and what only those at the keys need is left out.
    #[must_use]
    pub fn is_distant(&self, name: &str) -> bool {
        const DEEPEST: usize = 8;
        let mut name = name;
        for _ in 0..DEEPEST {
            let own = self.own.iter().zip(&self.distances).find(|(own, _)| own.name == name);
            let said = own
                .map(|(_, (distant, parent))| (*distant, parent.as_deref()))
                .filter(|(_, parent)| *parent != Some(name));
            match said.or_else(|| distance(name)) {
                Some((Some(distant), _)) => return distant,
                Some((None, Some(parent))) => name = parent,
                _ => return false,
            }
        }
        false
    }

    /// The names of the built-in themes, in order.
    #[must_use]
    pub fn built_in() -> Vec<String> {
        let stem = |path: &std::path::Path| Some(path.file_stem()?.to_str()?.to_owned());
        let mut names: Vec<String> = FILES.files().filter_map(|file| stem(file.path())).collect();
        names.sort();
        names
    }

    /// The names of all themes, in order.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        let mut names = Self::built_in();
        names.extend(self.own.iter().map(|own| own.name.clone()));
        names.sort();
        names.dedup();
        names
    }

    /// The user's own theme of that name.
    #[must_use]
    pub fn own(&self, name: &str) -> Option<&Own> {
        self.own.iter().find(|own| own.name == name)
    }

    /// The theme of that name, as far as its files are right: a role that is not comes from the theme it extends.
    ///
    /// # Errors
    /// What keeps it from being whole: an unknown parent, a circle, a role nobody styles.
    pub fn design(&self, name: &str) -> Result<Design, Vec<ConfigError>> {
        let (file, is_own) = self.find(name, &[]).ok_or_else(|| vec![self.unknown(name, None)])?;
        let (chain, problems) = self.chain(name, file, is_own);
        let (design, missing) = build(name, &chain);
        let all: Vec<ConfigError> = problems.into_iter().chain(missing).collect();
        design.ok_or(all)
    }

    /// What stands in the file of a theme.
    #[must_use]
    pub fn source(&self, name: &str) -> Option<&str> {
        self.own(name).map(|own| own.text.as_str()).or_else(|| text(name))
    }

    /// Everything that is wrong with a theme: in its file, with the themes it extends, with its contrast.
    #[must_use]
    pub fn check(&self, name: &str, text: &str) -> Vec<ConfigError> {
        let is_own = self.own(name).is_some_and(|own| own.text == text) || self::text(name) != Some(text);
        let (chain, of_parents) = self.chain(name, read(text), is_own);
        let mut problems: Vec<ConfigError> = chain.first().map(|(_, file)| file.problems.clone()).unwrap_or_default();
        if let Some((_, file)) = chain.first()
            && let Some((given, place)) = file.name.as_ref().filter(|(given, _)| given != name)
        {
            let what = sentence!("themes.problem.name", given = given, name = name);
            let help = sentence!("themes.help.name", name = name);
            problems.push(ConfigError { place: Some(*place), what, help });
        }
        let extends = chain.first().and_then(|(_, file)| file.extends.as_ref()).map(|(_, place)| *place);
        for (parent, _) in chain.iter().skip(1).filter(|(_, file)| !file.problems.is_empty()) {
            let what = sentence!("themes.problem.parent-faulty", parent = parent);
            let help = sentence!("themes.help.parent-faulty", parent = parent);
            problems.push(ConfigError { place: extends, what, help });
        }
        let (design, missing) = build(name, &chain);
        // Where a parent could not be had, what it would have given is not missing.
        if of_parents.is_empty() {
            problems.extend(missing);
        }
        problems.extend(of_parents);
        if let (Some(design), Some((_, file))) = (design, chain.first()) {
            problems.extend(contrasts(&design, file));
        }
        problems.sort_by_key(|problem| problem.place);
        problems
    }

    /// What the file of a theme says and whether it is the user's own, where it has not been read already: `seen` names
    /// what has, and whether that was the user's own.
    fn find(&self, name: &str, seen: &[(String, bool)]) -> Option<(ThemeFile, bool)> {
        let is_new = |own: bool| !seen.iter().any(|(other, was_own)| other == name && *was_own == own);
        let own = self.own(name).filter(|_| is_new(true)).map(|own| (read(&own.text), true));
        own.or_else(|| Some((built_in(name).filter(|_| is_new(false))?, false)))
    }

    /// The files of a theme, itself first, and what is wrong with how they extend one another.
    fn chain(&self, name: &str, file: ThemeFile, is_own: bool) -> (Chain, Vec<ConfigError>) {
        let mut seen = vec![(name.to_owned(), is_own)];
        let mut chain = vec![(name.to_owned(), file)];
        while let Some((parent, place)) = chain.last().and_then(|(_, file)| file.extends.clone()) {
            // Where a problem is deeper down, the line that leads there is named.
            let place = if chain.len() == 1 { Some(place) } else { None };
            let Some((file, is_own)) = self.find(&parent, &seen) else {
                let problem = if seen.iter().any(|(name, _)| *name == parent) {
                    let what = sentence!("themes.problem.circle", parent = &parent);
                    ConfigError { place, what, help: sentence!("themes.help.circle") }
                } else {
                    self.unknown(&parent, place)
                };
                return (chain, vec![problem]);
            };
            seen.push((parent.clone(), is_own));
            chain.push((parent, file));
        }
        (chain, Vec::new())
    }

    fn unknown(&self, name: &str, place: Option<Position>) -> ConfigError {
        let known = self.names();
        let what = sentence!("themes.problem.unknown", word = crate::document::text::visible_line(name));
        let help = match nearest(name, known.iter().map(String::as_str)) {
            Some(nearest) => sentence!("config.help.nearest", nearest = nearest),
            None => sentence!("config.help.known", known = known.join(", ")),
        };
        ConfigError { place, what, help }
    }
}

/// What stands in the file of a built-in theme.
fn text(name: &str) -> Option<&'static str> {
    FILES.get_file(format!("{name}.toml")).and_then(|file| file.contents_utf8())
}

/// Puts a design together from a chain; where roles are missing, says which.
fn build(name: &str, chain: &Chain) -> (Option<Design>, Vec<ConfigError>) {
    let mut looks = [Look::default(); Role::ALL.len()];
    let mut missing = Vec::new();
    for role in Role::ALL {
        if let Some((look, _)) = chain.iter().find_map(|(_, file)| file.look(role)) {
            looks[role.index()] = look;
        } else {
            let what = sentence!("themes.problem.missing", role = role.word());
            let help = sentence!("themes.help.missing", role = role.word());
            missing.push(ConfigError { place: None, what, help });
        }
    }
    if !missing.is_empty() {
        return (None, missing);
    }
    let is_distant = chain.iter().find_map(|(_, file)| file.is_distant).unwrap_or(false);
    let is_light = chain.iter().find_map(|(_, file)| file.is_light).unwrap_or(false);
    let contrast = chain.iter().find_map(|(_, file)| file.contrast).unwrap_or(BODY).max(BODY);
    (Some(Design { name: name.to_owned(), is_light, is_distant, contrast, looks }), missing)
}
