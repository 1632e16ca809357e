//! What stands under an image and is about the image only.

/// Characters above which a text under an image is a paragraph.
const LONGEST: usize = 120;

/// Words that a caption begins with, in small letters: credits, and names for the image itself.
const OPENERS: [&str; 15] = [
    "©",
    "(c)",
    "crédit",
    "credit",
    "photo",
    "source",
    "image",
    "illustration",
    "figure",
    "fig.",
    "légende",
    "capture",
    "copyright",
    "via ",
    "dessin",
];

/// Whether the text of a line that follows an image is its caption: short, no sentence, and set or worded
/// as captions are.
pub(super) fn is_caption(text: &str, slanted: bool) -> bool {
    let short = text.chars().count() <= LONGEST;
    let sentence = text.ends_with(['.', '!', '?', ':']) && !slanted;
    let opening = text.chars().take(16).collect::<String>().to_lowercase();
    short && !sentence && (slanted || OPENERS.iter().any(|word| opening.starts_with(word)))
}
