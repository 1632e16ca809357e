//! One line of text under a cursor.

use unicode_segmentation::UnicodeSegmentation;

/// A line that is being edited. The cursor stands between characters as people see them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    text: String,
    /// Bytes before the cursor.
    cursor: usize,
}

impl Line {
    /// A line with the cursor at its end.
    pub fn new(text: &str) -> Self {
        let mut line = Line::default();
        line.insert(text);
        line
    }

    /// What it says.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What stands before the cursor, and what after it.
    pub fn halves(&self) -> (&str, &str) {
        self.text.split_at(self.cursor)
    }

    /// Inserts text at the cursor; line ends and tabs become spaces, other control characters are left out.
    pub fn insert(&mut self, text: &str) {
        for c in text.chars() {
            let c = if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c };
            if !c.is_control() {
                self.text.insert(self.cursor, c);
                self.cursor += c.len_utf8();
            }
        }
        // An accent of its own may have become part of the character before it, or of the one after.
        self.cursor = boundary(&self.text, self.cursor);
    }

    /// A character to the left.
    pub fn left(&mut self) {
        self.cursor = self.before();
    }

    /// A character to the right.
    pub fn right(&mut self) {
        self.cursor = self.after();
    }

    /// To the beginning of the word.
    pub fn word_left(&mut self) {
        self.cursor = self.word_before();
    }

    /// Past the end of the word.
    pub fn word_right(&mut self) {
        let after = &self.text[self.cursor..];
        let word = after.trim_start();
        let spaces = after.len() - word.len();
        self.cursor += spaces + word.find(char::is_whitespace).unwrap_or(word.len());
    }

    /// To the beginning.
    pub fn home(&mut self) {
        self.cursor = 0;
    }

    /// To the end.
    pub fn end(&mut self) {
        self.cursor = self.text.len();
    }

    /// Takes out the character before the cursor.
    pub fn delete_before(&mut self) {
        self.cut(self.before());
    }

    /// Takes out the character after the cursor.
    pub fn delete_after(&mut self) {
        let after = self.after();
        self.text.replace_range(self.cursor..after, "");
    }

    /// Takes out the word before the cursor.
    pub fn delete_word(&mut self) {
        self.cut(self.word_before());
    }

    /// Takes out everything before the cursor.
    pub fn delete_all_before(&mut self) {
        self.cut(0);
    }

    fn cut(&mut self, from: usize) {
        self.text.replace_range(from..self.cursor, "");
        self.cursor = from;
    }

    fn before(&self) -> usize {
        self.text[..self.cursor].grapheme_indices(true).next_back().map_or(0, |(at, _)| at)
    }

    fn after(&self) -> usize {
        self.cursor + self.text[self.cursor..].graphemes(true).next().map_or(0, str::len)
    }

    fn word_before(&self) -> usize {
        let before = self.text[..self.cursor].trim_end();
        before.char_indices().rfind(|(_, c)| c.is_whitespace()).map_or(0, |(at, c)| at + c.len_utf8())
    }
}

/// The first boundary between characters from `at` on.
fn boundary(text: &str, at: usize) -> usize {
    text.grapheme_indices(true).map(|(start, _)| start).find(|&start| start >= at).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(line: &Line) -> String {
        let (before, after) = line.halves();
        format!("{before}|{after}")
    }

    #[test]
    fn editing_keeps_to_characters_as_people_see_them() {
        let mut line = Line::new("l’été e\u{301} 👩\u{200d}💻");
        line.left();
        assert_eq!(shown(&line), "l’été e\u{301} |👩\u{200d}💻");
        line.left();
        line.delete_before();
        assert_eq!(shown(&line), "l’été | 👩\u{200d}💻");
        line.delete_after();
        line.delete_after();
        assert_eq!(shown(&line), "l’été |");
        line.delete_word();
        assert_eq!(shown(&line), "|");
        line.delete_word();
        line.delete_before();
        line.delete_after();
        line.left();
        line.right();
        assert_eq!(shown(&line), "|");
    }

    #[test]
    fn the_cursor_moves_by_characters_words_and_all_the_way() {
        let mut line = Line::new("chaîne  d'outils");
        line.word_left();
        assert_eq!(shown(&line), "chaîne  |d'outils");
        line.word_left();
        line.word_right();
        assert_eq!(shown(&line), "chaîne|  d'outils");
        line.end();
        line.home();
        line.insert("une ");
        assert_eq!(shown(&line), "une |chaîne  d'outils");
        line.delete_all_before();
        assert_eq!(shown(&line), "|chaîne  d'outils");
    }

    #[test]
    fn what_is_pasted_is_one_line_without_control_characters() {
        assert_eq!(Line::new("a\r\nb\tc\u{1b}[31m\u{7}").text(), "a  b c[31m");
    }
}
