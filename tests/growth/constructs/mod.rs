//! What recaps are made of, each alone and many times: the constructs of every format, well formed and left open.

mod asciidoc;
mod html;
mod markdown;
mod rst;
mod text;

use recaps::corpus::Format;

/// A construct, and a text with `n` pieces of it.
#[derive(Debug)]
pub(crate) struct Construct {
    pub(crate) name: &'static str,
    pub(crate) format: Format,
    pub(crate) text: fn(usize) -> String,
}

/// All constructs.
pub(crate) fn constructs() -> impl Iterator<Item = &'static Construct> {
    let formats =
        [text::CONSTRUCTS, markdown::CONSTRUCTS, html::CONSTRUCTS, rst::CONSTRUCTS, asciidoc::CONSTRUCTS];
    formats.into_iter().flatten()
}

/// A sentence that tells of a session.
const TOLD: &str = "il fut question de la mémoire et du temps que prend chaque appel au noyau.";

/// `n` times a piece, between a beginning and an end.
fn amid(head: &str, piece: &str, n: usize, tail: &str) -> String {
    format!("{head}{}{tail}", piece.repeat(n))
}

/// `n` pieces, each with its number.
fn each(n: usize, piece: impl Fn(usize) -> String) -> String {
    (0..n).map(piece).collect()
}

/// A number written in letters, as a name is.
fn letters(n: usize) -> String {
    n.to_string().bytes().map(|digit| char::from(digit - b'0' + b'a')).collect()
}
