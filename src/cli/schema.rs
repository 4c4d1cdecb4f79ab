//! `schema`: what a file may say, as a JSON Schema for editors.

use clap::builder::PossibleValuesParser;
use clap::{ArgMatches, Command};

use super::Row;
use super::arguments::Maker;
use super::context::Context;
use super::failure::{DONE, Failure, Outcome};
use super::nearest::unknown;
use super::new::template;
use crate::codec::schema::{Subject, schema};
use crate::method::{Method, Template};

pub(super) const ROW: Row = Row { name: "schema", arguments, run };

/// The kinds of file there is a schema of.
const KINDS: [&str; 6] = ["canvas", "checklist", "product", "follow-up", "register", "workspace"];

fn arguments(command: Command, make: &Maker) -> Command {
    let kind = make.place("kind", "KIND").required(true).hide_possible_values(true);
    command.arg(kind.value_parser(PossibleValuesParser::new(KINDS))).arg(make.place("template", "TEMPLATE"))
}

fn run(context: &mut Context, matches: &ArgMatches) -> Outcome {
    let text = |id: &str| matches.get_one::<String>(id).map(String::as_str);
    let kind = text("kind").unwrap_or_default();
    context.speak_as_the_workspace();
    let method = context.method;
    let named = text("template");
    if let Some(subject) = register(method, kind, named)? {
        let schema = schema(subject, method, context.words.catalogue());
        context.out.json(&schema);
        return Ok(DONE);
    }
    let found = named.map(|word| template(method, word)).transpose()?;
    let subject = match (kind, &found) {
        ("canvas", None) => Subject::Canvas(None),
        ("checklist", None) => Subject::Checklist(None),
        ("product", None) => Subject::Product,
        ("workspace", None) => Subject::Workspace,
        ("canvas", Some(Template::Canvas(template))) => Subject::Canvas(Some(template)),
        ("checklist", Some(Template::Checklist(template))) => Subject::Checklist(Some(template)),
        ("canvas", _) => return Err(other("TEMPLATE", named, method.canvases().iter().map(|one| one.id.as_str()))),
        ("checklist", _) => {
            return Err(other("TEMPLATE", named, method.checklists().iter().map(|one| one.id.as_str())));
        }
        _ => return Err(sentence!("cli.schema.no_template", kind = kind).into()),
    };
    let schema = schema(subject, method, context.words.catalogue());
    context.out.json(&schema);
    Ok(DONE)
}

/// The kind of register that is meant, where one is.
fn register<'m>(method: &'m Method, kind: &str, named: Option<&str>) -> Result<Option<Subject<'m>>, Failure> {
    let id = match (kind, named) {
        ("follow-up", None) => kind,
        ("register", Some(named)) => named,
        ("register", None) => {
            let known: Vec<&str> = method.registers().iter().map(|one| one.id.as_str()).collect();
            return Err(sentence!("cli.schema.which_register", known = known.join(", ")).into());
        }
        _ => return Ok(None),
    };
    let known = || method.registers().iter().map(|one| one.id.as_str());
    let found = method.register(id).ok_or_else(|| unknown("TEMPLATE", id, known()))?;
    Ok(Some(Subject::Register(found)))
}

/// A template of the other kind was named.
fn other<'a>(argument: &str, given: Option<&str>, known: impl IntoIterator<Item = &'a str>) -> Failure {
    unknown(argument, given.unwrap_or_default(), known)
}
