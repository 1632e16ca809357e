//! A recap written down in a layout, with what a careful reader would cut out of it.

mod markup;
mod session;

use super::gold::{Annotated, Facts, Gold, Unit};
use super::layout::{Byline, Draw, Groups, Heading, Layout, Markup, Number};
use super::story::{Part, Story, UnitText};
use recaps::corpus::{Document, Format};

/// A text that grows line by line.
struct Writer {
    layout: Layout,
    draw: Draw,
    lines: Vec<String>,
    noise: Vec<u32>,
    units: Vec<Unit>,
    sessions: usize,
    /// The level of the heading of the unit that is being written, where it has one.
    level: u8,
}

/// Writes a story down.
pub(crate) fn write(story: &Story, layout: Layout, draw: &mut Draw) -> Annotated {
    let mut writer = Writer {
        layout,
        draw: Draw(draw.below(u64::MAX)),
        lines: Vec::new(),
        noise: Vec::new(),
        units: Vec::new(),
        sessions: 0,
        level: 0,
    };
    writer.begin(story);
    for part in &story.parts {
        match part {
            Part::Group(words, lead) => writer.group(words, lead.as_deref()),
            Part::Unit(unit_text) => writer.unit(unit_text, story),
        }
    }
    writer.end();
    let ending = match layout.markup {
        Markup::Markdown => "md",
        Markup::Html => "html",
        Markup::Rst => "rst",
        Markup::Asciidoc => "adoc",
        Markup::Text | Markup::Wiki | Markup::Copied => "txt",
    };
    let name = format!("{}.{ending}", story.stem);
    let text = writer.lines.join("\n") + "\n";
    let format = Format::from_path(std::path::Path::new(&name)).expect("a format");
    let document = Document::decode(text.as_bytes(), &name, format, None).expect("text");
    let noise_lines = writer.noise.iter().map(|&n| (n, n)).collect();
    let facts = Facts { title: Some(story.title.clone()), ..Facts::default() };
    Annotated { name, document, gold: Gold { recap: facts, units: writer.units, noise_lines } }
}

impl Writer {
    fn number(&self) -> u32 {
        self.lines.len() as u32
    }

    fn push(&mut self, line: impl Into<String>) {
        self.lines.push(line.into());
    }

    fn push_noise(&mut self, line: impl Into<String>) {
        self.push(line);
        self.noise.push(self.number());
    }

    fn gap(&mut self) {
        let gap = self.layout.blank
            || matches!(self.layout.markup, Markup::Markdown | Markup::Rst | Markup::Asciidoc);
        if gap && self.lines.last().is_some_and(|last| !last.is_empty()) {
            self.push("");
        }
    }

    fn begin(&mut self, story: &Story) {
        let title = self.words(&story.title);
        match self.layout.markup {
            Markup::Markdown => {
                for line in ["---", &format!("title: \"{}\"", title.replace('"', "'")), "---"] {
                    self.push_noise(line);
                }
                if self.layout.titled {
                    self.gap();
                    self.push_noise(format!("# {title}"));
                }
            }
            Markup::Html => {
                self.push_noise(format!("<html><head><title>{title}</title></head><body>"));
                if self.layout.page {
                    self.push_noise("<nav><ul><li><a href=\"/\">Accueil</a></li><li><a href=\"/a\">Archives</a></li></ul></nav>");
                    self.push_noise("<article>");
                }
                if self.layout.titled {
                    self.push_noise(format!("<h1>{title}</h1>"));
                }
            }
            Markup::Rst => {
                self.push_noise(title.clone());
                self.push_noise("#".repeat(title.chars().count() + 1));
                self.gap();
            }
            Markup::Asciidoc => {
                self.push_noise(format!("= {title}"));
                self.gap();
            }
            Markup::Copied => {
                for line in ["Aller au contenu", "Menu", "Rechercher"] {
                    self.push_noise(line);
                }
                self.gap();
                self.push_noise(title);
                self.gap();
                self.push_noise("5 min de lecture");
                self.gap();
            }
            Markup::Text => {
                self.push_noise(title);
                self.gap();
            }
            Markup::Wiki => {
                self.push_noise(format!("!!!! {title}"));
                self.gap();
            }
        }
    }

    fn end(&mut self) {
        match self.layout.markup {
            Markup::Html => {
                if self.layout.page {
                    self.push_noise("</article>");
                    self.push_noise("<footer><p>Mentions légales</p></footer>");
                }
                self.push_noise("</body></html>");
            }
            Markup::Copied => {
                self.gap();
                for line in ["Partager", "Mentions légales", "Tous droits réservés"] {
                    self.push_noise(line);
                }
            }
            _ => {}
        }
    }

    /// A heading that groups sessions; with a sentence of its own it is a unit.
    fn group(&mut self, title: &str, lead: Option<&str>) {
        if self.layout.heading == Heading::Prose {
            return;
        }
        let words = self.words(title);
        let noise = lead.is_none();
        self.gap();
        match (self.layout.markup, self.layout.heading) {
            (Markup::Text | Markup::Copied, _) if noise => self.push_noise(words),
            (Markup::Text | Markup::Copied, _) => self.push(words),
            (_, Heading::Level(level)) => self.heading(&words, self.group_level(level), noise),
            _ => self.heading(&words, 2, noise),
        }
        let first = self.number() - u32::from(self.layout.markup == Markup::Rst);
        if let Some(lead) = lead {
            self.paragraph(lead);
            let section = UnitText { kind: "section".to_owned(), ..UnitText::default() };
            self.close(&section, Some(title.to_owned()), first);
        }
        self.gap();
    }

    /// The level of a heading that groups sessions whose own stand at `level` in the recap as a whole.
    fn group_level(&self, level: u8) -> u8 {
        match self.layout.groups {
            Groups::Own if self.layout.titled && level <= 2 => level,
            Groups::Own => level.saturating_sub(1).max(1),
            Groups::Mixed => level,
            Groups::Days | Groups::Kinds => level.saturating_sub(1).max(self.least_level()),
        }
    }

    /// The highest level that is not taken by the title of the recap.
    fn least_level(&self) -> u8 {
        let always = matches!(self.layout.markup, Markup::Rst | Markup::Asciidoc | Markup::Wiki);
        1 + u8::from(self.layout.titled || always)
    }

    /// The level of the heading of a session or a section.
    fn own_level(&self, level: u8, unit_text: &UnitText) -> u8 {
        match self.layout.groups {
            Groups::Own => level,
            Groups::Mixed => level + u8::from(unit_text.grouped),
            Groups::Days | Groups::Kinds => self.group_level(level) + u8::from(unit_text.kind != "section"),
        }
    }

    fn unit(&mut self, unit_text: &UnitText, story: &Story) {
        let Some(title) = &unit_text.title else { return self.opening(unit_text, story) };
        if self.layout.heading == Heading::Prose {
            return self.prose(unit_text, title);
        }
        let session = unit_text.kind != "section";
        let byline =
            if unit_text.speakers.is_empty() || !session { Byline::None } else { self.layout.byline };
        let people = self.people(unit_text);
        let title = self.words(title);
        let number = if session {
            self.sessions += 1;
            match self.layout.number {
                Number::No => String::new(),
                Number::Plain => format!("{}. ", self.sessions),
                Number::Talk => format!("Talk {} : ", self.sessions),
            }
        } else {
            String::new()
        };
        let words = match byline {
            Byline::HeadingBy => format!("{number}{title} par {people}"),
            Byline::HeadingDash => format!("{number}{title} - {people}"),
            Byline::HeadingBrackets => format!("{number}{title} ({people})"),
            Byline::HeadingBefore => format!("{people} : {title}"),
            _ => format!("{number}{title}"),
        };
        self.gap();
        let signed = byline != Byline::None && byline != Byline::End;
        self.level = match self.layout.heading {
            Heading::Level(level) => self.own_level(level, unit_text),
            _ => 0,
        };
        if self.layout.heading == Heading::RunIn
            && let Some(first) = self.run_in(&words, &unit_text.blocks)
        {
            return self.close(unit_text, Some(shown(&title)), first);
        }
        let first = self.title(&words, session && signed);
        if self.layout.recorded && session {
            let address = format!("https://www.youtube.com/watch?v=abcdefg{:04}", self.sessions);
            self.gap();
            self.push(match self.layout.markup {
                Markup::Html => format!("<p><a href=\"{address}\">{title}</a></p>"),
                _ => format!("[{title}]({address})"),
            });
        }
        self.byline(byline, unit_text, &people);
        self.blocks(&unit_text.blocks, session);
        if byline == Byline::End {
            self.gap();
            self.paragraph(&format!("Speaker : {people}"));
        }
        if self.layout.heading == Heading::Summary {
            self.push_noise("</details>");
        }
        self.close(unit_text, Some(shown(&title)), first);
    }

    /// The text before the first session, under the title of the recap.
    fn opening(&mut self, unit_text: &UnitText, story: &Story) {
        let headed = matches!(
            self.layout.markup,
            Markup::Rst | Markup::Asciidoc | Markup::Text | Markup::Wiki | Markup::Copied
        ) || self.layout.titled;
        let before = self.number();
        for block in &unit_text.blocks {
            self.block(block);
        }
        // The heading of the recap opens the text under it.
        let written = (1..=before).rev().find(|&n| {
            headed
                && self.lines[n as usize - 1].contains(&self.words(&story.title))
                && !self.lines[n as usize - 1].contains("title")
        });
        let first = written.or_else(|| self.first_text(before));
        if let (Some(first), true) = (first, self.number() > before) {
            self.noise.retain(|&n| n != first);
            self.close(unit_text, Some(story.title.clone()), first);
        }
    }

    fn first_text(&self, before: u32) -> Option<u32> {
        (before + 1..=self.number()).find(|&n| !self.lines[n as usize - 1].is_empty())
    }

    fn close(&mut self, unit_text: &UnitText, title: Option<String>, first: u32) {
        let last = (first..=self.number())
            .rev()
            .find(|n| !self.lines[*n as usize - 1].is_empty() && !self.noise.contains(n))
            .unwrap_or(first);
        self.units.push(Unit {
            kind: unit_text.kind.clone(),
            title,
            first_line: first,
            last_line: last,
            speakers: unit_text.speakers.clone(),
            organisations: unit_text.organisations.clone(),
            ..Unit::default()
        });
    }
}

/// The words that a reader sees.
fn shown(written: &str) -> String {
    written
        .replace("&amp;", "&")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}
