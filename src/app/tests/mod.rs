//! Keys in, state out: the real bindings and the real update over documents in memory.

mod finding;

use std::sync::Arc;
use std::time::Duration;

use chrono::NaiveDate;

use super::bindings::Bindings;
use super::{
    Capabilities, Doc, DocState, Effect, Key, Message, Model, Opened, ProductInfo, SaveState, Size, World, update,
};
use crate::codec::{self, Content, FileKind};
use crate::document::{Product, Sheet};
use crate::method::Method;
use crate::method::language::Catalogue;

/// The program without a disk: what is to be saved counts as saved.
pub struct Program {
    pub model: Model,
    pub effects: Vec<Effect>,
    bindings: Bindings,
    drawn: u32,
}

impl Program {
    /// The program over files, given as path and text; the first is open where one is.
    pub fn over(files: &[(&str, &str)]) -> Self {
        let today = NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day");
        let method = Arc::new(Method::built_in().clone());
        let size = Size { width: 80, height: 24 };
        let model = Model::new(size, Capabilities::default(), Catalogue::english(), method, today);
        let mut program = Self { model, effects: Vec::new(), bindings: Bindings::standard(), drawn: 0 };
        let docs: Vec<Doc> = files.iter().map(|(path, text)| doc(path, text)).collect();
        let mut products: Vec<ProductInfo> = Vec::new();
        for doc in &docs {
            if products.iter().all(|known| known.id != doc.product) {
                let cycle = "api-productization-cycle".to_owned();
                let product = Product { format: 1, name: doc.product.clone(), cycle, ..Product::default() };
                products.push(ProductInfo { id: doc.product.clone(), product: Some(Arc::new(product)), problem: None });
            }
        }
        let open = files.first().map(|(path, _)| (*path).to_owned());
        let ids =
            docs.iter().filter_map(Doc::canvas).flat_map(|canvas| canvas.notes().map(|(_, note)| note.id)).collect();
        let opened = Opened { docs, products, open, ids, next_number: 1, ..Opened::default() };
        program.tell(Message::Opened(Box::new(opened)));
        program
    }

    /// Presses keys: names in angle brackets, everything else a character at a time.
    pub fn press(&mut self, script: &str) -> &mut Self {
        let mut rest = script;
        while let Some(character) = rest.chars().next() {
            let named = rest.strip_prefix('<').and_then(|rest| rest.split_once('>'));
            let named = named.and_then(|(name, rest)| Some((Key::parse(name).filter(|_| name.len() > 1)?, rest)));
            let (key, after) = named.unwrap_or((Key::char(character), &rest[character.len_utf8()..]));
            rest = after;
            self.tell(Message::Key(key));
        }
        self
    }

    pub fn tell(&mut self, message: Message) {
        let drawn = &mut self.drawn;
        let mut random = || {
            *drawn += 1;
            *drawn
        };
        let mut world = World { now: Duration::ZERO, today: self.model.today, random: &mut random };
        let effects = update(&mut self.model, &self.bindings, message, &mut world);
        for effect in effects {
            if let Effect::Save { file, serial, .. } = &effect {
                let (file, serial) = (file.clone(), *serial);
                self.effects.push(effect);
                self.tell(Message::Saved { file, serial });
            } else {
                self.effects.push(effect);
            }
        }
    }

    /// What stands on the message line.
    pub fn said(&self) -> String {
        self.model.said.as_ref().map(|said| self.model.words.tell(&said.sentence)).unwrap_or_default()
    }

    /// The file as it would be written.
    pub fn text(&self, file: &str) -> String {
        let sheet = self.model.docs[file].sheet.clone().expect("a readable document");
        codec::write(&Content::Sheet(sheet), &self.model.method)
    }

    /// Text of the note in focus.
    pub fn note(&self) -> String {
        let (state, _, canvas) = self.model.canvas().expect("a canvas in front");
        state.note.and_then(|id| canvas.note(id)).map(|note| note.text.clone()).unwrap_or_default()
    }
}

fn doc(path: &str, text: &str) -> Doc {
    let reading = codec::read(text.as_bytes(), FileKind::Sheet, Method::built_in());
    let Some(Content::Sheet(sheet)) = reading.content else { panic!("{path}: {:?}", reading.problems) };
    let (product, name) = path.split_once('/').expect("a product");
    Doc {
        file: path.to_owned(),
        product: product.to_owned(),
        stem: name.trim_end_matches(".toml").to_owned(),
        state: DocState::Valid,
        problems: Vec::new(),
        sheet: Some::<Sheet>(sheet),
        save: SaveState::Saved,
        serial: 0,
        saved_serial: 0,
    }
}
