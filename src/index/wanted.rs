//! The terms that a question asks for: a slice of a larger index need hold no others.

use crate::analysis::terms::JOIN;
use rustc_hash::FxHashSet;

/// Words and keys that may be looked up.
#[derive(Debug, Default)]
pub(crate) struct Wanted {
    /// Folded words.
    pub(crate) words: FxHashSet<String>,
    /// Stems, and glued neighbours as they are indexed.
    pub(crate) keys: FxHashSet<String>,
}

impl Wanted {
    /// Whether a term of a short field is wanted: its name is letters, and a sign ends it.
    pub(super) fn has_named(&self, named: &str) -> bool {
        let Some(at) = named.find(|c: char| !c.is_ascii_lowercase()) else { return false };
        match named.as_bytes()[at] {
            b'=' => self.words.contains(&named[at + 1..]),
            b'~' => self.keys.contains(&named[at + 1..]),
            _ => named[at..].starts_with(JOIN) && self.keys.contains(&named[at..]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::TalkField;
    use crate::index::talk_field::join;

    #[test]
    fn terms_of_short_fields_are_wanted_by_what_they_name() {
        let mut wanted = Wanted::default();
        wanted.words.insert("noyau".to_owned());
        wanted.keys.extend(["noyal".to_owned(), join("lenoyau")]);
        for field in TalkField::ALL {
            let named = [field.surface("noyau"), field.stem("noyal"), field.join("lenoyau")];
            assert!(named.iter().all(|named| wanted.has_named(named)), "{named:?}");
            let others = [field.surface("noyal"), field.stem("noyau"), field.join("noyau")];
            assert!(!others.iter().any(|named| wanted.has_named(named)), "{others:?}");
        }
    }
}
