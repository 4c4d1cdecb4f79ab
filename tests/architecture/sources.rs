//! Every path that stands in the sources, wherever it stands: in `use` trees, in types and expressions, in the tokens of
//! macros, in strings of attributes.
//!
//! A file is read as tokens, so that a macro is no hiding place, and files are found by their `mod` lines, so that
//! `super` means what the compiler means by it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, Group, Ident, Spacing, TokenStream, TokenTree};
use syn::ext::IdentExt;

/// A name the sources use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The file, as it is shown.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The module it stands in, without the crate: `["app", "commands"]`.
    pub module: Vec<String>,
    /// Whether it is compiled for tests only.
    pub test: bool,
    /// What is used.
    pub what: What,
    /// What a `use` line makes of it; nothing where it stands anywhere else.
    pub import: Option<Import>,
    /// Whether it stands in a `static`: a table that lists what there is, as a registry does.
    pub listed: bool,
}

/// A name that a `use` line takes in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// Whether it is handed on.
    pub public: bool,
    /// What it is called from there on.
    pub name: String,
}

/// What is used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// A path into this crate, without `crate`.
    Inside { path: Vec<String>, form: Form },
    /// Any other path: another crate's, or one that begins with a local name.
    Outside { path: Vec<String>, form: Form },
    /// A method that is called.
    Method(String),
    /// Something that makes paths mean something else than they say.
    Trick(&'static str),
}

/// How a path ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Form {
    /// With a name.
    Plain,
    /// With `*`.
    Glob,
    /// With `as` and another name.
    Renamed,
    /// As a macro that is called.
    Macro,
}

/// A file that a `mod` line names.
struct Child {
    module: Vec<String>,
    test: bool,
    path: Option<String>,
}

/// What has been found, and which files were read.
#[derive(Default)]
pub struct Sources {
    pub found: Vec<Found>,
    pub files: Vec<PathBuf>,
    /// The file of each module that has one and is not for tests alone.
    pub modules: BTreeMap<Vec<String>, String>,
}

impl Sources {
    /// Everything that can be reached from `src/lib.rs` and `src/main.rs` of the project in `root`.
    pub fn of_project(root: &Path) -> Self {
        let mut sources = Self::default();
        sources.file(root, &root.join("src/lib.rs"), &[], false);
        sources.file(root, &root.join("src/main.rs"), &["main".to_owned()], false);
        sources
    }

    fn file(&mut self, root: &Path, path: &Path, module: &[String], test: bool) {
        let source = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let shown = path.strip_prefix(root).unwrap_or(path).display().to_string();
        let (found, children) = read(&shown, &source, module, test);
        self.found.extend(found);
        if !test {
            self.modules.insert(module.to_vec(), shown);
        }
        self.files.push(path.to_owned());
        let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        let folder = path.parent().unwrap_or(root);
        let below = if ["lib", "main", "mod"].contains(&stem) { folder.to_owned() } else { folder.join(stem) };
        for child in children {
            let inner = &child.module[module.len()..];
            let (name, above) = inner.split_last().expect("a module has a name");
            let here = above.iter().fold(below.clone(), |folder, part| folder.join(part));
            let file = match &child.path {
                Some(path) if above.is_empty() => folder.join(path),
                Some(path) => here.join(path),
                None if here.join(format!("{name}.rs")).exists() => here.join(format!("{name}.rs")),
                None => here.join(name).join("mod.rs"),
            };
            self.file(root, &file, &child.module, child.test);
        }
    }
}

/// Every name that one source text uses.
pub fn names(file: &str, text: &str, module: &[&str]) -> Vec<Found> {
    let module: Vec<String> = module.iter().map(|part| (*part).to_owned()).collect();
    read(file, text, &module, false).0
}

fn read(file: &str, source: &str, module: &[String], test: bool) -> (Vec<Found>, Vec<Child>) {
    syn::parse_file(source).unwrap_or_else(|error| panic!("{file}: {error}"));
    let tokens: TokenStream = source.parse().unwrap_or_else(|error| panic!("{file}: {error}"));
    let mut reader = Reader { file, found: Vec::new(), children: Vec::new(), import: None, listed: false };
    reader.tokens(tokens, module, test);
    (reader.found, reader.children)
}

struct Reader<'a> {
    file: &'a str,
    found: Vec<Found>,
    children: Vec<Child>,
    /// Inside a `use` line, whether it hands on what it takes in.
    import: Option<bool>,
    /// Inside a `static`.
    listed: bool,
}

/// What attributes say about the item that follows.
#[derive(Default)]
struct Pending {
    test: bool,
    path: Option<String>,
}

impl Reader<'_> {
    fn tokens(&mut self, tokens: TokenStream, module: &[String], test: bool) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut test = test;
        let mut pending = Pending::default();
        let was_listed = self.listed;
        let mut at = 0;
        while at < tokens.len() {
            let for_tests = test || pending.test;
            match &tokens[at] {
                TokenTree::Punct(punct) if punct.as_char() == '#' => {
                    let inner = is_punct(tokens.get(at + 1), '!');
                    let Some(TokenTree::Group(group)) = tokens.get(at + 1 + usize::from(inner)) else {
                        at += 1;
                        continue;
                    };
                    let said = self.attribute(group, module, for_tests);
                    test |= inner && said.test;
                    pending.test |= said.test;
                    pending.path = said.path.or(pending.path);
                    at += 2 + usize::from(inner);
                    continue;
                }
                TokenTree::Ident(word) if word == "mod" => {
                    if let (Some(TokenTree::Ident(name)), Some(next)) = (tokens.get(at + 1), tokens.get(at + 2)) {
                        let mut below = module.to_vec();
                        below.push(name.unraw().to_string());
                        match next {
                            TokenTree::Group(body) => self.tokens(body.stream(), &below, for_tests),
                            _ => {
                                self.children.push(Child { module: below, test: for_tests, path: pending.path.take() });
                            }
                        }
                        pending = Pending::default();
                        at += 3;
                        continue;
                    }
                }
                TokenTree::Ident(word) if word == "extern" && is_word(tokens.get(at + 1), "crate") => {
                    let what = What::Trick("`extern crate` gives a crate another name");
                    self.add(word.span().start().line, module, for_tests, what);
                    at += 2;
                    continue;
                }
                TokenTree::Ident(word) if word == "use" => {
                    let before = |back: usize| at.checked_sub(back).and_then(|at| tokens.get(at));
                    let is_limited = matches!(before(1), Some(TokenTree::Group(_))) && is_word(before(2), "pub");
                    self.import = Some(is_limited || is_word(before(1), "pub"));
                }
                TokenTree::Ident(word) if word == "static" && is_punct(tokens.get(at + 2), ':') => self.listed = true,
                // `use ::name`: what follows the word is a path of its own.
                TokenTree::Ident(word) if is_keyword(word) => {}
                TokenTree::Ident(_) => {
                    at = self.path(&tokens, at, &[], module, for_tests);
                    continue;
                }
                TokenTree::Punct(punct) if punct.as_char() == '.' => {
                    if let (Some(TokenTree::Ident(name)), Some(next)) = (tokens.get(at + 1), tokens.get(at + 2)) {
                        let called =
                            matches!(next, TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis);
                        if called {
                            let what = What::Method(name.unraw().to_string());
                            self.add(name.span().start().line, module, for_tests, what);
                            at += 2;
                            continue;
                        }
                    }
                }
                TokenTree::Punct(punct) if punct.as_char() == ';' || punct.as_char() == ',' => {
                    pending = Pending::default();
                    if punct.as_char() == ';' {
                        self.import = None;
                        self.listed = was_listed;
                    }
                }
                TokenTree::Group(group) => {
                    self.tokens(group.stream(), module, for_tests);
                    if group.delimiter() == Delimiter::Brace {
                        pending = Pending::default();
                    }
                }
                _ => {}
            }
            at += 1;
        }
    }

    /// Reads the path that begins at a name, behind the names of the groups it stands in; says where it ends.
    fn path(&mut self, tokens: &[TokenTree], at: usize, before: &[String], module: &[String], test: bool) -> usize {
        let line = tokens[at].span().start().line;
        let mut names = before.to_vec();
        let mut at = at;
        loop {
            match tokens.get(at) {
                Some(TokenTree::Ident(name)) => {
                    names.push(name.unraw().to_string());
                    at += 1;
                }
                Some(TokenTree::Punct(star)) if star.as_char() == '*' => {
                    self.use_path(line, names, Form::Glob, module, test);
                    return at + 1;
                }
                Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
                    self.use_group(group, &names, module, test);
                    return at + 1;
                }
                _ => break,
            }
            if is_double_colon(tokens, at) && continues_path(tokens.get(at + 2)) {
                at += 2;
            } else {
                break;
            }
        }
        let called = is_punct(tokens.get(at), '!') && matches!(tokens.get(at + 1), Some(TokenTree::Group(_)));
        let declared =
            called || (is_punct(tokens.get(at), '!') && names.last().is_some_and(|name| name == "macro_rules"));
        let form = if declared {
            Form::Macro
        } else if is_word(tokens.get(at), "as") {
            Form::Renamed
        } else {
            Form::Plain
        };
        // What the build script laid out is data.
        let is_laid = called && tokens.get(at + 1).is_some_and(|group| group.to_string().contains("\"OUT_DIR\""));
        if !is_laid {
            let from = self.found.len();
            self.use_path(line, names, form, module, test);
            if let (Some(TokenTree::Ident(alias)), true) = (tokens.get(at + 1), is_word(tokens.get(at), "as")) {
                let imports = self.found[from..].iter_mut().filter_map(|found| found.import.as_mut());
                imports.for_each(|import| import.name = alias.unraw().to_string());
            }
        }
        at
    }

    /// Reads what stands in the braces of a `use`.
    fn use_group(&mut self, group: &Group, before: &[String], module: &[String], test: bool) {
        let tokens: Vec<TokenTree> = group.stream().into_iter().collect();
        let mut at = 0;
        while at < tokens.len() {
            match &tokens[at] {
                TokenTree::Punct(star) if star.as_char() == '*' => {
                    self.use_path(star.span().start().line, before.to_vec(), Form::Glob, module, test);
                    at += 1;
                }
                TokenTree::Ident(word) if word == "as" => at += 2,
                TokenTree::Ident(_) => at = self.path(&tokens, at, before, module, test),
                _ => at += 1,
            }
        }
    }

    fn attribute(&mut self, group: &Group, module: &[String], test: bool) -> Pending {
        let tokens: Vec<TokenTree> = group.stream().into_iter().collect();
        let mut said = Pending::default();
        let Some(TokenTree::Ident(name)) = tokens.first() else { return said };
        match name.to_string().as_str() {
            "doc" => return said,
            "test" => said.test = true,
            "cfg" => {
                let words = group.stream().to_string();
                let has =
                    |wanted: &str| words.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == wanted);
                said.test = has("test") && !has("not") && !has("any");
            }
            "path" => said.path = tokens.last().and_then(string),
            _ => {}
        }
        self.strings(group.stream(), module, test);
        self.tokens(group.stream(), module, test);
        said
    }

    /// Attributes may hold paths in strings: `#[serde(with = "…")]`.
    fn strings(&mut self, tokens: TokenStream, module: &[String], test: bool) {
        for token in tokens {
            if let TokenTree::Group(group) = &token {
                self.strings(group.stream(), module, test);
            } else if let Some(text) = string(&token).filter(|text| text.contains("::")) {
                let line = token.span().start().line;
                let from = self.found.len();
                if let Ok(tokens) = text.parse::<TokenStream>() {
                    self.tokens(tokens, module, test);
                }
                self.found[from..].iter_mut().for_each(|found| found.line = line);
            }
        }
    }

    fn use_path(&mut self, line: usize, names: Vec<String>, form: Form, module: &[String], test: bool) {
        if form == Form::Macro && names.last().is_some_and(|name| name == "include") {
            self.add(line, module, test, What::Trick("`include!` puts another file's code here"));
        }
        // `use a::b::{self}` takes in `b`.
        let name = names.iter().rfind(|name| *name != "self").cloned().unwrap_or_default();
        let name = if form == Form::Glob { "*".to_owned() } else { name };
        let import = self.import.map(|public| Import { public, name });
        let what = match inside(&names, module) {
            Some(path) => {
                if names.len() == 1 && form == Form::Plain {
                    // `self` as a value, `crate` in `pub(crate)`.
                    return;
                }
                What::Inside { path, form }
            }
            None => What::Outside { path: names.into_iter().filter(|name| name != "self").collect(), form },
        };
        self.add(line, module, test, what);
        if let Some(found) = self.found.last_mut() {
            found.import = import;
        }
    }

    fn add(&mut self, line: usize, module: &[String], test: bool, what: What) {
        let (file, module) = (self.file.to_owned(), module.to_vec());
        self.found.push(Found { file, line, module, test, what, import: None, listed: self.listed });
    }
}

/// The path from the crate's root, where the names lead into this crate.
fn inside(names: &[String], module: &[String]) -> Option<Vec<String>> {
    let (first, mut rest) = names.split_first()?;
    let mut path = match first.as_str() {
        "crate" | "stationmaster" => Vec::new(),
        "self" => module.to_vec(),
        "super" => module[..module.len().saturating_sub(1)].to_vec(),
        _ => return None,
    };
    while let Some((next, after)) = rest.split_first() {
        match next.as_str() {
            "super" => {
                path.pop();
            }
            "self" => {}
            _ => break,
        }
        rest = after;
    }
    path.extend(rest.iter().filter(|name| *name != "self").cloned());
    Some(path)
}

fn is_punct(token: Option<&TokenTree>, wanted: char) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == wanted)
}

fn is_word(token: Option<&TokenTree>, wanted: &str) -> bool {
    matches!(token, Some(TokenTree::Ident(word)) if word == wanted)
}

/// Whether a word can be no part of a path.
fn is_keyword(word: &Ident) -> bool {
    let path = ["crate", "self", "super", "Self"];
    !path.iter().any(|part| word == part) && syn::parse_str::<Ident>(&word.to_string()).is_err()
}

fn is_double_colon(tokens: &[TokenTree], at: usize) -> bool {
    matches!(tokens.get(at), Some(TokenTree::Punct(colon)) if colon.as_char() == ':' && colon.spacing() == Spacing::Joint)
        && is_punct(tokens.get(at + 1), ':')
}

fn continues_path(token: Option<&TokenTree>) -> bool {
    match token {
        Some(TokenTree::Ident(_)) => true,
        Some(TokenTree::Punct(punct)) => punct.as_char() == '*',
        Some(TokenTree::Group(group)) => group.delimiter() == Delimiter::Brace,
        _ => false,
    }
}

fn string(token: &TokenTree) -> Option<String> {
    match token {
        TokenTree::Literal(literal) => {
            syn::parse_str::<syn::LitStr>(&literal.to_string()).ok().map(|text| text.value())
        }
        _ => None,
    }
}
