//! What the words around the name of a company say of it: somebody worked there, somebody presents its work, or the
//! company itself gives the session.

use crate::recap::mentions::{byline, institution};
use crate::recap::words::fold::fold;
use crate::recap::words::lexicon::PRESENTING;

/// The rest of a text after a part of it.
pub(super) fn after<'t>(text: &'t str, part: &str) -> &'t str {
    let end = (part.as_ptr() as usize).wrapping_sub(text.as_ptr() as usize).wrapping_add(part.len());
    text.get(end..).unwrap_or_default()
}

/// What stands before a name, which is a part of the text.
fn before<'t>(text: &'t str, name: &str) -> &'t str {
    text.get(..text.len() - after(text, name).len() - name.len()).unwrap_or_default()
}

/// A name with the common words that end the names of groups: "HTML working group".
pub(super) fn with_small_tail<'t>(text: &'t str, name: &'t str) -> &'t str {
    const TAILS: [&str; 5] = [" working group", " user group", " core team", " meetup", " community"];
    let rest = after(text, name);
    let start = text.len() - rest.len() - name.len();
    // "Untel 3.0"
    let figures = rest.strip_prefix(' ').map_or("", |rest| {
        let end = rest.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(rest.len());
        rest.get(..end).unwrap_or_default().trim_end_matches('.')
    });
    if figures.contains('.') {
        return text.get(start..start + name.len() + 1 + figures.len()).unwrap_or(name);
    }
    let Some(tail) = TAILS.iter().find(|tail| rest.starts_with(**tail)) else { return name };
    text.get(start..start + name.len() + tail.len()).unwrap_or(name)
}

/// "par la métropole d'Untel : …", "puis par Untel : …": who gives a part of the session, at the head of a line.
pub(super) fn given_by_a_house(line: &str) -> Option<&str> {
    let text = byline::unbulleted(line);
    let rest = ["puis par ", "Puis par ", "par ", "Par "].iter().find_map(|lead| text.strip_prefix(lead))?;
    let rest =
        ["la ", "le ", "l'", "l’"].iter().find_map(|article| rest.strip_prefix(article)).unwrap_or(rest);
    let name = institution::at(rest)?;
    rest.get(name.len()..)?.trim_start().starts_with(':').then_some(name)
}

/// What stands between the end of the sentence before and a name.
pub(super) fn clause_before<'t>(text: &'t str, name: &str) -> &'t str {
    let head = before(text, name);
    let start = head.rfind(['.', ':', ';', '!', '?']).map_or(0, |at| at + 1);
    head.get(start..).unwrap_or_default()
}

/// Whether what follows "un développeur de X" says that this is who gave the session.
pub(super) fn goes_on_to_present(text: &str, name: &str) -> bool {
    const VERBS: [&str; 12] = [
        "est venu",
        "vient ",
        "sont venu",
        "viennent ",
        "nous ",
        "pour nous ",
        "présent",
        "raconte",
        "expliqu",
        "ont ",
        "montre",
        "partage",
    ];
    let rest = after(text, name).trim_start_matches(['»', '”', '"', ' ', '\u{a0}']);
    VERBS.iter().any(|verb| rest.starts_with(verb))
}

/// Whether "par" and, before it, a word for giving a session lead to a company: "proposée par la société X".
pub(super) fn is_given_by(text: &str, name: &str) -> bool {
    let head = clause_before(text, name);
    let Some((before, _)) = head.rsplit_once(" par ") else { return false };
    let last = before.split_whitespace().next_back().unwrap_or_default();
    PRESENTING.is(&fold(last), "given")
}

/// Whether the team that is named is the one that makes a product: "membre de la core team de X".
pub(super) fn is_core_team(text: &str, name: &str) -> bool {
    let head = clause_before(text, name).to_lowercase();
    let rest = after(text, name).trim_start();
    fold(name) == "core" && rest.to_lowercase().starts_with("team")
        || head.contains("core team")
        || head.contains("core-team")
}

/// Whether the people of a company are those of the writer, and nothing says that they present: "avec mes collègues de X".
pub(super) fn is_of_writer(text: &str, name: &str) -> bool {
    let head = clause_before(text, name);
    let owned = head.split_whitespace().rev().take(WORDS_OF_TEAM).any(|word| word == "mes");
    owned && !goes_on_to_present(text, name)
}

/// Words of a team, with what is said of it, before the name of its company.
const WORDS_OF_TEAM: usize = 5;

/// Whether somebody worked there at another time: "travaillait chez X", "passé chez X".
pub(super) fn was_there(text: &str, name: &str) -> bool {
    let head = clause_before(text, name).trim_end();
    let head = head.strip_suffix("chez").or_else(|| head.strip_suffix("Chez")).unwrap_or(head).trim_end();
    let last = head.rsplit(' ').next().unwrap_or_default();
    // "ce qu'ils ont fait chez X"
    last != "fait" && ["ait", "aient", "passé", "passée"].iter().any(|ending| last.ends_with(ending))
}

/// Whether a sentence that begins with "Chez X" goes on with what people there do.
pub(super) fn speaks_of_a_house(text: &str, name: &str) -> bool {
    let rest = after(text, name).trim_start_matches([',', ' ']);
    let word = rest.split([' ', '\'', '’']).next().unwrap_or_default();
    // "À Untel, on": a place or a season as likely as a company, unless people do something there.
    if matches!(before(text, name), "À " | "A ") {
        return matches!(&*fold(word), "on" | "nous" | "ils" | "elles");
    }
    // "Chez Untel depuis dix ans, elle"
    if word == "depuis" && text.starts_with("Chez") {
        return true;
    }
    matches!(
        &*fold(word),
        "on" | "nous" | "ils" | "elles" | "l" | "les" | "c" | "tout" | "chaque" | "j" | "je" | "il" | "elle"
    )
}

/// Whether what follows "un retour de X" leaves X as the one that presents.
pub(super) fn gives_by_itself(text: &str, name: &str) -> bool {
    let rest = after(text, name).trim_start();
    rest.is_empty()
        || rest.starts_with([',', '.', ':', '!', '(', '"', '«', '“'])
        || ["basé", "sur ", "après ", "qui ", "avec ", "autour ", "concernant ", "quant "]
            .iter()
            .any(|word| rest.starts_with(word))
}
