//! How things look: in colours, or in bold and reverse alone.

use ratatui::style::{Color, Modifier, Style};

/// How things look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    /// The sign before what is typed.
    pub prompt: Style,
    /// The title of the selected talk.
    pub title: Style,
    /// Words that matched, in the list.
    pub listed: Style,
    /// Words that matched, in the selected talk.
    pub matched: Style,
    /// The line of the selected talk.
    pub selected: Style,
    /// Ids and places.
    pub place: Style,
    /// What can be passed over.
    pub faint: Style,
}

impl Theme {
    /// In colours of the terminal's own palette, so that they suit dark and light.
    pub fn coloured() -> Self {
        let red = Style::new().fg(Color::Red).add_modifier(Modifier::BOLD);
        Theme {
            prompt: Style::new().fg(Color::Cyan).add_modifier(Modifier::BOLD),
            listed: red,
            matched: red,
            place: Style::new().fg(Color::Cyan),
            faint: Style::new().add_modifier(Modifier::DIM),
            ..Theme::plain()
        }
    }

    /// Without colours.
    pub fn plain() -> Self {
        let bold = Style::new().add_modifier(Modifier::BOLD);
        let reversed = Style::new().add_modifier(Modifier::REVERSED);
        Theme {
            prompt: bold,
            title: bold,
            listed: bold,
            matched: reversed,
            selected: reversed,
            place: Style::new(),
            faint: Style::new(),
        }
    }
}
