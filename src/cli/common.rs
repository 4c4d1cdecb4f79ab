//! The arguments that every command takes.

use std::path::PathBuf;

use clap::ArgMatches;

use crate::tui::ColourChoice;

/// What all commands take, as it was given; the default is what holds where nothing was.
#[derive(Clone, Debug, Default)]
#[allow(clippy::struct_excessive_bools)] // switches of the command line, one by one
pub(super) struct Common {
    /// `--workspace`.
    pub(super) workspace: Option<PathBuf>,
    /// `--product`.
    pub(super) product: Option<String>,
    /// `--lang`.
    pub(super) lang: Option<String>,
    /// `--theme`.
    pub(super) theme: Option<String>,
    /// `--color`.
    pub(super) colour: ColourChoice,
    /// `--json`.
    pub(super) json: bool,
    /// `--quiet`.
    pub(super) quiet: bool,
    /// `--verbose`.
    pub(super) verbose: bool,
    /// `--today`.
    pub(super) today: Option<String>,
    /// `--ascii`.
    pub(super) ascii: bool,
    /// `--linear`.
    pub(super) linear: bool,
}

impl Common {
    /// Takes them from the arguments of the program or, where they stand after it, of a command.
    pub(super) fn of(matches: &ArgMatches) -> Self {
        let inner = matches.subcommand().map_or(matches, |(_, inner)| inner);
        let text = |id: &str| inner.get_one::<String>(id).cloned();
        Self {
            workspace: inner.get_one::<PathBuf>("workspace").cloned(),
            product: text("product"),
            lang: text("lang"),
            theme: text("theme"),
            colour: match text("color").as_deref() {
                Some("always") => ColourChoice::Always,
                Some("never") => ColourChoice::Never,
                _ => ColourChoice::Auto,
            },
            json: inner.get_flag("json"),
            quiet: inner.get_flag("quiet"),
            verbose: inner.get_flag("verbose"),
            today: text("today"),
            ascii: inner.get_flag("ascii"),
            linear: inner.get_flag("linear"),
        }
    }
}
