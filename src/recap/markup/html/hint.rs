//! What the names that an author gave an element say of the text inside.

use super::tree::Tree;
use std::collections::HashMap;
use std::sync::LazyLock;

/// What a name says; a later sense outweighs an earlier one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Hint {
    /// Nothing.
    #[default]
    None,
    /// A box beside the text, part of what it stands in; its heading opens nothing.
    Box,
    /// The title of a panel that opens when it is pressed.
    Term,
    /// What an image shows, or whom it is from.
    Caption,
    /// The article, or a wrapper around it.
    Content,
    /// Noise at either end of an article.
    Edge,
    /// Noise, unless it holds content in the middle of the article.
    Doubt,
    /// Noise.
    Noise,
    /// Not shown.
    Unseen,
}

static HINTS: LazyLock<HashMap<&'static str, Hint>> = LazyLock::new(|| {
    let rows = include_str!("../../data/page-hints.tsv").lines().filter(|line| !line.starts_with('#'));
    let hints = rows.filter_map(|row| {
        let (word, sense) = row.split_once('\t')?;
        let hint = match sense {
            "box" => Hint::Box,
            "none" => Hint::None,
            "term" => Hint::Term,
            "caption" => Hint::Caption,
            "content" => Hint::Content,
            "edge" => Hint::Edge,
            "doubt" => Hint::Doubt,
            "noise" => Hint::Noise,
            "unseen" => Hint::Unseen,
            _ => return None,
        };
        Some((word, hint))
    });
    hints.collect()
});

/// The sense of an element's class, id, role and the like.
pub(super) fn of(tree: &Tree, element: usize) -> Hint {
    let named = ["class", "id"].iter().filter_map(|name| tree.attribute(element, name)).map(of_names).max();
    let role = match tree.attribute(element, "role").unwrap_or_default() {
        "navigation" | "banner" | "contentinfo" | "complementary" | "search" | "dialog" | "menu" | "form" => {
            Hint::Noise
        }
        "main" | "article" => Hint::Content,
        _ => Hint::None,
    };
    let item = match tree.attribute(element, "itemprop").unwrap_or_default() {
        "articleBody" => Hint::Content,
        "author" | "datePublished" | "dateModified" | "publisher" | "keywords" => Hint::Edge,
        _ => Hint::None,
    };
    named.unwrap_or_default().max(role).max(item)
}

/// Whether an element is named as a caption.
pub(super) fn is_caption(tree: &Tree, element: usize) -> bool {
    tree.attribute(element, "class").is_some_and(|names| of_names(names) == Hint::Caption)
}

/// Whether an element is named as a box beside the text.
pub(super) fn is_box(tree: &Tree, element: usize) -> bool {
    tree.attribute(element, "class").is_some_and(|names| of_names(names) == Hint::Box)
}

/// Whether an element is named as the title of a panel.
pub(super) fn is_term(tree: &Tree, element: usize) -> bool {
    tree.attribute(element, "class").is_some_and(|names| of_names(names) == Hint::Term)
}

/// The worst sense of the names in an attribute. A name is read pair by pair where pairs are known, so that
/// `post-content` is not taken for a post's something.
fn of_names(names: &str) -> Hint {
    let mut worst = Hint::None;
    for name in names.split_ascii_whitespace().take(64) {
        let words = words(name);
        let mut hint = Hint::None;
        let mut at = 0;
        while let Some(word) = words.get(at) {
            let pair = words.get(at + 1).map(|next| format!("{word}-{next}"));
            if let Some(found) = pair.and_then(|pair| HINTS.get(pair.as_str())) {
                hint = hint.max(*found);
                at += 2;
            } else {
                hint = hint.max(HINTS.get(word.as_str()).copied().unwrap_or_default());
                at += 1;
            }
        }
        // `has-sidebar`, `no-comments`, `with-toc` say what stands beside the text.
        let beside =
            words.first().is_some_and(|w| matches!(w.as_str(), "has" | "no" | "with" | "without" | "is"));
        if !(beside && hint > Hint::Content) || HINTS.contains_key(name) {
            worst = worst.max(hint);
        }
    }
    worst
}

/// The words of a class or id, in small letters: cut at signs and at humps.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut begin = true;
    let mut lower = false;
    for c in name.chars().take(80) {
        if !c.is_alphanumeric() {
            begin = true;
            continue;
        }
        let hump = lower && c.is_uppercase();
        if begin || hump {
            words.push(String::new());
        }
        begin = false;
        lower = c.is_lowercase();
        if let Some(word) = words.last_mut() {
            word.extend(c.to_lowercase());
        }
    }
    words
}
