//! Markdown as generators extend it, brought to CommonMark line by line: admonitions, tabs, fenced blocks, callouts,
//! underlined titles that begin with a sign.
//!
//! No line is added and none taken away, so that every line keeps its number.

/// Columns by which the text of an admonition stands farther in.
const INSET: usize = 4;
/// Signs under a title that begins with a sign of its own; fewer are a rule.
const SHORTEST_RULE: usize = 5;
/// Kinds of block whose title is a label that opens or chooses it.
const OPENED: [&str; 8] =
    ["details", "tab", "tabs", "collapse", "expand", "accordion", "accordion-item", "spoiler"];

/// Whether the title of a block of that kind is pressed to open it, and so titles what it holds.
pub(super) fn titles(kind: &str) -> bool {
    OPENED.contains(&kind)
}

/// `text` as CommonMark has it, line for line.
pub(super) fn common(text: &str) -> String {
    let lines: Vec<&str> = text.split('\n').collect();
    let mut reader =
        Reader { lines: &lines, out: String::with_capacity(text.len() + 64), ..Reader::default() };
    reader.blank = true;
    for at in 0..lines.len() {
        if at > 0 {
            reader.out.push('\n');
        }
        reader.line(at);
    }
    reader.out
}

#[derive(Default)]
struct Reader<'a> {
    lines: &'a [&'a str],
    out: String,
    /// Sign and length of the fence of the code that is open.
    fence: Option<(char, usize)>,
    /// Margins of the admonitions and tabs that are open.
    margins: Vec<usize>,
    /// A box has been opened whose heading is its own title.
    boxed: bool,
    /// The line before is blank.
    blank: bool,
    /// The line is the rule under a title that is written already.
    drawn: bool,
    /// Something that is no blank line was read.
    begun: bool,
    /// The text begins with a paragraph farther in, which is no code.
    lead: bool,
}

impl Reader<'_> {
    fn line(&mut self, at: usize) {
        let line = self.lines.get(at).copied().unwrap_or_default();
        let trimmed = line.trim_start_matches([' ', '\t']);
        if trimmed.trim_end().is_empty() {
            (self.blank, self.lead) = (true, self.lead && !self.begun);
            return self.out.push_str(line);
        }
        let indent = columns(line, line.len() - trimmed.len());
        while self.margins.pop_if(|margin| *margin > indent).is_some() {}
        let body = dedented(line, self.margins.last().copied().unwrap_or(0));
        let inner = indent - self.margins.last().copied().unwrap_or(0);
        if !self.begun {
            self.lead = inner >= INSET;
        }
        self.begun = true;
        if std::mem::take(&mut self.drawn) {
            self.blank = true;
            return;
        }
        let blank = std::mem::take(&mut self.blank);
        if self.fenced(trimmed) {
            return self.out.push_str(body);
        }
        let inset = inner >= INSET;
        if self.lead && inset {
            return self.out.push_str(trimmed);
        }
        self.lead = false;
        let written = !inset
            && (self.admonition(at, trimmed, indent)
                || self.container(trimmed)
                || self.callout(trimmed)
                || self.underlined(at, trimmed, blank)
                || self.box_title(trimmed));
        self.boxed &= written;
        if !written {
            self.prose(if inset { body } else { without_attributes(body) });
        }
    }

    /// A line of text; `^[a note]` of pandoc and Quarto becomes a remark in brackets, as its reader reads it.
    fn prose(&mut self, mut line: &str) {
        while let Some((before, rest)) = line.split_once("^[").filter(|(before, _)| !before.contains('`')) {
            let Some((note, after)) = rest.split_once(']') else { break };
            self.out.push_str(before);
            self.out.push_str(if before.ends_with(' ') { "(" } else { " (" });
            self.out.push_str(note);
            self.out.push(')');
            line = after;
        }
        self.out.push_str(line);
    }

    /// Whether a line is code, or a fence of it.
    fn fenced(&mut self, body: &str) -> bool {
        let sign = body.chars().next().filter(|c| matches!(c, '`' | '~'));
        let length = sign.map_or(0, |sign| body.chars().take_while(|&c| c == sign).count());
        match (self.fence, sign) {
            (Some((open, least)), Some(sign))
                if sign == open && length >= least && body.trim_end().len() == length =>
            {
                self.fence = None;
            }
            (None, Some(sign)) if length >= 3 && (sign == '~' || !body[length..].contains('`')) => {
                self.fence = Some((sign, length));
            }
            (None, _) => return false,
            _ => {}
        }
        true
    }

    /// `!!! note "Title"`, `??? note "Title"`, `=== "Title"`, with their text farther in.
    fn admonition(&mut self, at: usize, body: &str, indent: usize) -> bool {
        let (mark, rest) = body.split_at(body.find([' ', '\t']).unwrap_or(body.len()));
        if !matches!(mark, "!!!" | "???" | "???+" | "===" | "===!" | "===+") {
            return false;
        }
        let title = rest.split_once('"').and_then(|(_, rest)| rest.rsplit_once('"')).map_or("", |(t, _)| t);
        let below = self.lines.get(at + 1..).unwrap_or_default();
        let Some(next) = below.iter().take(4).find(|line| !line.trim().is_empty()) else { return false };
        let deep = columns(next, next.len() - next.trim_start_matches([' ', '\t']).len());
        if deep < indent + INSET || (mark.starts_with('=') && title.is_empty()) {
            return false;
        }
        self.margins.push(indent + INSET);
        self.label(title, mark != "!!!");
        true
    }

    /// `:::tip Title`, `::: {.callout-note title="Title"}`, and the `:::` that ends it.
    fn container(&mut self, body: &str) -> bool {
        let signs = body.bytes().take_while(|&b| b == b':').count();
        let rest = body.get(signs..).unwrap_or_default().trim();
        if signs < 3 || !(rest.is_empty() || rest.starts_with(|c: char| c.is_alphabetic() || c == '{')) {
            return false;
        }
        if let Some(attributes) = rest.strip_prefix('{') {
            let title = attributes.split_once("title=\"").and_then(|(_, rest)| rest.split_once('"'));
            self.label(title.map_or("", |(title, _)| title), false);
            self.boxed = attributes.contains("callout") && title.is_none();
            return true;
        }
        let end = rest.find(|c: char| !c.is_alphanumeric() && c != '-' && c != '_').unwrap_or(rest.len());
        let (kind, title) = rest.split_at(end);
        let title = title.trim().trim_end_matches(':');
        let title = title.strip_prefix('[').and_then(|t| t.split_once(']')).map_or(title, |(title, _)| title);
        self.boxed = kind.contains("callout");
        self.label(if title.starts_with('{') { "" } else { title }, titles(kind));
        true
    }

    /// `> [!NOTE] Title`.
    fn callout(&mut self, body: &str) -> bool {
        let text = body.trim_start_matches(['>', ' ']);
        let marks = body.len() - text.len();
        let Some((kind, title)) = text.strip_prefix("[!").and_then(|rest| rest.split_once(']')) else {
            return false;
        };
        let named =
            !kind.is_empty() && kind.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '|'));
        if !body.starts_with('>') || !named || kind.len() > 40 {
            return false;
        }
        self.out.push_str(body.get(..marks).unwrap_or_default());
        self.out.push_str(title.trim_start_matches(['+', '-']));
        true
    }

    /// A title that begins as a list item does, with a rule under it as long as itself.
    fn underlined(&mut self, at: usize, body: &str, blank: bool) -> bool {
        let rule = self.lines.get(at + 1).copied().unwrap_or_default().trim_end();
        let Some(sign) = rule.chars().next().filter(|c| matches!(c, '=' | '-')) else { return false };
        let digits = body.bytes().take_while(u8::is_ascii_digit).count();
        let rest = body.get(digits..).unwrap_or_default();
        let item = body.starts_with(['-', '*', '+']) || (digits > 0 && rest.starts_with(['.', ')']));
        let width = body.trim_end().chars().count();
        let drawn = rule.chars().all(|c| c == sign)
            && rule.len() >= SHORTEST_RULE
            && rule.len().abs_diff(width) <= 1
            && item
            && blank;
        if drawn {
            self.out.push_str(if sign == '=' { "# " } else { "## " });
            let title = body.trim_start_matches(['-', '*', '+']);
            self.out.push_str(if title.starts_with(' ') { title.trim_start() } else { body });
            self.drawn = true;
        }
        drawn
    }

    /// The heading that a callout begins with.
    fn box_title(&mut self, body: &str) -> bool {
        let marks = body.bytes().take_while(|&b| b == b'#').count();
        let heads =
            self.boxed && (1..=6).contains(&marks) && body.get(marks..).is_some_and(|t| t.starts_with(' '));
        if heads {
            self.label(body.get(marks..).unwrap_or_default().trim(), false);
        }
        heads
    }

    /// Writes the title of a box: what opens a box or chooses a tab titles it, others are words of it.
    fn label(&mut self, title: &str, titles: bool) {
        let title = title.trim();
        if title.is_empty() {
            self.blank = true;
        } else if titles && !title.contains('*') {
            self.out.push_str("**");
            self.out.push_str(title);
            self.out.push_str("**");
        } else {
            self.out.push_str(title);
        }
    }
}

/// Columns that the first `length` bytes of a line take, white space alone.
fn columns(line: &str, length: usize) -> usize {
    let spaces = line.bytes().take(length);
    spaces.fold(0, |columns, byte| if byte == b'\t' { columns / 4 * 4 + 4 } else { columns + 1 })
}

/// A line with up to `margin` columns of white space taken off its beginning.
fn dedented(line: &str, margin: usize) -> &str {
    let (mut columns, mut at) = (0, 0);
    for byte in line.bytes().take_while(|b| matches!(b, b' ' | b'\t')) {
        if columns >= margin {
            break;
        }
        columns = if byte == b'\t' { columns / 4 * 4 + 4 } else { columns + 1 };
        at += 1;
    }
    line.get(at..).unwrap_or_default()
}

/// A line without the list of attributes that it ends in, as kramdown and pandoc have them: `{.red}`, `{#here .red}`.
/// A heading keeps its own, which CommonMark's reader knows.
fn without_attributes(line: &str) -> &str {
    let trimmed = line.trim_end();
    let Some((text, list)) = trimmed.strip_suffix('}').and_then(|rest| rest.rsplit_once('{')) else {
        return line;
    };
    let is_name = |name: &str| {
        let name = name.strip_prefix(['.', '#']).unwrap_or_default();
        !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
    };
    let mut names = list.trim_start_matches(':').split_whitespace().peekable();
    let is_list = names.peek().is_some() && names.all(is_name);
    let is_code = text.matches('`').count() % 2 == 1;
    if is_list && !is_code && !text.trim().is_empty() && !line.trim_start().starts_with('#') {
        text.trim_end()
    } else {
        line
    }
}
