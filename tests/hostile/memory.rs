//! How much memory a hostile recap may take: the program is run with no more than it may have.

use super::common::program;
use std::path::Path;
use std::process::{Command, Output};

/// Kilobytes above the size of the file, the program itself and its libraries included. The code of an unoptimized program
/// takes some 30 MB more than that of an optimized one.
const ALLOWED: usize = if cfg!(debug_assertions) { 230 * 1024 } else { 200 * 1024 };

/// Runs `recaps parse` on a file with bounded memory; `None` where the shell cannot bound it.
fn parse(folder: &Path, file: &str, bytes: usize) -> Option<Output> {
    let limit = format!("ulimit -v {} && exec \"$@\"", ALLOWED + bytes / 1024);
    let inner = program(folder);
    let mut shell = Command::new("sh");
    shell
        .args(["-c", &limit, "sh"])
        .arg(inner.get_program())
        .args(["parse", "--lint", file])
        .current_dir(folder);
    let output = shell.output().expect("sh runs");
    (output.status.code() != Some(126) && output.status.code() != Some(127)).then_some(output)
}

/// Checks that a recap is read or refused within its memory.
fn fits(name: &str, text: &str) {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join(name), text).expect("a file");
    let Some(output) = parse(folder.path(), name, text.len()) else {
        eprintln!("skipped: this shell has no ulimit -v");
        return;
    };
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(matches!(output.status.code(), Some(0 | 2)), "{name}: {:?}: {said}", output.status);
    // A refusal says what there is too much of.
    assert!(output.status.success() || said.contains("more than"), "{name}: {said}");
}

/// As much as one file may have, of what takes most memory for its size.
macro_rules! within_its_memory {
    ($($test:ident: $name:literal, $text:expr;)*) => {$(
        #[test]
        fn $test() {
            fits($name, &$text);
        }
    )*};
}

within_its_memory! {
    nested_elements: "x.html", "<b><i>".repeat(500_000);
    elements_side_by_side: "x.html", "<p>a</p><hr>".repeat(95_000);
    headings_of_a_page: "x.html", "<h2>T</h2><p>a</p>".repeat(49_000);
    headings: "x.md", "# Titre\n".repeat(100_000);
    headings_of_text: "x.txt", "Titre\n===\n\n".repeat(33_000);
    emphasis: "x.md", "*a **b ".repeat(330_000);
    short_lines: "x.txt", "a\n".repeat(100_000);
    lists: "x.md", "- ".repeat(1_000_000);
    rows: "x.md", "|a|b|\n|-|-|\n".to_owned() + &"|un|deux|\n".repeat(99_000);
    links: "x.md", "[a](https://a.example) ".repeat(240_000);
    one_line: "x.txt", "Jean Dupont, ".repeat(1_200_000);
    entities: "x.html", "&eacute;&#233; ".repeat(1_000_000);
    old_encoding: "x.txt", "coupé en deux. ".repeat(1_000_000);
    too_many_headings: "x.md", "# Titre\n".repeat(2_000_000);
    too_many_elements: "x.html", "<p>a".repeat(4_000_000);
}
