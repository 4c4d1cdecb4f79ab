//! The sentences of the program: one catalogue file a language, English first.
//!
//! Code names a sentence by its key and hands over what goes into it; no room but this one knows the words:
//! `sentence!("message.moved", count = 3, section = title)`. A key that the English catalogue lacks, or a name that no
//! form of its sentence has a place for, does not compile.
//!
//! A catalogue is nested TOML tables of strings. The key of a string is its path joined by dots. `{name}` stands for an
//! argument. A table with `other` and no keys but the plural categories of CLDR is one sentence in several forms; the
//! argument `count` chooses among them as the language does.
//!
//! `{key:undo}` stands for the key of a command (`key_names.rs`), so that no sentence knows one.
//!
//! The files beside this one are read when the program is built. What a language lacks is told in English.

mod catalogue;
#[cfg(test)]
#[allow(dead_code, reason = "the build script uses the rest")]
mod file;
mod key;
mod key_names;
mod laid;
pub mod letters;
mod plural;
mod pseudo;
mod sentence;

pub use catalogue::Catalogue;
pub use key::SentenceKey;
pub use plural::{Category, categories, category};
pub use sentence::{Argument, Sentence, Value};

/// The key of a sentence. One that the English catalogue lacks does not compile:
///
/// ```compile_fail
/// stationmaster::key!("message.of-nobody");
/// ```
#[macro_export]
macro_rules! key {
    // A call and no block, which lints of match arms would take for one written there.
    ($path:literal) => {
        ::core::convert::identity({
            const KEY: $crate::i18n::SentenceKey = $crate::i18n::SentenceKey::of($path);
            KEY
        })
    };
}

/// A sentence with what goes into it: `sentence!("key", name = value)`. The argument `count` is a number and chooses the
/// form; any other is whatever can be displayed, or another sentence. A key that the English catalogue lacks does not
/// compile, nor does a name that its sentence has no place for:
///
/// ```
/// use stationmaster::{i18n::Catalogue, sentence};
/// assert_eq!(Catalogue::english().tell(&sentence!("canvas.minutes", count = 25)), "25 min");
/// ```
/// ```compile_fail
/// stationmaster::sentence!("canvas.minutes", minutes = 25);
/// ```
#[macro_export]
macro_rules! sentence {
    (@with $sentence:expr;) => { $sentence };
    (@with $sentence:expr; count = $value:expr $(, $($rest:tt)*)?) => {
        $crate::sentence!(@with $sentence.count($value); $($($rest)*)?)
    };
    (@with $sentence:expr; $name:ident = $value:expr $(, $($rest:tt)*)?) => {
        $crate::sentence!(@with $sentence.with(stringify!($name), $value); $($($rest)*)?)
    };
    ($path:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::sentence!(@with $crate::i18n::Sentence::new({
            const KEY: $crate::i18n::SentenceKey = $crate::i18n::SentenceKey::of($path)$(.takes(stringify!($name)))*;
            KEY
        }); $($name = $value),*)
    };
}
