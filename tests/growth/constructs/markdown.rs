//! Constructs of Markdown.

use super::{Construct, TOLD, amid, each, letters};
use recaps::corpus::Format::Markdown;

const fn of(name: &'static str, text: fn(usize) -> String) -> Construct {
    Construct { name, format: Markdown, text }
}

/// All constructs of the format.
pub(super) const CONSTRUCTS: &[Construct] = &[
    of("addresses", |n| amid("# N\n\n", "https://a.example/x_y ", n, "")),
    of("links", |n| "[a](https://b.example) ".repeat(n)),
    of("brackets", |n| "[".repeat(n)),
    of("links of wikis", |n| "[[a|b]] ".repeat(n)),
    of("open links of wikis", |n| "[[a|".repeat(n)),
    of("targets", |n| format!("[a]: https://{}\n\n{}", "b".repeat(300), "[a] ".repeat(n))),
    of("distinct targets", |n| each(n, |i| format!("[a{i}]: https://b.example\n\n"))),
    of("emphasis", |n| "*a **b ".repeat(n)),
    of("backticks", |n| "`a `` ".repeat(n)),
    of("nested quotations", |n| amid("", "> ", n, "fin")),
    of("nested lists", |n| amid("", "- ", n, "fin")),
    of("elements", |n| "<div>\n".repeat(n)),
    of("tags amid text", |n| "a <b> <i> ".repeat(n)),
    of("headings amid text", |n| "a <h2>b</h2> ".repeat(n)),
    of("admonitions", |n| "!!! note \"a\"\n    b\n".repeat(n)),
    of("nested admonitions", |n| each(n / 10, |i| format!("{}!!! note \"a\"\n", "    ".repeat(i.min(40))))),
    of("fenced boxes", |n| ":::tip a\n".repeat(n)),
    of("callouts", |n| "> [!NOTE] a\n".repeat(n)),
    of("paired shortcodes", |n| "{{< a \"b\" >}}{{< /a >}} ".repeat(n)),
    of("open shortcodes", |n| "{{< a {% b {{ ".repeat(n)),
    of("tags that play", |n| "{% youtube abc %} ".repeat(n)),
    of("players", |n| "{{< youtube abcdefgh >}}\n\n".repeat(n / 2)),
    of("definitions", |n| "a\n: b\n\n".repeat(n)),
    of("terms", |n| amid("", "a\n", n, ": b\n")),
    of("ids", |n| "## a {#b}\n\n".repeat(n)),
    of("underlined items", |n| "1. titre\n--------\n\n".repeat(n / 3)),
    of("rows", |n| amid("|a|b|\n|-|-|\n", "|a|b|\n", n, "")),
    of("cells", |n| format!("|{}\n|{}\n|a|\n", "a|".repeat(n), "-|".repeat(n))),
    of("footnotes", |n| each(n / 2, |i| format!("[^{i}]: a\n\n"))),
    of("headings without space", |n| "##a\n\n".repeat(n)),
    of("broken heading", |n| amid("## ", "a<br>", n, "")),
    of("headings", |n| "# Titre de session\n\n".repeat(n / 3)),
    of("bylines", |n| format!("{}{}{}", "## T\n\n", "Intervenant : Jean Dupont (Q)\n\n".repeat(n / 4), "")),
    of("signed headings", |n| {
        "## Titre - Jean Dupont, Bricodata\n\nUne phrase qui dit quelque chose de cela.\n\n".repeat(n / 8)
    }),
    of("authors", |n| {
        format!(
            "---\nauthors: [{}]\n---\n\n{}",
            (0..n).map(|i| format!("Jean{i}, ")).collect::<String>(),
            "## Titre\n\nUne phrase qui dit ce que fut cette session.\n\n".repeat(n / 8)
        )
    }),
    of("fields at the head", |n| amid("Title: a\n", "b: c\n", n, "")),
    of("yaml list", |n| amid("---\na:\n", "  - b\n", n, "---\nx\n")),
    of("edn", |n| amid("{:a [", "\"b\" ", n, "]}\n\nx")),
    of("json", |n| amid("{\"a\": [", "\"b\",", n, "1]}\n\nx")),
    of("long title", |n| amid("# ", "mot ", n, "\n\nx\n")),
    of("open edn", |n| amid("{", ":a \"", n, "")),
    of("titles in bold with names", |n| {
        each(n / 4, |i| format!("**Le noyau {i}** : Jean Dupont\n\n{TOLD}\n\n"))
    }),
    of("titles in bold that run on", |n| each(n / 4, |i| format!("**Le noyau {i}** : {TOLD}\n\n"))),
    of("names in bold that run on", |n| {
        each(n / 4, |i| format!("**Jean Dupont** : le noyau {i}, {TOLD}\n\n"))
    }),
    of("slanted titles that run on", |n| each(n / 4, |i| format!("*Le noyau {i}* : {TOLD}\n\n"))),
    of("linked titles that run on", |n| {
        each(n / 4, |i| format!("[Le noyau {i}](https://a.example/{i}) : {TOLD}\n\n"))
    }),
    of("links alone", |n| each(n / 4, |i| format!("[Le noyau {i}](https://a.example/{i})\n{TOLD}\n\n"))),
    of("recordings that lead", |n| each(n / 4, |i| format!("[Le noyau](https://youtu.be/a{i}) {TOLD}\n\n"))),
    of("rules", |n| format!("---\n\n{TOLD}\n\n").repeat(n / 4)),
    of("names in bold under headings", |n| "## Noyau\n\n**Jean Dupont**\n\nTexte.\n\n".repeat(n / 8)),
    of("names in bold", |n| amid("## Noyau\n\n", "**Jean Dupont**\n\n", n / 2, "")),
    of("days above sessions", |n| "# Jour 1\n\n## Noyau\n\nTexte.\n\n".repeat(n / 8)),
    of("levels", |n| each(n / 2, |i| format!("{} Noyau\n\n", "#".repeat(1 + i % 6)))),
    of("items that title", |n| each(n / 8, |i| format!("- **Le noyau {i}**\n\n  {TOLD}\n\n"))),
    of("task items", |n| "- [ ] a\n".repeat(n)),
    of("numbered items", |n| "1. a\n".repeat(n)),
    of("items that lead below", |n| {
        format!(
            "{}\n{}",
            each(n / 2, |i| format!("- [Noyau {i}](#n{i})\n")),
            "## Noyau\n\nTexte.\n\n".repeat(n / 8)
        )
    }),
    of("distinct speakers", |n| {
        format!("{}{}", "## T\n\n", each(n / 2, |i| format!("Intervenant : Jean D{} (Q{i})\n\n", letters(i))))
    }),
    of("distinct companies", |n| {
        format!("{}{}", "## T\n\n", each(n / 2, |i| format!("Société : Bric{}\n\n", letters(i))))
    }),
    of("images", |n| "![a](b) ".repeat(n)),
    of("open images", |n| "![".repeat(n)),
    of("links in links", |n| amid("", "[", n, "a") + &"](b)".repeat(n)),
    of("open targets", |n| "[a](".repeat(n)),
    of("closed brackets", |n| "](".repeat(n)),
    of("brackets of angles", |n| "<a ".repeat(n)),
    of("addresses in angles", |n| "<https://a.example> ".repeat(n)),
    of("open angles", |n| "<https://a ".repeat(n)),
    of("comments", |n| "<!-- a -->\n\n".repeat(n / 2)),
    of("open comments", |n| "a <!-- ".repeat(n)),
    of("processing", |n| "a <? ".repeat(n)),
    of("declarations", |n| "a <!A ".repeat(n)),
    of("open cdata", |n| "a <![CDATA[ ".repeat(n)),
    of("entities", |n| "&eacute;&#x41;&a".repeat(n)),
    of("escapes", |n| "\\* ".repeat(n)),
    of("tildes", |n| "~~a ~b ".repeat(n)),
    of("stars", |n| "*".repeat(n)),
    of("underscores", |n| "_a".repeat(n)),
    of("stars and words", |n| "a**b*".repeat(n)),
    of("underlined words", |n| "Titre\n=====\n\n".repeat(n / 2)),
    of("fences", |n| "```\na\n```\n".repeat(n / 3)),
    of("open fences", |n| "```a\n".repeat(n)),
    of("code farther in", |n| "    a\n\n".repeat(n / 2)),
    of("references to a note", |n| amid("[^1]: a\n\n", "a[^1] ", n, "")),
    of("references to notes", |n| each(n / 2, |i| format!("a[^{i}]\n\n[^{i}]: b\n\n"))),
    of("notes in place", |n| "a^[b] ".repeat(n)),
    of("open notes in place", |n| "a^[".repeat(n)),
    of("attributes", |n| "a {: .b #c }\n\n".repeat(n / 2)),
    of("attributes of spans", |n| "[a]{.b} ".repeat(n)),
    of("open attributes", |n| "{: ".repeat(n)),
    of("containers", |n| "::: {.a}\nb\n:::\n\n".repeat(n / 4)),
    of("nested containers", |n| amid("", "::: a\n", n / 2, "b\n") + &":::\n".repeat(n / 2)),
    of("tabs", |n| "=== \"a\"\n\n    b\n\n".repeat(n / 4)),
    of("summaries", |n| "<details><summary>a</summary>\n\nb\n\n</details>\n\n".repeat(n / 8)),
    of("nested details", |n| amid("", "<details><summary>a</summary>\n\n", n / 4, "b")),
    of("blocks that begin", |n| "<script>\n\n".repeat(n / 2)),
    of("tags of templates", |n| "{% a %} {{ b }} ".repeat(n)),
    of("open tags of templates", |n| "{% ".repeat(n)),
    of("comments of templates", |n| "{# ".repeat(n)),
    of("breaks", |n| "a  \n".repeat(n)),
    of("lazy quotations", |n| amid("> ", "a\n", n, "")),
    of("quotations", |n| "> a\n\n".repeat(n / 2)),
    of("quotations that grow", |n| each(n / 10, |i| format!("{}a\n\n", "> ".repeat(i % 60)))),
    of("lists that grow", |n| each(n / 10, |i| format!("{}- a\n", "  ".repeat(i % 60)))),
    of("one long row", |n| amid("a|b\n-|-\n", "|", n, "\n")),
    of("rows of no table", |n| "|a|b\n".repeat(n)),
    of("toml list", |n| amid("+++\na = [", "\"b\", ", n, "]\n+++\nx\n")),
    of("toml tables", |n| {
        each(n / 2, |i| if i == 0 { "+++\n".into() } else { format!("[a{i}]\n") }) + "+++\nx\n"
    }),
    of("nested yaml", |n| amid("---\na: ", "[", n, "\n---\nx\n")),
    of("nested yaml blocks", |n| {
        format!("---\n{}---\nx\n", each(n / 10, |i| format!("{}a:\n", " ".repeat(i % 200))))
    }),
    of("yaml anchors", |n| format!("---\n{}---\nx\n", each(n, |i| format!("a{i}: &b{i} c\n")))),
    of("yaml aliases", |n| amid("---\na: &b [c, d]\ne:\n", "  - *b\n", n, "---\nx\n")),
    of("nested json", |n| amid("{\"a\": ", "[", n, "\n\nx")),
    of("tags", |n| {
        format!("---\ntags: [{}]\n---\n\n{}", each(n, |i| format!("t{i}, ")), "## T\n\nx\n\n".repeat(n / 8))
    }),
    of("text below a summary", |n| {
        format!("---\ndescription: {}\n---\n\n{}", "Rabot et ".repeat(n), "## T\n\nx\n\n".repeat(n / 8))
    }),
];
