//! Every command of the command line, a row each.

use clap::{ArgMatches, Command};

use super::arguments::Maker;
use super::context::Context;
use super::failure::Outcome;
use super::{
    actions, check, commit, completions, cp, demo, diff, doctor, fmt, gate, git, help, init, join, list, log, man,
    merge_driver, method, mv, new, open, present, publish, recap, resolve, rm, schema, show, start, status, themes,
    workshop,
};

/// The name people type.
pub(super) const NAME: &str = "stationmaster";

/// A command: its name, the arguments it adds to those every command takes, and what it does.
pub(super) struct Row {
    pub(super) name: &'static str,
    pub(super) arguments: fn(Command, &Maker) -> Command,
    pub(super) run: fn(&mut Context, &ArgMatches) -> Outcome,
}

/// Every command, in the order help lists them.
pub(super) static COMMANDS: [Row; 33] = [
    init::ROW,
    new::ROW,
    open::ROW,
    demo::ROW,
    list::ROW,
    show::ROW,
    start::ROW,
    gate::ROW,
    workshop::ROW,
    present::ROW,
    join::ROW,
    check::ROW,
    fmt::ROW,
    git::ROW,
    resolve::ROW,
    merge_driver::ROW,
    publish::ROW,
    status::ROW,
    diff::ROW,
    log::ROW,
    actions::ROW,
    recap::ROW,
    commit::ROW,
    method::ROW,
    mv::ROW,
    cp::ROW,
    rm::ROW,
    schema::ROW,
    completions::ROW,
    man::ROW,
    themes::ROW,
    doctor::ROW,
    help::ROW,
];
