//! Texts that nobody wrote in good faith, and texts that nobody wrote at all.

use super::{FORMATS, check, listed, read};
use proptest::prelude::*;
use recaps::corpus::{Document, Format};
use recaps::recap::markup;

#[test]
fn front_matter_that_is_hostile_or_broken_does_no_harm() {
    let mut bomb = String::from("---\ntitle: Vrai titre\na: &a [x,x,x,x,x,x,x,x,x]\n");
    for level in 0..40 {
        let (name, inner) = ((b'b' + level % 24) as char, (b'a' + level % 24) as char);
        bomb += &format!(
            "{name}: &{name} [*{inner},*{inner},*{inner},*{inner},*{inner},*{inner},*{inner},*{inner}]\n"
        );
    }
    bomb += "---\ntexte\n";
    let page = read(Format::Markdown, &bomb);
    assert_eq!(page.metadata.title.as_deref(), Some("Vrai titre"));
    assert_eq!(listed(&page).len(), 1);
    let deep = format!("---\ntitle: x\na: {}\n---\ntexte\n", "[".repeat(50_000));
    assert_eq!(listed(&read(Format::Markdown, &deep)).len(), 1);
    let broken = "---\ntitle: \"Sans fin\nauthor: Anne: Martin\n---\ntexte\n";
    assert_eq!(read(Format::Markdown, broken).metadata.authors, ["Anne: Martin"]);
    let rule = "---\nPas un champ, une phrase.\n\n---\n\nSuite\n";
    assert_eq!(listed(&read(Format::Markdown, rule)).len(), 2);
}

#[test]
fn size_and_depth_cost_no_more_than_their_share() {
    const MANY: usize = 30_000;
    let inputs = [
        "<div>".repeat(MANY) + "fin",
        "<div><p>".repeat(MANY) + "fin",
        "<b><i class=x>".repeat(MANY) + "fin",
        "<p><x-a><button>".repeat(MANY) + "</p>fin",
        "<ul><li>".repeat(MANY) + "fin",
        "<table><tr><td>".repeat(MANY) + "fin",
        "<div></span></p></li>".repeat(MANY) + "fin",
        "<a href=x><h2>".repeat(MANY),
        format!("<p {}>fin</p>", (0..MANY).map(|i| format!("a{i}=b ")).collect::<String>()),
        format!("<p {}>fin</p>", "class=a ".repeat(MANY)),
        format!("<p>début<!-- {}", "- ".repeat(MANY)),
        "&eacute;&#233;&bogus;&".repeat(MANY),
        "<script>".repeat(MANY),
        "<".repeat(MANY),
        "> ".repeat(MANY) + "fin",
        "* ".repeat(MANY) + "fin",
        "[".repeat(MANY) + "fin" + &"](x)".repeat(MANY),
        "*a **b ".repeat(MANY),
        "`".repeat(MANY) + "a `b ``c ",
        "{{< {% {{ ".repeat(MANY),
        "` *a* ".repeat(MANY) + "|x <y",
        "_a `b <c ".repeat(MANY),
        "https://a.example[x <<y {z ".repeat(MANY),
        "https://(".repeat(MANY),
        "# \n".repeat(MANY),
        "- x\n\n  ".repeat(MANY),
        "a\n=\n".repeat(MANY),
        "..\n".repeat(MANY),
        "e\u{301}".repeat(MANY),
        "\r".repeat(MANY),
        "mot ".repeat(5 * MANY / 4 * 10),
    ];
    for input in inputs {
        for format in FORMATS {
            let page = read(format, &input);
            check(&page, &input);
        }
    }
}

/// Pieces that recaps and attacks are made of.
fn piece() -> impl Strategy<Value = String> {
    let pieces = [
        "\n",
        "\n\n",
        "\r\n",
        "\r",
        " ",
        "  ",
        "\t",
        "\u{A0}",
        "\u{AD}",
        "\u{301}",
        "\0x",
        "\u{1B}[0m",
        "👩\u{200D}💻",
        "é",
        "mot",
        "# Titre",
        "##Collé",
        "---",
        "===",
        "====",
        "* ",
        "- ",
        "1. ",
        "> ",
        "    ",
        "**",
        "*",
        "_",
        "`",
        "```",
        "~~~",
        "|",
        "|---|",
        "[a](b)",
        "[",
        "](",
        ")",
        "![",
        "<https://a.example>",
        "https://a.example/x.",
        "<div>",
        "</div>",
        "<p>",
        "</p>",
        "<ul><li>",
        "</ul>",
        "<a href='x'>",
        "</a>",
        "<h2>",
        "</h2>",
        "<br>",
        "<pre>",
        "</pre>",
        "<table><tr><td>",
        "</table>",
        "<script>",
        "</script>",
        "<!--",
        "-->",
        "<article>",
        "</article>",
        "<nav class=menu>",
        "<title>",
        "&eacute;",
        "&#0;",
        "&amp",
        "{{< x >}}",
        "{% x %}",
        "{: .x}",
        ":champ: valeur",
        ".. image:: x",
        ".. note::",
        "::",
        "`a <b>`_",
        "____",
        "----",
        "====\n",
        "image::x[]",
        "<<x,y>>",
        "https://a.example[b]",
        "---\ntitle: x\n---\n",
        "+++\n",
    ];
    prop_oneof![9 => prop::sample::select(pieces.to_vec()).prop_map(str::to_owned), 1 => any::<String>()]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_text_becomes_lines_in_their_places(pieces in prop::collection::vec(piece(), 0..60)) {
        let text = pieces.concat().replace('\0', "");
        for format in FORMATS {
            // Text that looks binary is refused before any markup is read.
            if let Ok(document) = Document::decode(text.as_bytes(), "x", format, None) {
                let page = markup::read(&document);
                check(&page, &document.text);
            }
        }
    }
}
