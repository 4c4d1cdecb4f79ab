//! Structs whose fields are the keys of a table in a file.
//!
//! [`file_table!`] declares one, so that reader, writer, comparison and merge ask it by key and name none of its fields: a
//! key of a file is a row of the grammar (`codec`) and a field here.

use std::borrow::Cow;
use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::Id;
use crate::method::Kind;

/// What a field holds, as a file can have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyValue<'a> {
    /// A text, a word, an id.
    Text(Cow<'a, str>),
    /// A whole number.
    Number(u32),
    /// A day.
    Date(NaiveDate),
    /// Several texts.
    List(Vec<Cow<'a, str>>),
}

/// A table with keys of its own.
pub trait FileTable {
    /// Its fields, those that lead to tables of their own among them.
    const KEYS: &'static [&'static str];

    /// The value under a key; nothing where there is none, and where the key is none of its fields or leads to a table.
    fn key(&self, key: &str) -> Option<KeyValue<'_>>;

    /// Gives a key a value, or takes it away. Says whether the key can have it; where it cannot, nothing changes.
    fn set_key(&mut self, key: &str, value: Option<KeyValue<'_>>) -> bool;
}

/// The type of a field.
pub(crate) trait FieldType: Sized {
    /// Its value; nothing where a file says nothing.
    fn value(&self) -> Option<KeyValue<'_>>;

    /// What a value, or none, comes to; nothing where it is none of the type.
    fn read(value: Option<KeyValue<'_>>) -> Option<Self>;
}

/// The type of a field that is one value.
pub(crate) trait OneValue: Sized {
    fn one(&self) -> KeyValue<'_>;

    fn read_one(value: KeyValue<'_>) -> Option<Self>;
}

impl<T: OneValue> FieldType for T {
    fn value(&self) -> Option<KeyValue<'_>> {
        Some(self.one())
    }

    fn read(value: Option<KeyValue<'_>>) -> Option<Self> {
        value.and_then(Self::read_one)
    }
}

impl<T: OneValue> FieldType for Option<T> {
    fn value(&self) -> Option<KeyValue<'_>> {
        self.as_ref().map(T::one)
    }

    fn read(value: Option<KeyValue<'_>>) -> Option<Self> {
        value.map_or(Some(None), |value| T::read_one(value).map(Some))
    }
}

impl OneValue for String {
    fn one(&self) -> KeyValue<'_> {
        KeyValue::Text(Cow::Borrowed(self))
    }

    fn read_one(value: KeyValue<'_>) -> Option<Self> {
        value.into_text()
    }
}

impl OneValue for u32 {
    fn one(&self) -> KeyValue<'_> {
        KeyValue::Number(*self)
    }

    fn read_one(value: KeyValue<'_>) -> Option<Self> {
        match value {
            KeyValue::Number(number) => Some(number),
            _ => None,
        }
    }
}

impl OneValue for NaiveDate {
    fn one(&self) -> KeyValue<'_> {
        KeyValue::Date(*self)
    }

    fn read_one(value: KeyValue<'_>) -> Option<Self> {
        match value {
            KeyValue::Date(date) => Some(date),
            value => value.into_text()?.parse().ok(),
        }
    }
}

impl OneValue for Id {
    fn one(&self) -> KeyValue<'_> {
        KeyValue::Text(Cow::Borrowed(self.as_str()))
    }

    fn read_one(value: KeyValue<'_>) -> Option<Self> {
        Self::new(&value.into_text()?)
    }
}

/// Lets fields hold words of an enumeration.
macro_rules! word_type {
    ($of:ty) => {
        impl $crate::document::file_table::OneValue for $of {
            fn one(&self) -> $crate::document::KeyValue<'_> {
                $crate::document::KeyValue::Text(std::borrow::Cow::Borrowed(self.word()))
            }

            fn read_one(value: $crate::document::KeyValue<'_>) -> Option<Self> {
                Self::from_word(&value.into_text()?)
            }
        }
    };
}
pub(super) use word_type;

word_type!(Kind);

impl FieldType for Vec<String> {
    fn value(&self) -> Option<KeyValue<'_>> {
        (!self.is_empty()).then(|| KeyValue::List(self.iter().map(|text| Cow::Borrowed(text.as_str())).collect()))
    }

    fn read(value: Option<KeyValue<'_>>) -> Option<Self> {
        value.map_or(Some(Vec::new()), KeyValue::into_list)
    }
}

/// Lets fields hold what stands in tables of its own.
macro_rules! table_type {
    ($of:ty) => {
        impl $crate::document::file_table::FieldType for $of {
            fn value(&self) -> Option<$crate::document::KeyValue<'_>> {
                None
            }

            fn read(_: Option<$crate::document::KeyValue<'_>>) -> Option<Self> {
                None
            }
        }
    };
}
pub(super) use table_type;

impl<T> FieldType for BTreeMap<String, T> {
    fn value(&self) -> Option<KeyValue<'_>> {
        None
    }

    fn read(_: Option<KeyValue<'_>>) -> Option<Self> {
        None
    }
}

impl KeyValue<'_> {
    pub(super) fn into_text(self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text.into_owned()),
            _ => None,
        }
    }

    pub(super) fn into_list(self) -> Option<Vec<String>> {
        match self {
            Self::List(list) => Some(list.into_iter().map(Cow::into_owned).collect()),
            _ => None,
        }
    }
}

/// The elements of a list as an array, so that a constant can have them.
pub(super) const fn array<T: Copy, const N: usize>(list: &[T]) -> [T; N] {
    let mut array = [list[0]; N];
    let mut at = 0;
    while at < N {
        array[at] = list[at];
        at += 1;
    }
    array
}

/// Declares a struct that is a [`FileTable`]. `with` makes one of the fields it cannot do without, which are named first;
/// those after `and` can be missing.
///
/// With `as Name` behind the fields, an enumeration at the end names them for edits, comparisons and merges; it can have
/// variants of its own, each with the arm that says its `word`.
macro_rules! file_table {
    (
        $(#[$meta:meta])*
        pub struct $name:ident {
            $($(#[$need_meta:meta])* pub $need:ident: $need_type:ty,)*
        } and {
            $($(#[$has_meta:meta])* pub $has:ident: $has_type:ty,)*
        }
    ) => {
        $(#[$meta])*
        pub struct $name {
            $($(#[$need_meta])* pub $need: $need_type,)*
            $($(#[$has_meta])* pub $has: $has_type,)*
        }

        impl $name {
            /// One of which only this is known.
            #[must_use]
            pub fn with($($need: $need_type),*) -> Self {
                Self { $($need,)* $($has: Default::default(),)* }
            }
        }

        impl $crate::document::FileTable for $name {
            const KEYS: &'static [&'static str] = &[$(stringify!($need),)* $(stringify!($has),)*];

            fn key(&self, key: &str) -> Option<$crate::document::KeyValue<'_>> {
                use $crate::document::file_table::FieldType;
                match key {
                    $(stringify!($need) => self.$need.value(),)*
                    $(stringify!($has) => self.$has.value(),)*
                    _ => None,
                }
            }

            fn set_key(&mut self, key: &str, value: Option<$crate::document::KeyValue<'_>>) -> bool {
                use $crate::document::file_table::FieldType;
                match key {
                    $(stringify!($need) => FieldType::read(value).map(|value| self.$need = value),)*
                    $(stringify!($has) => FieldType::read(value).map(|value| self.$has = value),)*
                    _ => None,
                }
                .is_some()
            }
        }
    };
    (
        $(#[$meta:meta])*
        pub struct $name:ident {
            $($(#[$need_meta:meta])* pub $need:ident: $need_type:ty $(as $need_name:ident)?,)*
        } and {
            $($(#[$has_meta:meta])* pub $has:ident: $has_type:ty $(as $has_name:ident)?,)*
        }
        $(#[$names_meta:meta])*
        pub enum $names:ident {
            $($(#[$more_meta:meta])* $more:ident($more_type:ty) is $more_word:expr,)*
        }
    ) => {
        file_table! {
            $(#[$meta])*
            pub struct $name {
                $($(#[$need_meta])* pub $need: $need_type,)*
            } and {
                $($(#[$has_meta])* pub $has: $has_type,)*
            }
        }

        $(#[$names_meta])*
        pub enum $names {
            $($(#[doc = concat!("[`", stringify!($name), "::", stringify!($need), "`]")] $need_name,)?)*
            $($(#[doc = concat!("[`", stringify!($name), "::", stringify!($has), "`]")] $has_name,)?)*
            $($(#[$more_meta])* $more($more_type),)*
        }

        impl $names {
            /// Every field, in the order of a file, but for those that have a type of their own.
            const NAMED: &[Self] = &[$($(Self::$need_name,)?)* $($(Self::$has_name,)?)*];

            /// The key that stands for it in files.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self {
                    $($(Self::$need_name => file_table!(@word $need $need_name),)?)*
                    $($(Self::$has_name => file_table!(@word $has $has_name),)?)*
                    $(Self::$more(more) => $more_word(more),)*
                }
            }
        }
    };
    (@word $field:ident $name:ident) => {
        stringify!($field)
    };
}
pub(super) use file_table;
