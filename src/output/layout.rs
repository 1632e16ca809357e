//! How the text of a talk stands in its file: paragraphs, items of lists, code. The text that is indexed has its words
//! alone; the lines they came from show the rest.

/// How a line of the text of a talk is printed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Setting {
    /// Whether an empty line stands before it.
    pub opens: bool,
    /// What stands before it: the mark of an item, with its indent.
    pub mark: String,
    /// Whether it is code, which is not wrapped.
    pub is_code: bool,
}

/// Columns that an item of a list is indented by at the most.
const DEEPEST: usize = 8;

/// How each line of a text is printed, from the lines of the file where they begin (from 1) and, where the file is as it
/// was indexed, its lines.
pub fn settings(text: &str, numbers: &[u32], file: Option<&[String]>) -> Vec<Setting> {
    let code = file.map(fenced).unwrap_or_default();
    let mut before: Option<u32> = None;
    let set = text.lines().zip(numbers).map(|(line, &number)| {
        let at = (number as usize).saturating_sub(1);
        let is_code = code.get(at).copied().unwrap_or(false);
        let source = file.and_then(|file| file.get(at)).map_or("", String::as_str);
        let gap = before.is_some_and(|before| match file {
            // Lines that are one in the text leave no gap behind them.
            Some(file) => blank_between(file, before as usize, at),
            None => number > before + 1,
        });
        before = Some(number);
        Setting { opens: gap, mark: if is_code { String::new() } else { mark(source, line) }, is_code }
    });
    set.collect()
}

/// Whether an empty line stands between two lines of a file: the first by its number, the second by its place.
fn blank_between(file: &[String], first: usize, second: usize) -> bool {
    file.get(first..second).is_some_and(|lines| lines.iter().any(|line| line.trim().is_empty()))
}

/// Which lines of a file stand between fences.
fn fenced(file: &[String]) -> Vec<bool> {
    let mut fence: Option<&str> = None;
    let lines = file.iter().map(|line| {
        let line = line.trim_start();
        let mark = ["```", "~~~", "----"].into_iter().find(|mark| line.starts_with(mark));
        match (fence, mark) {
            (Some(open), Some(mark)) if open == mark => fence = None,
            // A line of hyphens is a fence in one markup and a rule in the others: only the first two are sure.
            (None, Some(mark)) if mark != "----" => fence = Some(mark),
            (open, _) => return open.is_some(),
        }
        false
    });
    lines.collect()
}

/// The mark of an item of a list, where the text has it no more.
fn mark(source: &str, line: &str) -> String {
    let trimmed = source.trim_start();
    let indent = (source.len() - trimmed.len()).min(DEEPEST);
    let mark = match trimmed.split_once(' ') {
        Some(("-" | "*" | "+" | "•" | "–", _)) => "- ".to_owned(),
        Some((number, _)) => {
            let digits = number.trim_end_matches(['.', ')']);
            let is_number = digits.len() < number.len() && (1..=3).contains(&digits.len());
            if is_number && digits.bytes().all(|byte| byte.is_ascii_digit()) {
                format!("{number} ")
            } else {
                return String::new();
            }
        }
        None => return String::new(),
    };
    if line.starts_with(mark.trim_end()) || line.starts_with('•') {
        return " ".repeat(indent);
    }
    " ".repeat(indent) + &mark
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_items_and_code_are_as_in_the_file() {
        let file = [
            "Un début",
            "qui continue.",
            "",
            "- un galet",
            "  1. dedans",
            "",
            "```",
            "let x = 1;",
            "```",
            "Fin.",
        ];
        let file: Vec<String> = file.iter().map(|line| (*line).to_owned()).collect();
        let text = "Un début qui continue.\nun galet\ndedans\nlet x = 1;\nFin.";
        let set = settings(text, &[1, 4, 5, 8, 10], Some(&file));
        let opens: Vec<bool> = set.iter().map(|set| set.opens).collect();
        assert_eq!(opens, [false, true, false, true, false]);
        assert_eq!((set[1].mark.as_str(), set[2].mark.as_str()), ("- ", "  1. "));
        assert!(set[3].is_code && !set[4].is_code);
        let without = settings(text, &[1, 4, 5, 8, 10], None);
        assert!(without[1].opens && without[1].mark.is_empty());
    }
}
