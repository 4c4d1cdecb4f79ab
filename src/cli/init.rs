//! `init`: a workspace and its first product, or one more product.

use std::path::{Path, PathBuf};

use clap::{ArgAction, ArgMatches, Command};

use super::Row;
use super::arguments::Maker;
use super::context::{Context, HERE};
use super::failure::{DONE, Failure, Outcome};
use super::make::{Deed, Report, from_here, there_already};
use super::nearest::unknown;
use super::output::Line;
use crate::codec::Content;
use crate::document::{Product, Settings, Style};
use crate::method::language::Sentence;
use crate::store::name::id_from;
use crate::store::scan::PRODUCT_FILE;
use crate::store::workspace::FOLDER;
use crate::store::{Act, DiskError, IfThere, Workspace, WorkspaceError};

pub(super) const ROW: Row = Row { name: "init", arguments, run };

/// The cycle a product goes through where nobody chose one.
const CYCLE: &str = "api-productization-cycle";

fn arguments(command: Command, make: &Maker) -> Command {
    command
        .arg(make.value("product", "NAME"))
        .arg(make.value("cycle", "ID"))
        .arg(make.value("style", "STYLES").action(ArgAction::Append).value_delimiter(','))
        .arg(make.value("lang", "xx"))
}

fn run(context: &mut Context, matches: &ArgMatches) -> Outcome {
    let cycle = cycle(context, matches.get_one::<String>("cycle"))?;
    let styles = styles(matches.get_many::<String>("style").into_iter().flatten())?;
    let (root, workspace) = root(context)?;
    let name = match &context.product {
        Some(name) => name.trim().to_owned(),
        None => name_of_folder(&root),
    };
    if !name.chars().any(char::is_alphanumeric) || name.chars().any(char::is_control) {
        return Err(Sentence::new("cli.error.no_name").with("given", name).into());
    }
    let mut report = Report::default();
    let path = format!("{}/{PRODUCT_FILE}", id_from(&name));
    let product = Product { format: 1, name, cycle, styles, ..Product::default() };
    let workspace = if let Some(workspace) = workspace {
        workspace
    } else {
        let language = context.settings.language().to_owned();
        let settings = Settings { format: 1, language: Some(language), ..Settings::default() };
        let (workspace, made) = Workspace::create(&root, &settings, context.method, IfThere::Refuse)?;
        report.add(Deed::Created, &workspace.path(&made.path));
        workspace
    };
    let place = workspace.path(&path);
    if let Some(folder) = place.parent() {
        std::fs::create_dir_all(folder).map_err(|error| DiskError::new(Act::MakeFolder, folder, &error))?;
    }
    match workspace.write_new(&path, &Content::Product(product), context.method, IfThere::Refuse) {
        Ok(_) => report.add(Deed::Created, &place),
        Err(WorkspaceError::Exists(_)) => return Err(there_already(&place)),
        Err(error) => return Err(error.into()),
    }
    report.print(context);
    if !context.json && !context.out.quiet {
        let first = context.method.canvases().first().map(|canvas| canvas.id.clone()).unwrap_or_default();
        let next = context.words.fill("cli.init.next", &[("template", first)]);
        let commit = context.words.fill("cli.init.next_commit", &[("path", from_here(&root))]);
        context.out.line(&Line::plain(next));
        context.out.line(&Line::plain(commit));
    }
    Ok(DONE)
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
            let root = std::path::absolute(&root).map_err(|error| DiskError::new(Act::MakeFolder, &root, &error))?;
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
        Some(given) if context.method.cycle(given).is_some() => Ok(given.clone()),
        Some(given) => Err(unknown("--cycle", given, cycles.iter().map(|cycle| cycle.id.as_str()))),
    }
}

fn styles<'a>(given: impl Iterator<Item = &'a String>) -> Result<Vec<Style>, Failure> {
    let mut styles = Vec::new();
    for word in given.map(|word| word.trim()).filter(|word| !word.is_empty()) {
        let Some(style) = Style::from_word(word) else {
            return Err(unknown("--style", word, Style::ALL.map(Style::word)));
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
