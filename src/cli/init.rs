//! `init`: a workspace and its first product, or one more product.

use std::path::{Path, PathBuf};

use clap::{ArgAction, ArgMatches, Command};

use super::Row;
use super::arguments::Maker;
use super::ask::{ask, somebody_is_there};
use super::context::{Context, HERE};
use super::failure::{DONE, Failure, Outcome};
use super::git::advice;
use super::make::{FileAction, Report, from_here, there_already};
use super::nearest::{meant, titles, unknown};
use super::output::{Line, Tone};
use crate::codec::name::{free_id, id_from, is_product_id};
use crate::document::{Product, Settings, Style};
use crate::store::layout::{FOLDER, PRODUCT_FILE};
use crate::store::{DiskError, IfThere, IoOperation, Role, Workspace, WorkspaceError};

pub(super) const ROW: Row = Row { name: "init", arguments, run };

/// The cycle a product goes through where nobody chose one.
const CYCLE: &str = "api-productization-cycle";

/// The word for no style yet.
const UNDECIDED: &str = "undecided";

fn arguments(command: Command, make: &Maker) -> Command {
    command
        .arg(make.value("product", "NAME"))
        .arg(make.value("id", "FOLDER"))
        .arg(make.value("cycle", "ID"))
        .arg(make.value("style", "STYLES").action(ArgAction::Append).value_delimiter(','))
        .arg(make.value("lang", "xx"))
}

fn run(context: &mut Context, matches: &ArgMatches) -> Outcome {
    context.speak_as_the_workspace();
    let given = matches.get_one::<String>("cycle");
    let mut cycle = cycle(context, given)?;
    let mut chosen = styles(matches.get_many::<String>("style").into_iter().flatten())?;
    let (root, workspace) = root(context)?;
    if somebody_is_there(context) {
        if given.is_none() {
            cycle = ask_cycle(context, cycle);
        }
        if !matches.contains_id("style") && has_styles(context, &cycle) {
            chosen = ask_styles(context);
        }
    }
    let called = match &context.product {
        Some(name) => name.trim().to_owned(),
        None => name_of_folder(&root),
    };
    if !called.chars().any(char::is_alphanumeric) || called.chars().any(char::is_control) {
        return Err(sentence!("cli.error.no_name", given = called).into());
    }
    let chosen_id = matches.get_one::<String>("id").map(|given| own_id(given)).transpose()?;
    let mut report = Report::default();
    let product = Product { format: 1, name: called, cycle, styles: chosen, ..Product::default() };
    let workspace = if let Some(workspace) = workspace {
        workspace
    } else {
        let language = context.settings.language().to_owned();
        let settings = Settings { format: 1, language: Some(language), ..Settings::default() };
        let (workspace, made) = Workspace::create(&root, &settings, context.method, IfThere::Refuse)?;
        report.add(FileAction::Created, &workspace.path(&made.path));
        workspace
    };
    let id = match chosen_id {
        Some(id) => id,
        None => free_place(context, &workspace, &product.name)?,
    };
    let path = format!("{id}/{PRODUCT_FILE}");
    let place = workspace.path(&path);
    if let Some(folder) = place.parent() {
        std::fs::create_dir_all(folder).map_err(|error| DiskError::new(IoOperation::MakeFolder, folder, &error))?;
    }
    let cycle = product.cycle.clone();
    match workspace.write_new(&path, &product.into(), context.method, IfThere::Refuse) {
        Ok(_) => report.add(FileAction::Created, &place),
        Err(WorkspaceError::Exists(_)) => return Err(there_already(&place)),
        Err(error) => return Err(error.into()),
    }
    report.print(context);
    if !context.json && !context.out.quiet {
        // The first canvas or checklist along the cycle is the natural one to begin with.
        let stations = context.method.cycle(&cycle).into_iter().flat_map(|cycle| &cycle.stations);
        let mut resources = stations.flat_map(|station| &station.resources);
        let first = resources.find_map(|resource| context.method.template_of_resource(resource)).unwrap_or_default();
        let first = first.to_owned();
        let next = context.words.tell(&sentence!("cli.init.next", template = first));
        let commit = context.words.tell(&sentence!("cli.init.next_commit", path = from_here(&root)));
        context.out.line(&Line::plain(next));
        context.out.line(&Line::plain(commit));
        if let Some(advice) = advice(&root) {
            let advice = context.words.tell(&advice);
            context.out.line(&Line::plain(advice));
        }
    }
    Ok(DONE)
}

/// The id that somebody chose for a product.
fn own_id(given: &str) -> Result<String, Failure> {
    if is_product_id(given) {
        return Ok(given.to_owned());
    }
    let failure = Failure::from(sentence!("cli.error.bad_id", given = given));
    Err(failure.and(sentence!("cli.error.nearest", word = id_from(given))))
}

/// The id that the name of a new product gives: with a number where a product of another name has it. One of the same
/// name is left to be told as there already.
fn free_place(context: &Context, workspace: &Workspace, called: &str) -> Result<String, Failure> {
    let scan = workspace.scan(context.method)?;
    let id = id_from(called);
    if let Ok(folder) = scan.product(&id)
        && folder
            .file(Role::Product)
            .is_none_or(|_| context.name_of(workspace, folder).is_ok_and(|name| name == called))
    {
        return Ok(id);
    }
    Ok(free_id(&id, |id| scan.ids().any(|known| known == id)))
}

/// The folder of the workspace, and the workspace where it is there already.
fn root(context: &mut Context) -> Result<(PathBuf, Option<Workspace>), Failure> {
    match Workspace::find(Path::new(HERE), context.workspace.as_deref()) {
        Ok(workspace) => {
            context.speak_as_the_workspace();
            Ok((workspace.root().to_owned(), Some(workspace)))
        }
        Err(WorkspaceError::NotFound(_) | WorkspaceError::NotAWorkspace { .. }) => {
            let root = context.workspace.clone().unwrap_or_else(|| PathBuf::from(FOLDER));
            let root =
                std::path::absolute(&root).map_err(|error| DiskError::new(IoOperation::MakeFolder, &root, &error))?;
            Ok((root, None))
        }
        Err(error) => Err(error.into()),
    }
}

fn cycle(context: &Context, given: Option<&String>) -> Result<String, Failure> {
    let cycles = context.method.cycles();
    match given {
        None if context.method.cycle(CYCLE).is_some() => Ok(CYCLE.to_owned()),
        None => Ok(cycles.first().map(|cycle| cycle.id.clone()).unwrap_or_default()),
        Some(given) => {
            let known: Vec<_> = cycles.iter().map(|cycle| (&*cycle.id, titles(&cycle.title))).collect();
            meant("--cycle", given, &known).map(str::to_owned)
        }
    }
}

/// Asks for the cycle until one is chosen; an empty line takes the one at hand.
fn ask_cycle(context: &mut Context, at_hand: String) -> String {
    let question = context.words.say(key!("cli.init.ask_cycle"));
    context.out.line(&Line::plain(question));
    let ids: Vec<String> = context.method.cycles().iter().map(|cycle| cycle.id.clone()).collect();
    for (at, cycle) in context.method.cycles().iter().enumerate() {
        let title = context.words.text(&cycle.title).to_owned();
        let line = Line::plain(format!("  {} {title}", at + 1)).and(Tone::Muted, format!(" ({})", cycle.id));
        context.out.line(&line);
    }
    let chosen = ids.iter().position(|id| *id == at_hand).unwrap_or(0) + 1;
    let prompt = context.words.tell(&sentence!("cli.init.prompt_cycle", number = chosen));
    while let Some(line) = ask(context, &prompt).filter(|line| !line.is_empty()) {
        let by_number = line.parse::<usize>().ok().and_then(|number| ids.get(number.checked_sub(1)?));
        if let Some(id) = by_number.or_else(|| ids.iter().find(|id| **id == line)) {
            return id.clone();
        }
    }
    at_hand
}

/// Asks for the styles until all are known words; an empty line leaves them undecided.
fn ask_styles(context: &mut Context) -> Vec<Style> {
    let prompt = context.words.say(key!("cli.init.prompt_styles"));
    while let Some(line) = ask(context, &prompt).filter(|line| !line.is_empty()) {
        let words: Vec<String> = line.split([',', ' ']).map(str::to_lowercase).collect();
        match styles(words.iter()) {
            Ok(styles) => return styles,
            Err(failure) => context.complain(&failure),
        }
    }
    Vec::new()
}

/// Whether a cycle has canvases that are made for one style.
fn has_styles(context: &Context, cycle: &str) -> bool {
    let stations = context.method.cycle(cycle).map(|cycle| cycle.stations.as_slice()).unwrap_or_default();
    let mut resources = stations.iter().flat_map(|station| &station.resources);
    resources.any(|id| context.method.canvas(id).is_some_and(|canvas| canvas.style.is_some()))
}

/// Reads styles; `undecided` chooses none.
fn styles<'a>(given: impl Iterator<Item = &'a String>) -> Result<Vec<Style>, Failure> {
    let mut styles = Vec::new();
    for word in given.map(|word| word.trim()).filter(|word| !word.is_empty()) {
        if word == UNDECIDED {
            continue;
        }
        let Some(style) = Style::from_word(word) else {
            let known = Style::ALL.map(Style::word).into_iter().chain([UNDECIDED]);
            return Err(unknown("--style", word, known));
        };
        if !styles.contains(&style) {
            styles.push(style);
        }
    }
    Ok(styles)
}

/// What the product is called where nobody says: like the repository, otherwise like the folder the workspace is in.
fn name_of_folder(root: &Path) -> String {
    let home = root.parent().unwrap_or(root);
    let repository = home.ancestors().find(|folder| folder.join(".git").exists()).unwrap_or(home);
    let name = repository.file_name().unwrap_or_default().to_string_lossy();
    title_case(&name)
}

/// Words in a name, each with a capital: `order-events` becomes `Order Events`.
pub(super) fn title_case(name: &str) -> String {
    let words = name.split(['-', '_', '.', ' ']).filter(|word| !word.is_empty());
    let capital = |word: &str| {
        let mut characters = word.chars();
        characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
    };
    words.map(capital).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_become_names() {
        assert_eq!(title_case("order-events"), "Order Events");
        assert_eq!(title_case("my_API.v2"), "My API V2");
        assert_eq!(title_case("--"), "");
    }
}
