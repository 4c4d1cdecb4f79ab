//! `new` of a register: a file where its definition has it, with what every such file needs.

use std::collections::HashSet;
use std::sync::Arc;

use clap::ArgMatches;

use super::context::Context;
use super::failure::{DONE, Failure, Outcome};
use super::make::{FileAction, Report, forced, from_here, out_of_the_way};
use super::new::{is_called, schema_line};
use super::output::Line;
use crate::codec::name::{free_id, id_from, is_id, is_reserved_stem};
use crate::codec::write;
use crate::method::{Method, RegisterPlace, RegisterTemplate};
use crate::store::create::empty_register;
use crate::store::{ProductFolder, Scan, Workspace, WorkspaceError};

/// The register a word means: its id, or its title in any language.
pub(super) fn register<'m>(method: &'m Method, word: &str) -> Option<&'m Arc<RegisterTemplate>> {
    let named = || method.registers().iter().find(|one| is_called(&one.title, word));
    method.register(word).or_else(named)
}

/// Writes an empty register.
pub(super) fn run(
    context: &mut Context,
    matches: &ArgMatches,
    workspace: &Workspace,
    scan: &Scan,
    template: &Arc<RegisterTemplate>,
) -> Outcome {
    let text = |id: &str| matches.get_one::<String>(id).map(String::as_str);
    if text("profile").is_some() {
        return Err(sentence!("cli.error.no_profile", template = &template.id).into());
    }
    let has_title = template.head.iter().any(|key| key.key == "title");
    let title = text("title");
    if title.is_some() && !has_title {
        return Err(sentence!("cli.new.no_title", template = &template.id).into());
    }
    let product = match template.place {
        RegisterPlace::Workspace => None,
        RegisterPlace::Product => Some(context.product(workspace, scan)?),
    };
    let path = path(context, template, product, text("variant"), title)?;
    let title = match (title, product) {
        (Some(title), _) => title.to_owned(),
        (None, Some(product)) => context.name_of(workspace, product)?,
        (None, None) => context.words.text(&template.title).to_owned(),
    };
    let register = empty_register(template, &title, context.today).into();
    let bytes = format!("{}{}", schema_line(text("schema"))?, write(&register, context.method));
    let mut report = Report::default();
    out_of_the_way(workspace, &path, forced(matches), &mut report, |report| {
        workspace.create_folder_of(&path)?;
        workspace.create_file(&path, bytes.as_bytes())?;
        report.add(FileAction::Created, &workspace.path(&path));
        Ok(())
    })?;
    if context.json || forced(matches) {
        report.print(context);
    } else {
        context.out.line(&Line::plain(from_here(&workspace.path(&path))));
    }
    Ok(DONE)
}

/// Where it goes: the one file its definition names, or in a folder a name of its own, which no other file of the product
/// has. Such a name is the variant or the title, behind the day where the register has one.
fn path(
    context: &Context,
    template: &RegisterTemplate,
    product: Option<&ProductFolder>,
    variant: Option<&str>,
    title: Option<&str>,
) -> Result<String, Failure> {
    let pattern = template.files.first().map(String::as_str).unwrap_or_default();
    let (folder, file) = pattern.split_once('/').unwrap_or(("", pattern));
    let name = match file.strip_prefix('*') {
        None if variant.is_some() => return Err(sentence!("cli.new.no_variant", template = &template.id).into()),
        None => file.to_owned(),
        Some(ending) => {
            if let Some(variant) = variant.filter(|variant| !is_id(variant) || is_reserved_stem(variant)) {
                return Err(WorkspaceError::BadName(variant.to_owned()).into());
            }
            let called = variant.map(str::to_owned).or_else(|| title.map(id_from));
            let has_day = called.is_none() || template.head.iter().any(|key| key.key == "date");
            let day = has_day.then(|| context.today.to_string());
            let stem = day.into_iter().chain(called).collect::<Vec<_>>().join("-");
            let rest = ending.trim_end_matches(".toml");
            let taken: HashSet<&str> =
                product.iter().flat_map(|product| &product.files).map(|entry| entry.stem.as_str()).collect();
            let free =
                free_id(&stem, |stem| is_reserved_stem(stem) || taken.contains(format!("{stem}{rest}").as_str()));
            format!("{free}{ending}")
        }
    };
    let parts = [product.map_or("", |product| product.id.as_str()), folder, &name];
    Ok(parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("/"))
}
