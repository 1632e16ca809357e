//! The content of a recap without its layout: read from an annotated recap, to be written in another layout.

use super::gold::{Annotated, Unit};
use recaps::recap::line::{Line, Shape};
use recaps::recap::markup;

/// A recap without its layout.
#[derive(Clone, Debug, Default)]
pub(crate) struct Story {
    /// Name of its file, without the ending.
    pub(crate) stem: String,
    pub(crate) title: String,
    pub(crate) parts: Vec<Part>,
}

#[derive(Clone, Debug)]
pub(crate) enum Part {
    /// A heading that groups what follows, with a sentence of its own or without.
    Group(String, Option<String>),
    /// A talk-level unit.
    Unit(UnitText),
}

#[derive(Clone, Debug, Default)]
pub(crate) struct UnitText {
    pub(crate) kind: String,
    /// Nothing where the recap's own title heads it.
    pub(crate) title: Option<String>,
    pub(crate) speakers: Vec<String>,
    pub(crate) organisations: Vec<String>,
    pub(crate) blocks: Vec<Block>,
    /// Whether it stands under a heading that groups sessions.
    pub(crate) grouped: bool,
}

#[derive(Clone, Debug)]
pub(crate) enum Block {
    Paragraph(String),
    Item(String),
    Quote(String),
    Code(String),
    /// A heading inside of a session.
    Inner(String),
}

/// Reads the content of a recap.
pub(crate) fn read(recap: &Annotated) -> Story {
    let page = markup::read(&recap.document);
    let content = recap.content();
    let units = &recap.gold.units;
    let stem = recap.name.rsplit_once('.').map_or(recap.name.as_str(), |(stem, _)| stem);
    let title = recap.gold.recap.title.clone().or_else(|| page.metadata.title.clone());
    let title = title.or_else(|| recap.gold.recap.event.clone()).filter(|title| !title.is_empty());
    let mut story = Story {
        stem: stem.split('.').next().unwrap_or(stem).to_owned(),
        title: title.unwrap_or_else(|| "Mes notes de la journée".to_owned()),
        parts: Vec::new(),
    };
    let groups: Vec<(u32, String)> = page
        .lines
        .iter()
        .filter(|line| !line.noise && matches!(line.shape, Shape::Heading(_)))
        .filter(|line| !units.iter().any(|u| (u.first_line..=u.last_line).contains(&line.number)))
        .filter(|line| line.text != story.title)
        .map(|line| (line.number, line.text.clone()))
        .collect();
    let mut groups = groups.into_iter().peekable();
    for (n, unit) in units.iter().enumerate() {
        while let Some((_, words)) = groups.next_if(|(line, _)| *line < unit.first_line) {
            story.parts.push(Part::Group(words, None));
        }
        let lines: Vec<&Line> = page
            .lines
            .iter()
            .filter(|l| !l.noise && (unit.first_line..=unit.last_line).contains(&l.number))
            .filter(|l| content.contains(&l.number))
            .collect();
        story.parts.push(Part::Unit(unit_text(unit, &lines, n == 0 && unit.kind == "section")));
    }
    story
}

fn unit_text(unit: &Unit, lines: &[&Line], opening: bool) -> UnitText {
    let mut unit_text = UnitText {
        kind: unit.kind.clone(),
        title: unit.title.clone().filter(|_| !opening),
        speakers: unit.speakers.clone(),
        organisations: unit.organisations.clone(),
        blocks: Vec::new(),
        grouped: false,
    };
    let mut in_prose = false;
    for (n, line) in lines.iter().enumerate() {
        let text = line.text.as_str();
        let names = unit.speakers.iter().any(|name| text.contains(name.as_str()));
        let words = text.split_whitespace().count();
        if n == 0 && line.number == unit.first_line {
            // What follows the title on its line, where it is more than a signature.
            let Some(title) = &unit.title else {
                if matches!(line.shape, Shape::Heading(_)) {
                    continue;
                }
                unit_text.blocks.push(block(line));
                continue;
            };
            let rest =
                text.find(title.as_str()).and_then(|at| text.get(at + title.len()..)).unwrap_or_default();
            let rest = rest.trim_start_matches([' ', ':', '-', '–', '—', '.', ',', '|', '"', '»', ')']);
            if rest.split_whitespace().count() >= 12 {
                unit_text.blocks.push(Block::Paragraph(rest.to_owned()));
            }
            continue;
        }
        // The layout writes the speakers again in its own way.
        if !in_prose && (names && words < 20 || words < 4 && text.ends_with(':')) {
            continue;
        }
        in_prose |= words >= 12;
        unit_text.blocks.push(block(line));
    }
    unit_text
}

fn block(line: &Line) -> Block {
    let text = line.text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.shape {
        Shape::Heading(_) => Block::Inner(text),
        Shape::Item(_) => Block::Item(text.trim_start_matches(['-', '*', '•', ' ']).to_owned()),
        Shape::Quote => Block::Quote(text),
        Shape::Code => Block::Code(text),
        _ if line.bold >= line.text.len() && line.text.len() < 150 => Block::Inner(text),
        _ => Block::Paragraph(text),
    }
}
