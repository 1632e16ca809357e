//! Headings, paragraphs, items and code in each markup.

use super::Writer;
use crate::layouts::layout::{Heading, Markup};
use crate::layouts::story::Block;

impl Writer {
    /// Words as they are written in the markup.
    pub(super) fn words(&self, text: &str) -> String {
        match self.layout.markup {
            Markup::Html => text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;"),
            Markup::Markdown => text.replace(['*', '_', '`', '#', '<', '>', '[', ']'], " ").trim().to_owned(),
            Markup::Rst => text.replace(['*', '`', '|', '_'], " ").trim().to_owned(),
            Markup::Asciidoc => text
                .replace(['*', '_', '`', '#', '<', '>', '[', ']', '{', '}', '+', '^', '~'], " ")
                .trim()
                .to_owned(),
            _ => text.to_owned(),
        }
    }

    /// A heading of the markup.
    pub(super) fn heading(&mut self, words: &str, level: u8, noise: bool) {
        let sign = |sign: &str| sign.repeat(usize::from(level));
        let line = match self.layout.markup {
            Markup::Html => format!("<h{level}>{words}</h{level}>"),
            Markup::Asciidoc => format!("{} {words}", sign("=")),
            Markup::Wiki => format!("{} {words}", "!".repeat(usize::from(5 - level.min(4)))),
            _ => format!("{} {words}", sign("#")),
        };
        if self.layout.markup == Markup::Rst {
            let under = ["#", "=", "-", "~", "^", "\""][usize::from(level.clamp(1, 6)) - 1];
            let rule = under.repeat(words.chars().count() + 1);
            self.push(words.to_owned());
            let at = self.number();
            self.push_noise(rule);
            if noise {
                self.noise.push(at);
            }
        } else if noise {
            self.push_noise(line);
        } else {
            self.push(line);
        }
    }

    pub(super) fn block(&mut self, block: &Block) {
        match block {
            Block::Paragraph(text) => {
                let text = self.words(text);
                self.paragraph(&text);
            }
            Block::Quote(text) => {
                let text = self.words(text);
                match self.layout.markup {
                    Markup::Markdown => {
                        self.gap();
                        self.push(format!("> {text}"));
                    }
                    Markup::Html => self.push(format!("<blockquote><p>{text}</p></blockquote>")),
                    _ => self.paragraph(&text),
                }
            }
            Block::Item(text) => {
                let text = self.words(text);
                self.item(&text);
            }
            Block::Code(text) => match self.layout.markup {
                Markup::Html => {
                    let text = self.words(text);
                    self.push(format!("<pre><code>{text}</code></pre>"));
                }
                Markup::Markdown => {
                    self.gap();
                    self.push_noise("```");
                    self.push(text.replace('`', " "));
                    self.push_noise("```");
                }
                _ => {}
            },
            Block::Inner(text) => self.inner(text, false),
        }
    }

    pub(super) fn paragraph(&mut self, text: &str) {
        if text.trim().is_empty() {
            return;
        }
        self.gap();
        let line =
            if self.layout.markup == Markup::Html { format!("<p>{text}</p>") } else { text.to_owned() };
        self.push(line);
    }

    pub(super) fn item(&mut self, text: &str) {
        if text.trim().is_empty() {
            return;
        }
        let item = |line: &String| line.starts_with("- ") || line.starts_with("* ");
        if !self.lines.last().is_some_and(item) {
            self.gap();
        }
        let line = match self.layout.markup {
            Markup::Html => format!("<ul><li>{text}</li></ul>"),
            Markup::Asciidoc => format!("* {text}"),
            _ => format!("- {text}"),
        };
        self.push(line);
    }

    /// A heading inside of a session: deeper than its own, or words that no layout takes for a title.
    pub(super) fn inner(&mut self, text: &str, deeper: bool) {
        let text = self.words(text);
        let markup = self.layout.markup;
        if text.trim().is_empty() {
            return;
        }
        self.gap();
        match self.layout.heading {
            Heading::Level(_) if !self.layout.bold_parts => {
                let level = (self.level + if self.layout.ragged { 2 } else { 1 } + u8::from(deeper)).min(6);
                if markup == Markup::Wiki && level > 4 {
                    return self.paragraph(&format!("{text} :"));
                }
                self.heading(&text, level, false);
            }
            Heading::Underlined if !self.layout.bold_parts => self.push(format!("### {text}")),
            Heading::Level(_) | Heading::Underlined | Heading::Button => match markup {
                Markup::Html => self.push(format!("<p><strong>{text}</strong></p>")),
                Markup::Asciidoc => self.push(format!("*{text}*")),
                Markup::Wiki => self.push(format!("{text} :")),
                _ => self.push(format!("**{text}**")),
            },
            _ => self.paragraph(&format!("{} :", text.trim_end_matches([':', ' ']))),
        }
        self.gap();
    }
}
