//! Markup that multiplies, nests and never closes, through the whole cut. That the lines are right line by line is
//! for `markup/` to see; here stands what comes out in the end.

use super::cut;
use recaps::ingest;
use recaps::recap::{self, Cut, Sidecar};

/// All text of a cut: titles and bodies.
fn text(cut: &Cut) -> String {
    cut.talks.iter().flat_map(|talk| [talk.title.as_str(), "\n", talk.body.text.as_str(), "\n"]).collect()
}

/// Whether the text of the last line came through.
fn ends(text_of: &str, file: &str) {
    let cut = cut(text_of, file);
    assert!(text(&cut).contains("graouli"), "{:?}", cut.talks.len());
    assert!(!cut.truncated);
}

/// The message about a file that is not read.
fn refused(text: &str, file: &str) -> String {
    let folder = super::folder();
    let path = folder.path().join(file);
    std::fs::write(&path, text).expect("a file");
    ingest::read(&path, file, None).expect_err("refused").to_string()
}

#[test]
fn a_million_elements_one_inside_the_other() {
    ends(&("<div>".repeat(1_000_000) + "Le graouli."), "x.html");
    let more = "<div>".repeat(1_000_001) + "Le graouli.";
    assert!(refused(&more, "x.html").contains("1000001 signs of markup"));
}

#[test]
fn elements_closed_in_any_order() {
    ends(&("<b><i></b></i></p></table>".repeat(50_000) + "Le graouli."), "x.html");
}

#[test]
fn a_million_attributes() {
    let attributes: String = (0..1_000_000).map(|n| format!("a{n} ")).collect();
    ends(&format!("<p {attributes}>Le graouli.</p>"), "x.html");
}

#[test]
fn a_comment_that_never_closes() {
    let cut = cut(&format!("<p>Le graouli.</p><!-- {}", "-- >".repeat(250_000)), "x.html");
    assert_eq!(text(&cut).trim(), "X\nLe graouli.");
}

#[test]
fn an_attribute_that_never_closes() {
    let cut = cut(&format!("<p>Le graouli.</p><a href=\"{}", "x ".repeat(500_000)), "x.html");
    assert_eq!(text(&cut).trim(), "X\nLe graouli.");
}

#[test]
fn a_flood_of_entities() {
    let flood = "&eacute;&#233;&#x110000;&bogus;&".repeat(30_000);
    let cut = cut(&format!("<p>{flood} graouli</p>"), "x.html");
    assert!(text(&cut).contains("éé") && text(&cut).contains("graouli"));
    ends(&format!("<p>&#{}; &{}; graouli</p>", "9".repeat(500_000), "a".repeat(500_000)), "x.html");
}

#[test]
fn scripts_and_styles_are_no_text() {
    let page = "<h1>Qwertz</h1><p>Le graouli.</p><script>var visible = '<p>non</p>';</script>\
        <style>non { color: red }</style><script>non"
        .to_owned()
        + &"</scr<script>".repeat(10_000);
    let cut = cut(&page, "x.html");
    assert!(text(&cut).contains("graouli") && !text(&cut).contains("non"), "{}", text(&cut));
}

#[test]
fn a_page_that_is_all_headings() {
    let cut = cut(&"<h2>Titre de session</h2>".repeat(20_000), "x.html");
    assert!(!cut.talks.is_empty());
}

#[test]
fn a_table_without_end() {
    ends(&("<table>".to_owned() + &"<tr><td>un<td>deux".repeat(50_000) + "<tr><td>Le graouli."), "x.html");
    ends(&("|a|b|\n|-|-|\n".to_owned() + &"|un|deux|\n".repeat(50_000) + "\nLe graouli.\n"), "x.md");
}

#[test]
fn quotations_and_lists_a_hundred_thousand_deep() {
    ends(&("> ".repeat(100_000) + "Le graouli.\n"), "x.md");
    ends(&("- ".repeat(100_000) + "Le graouli.\n"), "x.md");
    ends(&("<ul><li>".repeat(100_000) + "Le graouli."), "x.html");
}

#[test]
fn emphasis_and_brackets_that_never_close() {
    for piece in ["*a **b ", "*a_ ", "[", "![", "](", "`a ``b ", "<a", "[^a]", "\\", "~~a "] {
        ends(&(piece.repeat(50_000) + "\n\nLe graouli.\n"), "x.md");
    }
}

#[test]
fn more_markup_than_a_recap_has() {
    assert!(refused(&"*a **b ".repeat(400_000), "x.md").contains("1200000 signs of markup"));
    assert!(refused(&"<p>a".repeat(200_000), "x.html").contains("more lines than a recap may have"));
}

#[test]
fn definitions_of_links_that_nothing_uses() {
    let definitions: String = (0..10_000).map(|n| format!("[a{n}]: https://x{n}.example\n")).collect();
    ends(&(definitions + "\n" + &"[a1][a2][nulle] ".repeat(10_000) + "\n\nLe graouli.\n"), "x.md");
}

#[test]
fn aliases_of_yaml_that_multiply() {
    let mut front = "---\ntitle: Journée Qwertz\na0: &a0 [rire, rire, rire, rire]\n".to_owned();
    for n in 1..200 {
        let before = format!("*a{}", n - 1);
        front += &format!("a{n}: &a{n} [{before}, {before}, {before}, {before}]\n");
    }
    let cut = cut(&(front + "tags: *a199\n---\n\nLe graouli.\n"), "x.md");
    assert_eq!(cut.recap.title.as_deref(), Some("Journée Qwertz"));
    assert!(text(&cut).contains("graouli"));
}

#[test]
fn facts_too_long_for_every_talk_to_carry() {
    let long = "qwertz ".repeat(20_000);
    let talks = "## Une session\n\nUne phrase qui dit ce que fut cette session.\n\n".repeat(2_000);
    let cut = cut(&format!("---\ntitle: {long}\nevent: {long}\nauthor: {long}\n---\n\n{talks}"), "x.md");
    assert!(cut.talks.len() > 1_000);
    let carried = cut.talks.iter().map(|talk| {
        let recap = &talk.recap;
        recap.title.as_ref().map_or(0, String::len)
            + talk.event.as_ref().map_or(0, String::len)
            + recap.authors.iter().map(String::len).sum::<usize>()
    });
    assert!(carried.max() < Some(10_000));
}

/// The same from the file beside a recap: what every talk would carry is refused with its line, or bounded.
#[test]
fn facts_of_a_sidecar_too_long_for_every_talk_to_carry() {
    let long = "qwertz ".repeat(20_000);
    let talks = "## Une session\n\nUne phrase qui dit ce que fut cette session.\n\n".repeat(2_000);
    let document = super::document(format!("---\ntitle: Qwertz 2031\n---\n\n{talks}").as_bytes(), "x.md");
    let carried = |text: &str| {
        let sidecar = match Sidecar::parse(text, 10_000) {
            Ok(sidecar) => sidecar,
            Err(refused) => {
                assert_eq!(refused.line, 1, "{refused:?}");
                return Some(0);
            }
        };
        let cut = recap::cut_with(&document, &sidecar);
        assert!(cut.talks.len() > 1_000);
        cut.talks.iter().map(|talk| format!("{talk:?}").len()).max()
    };
    let list = |value: &str| format!("[{}]", vec![format!("{value:?}"); 20_000].join(", "));
    for sidecar in [
        format!("event = {long:?}"),
        format!("city = {long:?}"),
        format!("publisher = {long:?}"),
        format!("authors = [{long:?}]"),
        format!("tags = [{long:?}]"),
        format!("authors = {}", list("Zoé")),
        format!("tags = {}", list("noyau")),
        format!("url = \"https://a.example/{}\"", "x".repeat(140_000)),
    ] {
        assert!(carried(&sidecar) < Some(10_000), "{:.20}: {:?}", sidecar, carried(&sidecar));
    }
}

/// As many notes about talks as there are talks, all of one title: each is looked up, none is searched for.
#[test]
fn notes_about_single_talks_are_looked_up() {
    let number = 3_000;
    let talks = "## Ouverture\n\nUne phrase qui dit ce que fut cette session.\n\n".repeat(number);
    let text = format!("---\ntitle: Qwertz 2031\n---\n\n{talks}");
    let note = |n| format!("[[talk]]\ntitle = \"Ouverture\"\norigin = \"o\"\nroom = \"{n}\"\n");
    let notes = (0..number + 1).map(note).collect::<String>();
    let cut = recap::cut_with(
        &super::document(text.as_bytes(), "x.md"),
        &Sidecar::parse(&notes, 100_000).expect("a sidecar"),
    );
    let rooms: Vec<Option<&str>> =
        cut.talks.iter().map(|talk| talk.programme.as_ref()?.room.as_deref()).collect();
    assert_eq!((rooms[0], rooms[number - 1]), (Some("0"), Some((number - 1).to_string().as_str())));
    assert_eq!(cut.unknown_titles, ["Ouverture"]);
}

#[test]
fn a_unit_that_names_everybody() {
    let names: String = ["Jean", "Marie", "Paul", "Anne"]
        .iter()
        .enumerate()
        .flat_map(|(a, first)| {
            (0..5_000)
                .map(move |n| format!("Intervenant : {first} Dupont{} (Société{a}x{n})\n\n", letters(n)))
        })
        .collect();
    let cut = cut(&format!("# Qwertz 2021\n\n## Table ronde\n\n{names}\nLe graouli.\n"), "x.md");
    let speakers = cut.talks.iter().map(|talk| talk.speakers.len()).max();
    assert!(speakers > Some(10) && speakers <= Some(400), "{speakers:?}");
}

#[test]
fn a_text_that_presents_everybody() {
    let table: String =
        (0..20_000).map(|n| format!("Jean Dupont{} a présenté son sujet.\n\n", letters(n))).collect();
    ends(&format!("# Qwertz 2021\n\n## Table ronde\n\n{table}\nLe graouli.\n"), "x.md");
}

/// A number in letters, as names are written.
fn letters(n: usize) -> String {
    [n / 676 % 26, n / 26 % 26, n % 26].iter().map(|&i| char::from(b'a' + i as u8)).collect()
}

#[test]
fn lines_that_are_all_titles() {
    for line in [
        "Un titre de session\n",
        "Un titre de session\n\n",
        "a\n",
        "- Un point\n",
        "Titre\n=====\n",
        "Jean Dupont, Marie Martin\n",
        "(\n",
        "1\n",
    ] {
        let cut = cut(&(line.repeat(20_000) + "\nLe graouli.\n"), "x.txt");
        assert!(text(&cut).contains("graouli"), "{line:?}");
    }
}

#[test]
fn a_line_that_is_all_of_one_kind() {
    for piece in [
        "Jean Dupont, ",
        "par ",
        "chez ",
        "le 3 mai 2021 ",
        "1",
        "(",
        "🔥",
        "https://a(",
        "a, ",
        "C'est le CTO de ",
        "4/5 ",
        "- ",
        "« ",
    ] {
        ends(&format!("{}\n\nLe graouli.\n", piece.repeat(50_000)), "x.txt");
    }
}

#[test]
fn rst_and_asciidoc_that_never_close() {
    for file in ["x.rst", "x.adoc"] {
        for piece in ["*a `b <c ", "``", "|a ", "`a", "[[", "<<a", "{a", "image::", ".. ", "link:a["] {
            ends(&(piece.repeat(30_000) + "\n\nLe graouli.\n"), file);
        }
        ends(&("Titre\n=====\n\n== Titre\n\nUn texte.\n\n".repeat(5_000) + "Le graouli.\n"), file);
    }
}
