//! How a session is written: its title, its speakers, its text.

use super::{Writer, shown};
use crate::layouts::layout::{Byline, Heading, Markup};
use crate::layouts::story::{Block, UnitText};

impl Writer {
    /// Writes the text of a unit, with headings put into it where the layout says so.
    pub(super) fn blocks(&mut self, blocks: &[Block], session: bool) {
        const WORDS: [&str; 12] = [
            "Le contexte",
            "Démo",
            "Questions",
            "En conclusion",
            "Les limites",
            "Ce que j'en retiens",
            "La solution",
            "Pour aller plus loin",
            "Comment ça marche ?",
            "Premier point",
            "Discussion",
            "Un exemple concret",
        ];
        let parts = if session && blocks.len() >= 4 { self.layout.parts } else { 0 };
        let mut paragraphs = 0usize;
        for (n, block) in blocks.iter().enumerate() {
            let text = match block {
                Block::Paragraph(text) => text.as_str(),
                _ => "",
            };
            paragraphs += usize::from(!text.is_empty());
            let every: usize = if self.layout.markup == Markup::Html { 3 } else { 2 };
            if parts > 0 && n > 0 && !text.is_empty() && paragraphs.is_multiple_of(every) {
                let words: Vec<&str> =
                    text.split_whitespace().take(2 + self.draw.below(4) as usize).collect();
                let words = words.join(" ");
                let own = self.draw.below(2) == 0;
                let part = if own { words } else { self.draw.of(&WORDS).to_owned() };
                self.inner(
                    part.trim_end_matches([',', '.', ':', ';', '(', ' ']),
                    parts == 2 && paragraphs.is_multiple_of(4),
                );
            }
            self.block(block);
        }
    }

    /// A session that its first paragraph leads to; a unit that is no session needs a heading.
    pub(super) fn prose(&mut self, unit_text: &UnitText, title: &str) {
        let first = unit_text.blocks.iter().position(|block| matches!(block, Block::Paragraph(_)));
        let (Some(0), false) = (first, unit_text.kind == "section") else { return };
        let title = self.words(title);
        let people = self.people(unit_text);
        let by = if people.is_empty() { String::new() } else { format!(" par {people}") };
        self.sessions += 1;
        let bare = title.trim_end_matches(['.', '!', '?', ' ']);
        let ways = [
            format!("\"{title}\"{by}."),
            format!("« {title} »{by} :"),
            format!("J'ai ensuite assisté à « {title} »{by}."),
            format!("Puis direction la conférence \"{title}\"{by}."),
            format!("La session suivante était « {title} »{by}."),
            format!("L'après-midi, je suis allé voir « {title} »{by}."),
            format!("J'ai enchaîné avec la présentation « {title} »{by}."),
            format!("Deuxième session à laquelle j'ai assisté : {bare}{by}."),
            format!("Ensuite, j'ai suivi {bare}{by}."),
            format!("Dernière conférence de la journée : {bare}{by}."),
        ];
        let lead = if self.sessions == 1 || self.draw.below(3) == 0 {
            ways[self.draw.below(2) as usize].clone()
        } else {
            ways[2 + self.draw.below(8) as usize].clone()
        };
        let lead = if self.draw.below(4) == 0 && !people.is_empty() {
            format!("{people} nous a ensuite parlé de « {title} ».")
        } else {
            lead
        };
        self.gap();
        let before = self.number();
        for (n, block) in unit_text.blocks.iter().enumerate() {
            match block {
                Block::Paragraph(text) if n == 0 => {
                    let text = self.words(text);
                    self.paragraph(&format!("{lead} {text}"));
                }
                block => self.block(block),
            }
        }
        if let Some(first) = self.first_text(before) {
            self.close(unit_text, Some(shown(&title)), first);
        }
    }

    /// Writes the title of a unit and gives its line.
    pub(super) fn title(&mut self, words: &str, signed: bool) -> u32 {
        let markup = self.layout.markup;
        match self.layout.heading {
            Heading::Level(_) => {
                let ragged = self.layout.ragged && signed && self.draw.below(4) == 0;
                self.heading(words, self.level + u8::from(ragged), false);
                let line = self.number();
                return if markup == Markup::Rst { line - 1 } else { line };
            }
            Heading::Underlined => {
                self.push(words.to_owned());
                let line = self.number();
                self.push_noise("-".repeat(words.chars().count()));
                return line;
            }
            Heading::Bold | Heading::RunIn => {
                let line = self.in_bold(words);
                self.push(if markup == Markup::Html { format!("<p>{line}</p>") } else { line });
            }
            Heading::Item => self.push(match markup {
                Markup::Html => format!("<ul><li><b>{words}</b></li></ul>"),
                Markup::Asciidoc => format!("* *{words}*"),
                _ => format!("- **{words}**"),
            }),
            Heading::Button => self.push(format!("<h2><button type=\"button\">{words}</button></h2>")),
            Heading::Summary => self.push(format!("<details open><summary>{words}</summary>")),
            Heading::Term => self.push(format!("<dl><dt>{words}</dt></dl>")),
            Heading::Link => {
                let address = format!("https://programme.example/session/{}", self.sessions);
                self.push(match markup {
                    Markup::Html => format!("<p><a href=\"{address}\">{words}</a></p>"),
                    _ => format!("[{words}]({address})"),
                });
            }
            Heading::Line | Heading::Prose => self.push(words.to_owned()),
        }
        self.number()
    }

    /// Words in bold; who signs a title may stand after it, in the weight of the text.
    pub(super) fn in_bold(&mut self, words: &str) -> String {
        let bold = |words: &str| match self.layout.markup {
            Markup::Html => format!("<strong>{words}</strong>"),
            Markup::Asciidoc => format!("*{words}*"),
            _ => format!("**{words}**"),
        };
        let sign = match self.layout.byline {
            Byline::HeadingDash => " - ",
            Byline::HeadingBy => " par ",
            Byline::HeadingBrackets => " (",
            _ => return bold(words),
        };
        match words.rfind(sign).filter(|&at| at > 0 && self.sessions.is_multiple_of(2) == self.layout.titled)
        {
            Some(at) => format!("{}{}", bold(&words[..at]), &words[at..]),
            None => bold(words),
        }
    }

    /// A session whose title stands in bold at the head of its first paragraph, and its line; `None` where that is short.
    pub(super) fn run_in(&mut self, words: &str, blocks: &[Block]) -> Option<u32> {
        let (Block::Paragraph(text), rest) = blocks.split_first()? else { return None };
        let text = self.words(text);
        if text.split_whitespace().count() < 12 {
            return None;
        }
        let title = self.in_bold(words);
        if self.layout.titled {
            self.paragraph(&format!("{title} : {text}"));
        } else {
            self.item(&format!("{title} : {text}"));
        }
        let first = self.number();
        rest.iter().for_each(|block| self.block(block));
        Some(first)
    }

    /// Names, spelled in one of the ways of recaps.
    pub(super) fn people(&mut self, unit_text: &UnitText) -> String {
        let mut names: Vec<String> = unit_text.speakers.iter().map(|name| self.words(name)).collect();
        if let Some(company) = unit_text.organisations.first().filter(|_| self.draw.below(2) == 0)
            && let Some(last) = names.last_mut()
            && !matches!(
                self.layout.byline,
                Byline::Brackets | Byline::HeadingBrackets | Byline::HeadingBefore
            )
        {
            *last = format!("{last} ({company})");
        }
        match names.len() {
            0 => String::new(),
            1 => names.remove(0),
            _ if self.draw.below(2) == 0 => {
                let last = names.pop().unwrap_or_default();
                format!("{} et {last}", names.join(", "))
            }
            _ => names.join(", "),
        }
    }

    pub(super) fn byline(&mut self, byline: Byline, unit_text: &UnitText, people: &str) {
        match byline {
            Byline::Brackets => self.paragraph(&format!("({people})")),
            Byline::By => self.paragraph(&format!("Par {people}")),
            Byline::Label => {
                let label = self.draw.of(&["Speakers", "Intervenants", "Présenté par", "Orateur", "Speaker"]);
                self.paragraph(&format!("{label} : {people}"));
            }
            Byline::Italic => {
                self.gap();
                let line = match self.layout.markup {
                    Markup::Html => format!("<p><em>{people}</em></p>"),
                    Markup::Asciidoc => format!("_{people}_"),
                    Markup::Markdown | Markup::Rst => format!("*{people}*"),
                    _ => people.to_owned(),
                };
                self.push(line);
            }
            Byline::List => {
                self.paragraph("Présenté par :");
                self.gap();
                for name in &unit_text.speakers {
                    let name = self.words(name);
                    self.item(&name);
                }
            }
            _ => {}
        }
    }
}
