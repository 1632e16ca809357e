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

/// Marks the entries of a table of contents, two or more items in a row that only lead elsewhere on the
/// page, and the tag that asks a generator for one.
pub(super) fn mark_contents(lines: &mut [crate::recap::line::Line]) {
    use crate::recap::line::Shape;
    let entry = |line: &crate::recap::line::Line| {
        let label = line.text.trim_end_matches(['.', ' ']).len();
        matches!(line.shape, Shape::Item(_))
            && line.anchors.first().is_some_and(|a| a.url.starts_with('#') && a.range.len() + 4 >= label)
    };
    let mut from = 0;
    while from < lines.len() {
        let run = lines.get(from..).unwrap_or_default().iter().take_while(|line| entry(line)).count();
        if run >= 2 {
            lines.iter_mut().skip(from).take(run).for_each(|line| line.noise = true);
        }
        from += run.max(1);
    }
    let tags = ["[toc]", "[[toc]]", "[[_toc_]]", "${toc}", "{toc}"];
    for line in lines.iter_mut() {
        line.noise |= tags.contains(&line.text.to_ascii_lowercase().as_str());
    }
}
