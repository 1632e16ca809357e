//! Constructs of reStructuredText.

use super::{Construct, TOLD, amid, each};
use recaps::corpus::Format::Rst;

const fn of(name: &'static str, text: fn(usize) -> String) -> Construct {
    Construct { name, format: Rst, text }
}

/// All constructs of the format.
pub(super) const CONSTRUCTS: &[Construct] = &[
    of("open roles", |n| amid("N\n-\n\n", ":a_", n, "")),
    of("roles", |n| amid("N\n-\n\n", ":a:`b ", n, "")),
    of("colons", |n| amid("N\n-\n\n", ":", n, "")),
    of("targets", |n| format!(".. _a: https://{}\n\n{}", "b".repeat(500), "a_ ".repeat(n))),
    of("substitutions", |n| format!(".. |a| replace:: {}\n\n{}", "b".repeat(500), "|a| ".repeat(n))),
    of("bars", |n| amid("N\n-\n\n", "|a |b ", n, "")),
    of("backticks", |n| amid("N\n-\n\n", "`a <b ", n, "")),
    of("words", |n| amid("N\n-\n\n", "a_b_c_", n, "")),
    of("underscores", |n| amid("N\n-\n\n", "_", n, "")),
    of("tables", |n| "== ==\na b\n== ==\n\n".repeat(n)),
    of("open tables", |n| "== ==\na b\n\n".repeat(n)),
    of("wide table", |n| format!("{0}\n{1}\n{0}\n", "== ".repeat(n), "a  ".repeat(n))),
    of("definitions", |n| "a\n  b\n\n".repeat(n)),
    of("nested definitions", |n| each(n, |i| format!("{}a\n", " ".repeat(i.min(100))))),
    of("directives", |n| ".. note:: a\n\n   b\n\n".repeat(n)),
    of("fields", |n| amid("x\n\n", ":a: b\n", n, "")),
    of("headings", |n| "Titre\n=====\n\nTexte.\n\n".repeat(n)),
    of("distinct targets", |n| each(n, |i| format!(".. _a{i}: https://b.example\n"))),
    of("emphasis", |n| amid("N\n-\n\n", "*a **b ", n, "")),
    of("line blocks", |n| "| a\n".repeat(n)),
    of("grid tables", |n| "+--+--+\n|a |b |\n+--+--+\n\n".repeat(n / 4)),
    of("bars of a row", |n| amid("", "|a ", n, "|\n")),
    of("rules", |n| "a\n\n-----\n\n".repeat(n / 4)),
    of("titles with two lines", |n| "=====\nTitre\n=====\n\nTexte.\n\n".repeat(n / 6)),
    of("styles of titles", |n| {
        each(n / 4, |i| format!("Titre\n{0}{0}{0}{0}{0}\n\n", ["=", "-", "~", "^", "*", "+", "#"][i % 7]))
    }),
    of("comments", |n| ".. a\n\n".repeat(n / 2)),
    of("open comments", |n| amid("..\n", " a\n", n, "")),
    of("notes below", |n| each(n / 2, |i| format!(".. [{i}] a\n"))),
    of("references to notes", |n| amid("N\n-\n\n", "a [1]_ ", n, "")),
    of("nameless targets", |n| "__ https://a.example\n".repeat(n)),
    of("nameless links", |n| amid("N\n-\n\n", "`a`__ ", n, "")),
    of("links in place", |n| amid("N\n-\n\n", "`a <https://b.example>`_ ", n, "")),
    of("distinct substitutions", |n| each(n, |i| format!(".. |a{i}| replace:: b\n"))),
    of("targets with a body", |n| ".. _a: https://b.example\n   c\n".repeat(n / 2)),
    of("literal blocks", |n| "a::\n\n  b\n\n".repeat(n / 4)),
    of("sessions of a shell", |n| ">>> a\n".repeat(n)),
    of("items", |n| "- a\n".repeat(n)),
    of("items in items", |n| each(n / 10, |i| format!("{}- a\n\n", "  ".repeat(i % 60)))),
    of("lettered items", |n| each(n, |i| format!("{}. Titre\n", ["A", "B", "C", "D"][i % 4]))),
    of("quotations", |n| "  a\n\n".repeat(n / 2)),
    of("images", |n| ".. image:: a.png\n   :alt: b\n\n".repeat(n / 3)),
    of("code", |n| ".. code-block:: rust\n\n   a\n\n".repeat(n / 4)),
    of("players", |n| ".. youtube:: abcdefgh\n\n".repeat(n / 2)),
    of("directives in directives", |n| each(n / 10, |i| format!("{}.. note:: a\n\n", "   ".repeat(i % 40)))),
    of("options", |n| amid(".. note:: a\n", "   :b: c\n", n, "\n   d\n")),
    of("open strong words", |n| amid("N\n-\n\n", "**a ", n, "")),
    of("literals", |n| amid("N\n-\n\n", "``a`` ", n, "")),
    of("open literals", |n| amid("N\n-\n\n", "``a ", n, "")),
    of("words with a target", |n| amid(".. _a: https://b.example\n\n", "a_ ", n, "")),
    of("classes of words", |n| amid("N\n-\n\n", ":", n, "`a`")),
    of("one long word", |n| amid("N\n-\n\n", "a", n, "_")),
    of("fields of one name", |n| amid("", ":tags: b\n", n, "\nx")),
    of("sessions", |n| {
        each(n / 8, |i| format!("Le noyau {i} - Jean Dupont\n--------------------------------\n\n{TOLD}\n\n"))
    }),
];
