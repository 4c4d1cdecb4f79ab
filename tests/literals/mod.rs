//! The texts that stand in the sources of the program, tests and comments left out.

use std::path::Path;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// Every string literal under `src`.
pub fn of_sources() -> Vec<String> {
    by_file().into_iter().flat_map(|(_, literals)| literals).collect()
}

/// The string literals of each file under `src`, by its path.
pub fn by_file() -> Vec<(String, Vec<String>)> {
    let mut found = Vec::new();
    folder(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")), &mut found);
    assert!(found.iter().map(|(_, literals)| literals.len()).sum::<usize>() > 500, "the sources are read");
    found
}

fn folder(path: &Path, found: &mut Vec<(String, Vec<String>)>) {
    let entries = std::fs::read_dir(path).expect("a folder of sources");
    for entry in entries.map(|entry| entry.expect("an entry").path()) {
        if entry.is_dir() {
            folder(&entry, found);
        } else if entry.extension().is_some_and(|ending| ending == "rs") {
            let text = std::fs::read_to_string(&entry).expect("UTF-8");
            let shown = entry.strip_prefix(env!("CARGO_MANIFEST_DIR")).expect("below").display().to_string();
            let mut literals = Vec::new();
            tokens(text.parse().unwrap_or_else(|error| panic!("{}: {error}", entry.display())), &mut literals);
            found.push((shown, literals));
        }
    }
}

/// Literals of a stream, without attributes and without what only tests see.
fn tokens(stream: TokenStream, found: &mut Vec<String>) {
    let mut trees = stream.into_iter().peekable();
    let mut for_tests = false;
    while let Some(tree) = trees.next() {
        match tree {
            TokenTree::Punct(sign) if sign.as_char() == '#' => {
                if let Some(TokenTree::Punct(bang)) = trees.peek()
                    && bang.as_char() == '!'
                {
                    trees.next();
                }
                if let Some(TokenTree::Group(group)) = trees.peek()
                    && group.delimiter() == Delimiter::Bracket
                {
                    let words: String = group.stream().into_iter().map(|tree| tree.to_string()).collect();
                    for_tests |= words == "cfg(test)";
                    trees.next();
                }
            }
            TokenTree::Group(group) => {
                if for_tests && group.delimiter() == Delimiter::Brace {
                    for_tests = false;
                } else {
                    tokens(group.stream(), found);
                }
            }
            TokenTree::Punct(sign) if sign.as_char() == ';' => for_tests = false,
            TokenTree::Literal(literal) => {
                if let Ok(text) = syn::parse_str::<syn::LitStr>(&literal.to_string()) {
                    found.push(text.value());
                }
            }
            _ => {}
        }
    }
}

/// What stands between the placeholders of a format text.
pub fn parts(literal: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut rest = literal;
    while let Some((before, after)) = rest.split_once('{') {
        parts.last_mut().expect("never empty").push_str(before);
        parts.push(String::new());
        rest = after.split_once('}').map_or("", |(_, after)| after);
    }
    parts.last_mut().expect("never empty").push_str(rest);
    parts
}

/// Whether a key is that format text with something put in, no placeholder reaching over a dot.
pub fn fits(parts: &[String], key: &str) -> bool {
    match parts {
        [] => key.is_empty(),
        [only] => key == only,
        [first, rest @ ..] => key.strip_prefix(first.as_str()).is_some_and(|after| {
            let end = after.find('.').unwrap_or(after.len());
            (1..=end).filter(|at| after.is_char_boundary(*at)).any(|at| fits(rest, &after[at..]))
        }),
    }
}

#[test]
fn format_texts_fit_their_keys() {
    let fitting = |literal: &str, key: &str| fits(&parts(literal), key);
    assert!(fitting("rule.{}.{part}", "rule.syntax.help"));
    assert!(fitting("command.{}.short-{}", "command.open.short-map"));
    assert!(!fitting("command.{}.short", "command.open.title"));
    assert!(!fitting("help.scope.{}", "help.scope.a.b"));
}
