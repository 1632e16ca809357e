//! How a recap may be laid out, and the drawing of layouts: a seed gives the same one in every run.

/// The markup of a recap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Markup {
    Markdown,
    Html,
    Rst,
    Asciidoc,
    Text,
    /// Text with the headings of a wiki: more signs, a higher heading.
    Wiki,
    /// Text as copied from a browser, with the words of the page around it.
    Copied,
}

/// What titles of sessions look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Heading {
    Level(u8),
    Underlined,
    Bold,
    Item,
    Button,
    Summary,
    Term,
    Link,
    Line,
    /// In bold at the head of the paragraph that describes it.
    RunIn,
    /// None: paragraphs lead from one session to the next.
    Prose,
}

/// Where who gave a session stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Byline {
    None,
    HeadingBy,
    HeadingDash,
    HeadingBrackets,
    HeadingBefore,
    Brackets,
    Italic,
    Label,
    By,
    List,
    End,
}

/// How titles are numbered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Number {
    No,
    Plain,
    Talk,
}

/// What groups the sessions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Groups {
    /// What groups them in the recap itself.
    Own,
    /// Days and half days, each above its sessions.
    Days,
    /// Kinds of session ("Keynotes", "Ateliers"), each above its sessions.
    Kinds,
    /// Kinds of session above some, and others beside these.
    Mixed,
}

/// A layout.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Layout {
    pub(crate) markup: Markup,
    pub(crate) heading: Heading,
    pub(crate) byline: Byline,
    pub(crate) number: Number,
    pub(crate) groups: Groups,
    /// Empty lines between paragraphs, and before headings.
    pub(crate) blank: bool,
    /// Signed sessions now and then stand a level higher or lower.
    pub(crate) ragged: bool,
    /// Headings inside sessions are lines in bold.
    pub(crate) bold_parts: bool,
    /// A link to the recording stands right under the title.
    pub(crate) recorded: bool,
    /// Headings that are put into sessions: none, one for two paragraphs, or these and deeper ones.
    pub(crate) parts: u8,
    /// A web page stands around it.
    pub(crate) page: bool,
    /// The title of the recap is a heading, not only a field of its head.
    pub(crate) titled: bool,
}

/// Pseudo-random numbers (SplitMix64).
#[derive(Clone, Debug)]
pub(crate) struct Draw(pub u64);

impl Draw {
    pub(crate) fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % n
    }

    pub(crate) fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len() as u64) as usize]
    }
}

impl Layout {
    /// Draws a layout that can be written in its markup.
    pub(crate) fn draw(draw: &mut Draw) -> Layout {
        use Heading::{Bold, Item, Level, Line, Underlined};
        use Markup::{Asciidoc, Copied, Html, Markdown, Rst, Text, Wiki};
        let markup = draw.of(&[
            Markdown, Markdown, Markdown, Markdown, Html, Html, Html, Rst, Asciidoc, Asciidoc, Text, Text,
            Wiki, Copied,
        ]);
        let heading = heading(markup, draw);
        use Byline as B;
        let byline = draw.of(&[
            B::None,
            B::None,
            B::None,
            B::HeadingBy,
            B::HeadingBy,
            B::HeadingDash,
            B::HeadingBrackets,
            B::HeadingBefore,
            B::Brackets,
            B::Italic,
            B::Label,
            B::Label,
            B::By,
            B::List,
            B::End,
        ]);
        let grouped = matches!(heading, Level(2 | 3) | Line | Bold | Item | Underlined);
        let groups = match draw.below(8) {
            0 if grouped => Groups::Days,
            1 if grouped => Groups::Kinds,
            2 if matches!(heading, Level(2 | 3)) => Groups::Mixed,
            _ => Groups::Own,
        };
        Layout {
            markup,
            groups,
            heading,
            byline,
            number: draw.of(&[Number::No, Number::No, Number::No, Number::No, Number::Plain, Number::Talk]),
            blank: !(matches!(markup, Text) && draw.below(4) == 0),
            ragged: matches!(heading, Level(2 | 3)) && draw.below(5) == 0,
            bold_parts: matches!(heading, Level(_) | Underlined) && draw.below(3) == 0,
            recorded: matches!(heading, Level(_)) && matches!(markup, Markdown | Html) && draw.below(6) == 0,
            parts: draw.of(&[0, 0, 1, 1, 2]),
            page: markup == Html && draw.below(2) == 0,
            titled: draw.below(3) != 0,
        }
    }
}

/// Draws a form of heading that can be written in the markup.
fn heading(markup: Markup, draw: &mut Draw) -> Heading {
    use Heading::{Bold, Button, Item, Level, Line, Link, Prose, RunIn, Summary, Term, Underlined};
    use Markup::{Asciidoc, Copied, Html, Markdown, Rst, Text, Wiki};
    match markup {
        Markdown => draw.of(&[
            Level(1),
            Level(2),
            Level(2),
            Level(2),
            Level(3),
            Level(3),
            Level(4),
            Underlined,
            Bold,
            Bold,
            Item,
            Link,
            RunIn,
            Prose,
        ]),
        Html => draw.of(&[
            Level(2),
            Level(2),
            Level(3),
            Level(3),
            Level(4),
            Bold,
            Bold,
            Item,
            Button,
            Summary,
            Term,
            Link,
            RunIn,
            Prose,
        ]),
        Rst => draw.of(&[Level(2), Level(2), Level(3), Bold]),
        Asciidoc => draw.of(&[Level(2), Level(2), Level(3), Bold, Item, RunIn]),
        Wiki => draw.of(&[Level(2), Level(3)]),
        Text | Copied => draw.of(&[Line, Line, Line, Line, Prose]),
    }
}
