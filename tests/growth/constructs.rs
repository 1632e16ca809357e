//! What recaps are made of, each alone and many times: the constructs of every format, well formed and left open.

use recaps::corpus::Format::{self, Asciidoc, Html, Markdown, Rst, Text};

/// A construct, and a text with `n` pieces of it.
#[derive(Debug)]
pub(crate) struct Construct {
    pub(crate) name: &'static str,
    pub(crate) format: Format,
    pub(crate) text: fn(usize) -> String,
}

const fn of(format: Format, name: &'static str, text: fn(usize) -> String) -> Construct {
    Construct { name, format, text }
}

/// All constructs.
pub(crate) const CONSTRUCTS: &[Construct] = &[
    of(Text, "addresses", |n| format!("{}{}{}", "Noyau\n\n", "https://a.example/x ".repeat(n), "")),
    of(Text, "distinct addresses", |n| (0..n).map(|i| format!("https://a{i}.example/x ")).collect()),
    of(Text, "first names by et", |n| format!("{}{}{}", "Noyau\n\npar ", "Jean et ".repeat(n), "Zoé")),
    of(Text, "names in a title", |n| {
        format!("{}{}{}", "Noyau - ", "Jean Dupont et ".repeat(n), "Zoé\n====\n\nTexte.\n")
    }),
    of(Text, "names by commas", |n| format!("{}{}{}", "Noyau\n\n", "Jean Dupont, ".repeat(n), "")),
    of(Text, "titles", |n| "Un titre\n\nUne phrase qui dit ce que fut cette session.\n\n".repeat(n / 4)),
    of(Text, "years", |n| format!("{}{}{}", "Noyau\n\n", "2021 ".repeat(n), "")),
    of(Text, "days", |n| format!("{}{}{}", "Noyau\n\n", "3 mai 2021 ".repeat(n), "")),
    of(Text, "stars", |n| format!("{}{}{}", "Noyau\n\n", "★".repeat(n), "")),
    of(Text, "handles", |n| format!("{}{}{}", "Noyau\n\npar ", "@abc ".repeat(n), "")),
    of(Text, "quotation marks", |n| format!("{}{}{}", "Noyau\n\n", "« ".repeat(n), "")),
    of(Text, "underlined", |n| "Titre\n===\n\n".repeat(n / 2)),
    of(Text, "bullets", |n| "- a\n".repeat(n)),
    of(Text, "one word", |n| format!("{}{}{}", "Noyau\n\n", "mot".repeat(n), "")),
    of(Text, "composed letters", |n| format!("{}{}{}", "Noyau\n\n", "e\u{301}".repeat(n), "")),
    of(Text, "closing brackets", |n| format!("{}{}{}", "Noyau\n\n", "https://(".repeat(n), "")),
    of(Text, "dotclear", |n| "!!! Un titre\n\nUn __texte__ [a|https://b.example] ((x)).\n\n".repeat(n / 4)),
    of(Text, "dotclear signs", |n| {
        format!("{}{}{}", "!!! a\n\n!!! b\n\n", "[a|b __c @@d ((e ".repeat(n), "")
    }),
    of(Text, "mediawiki signs", |n| {
        format!("{}{}{}", "== a ==\n\n== b ==\n\n", "[https://a [[b|c '''d <ref>".repeat(n), "")
    }),
    of(Text, "dokuwiki signs", |n| {
        format!("{}{}{}", "==== a ====\n\n== b ==\n\n", "[[a|b **c {{d ((e ".repeat(n), "")
    }),
    of(Text, "spip signs", |n| format!("{}{}{}", "{{{a}}}\n\n{{{b}}}\n\n", "[a-> {{b [[c ".repeat(n), "")),
    of(Text, "textile signs", |n| {
        format!("{}{}{}", "h2. a\n\nh2. b\n\n", "\"a\":https://a*b _c ".repeat(n), "")
    }),
    of(Text, "textile links", |n| format!("{}{}{}", "h2. a\n\nh2. b\n\n", "\"a\":https://x".repeat(n), "")),
    of(Markdown, "addresses", |n| format!("{}{}{}", "# N\n\n", "https://a.example/x_y ".repeat(n), "")),
    of(Markdown, "links", |n| "[a](https://b.example) ".repeat(n)),
    of(Markdown, "brackets", |n| "[".repeat(n)),
    of(Markdown, "targets", |n| format!("[a]: https://{}\n\n{}", "b".repeat(300), "[a] ".repeat(n))),
    of(Markdown, "distinct targets", |n| (0..n).map(|i| format!("[a{i}]: https://b.example\n\n")).collect()),
    of(Markdown, "emphasis", |n| "*a **b ".repeat(n)),
    of(Markdown, "backticks", |n| "`a `` ".repeat(n)),
    of(Markdown, "nested quotations", |n| format!("{}{}{}", "", "> ".repeat(n), "fin")),
    of(Markdown, "nested lists", |n| format!("{}{}{}", "", "- ".repeat(n), "fin")),
    of(Markdown, "elements", |n| "<div>\n".repeat(n)),
    of(Markdown, "tags amid text", |n| "a <b> <i> ".repeat(n)),
    of(Markdown, "headings amid text", |n| "a <h2>b</h2> ".repeat(n)),
    of(Markdown, "admonitions", |n| "!!! note \"a\"\n    b\n".repeat(n)),
    of(Markdown, "nested admonitions", |n| {
        (0..n / 10).map(|i| format!("{}!!! note \"a\"\n", "    ".repeat(i.min(40)))).collect()
    }),
    of(Markdown, "fenced boxes", |n| ":::tip a\n".repeat(n)),
    of(Markdown, "callouts", |n| "> [!NOTE] a\n".repeat(n)),
    of(Markdown, "paired shortcodes", |n| "{{< a \"b\" >}}{{< /a >}} ".repeat(n)),
    of(Markdown, "open shortcodes", |n| "{{< a {% b {{ ".repeat(n)),
    of(Markdown, "tags that play", |n| "{% youtube abc %} ".repeat(n)),
    of(Markdown, "players", |n| "{{< youtube abcdefgh >}}\n\n".repeat(n / 2)),
    of(Markdown, "definitions", |n| "a\n: b\n\n".repeat(n)),
    of(Markdown, "terms", |n| format!("{}{}{}", "", "a\n".repeat(n), ": b\n")),
    of(Markdown, "ids", |n| "## a {#b}\n\n".repeat(n)),
    of(Markdown, "underlined items", |n| "1. titre\n--------\n\n".repeat(n / 3)),
    of(Markdown, "rows", |n| format!("{}{}{}", "|a|b|\n|-|-|\n", "|a|b|\n".repeat(n), "")),
    of(Markdown, "cells", |n| format!("|{}\n|{}\n|a|\n", "a|".repeat(n), "-|".repeat(n))),
    of(Markdown, "footnotes", |n| (0..n / 2).map(|i| format!("[^{i}]: a\n\n")).collect()),
    of(Markdown, "headings without space", |n| "##a\n\n".repeat(n)),
    of(Markdown, "broken heading", |n| format!("{}{}{}", "## ", "a<br>".repeat(n), "")),
    of(Markdown, "headings", |n| "# Titre de session\n\n".repeat(n / 3)),
    of(Markdown, "bylines", |n| {
        format!("{}{}{}", "## T\n\n", "Intervenant : Jean Dupont (Q)\n\n".repeat(n / 4), "")
    }),
    of(Markdown, "signed headings", |n| {
        "## Titre - Jean Dupont, Bricodata\n\nUne phrase qui dit quelque chose de cela.\n\n".repeat(n / 8)
    }),
    of(Markdown, "authors", |n| {
        format!(
            "---\nauthors: [{}]\n---\n\n{}",
            (0..n).map(|i| format!("Jean{i}, ")).collect::<String>(),
            "## Titre\n\nUne phrase qui dit ce que fut cette session.\n\n".repeat(n / 8)
        )
    }),
    of(Markdown, "fields at the head", |n| format!("{}{}{}", "Title: a\n", "b: c\n".repeat(n), "")),
    of(Markdown, "yaml list", |n| format!("{}{}{}", "---\na:\n", "  - b\n".repeat(n), "---\nx\n")),
    of(Markdown, "edn", |n| format!("{}{}{}", "{:a [", "\"b\" ".repeat(n), "]}\n\nx")),
    of(Markdown, "json", |n| format!("{}{}{}", "{\"a\": [", "\"b\",".repeat(n), "1]}\n\nx")),
    of(Markdown, "long title", |n| format!("{}{}{}", "# ", "mot ".repeat(n), "\n\nx\n")),
    of(Markdown, "open edn", |n| format!("{}{}{}", "{", ":a \"".repeat(n), "")),
    of(Html, "frames", |n| "<iframe src=\"https://a.example/embed/x\"></iframe>".repeat(n)),
    of(Html, "base", |n| {
        format!("<base href=\"https://a.example/{}/\"><p>{}", "x".repeat(2_000), "<a href=b>c</a>".repeat(n))
    }),
    of(Html, "nested hidden", |n| format!("{}{}{}", "", "<div hidden>".repeat(n), "a")),
    of(Html, "hidden", |n| "<div hidden><p>mot mot mot mot</p></div>".repeat(n)),
    of(Html, "doubtful", |n| "<div class=promo><h2>a</h2><p>b</p></div>".repeat(n)),
    of(Html, "nested doubtful", |n| "<div class=promo><h2>a</h2>".repeat(n)),
    of(Html, "definitions", |n| "<dl><dt>a<dd>b</dl>".repeat(n)),
    of(Html, "nested definitions", |n| "<dl><dt>a<dd>".repeat(n)),
    of(Html, "title and headings", |n| {
        format!("<title>{}</title>{}", "mot ".repeat(n), "<h1>mot mot</h1>".repeat(n))
    }),
    of(Html, "buttons", |n| "<button><b>".repeat(n)),
    of(Html, "buttons in headings", |n| "<h2><button>a</button></h2>".repeat(n)),
    of(Html, "broken heading", |n| format!("{}{}{}", "<h2>", "a<br>".repeat(n), "")),
    of(Html, "summaries", |n| "<details><summary>a".repeat(n)),
    of(Html, "link around blocks", |n| {
        format!("<a href=\"https://a.example/{}\">{}", "x".repeat(1_000), "<p>a</p>".repeat(n))
    }),
    of(Html, "navigation", |n| "<nav><a href=x>".repeat(n)),
    of(Html, "cells", |n| format!("{}{}{}", "<table><tr>", "<td><p>".repeat(n), "")),
    of(Html, "nested elements", |n| format!("{}{}{}", "", "<div>".repeat(n), "fin")),
    of(Html, "classes", |n| format!("{}{}{}", "<p class=\"", "a-b ".repeat(n), "\">x")),
    of(Html, "deep json", |n| {
        format!("{}{}{}", "<script type=\"application/ld+json\">", "[".repeat(n), "</script>")
    }),
    of(Html, "labels", |n| "<x label=\"a\">".repeat(n)),
    of(Html, "entities", |n| "&eacute;&bogus;&".repeat(n)),
    of(Html, "named authors", |n| format!("{}{}{}", "", "<span rel=author>".repeat(n), "x")),
    of(Html, "headings", |n| "<h2>Titre de session</h2><p>Un texte.</p>".repeat(n / 4)),
    of(Html, "items", |n| format!("{}{}{}", "<ul>", "<li>a".repeat(n), "")),
    of(Html, "breaks", |n| "a<br><br>".repeat(n)),
    of(Rst, "open roles", |n| format!("{}{}{}", "N\n-\n\n", ":a_".repeat(n), "")),
    of(Rst, "roles", |n| format!("{}{}{}", "N\n-\n\n", ":a:`b ".repeat(n), "")),
    of(Rst, "colons", |n| format!("{}{}{}", "N\n-\n\n", ":".repeat(n), "")),
    of(Rst, "targets", |n| format!(".. _a: https://{}\n\n{}", "b".repeat(500), "a_ ".repeat(n))),
    of(Rst, "substitutions", |n| format!(".. |a| replace:: {}\n\n{}", "b".repeat(500), "|a| ".repeat(n))),
    of(Rst, "bars", |n| format!("{}{}{}", "N\n-\n\n", "|a |b ".repeat(n), "")),
    of(Rst, "backticks", |n| format!("{}{}{}", "N\n-\n\n", "`a <b ".repeat(n), "")),
    of(Rst, "words", |n| format!("{}{}{}", "N\n-\n\n", "a_b_c_".repeat(n), "")),
    of(Rst, "underscores", |n| format!("{}{}{}", "N\n-\n\n", "_".repeat(n), "")),
    of(Rst, "tables", |n| "== ==\na b\n== ==\n\n".repeat(n)),
    of(Rst, "open tables", |n| "== ==\na b\n\n".repeat(n)),
    of(Rst, "wide table", |n| format!("{0}\n{1}\n{0}\n", "== ".repeat(n), "a  ".repeat(n))),
    of(Rst, "definitions", |n| "a\n  b\n\n".repeat(n)),
    of(Rst, "nested definitions", |n| (0..n).map(|i| format!("{}a\n", " ".repeat(i.min(100)))).collect()),
    of(Rst, "directives", |n| ".. note:: a\n\n   b\n\n".repeat(n)),
    of(Rst, "fields", |n| format!("{}{}{}", "x\n\n", ":a: b\n".repeat(n), "")),
    of(Rst, "headings", |n| "Titre\n=====\n\nTexte.\n\n".repeat(n)),
    of(Rst, "distinct targets", |n| (0..n).map(|i| format!(".. _a{i}: https://b.example\n")).collect()),
    of(Rst, "emphasis", |n| format!("{}{}{}", "N\n-\n\n", "*a **b ".repeat(n), "")),
    of(Asciidoc, "attribute", |n| format!(":a: {}\n\n{}", "b".repeat(1_900), "{a}".repeat(n))),
    of(Asciidoc, "attributes of attributes", |n| {
        (0..n).map(|i| format!(":a{}: {{a{i}}}{{a{i}}}\n", i + 1)).collect()
    }),
    of(Asciidoc, "open links", |n| "link:{a}".repeat(n)),
    of(Asciidoc, "open addresses", |n| "https://a*b*".repeat(n)),
    of(Asciidoc, "links", |n| "https://a.example[b] ".repeat(n)),
    of(Asciidoc, "open notes", |n| "footnote:[a [b] ".repeat(n)),
    of(Asciidoc, "notes", |n| "a footnote:[b] ".repeat(n)),
    of(Asciidoc, "open images", |n| "image:{a}".repeat(n)),
    of(Asciidoc, "open references", |n| "xref:a`b`".repeat(n)),
    of(Asciidoc, "jumps", |n| "<<a ".repeat(n)),
    of(Asciidoc, "emphasis", |n| "*a _b `c #d ".repeat(n)),
    of(Asciidoc, "terms", |n| "a::\nb\n\n".repeat(n)),
    of(Asciidoc, "boxes", |n| "====\na\n".repeat(n)),
    of(Asciidoc, "boxes in boxes", |n| {
        (0..n / 10).map(|i| format!("{}\na\n\n", "=".repeat(4 + i % 100))).collect()
    }),
    of(Asciidoc, "headings", |n| "== a\n\nb\n\n".repeat(n)),
    of(Asciidoc, "tables", |n| "|===\n|a |b\n|===\n".repeat(n)),
    of(Asciidoc, "players", |n| "video::abc[youtube]\n\n".repeat(n)),
    of(Asciidoc, "passed through", |n| "++++\n<p>a</p>\n++++\n".repeat(n)),
    of(Asciidoc, "admonitions", |n| "NOTE: a\n\n".repeat(n)),
    of(Asciidoc, "links in a heading", |n| format!("{}{}{}", "== ", "https://a.example[b] ".repeat(n), "")),
];
