//! Making what is new: a workspace, a product, an empty document. Nothing is overwritten without being told.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{NaiveDate, NaiveTime};

use super::error::{DiskError, IoErrorKind, IoOperation};
use super::layout::{PRODUCT_FILE, SETTINGS_FILE};
use super::replace::{Flush, SaveError, prepare};
use super::scan::Scan;
use super::workspace::{Workspace, WorkspaceError};
use crate::codec::name::{free_id, id_from, is_id};
use crate::codec::{Content, write};
use crate::document::{
    Canvas, Checklist, DocumentBody, Head, Number, Product, Register, RegisterValue, Settings, Table,
};
use crate::method::{Method, RegisterTemplate, Template, ValueType};

/// What to do where a file of that name is there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IfThere {
    /// Leave it and say so.
    Refuse,
    /// Overwrite it.
    Overwrite,
}

/// A file that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// Its path relative to the workspace.
    pub path: String,
    /// Whether another file of that name was overwritten.
    pub was_there: bool,
}

impl Workspace {
    /// Makes a workspace in the folder `root`, with the folders above it.
    ///
    /// # Errors
    /// [`WorkspaceError::Exists`] where there is one already and it should not be overwritten; otherwise what the disk
    /// said.
    pub fn create(
        root: &Path,
        settings: &Settings,
        method: &Method,
        if_there: IfThere,
    ) -> Result<(Self, Made), WorkspaceError> {
        let root = std::path::absolute(root).map_err(DiskError::at(IoOperation::MakeFolder, root))?;
        make(&root)?;
        let workspace = Self::at(root);
        let content = Content::Settings(settings.clone());
        let made = workspace.write_new(SETTINGS_FILE, &content, method, if_there)?;
        Ok((workspace, made))
    }

    /// Makes the folder of a product with its `product.toml`. Its id is made from its name, with a number where another
    /// product of `scan` has it. Gives back the id.
    ///
    /// # Errors
    /// Where something of that name is there, or the disk says no.
    pub fn create_product(
        &self,
        scan: &Scan,
        product: &Product,
        method: &Method,
    ) -> Result<(String, Made), WorkspaceError> {
        let is_taken = |id: &str| scan.ids().any(|known| known == id) || fs::symlink_metadata(self.path(id)).is_ok();
        let id = free_id(&id_from(&product.name), is_taken);
        let content = product.clone().into();
        let folder = self.path(&id);
        make(&folder)?;
        match self.write_new(&format!("{id}/{PRODUCT_FILE}"), &content, method, IfThere::Refuse) {
            Ok(made) => Ok((id, made)),
            Err(error) => {
                // The folder was made for nothing; it goes again where it is empty.
                let _ = fs::remove_dir(&folder);
                Err(error)
            }
        }
    }

    /// Writes a new document into a product: `<template>.toml`, or `<template>.<variant>.toml`.
    ///
    /// # Errors
    /// [`WorkspaceError::BadName`] where the variant cannot be part of a file's name, [`WorkspaceError::Exists`] where
    /// the document is there, otherwise what the disk said.
    pub fn create_sheet(
        &self,
        product: &str,
        variant: Option<&str>,
        sheet: &DocumentBody,
        method: &Method,
        if_there: IfThere,
    ) -> Result<Made, WorkspaceError> {
        let path = sheet_path(product, sheet.template(), variant)?;
        self.write_new(&path, &Content::DocumentBody(sheet.clone()), method, if_there)
    }

    /// Writes a new document like [`Workspace::create_sheet`], with a first line that names its schema for editors.
    ///
    /// # Errors
    /// As there.
    pub fn create_sheet_with_schema(
        &self,
        product: &str,
        variant: Option<&str>,
        sheet: &DocumentBody,
        method: &Method,
        schema: &str,
    ) -> Result<Made, WorkspaceError> {
        let path = sheet_path(product, sheet.template(), variant)?;
        let text = format!("#:schema {schema}\n{}", write(&Content::DocumentBody(sheet.clone()), method));
        let (made, flush) = self.put(&path, text.as_bytes(), IfThere::Refuse)?;
        flush.flush()?;
        Ok(made)
    }

    /// Writes a new file in canonical form, its path relative to the workspace.
    ///
    /// # Errors
    /// [`WorkspaceError::Exists`] where a file is there, otherwise what the disk said.
    pub fn write_new(
        &self,
        relative: &str,
        content: &Content,
        method: &Method,
        if_there: IfThere,
    ) -> Result<Made, WorkspaceError> {
        let (made, flush) = self.put(relative, write(content, method).as_bytes(), if_there)?;
        flush.flush()?;
        Ok(made)
    }

    /// Writes the bytes of a new file, its path relative to the workspace.
    ///
    /// # Errors
    /// [`WorkspaceError::Exists`] where a file is there, otherwise what the disk said.
    pub fn create_file(&self, relative: &str, bytes: &[u8]) -> Result<(), WorkspaceError> {
        let (_, flush) = self.put(relative, bytes, IfThere::Refuse)?;
        Ok(flush.flush()?)
    }

    /// Writes the bytes of a new file, its path relative to the workspace, and makes the folder it stands in. Where it cannot
    /// be written, a folder that was made for nothing goes again.
    ///
    /// # Errors
    /// [`WorkspaceError::Exists`] where a file is there, otherwise what the disk said.
    pub fn create_file_with_folder(&self, relative: &str, bytes: &[u8]) -> Result<(), WorkspaceError> {
        self.create_folder_of(relative)?;
        let made = self.create_file(relative, bytes);
        if let (Err(_), Some(folder)) = (&made, self.path(relative).parent()) {
            let _ = fs::remove_dir(folder);
        }
        made
    }

    /// Makes the folder in which a file is to stand, its path relative to the workspace.
    ///
    /// # Errors
    /// What the disk said.
    pub fn create_folder_of(&self, relative: &str) -> Result<(), DiskError> {
        let path = self.path(relative);
        path.parent().map_or(Ok(()), |folder| make(folder).map(drop))
    }

    /// Writes the bytes of a file, its path relative to the workspace.
    pub(super) fn put(&self, relative: &str, bytes: &[u8], if_there: IfThere) -> Result<(Made, Flush), WorkspaceError> {
        let path = self.path(relative);
        let was_there = fs::symlink_metadata(&path).is_ok();
        if was_there && if_there == IfThere::Refuse {
            return Err(WorkspaceError::Exists(path));
        }
        let prepared = prepare(&path, bytes, self.root())?;
        let flush = match if_there {
            IfThere::Overwrite => prepared.commit(),
            IfThere::Refuse => prepared.commit_new(),
        };
        match flush {
            Ok(flush) => Ok((Made { path: relative.to_owned(), was_there }, flush)),
            Err(SaveError::Disk(DiskError { trouble: IoErrorKind::Exists, .. })) => Err(WorkspaceError::Exists(path)),
            Err(error) => Err(error.into()),
        }
    }
}

/// The path of a document relative to the workspace.
///
/// # Errors
/// [`WorkspaceError::BadName`] where the variant cannot be part of a file's name.
pub fn sheet_path(product: &str, template: &str, variant: Option<&str>) -> Result<String, WorkspaceError> {
    match variant {
        Some(variant) if !is_id(variant) => Err(WorkspaceError::BadName(variant.to_owned())),
        Some(variant) => Ok(format!("{product}/{template}.{variant}.toml")),
        None => Ok(format!("{product}/{template}.toml")),
    }
}

/// A document that nobody has written anything into. Without a `title` of its own it has the template's.
#[must_use]
pub fn empty_sheet(template: &Template, title: Option<&str>, profile: Option<&str>, language: &str) -> DocumentBody {
    let mut head = Head::new(template.id(), title.unwrap_or_else(|| template.short(language)));
    head.profile = profile.map(str::to_owned);
    match template {
        Template::Canvas(_) => DocumentBody::Canvas(Arc::new(Canvas::new(head))),
        Template::Checklist(_) => DocumentBody::Checklist(Arc::new(Checklist::new(head))),
    }
}

/// A register in which only stands what every register of its kind has: a title, the day, what its
/// definition says stands in a new one, else the first word there is to choose, the least number. References are left out: nobody can choose them.
#[must_use]
pub fn empty_register(template: &Arc<RegisterTemplate>, title: &str, today: NaiveDate) -> Register {
    let mut root = Table::default();
    for key in template.head.iter().filter(|key| key.required) {
        let value = match key.kind {
            ValueType::Text if key.key == "title" => RegisterValue::Text(title.to_owned()),
            ValueType::Text => RegisterValue::Text(key.default.clone().unwrap_or_default()),
            ValueType::Word => {
                RegisterValue::Text(key.default.as_ref().or(key.words.first()).cloned().unwrap_or_default())
            }
            ValueType::Date => RegisterValue::Date(today),
            ValueType::Time => RegisterValue::Time(NaiveTime::MIN),
            ValueType::Flag => RegisterValue::Flag(false),
            ValueType::Number => {
                let least = key.min.or(key.max).map_or(0.0, |bound| bound.0);
                match Number::parse(&least.to_string()) {
                    Some(number) => RegisterValue::Number(number),
                    None => continue,
                }
            }
            ValueType::Reference | ValueType::Id | ValueType::List | ValueType::Set | ValueType::Texts => continue,
        };
        root.put(template.shape(), &key.key, value);
    }
    if let Some(key) = template.head.iter().find(|key| key.key == "title" && !key.required) {
        root.put(template.shape(), &key.key, RegisterValue::Text(title.to_owned()));
    }
    Register::with(Arc::clone(template), 1, root)
}

fn make(folder: &Path) -> Result<PathBuf, DiskError> {
    fs::create_dir_all(folder).map_err(DiskError::at(IoOperation::MakeFolder, folder))?;
    Ok(folder.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::session::BLANK_AGENDA;

    fn workspace() -> (tempfile::TempDir, Workspace) {
        let home = tempfile::tempdir().expect("a folder");
        let settings = Settings { format: 1, ..Settings::default() };
        let root = home.path().join("apiops");
        let (workspace, made) = Workspace::create(&root, &settings, Method::built_in(), IfThere::Refuse).expect("made");
        assert_eq!(made, Made { path: "stationmaster.toml".into(), was_there: false });
        (home, workspace)
    }

    fn product(name: &str) -> Product {
        Product { format: 1, name: name.into(), cycle: "api-productization-cycle".into(), ..Product::default() }
    }

    #[test]
    fn a_new_register_says_what_its_definition_says_of_new_ones() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 30).expect("a day");
        let mut session = Method::built_in().register("session").expect("built in").as_ref().clone();
        let begins = |template: &RegisterTemplate| {
            let register = empty_register(&Arc::new(template.clone()), "Orders", today);
            ["session", "state"].map(|key| register.root().value(key).cloned())
        };
        let text = |text: &str| Some(RegisterValue::Text(text.to_owned()));
        assert_eq!(begins(&session), [text(BLANK_AGENDA), text("planned")], "the first word where none is said");
        for key in &mut session.head {
            key.default = Some(if key.key == "state" { "running" } else { "ours" }.to_owned());
        }
        assert_eq!(begins(&session), [text("ours"), text("running")]);
    }

    #[test]
    fn a_workspace_is_made_once() {
        let (home, workspace) = workspace();
        assert_eq!(Workspace::find(home.path(), None).expect("found"), workspace);
        let settings = Settings { format: 1, language: Some("fi".into()), ..Settings::default() };
        let create = |if_there| Workspace::create(workspace.root(), &settings, Method::built_in(), if_there);
        let file = workspace.root().join("stationmaster.toml");
        assert_eq!(create(IfThere::Refuse).expect_err("there"), WorkspaceError::Exists(file.clone()));
        assert!(!fs::read_to_string(&file).expect("read").contains("fi"));
        assert!(create(IfThere::Overwrite).expect("made").1.was_there);
        assert!(fs::read_to_string(&file).expect("read").contains("\"fi\""));
    }

    #[test]
    fn products_of_one_name_get_ids_of_their_own() {
        let (_home, workspace) = workspace();
        for id in ["ruckgaben", "ruckgaben-2"] {
            let scan = workspace.scan(Method::built_in()).expect("listed");
            let made = workspace.create_product(&scan, &product("Rückgaben"), Method::built_in()).expect("made");
            assert_eq!(made.0, id);
            assert_eq!(made.1.path, format!("{id}/product.toml"));
        }
        assert_eq!(
            workspace.scan(Method::built_in()).expect("listed").ids().collect::<Vec<_>>(),
            ["ruckgaben", "ruckgaben-2"]
        );
    }

    #[test]
    fn documents_are_written_empty_and_never_over_one_another() {
        let (_home, workspace) = workspace();
        let scan = workspace.scan(Method::built_in()).expect("listed");
        workspace.create_product(&scan, &product("Orders"), Method::built_in()).expect("made");
        let template = Method::built_in().template("api-value-proposition").expect("built in");
        let sheet = empty_sheet(&template, Some("Orders"), None, "en");
        let create = |variant, if_there| {
            workspace.create_sheet("orders", variant, &sheet, Method::built_in(), if_there).map(|made| made.path)
        };
        assert_eq!(create(None, IfThere::Refuse).as_deref(), Ok("orders/api-value-proposition.toml"));
        assert_eq!(
            create(Some("courier"), IfThere::Refuse).as_deref(),
            Ok("orders/api-value-proposition.courier.toml")
        );
        let there = workspace.path("orders/api-value-proposition.toml");
        assert_eq!(create(None, IfThere::Refuse), Err(WorkspaceError::Exists(there)));
        assert!(create(None, IfThere::Overwrite).is_ok());
        for word in ["../x", "", "a b", "con"] {
            assert_eq!(create(Some(word), IfThere::Refuse), Err(WorkspaceError::BadName(word.into())));
        }
        let unknown = workspace.create_sheet("billing", None, &sheet, Method::built_in(), IfThere::Refuse);
        assert!(matches!(unknown, Err(WorkspaceError::Save(SaveError::FolderGone(_)))), "{unknown:?}");
    }
}
