//! Glossaries: read, or refused with the line; every form of a group finds the others.

use super::input::text;
use recaps::analysis::glossary::{Glossary, LONGEST};
use recaps::analysis::words;

/// The bytes are a glossary.
pub fn glossary(bytes: &[u8]) {
    let file = text(bytes);
    let glossary = match Glossary::default().with(&file) {
        Ok(glossary) => glossary,
        Err(bad) => {
            assert!((1..=file.lines().count()).contains(&bad.line), "{bad}");
            assert!(!bad.to_string().contains('\n'), "{bad}");
            return;
        }
    };
    let other_signs = ['#', '?', '<', '>', '@', '~'];
    let line = file.lines().find(|line| line.contains(" = ") && !line.contains(other_signs));
    let forms: Vec<Vec<String>> = line
        .into_iter()
        .flat_map(|line| line.trim().split(" = "))
        .map(|form| words(form).into_iter().map(|word| word.surface).collect())
        .collect();
    for form in forms.iter().take(8) {
        let surfaces: Vec<&str> = form.iter().map(String::as_str).collect();
        assert!((1..=LONGEST).contains(&surfaces.len()), "{form:?}");
        let meanings = glossary.meanings(&surfaces);
        assert!(meanings.iter().all(|meaning| (1..=LONGEST).contains(&meaning.words.len())), "{meanings:?}");
        assert!(glossary.knows(&surfaces), "{form:?}");
        for other in forms.iter().filter(|other| *other != form) {
            // An inflection is found without being named.
            let may_be_inflection =
                other.len() == form.len() && other[0].chars().next() == form[0].chars().next();
            let is_found = meanings.iter().any(|meaning| meaning.words == *other) || may_be_inflection;
            assert!(is_found, "{form:?} does not find {other:?} but {meanings:?}");
        }
    }
    // A word that no line holds stands for nothing but itself.
    assert!(glossary.meanings(&["qwxz0"]).is_empty() || file.to_lowercase().contains("qw"));
    assert!(glossary.meanings(&[]).is_empty());
}
