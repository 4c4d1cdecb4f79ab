//! `new`: an empty canvas, checklist or register.

use clap::{ArgMatches, Command};

use super::Row;
use super::arguments::Maker;
use super::context::Context;
use super::failure::{DONE, Failure, Outcome};
use super::make::{FileAction, Report, forced, from_here, out_of_the_way};
use super::nearest::{meant, titles, unknown};
use super::new_register;
use super::output::Line;
use crate::method::{ChecklistTemplate, Method, Template, Text};
use crate::store::IfThere;
use crate::store::create::{empty_sheet, sheet_path};

pub(super) const ROW: Row = Row { name: "new", arguments, run };

fn arguments(command: Command, make: &Maker) -> Command {
    command
        .arg(make.place("template", "TEMPLATE").required(true))
        .arg(make.value("variant", "V"))
        .arg(make.value("title", "T"))
        .arg(make.value("profile", "P"))
        .arg(make.value("schema", "PATH"))
        .arg(make.switch("force"))
}

fn run(context: &mut Context, matches: &ArgMatches) -> Outcome {
    let text = |id: &str| matches.get_one::<String>(id).map(String::as_str);
    context.speak_as_the_workspace();
    let word = text("template").unwrap_or_default();
    let template = template(context.method, word);
    if template.is_err()
        && let Some(register) = new_register::register(context.method, word)
    {
        let workspace = context.workspace()?;
        let scan = workspace.scan(context.method)?;
        return new_register::run(context, matches, &workspace, &scan, register);
    }
    let template = template?;
    let workspace = context.workspace()?;
    let scan = workspace.scan(context.method)?;
    let product = context.product(&workspace, &scan)?;
    let title = match text("title") {
        Some(title) => title.to_owned(),
        None => context.name_of(&workspace, product)?,
    };
    let profile = match &template {
        Template::Canvas(_) if text("profile").is_some() => {
            return Err(sentence!("cli.error.no_profile", template = template.id()).into());
        }
        Template::Canvas(_) => None,
        Template::Checklist(list) => profile(list, text("profile"))?,
    };
    let variant = text("variant");
    // The place to ask a setting for the schema of new files, once there is one.
    let schema = text("schema");
    schema_line(schema)?;
    let path = sheet_path(&product.id, template.id(), variant)?;
    let sheet = empty_sheet(&template, Some(&title), profile.as_deref(), context.words.language());
    let mut report = Report::default();
    out_of_the_way(&workspace, &path, forced(matches), &mut report, |report| {
        match schema {
            None => workspace.create_sheet(&product.id, variant, &sheet, context.method, IfThere::Refuse)?,
            Some(schema) => workspace.create_sheet_with_schema(&product.id, variant, &sheet, context.method, schema)?,
        };
        report.add(FileAction::Created, &workspace.path(&path));
        Ok(())
    })?;
    let shown = from_here(&workspace.path(&path));
    if context.json || forced(matches) {
        report.print(context);
    } else {
        context.out.line(&Line::plain(&shown));
    }
    let next = context.words.tell(&sentence!("cli.init.after_new", path = shown));
    context.out.hint(&next);
    Ok(DONE)
}

/// The first line of a file that names its schema; nothing where none is given.
pub(super) fn schema_line(given: Option<&str>) -> Result<String, Failure> {
    match given {
        None => Ok(String::new()),
        Some(given) if given.is_empty() || given.chars().any(char::is_control) => {
            Err(sentence!("cli.new.bad_schema", given = given).into())
        }
        Some(given) => Ok(format!("#:schema {given}\n")),
    }
}

/// The template a word means: its id, its official id, or one of its titles in any language, if only one has it.
pub(super) fn template(method: &Method, word: &str) -> Result<Template, Failure> {
    let called = |official, short, title| [vec![official], titles(short), titles(title)].concat();
    let canvases = method.canvases().iter().map(|one| (&*one.id, called(&*one.official_id, &one.short, &one.title)));
    let lists = method.checklists().iter().map(|one| (&*one.id, called(&*one.official_id, &one.short, &one.title)));
    let registers = method.registers().iter().map(|one| (&*one.id, titles(&one.title)));
    let known: Vec<_> = canvases.chain(lists).chain(registers).collect();
    let id = meant("TEMPLATE", word, &known)?;
    method.template(id).ok_or_else(|| unknown("TEMPLATE", word, method.template_ids()))
}

pub(super) fn is_called(title: &Text, word: &str) -> bool {
    let word = word.to_lowercase();
    titles(title).into_iter().any(|title| title.to_lowercase() == word)
}

/// The profile that was asked for; otherwise the one with the most items, so that nothing is left out unasked.
fn profile(list: &ChecklistTemplate, given: Option<&str>) -> Result<Option<String>, Failure> {
    let known = || list.profiles.iter().map(|profile| profile.id.as_str());
    match given {
        Some(_) if list.profiles.is_empty() => Err(sentence!("cli.error.no_profile", template = &list.id).into()),
        Some(given) if known().any(|id| id == given) => Ok(Some(given.to_owned())),
        Some(given) => Err(unknown("--profile", given, known())),
        None => {
            let items = |profile: &str| list.items.iter().filter(|item| item.applies_to(Some(profile))).count();
            // Of equals the first counts, and `max_by_key` takes the last.
            Ok(known().rev().max_by_key(|profile| items(profile)).map(str::to_owned))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates_are_named_in_three_ways() {
        let method = Method::built_in();
        for word in
            ["api-value-proposition", "apiValuePropositionCanvas", "API value proposition", "API-arvolupauskanvas"]
        {
            assert_eq!(template(method, word).expect("found").id(), "api-value-proposition", "{word}");
        }
        assert_eq!(template(method, "api_value proposition").expect("found").id(), "api-value-proposition");
        assert!(template(method, "api-value").is_err());
    }

    #[test]
    fn the_widest_profile_is_taken_where_none_is_named() {
        let list = Method::built_in().checklist("api-audit").expect("built in");
        assert_eq!(profile(list, None).expect("one").as_deref(), Some("full-crud"));
        assert!(profile(list, Some("full")).is_err());
    }
}
