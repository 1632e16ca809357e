//! A recap written down in a layout, with what a careful reader would cut out of it.

use super::gold::{Annotated, Facts, Gold, Unit};
use super::layout::{Byline, Draw, Heading, Layout, Markup, Number};
use super::story::{Block, Part, Story, Telling};
use recaps::corpus::{Document, Format};

/// A text that grows line by line.
struct Writer {
    layout: Layout,
    draw: Draw,
    lines: Vec<String>,
    noise: Vec<u32>,
    units: Vec<Unit>,
    sessions: usize,
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
    };
    writer.begin(story);
    for part in &story.parts {
        match part {
            Part::Group(words) => writer.group(words),
            Part::Unit(telling) => writer.unit(telling, story),
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
    let facts = Facts { title: Some(story.title.clone()), event: None };
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

    /// Words as they are written in the markup.
    fn words(&self, text: &str) -> String {
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

    fn group(&mut self, words: &str) {
        let words = self.words(words);
        if self.layout.heading == Heading::Prose {
            return;
        }
        self.gap();
        match (self.layout.markup, self.layout.heading) {
            (Markup::Text | Markup::Copied, _) => self.push_noise(words),
            (_, Heading::Level(level)) => {
                let up =
                    if self.layout.titled && level <= 2 { level } else { level.saturating_sub(1).max(1) };
                self.heading(&words, up, true);
            }
            _ => self.heading(&words, 2, true),
        }
        self.gap();
    }

    /// A heading of the markup.
    fn heading(&mut self, words: &str, level: u8, noise: bool) {
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

    fn unit(&mut self, telling: &Telling, story: &Story) {
        let Some(title) = &telling.title else { return self.opening(telling, story) };
        if self.layout.heading == Heading::Prose {
            return self.prose(telling, title);
        }
        let session = telling.kind != "section";
        let byline = if telling.speakers.is_empty() || !session { Byline::None } else { self.layout.byline };
        let people = self.people(telling);
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
        let first = self.title(&words, session && signed);
        if self.layout.recorded && session {
            let address = format!("https://www.youtube.com/watch?v=abcdefg{:04}", self.sessions);
            self.gap();
            self.push(match self.layout.markup {
                Markup::Html => format!("<p><a href=\"{address}\">{title}</a></p>"),
                _ => format!("[{title}]({address})"),
            });
        }
        self.byline(byline, telling, &people);
        self.told(&telling.blocks, session);
        if byline == Byline::End {
            self.gap();
            self.paragraph(&format!("Speaker : {people}"));
        }
        if self.layout.heading == Heading::Summary {
            self.push_noise("</details>");
        }
        self.close(telling, Some(shown(&title)), first);
    }

    /// What is told of a unit, with headings put into it where the layout says so.
    fn told(&mut self, blocks: &[Block], session: bool) {
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

    /// A session that its first paragraph leads to; what is no session needs a heading to be told.
    fn prose(&mut self, telling: &Telling, title: &str) {
        let first = telling.blocks.iter().position(|block| matches!(block, Block::Paragraph(_)));
        let (Some(0), false) = (first, telling.kind == "section") else { return };
        let title = self.words(title);
        let people = self.people(telling);
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
        for (n, block) in telling.blocks.iter().enumerate() {
            match block {
                Block::Paragraph(text) if n == 0 => {
                    let text = self.words(text);
                    self.paragraph(&format!("{lead} {text}"));
                }
                block => self.block(block),
            }
        }
        if let Some(first) = self.first_text(before) {
            self.close(telling, Some(shown(&title)), first);
        }
    }

    /// Writes the title of a unit and gives its line.
    fn title(&mut self, words: &str, signed: bool) -> u32 {
        let markup = self.layout.markup;
        match self.layout.heading {
            Heading::Level(level) => {
                let ragged = self.layout.ragged && signed && self.draw.below(4) == 0;
                self.heading(words, if ragged { level + 1 } else { level }, false);
                let line = self.number();
                return if markup == Markup::Rst { line - 1 } else { line };
            }
            Heading::Underlined => {
                self.push(words.to_owned());
                let line = self.number();
                self.push_noise("-".repeat(words.chars().count()));
                return line;
            }
            Heading::Bold => self.push(match markup {
                Markup::Html => format!("<p><strong>{words}</strong></p>"),
                Markup::Asciidoc => format!("*{words}*"),
                _ => format!("**{words}**"),
            }),
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

    /// Names, spelled in one of the ways of recaps.
    fn people(&mut self, telling: &Telling) -> String {
        let mut names: Vec<String> = telling.speakers.iter().map(|name| self.words(name)).collect();
        if let Some(company) = telling.organisations.first().filter(|_| self.draw.below(2) == 0)
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

    fn byline(&mut self, byline: Byline, telling: &Telling, people: &str) {
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
                for name in &telling.speakers {
                    let name = self.words(name);
                    self.item(&name);
                }
            }
            _ => {}
        }
    }

    /// The text before the first session, under the title of the recap.
    fn opening(&mut self, telling: &Telling, story: &Story) {
        let headed = matches!(
            self.layout.markup,
            Markup::Rst | Markup::Asciidoc | Markup::Text | Markup::Wiki | Markup::Copied
        ) || self.layout.titled;
        let before = self.number();
        for block in &telling.blocks {
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
            self.close(telling, Some(story.title.clone()), first);
        }
    }

    fn first_text(&self, before: u32) -> Option<u32> {
        (before + 1..=self.number()).find(|&n| !self.lines[n as usize - 1].is_empty())
    }

    fn close(&mut self, telling: &Telling, title: Option<String>, first: u32) {
        let last = (first..=self.number())
            .rev()
            .find(|n| !self.lines[*n as usize - 1].is_empty() && !self.noise.contains(n))
            .unwrap_or(first);
        self.units.push(Unit {
            kind: telling.kind.clone(),
            title,
            first_line: first,
            last_line: last,
            speakers: telling.speakers.clone(),
            organisations: telling.organisations.clone(),
        });
    }

    fn block(&mut self, block: &Block) {
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

    fn paragraph(&mut self, text: &str) {
        if text.trim().is_empty() {
            return;
        }
        self.gap();
        let line =
            if self.layout.markup == Markup::Html { format!("<p>{text}</p>") } else { text.to_owned() };
        self.push(line);
    }

    fn item(&mut self, text: &str) {
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
    fn inner(&mut self, text: &str, deeper: bool) {
        let text = self.words(text);
        let markup = self.layout.markup;
        if text.trim().is_empty() {
            return;
        }
        self.gap();
        match self.layout.heading {
            Heading::Level(level) if !self.layout.bold_parts => {
                let level = (level + if self.layout.ragged { 2 } else { 1 } + u8::from(deeper)).min(6);
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
