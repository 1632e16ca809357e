//! Recaps in many layouts, cut: each `*.cut` in `tests/recaps` and `tests/marks` holds the units that a careful reader
//! sees in the recap beside it.
//!
//! A line a unit: `first-last kind title`, then people, companies, writers, mark and day where there are any.

use recaps::corpus::{Document, Format};
use recaps::recap::{self, Cut, Sidecar, markup};
use recaps::talk::{Kind, Talk};
use std::collections::HashSet;
use std::fmt::Write;
use std::path::{Path, PathBuf};

fn document(text: &str, file: &str) -> Document {
    let format = Format::from_path(Path::new(file)).expect("a recap's name");
    Document::decode(text.as_bytes(), file, format, None).expect("text")
}

fn cut(text: &str, file: &str) -> Cut {
    recap::cut(&document(text, file))
}

/// Recaps in many layouts, and those whose sessions have a mark in the place of headings.
fn recaps() -> Vec<PathBuf> {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let folders = ["recaps", "marks"].map(|folder| tests.join(folder));
    let mut files: Vec<PathBuf> = folders
        .iter()
        .flat_map(|folder| std::fs::read_dir(folder).expect("recaps"))
        .map(|entry| entry.expect("entry").path())
        .filter(|path| Format::from_path(path).is_some() && path.with_extension("cut").exists())
        .collect();
    files.sort();
    files
}

fn outline(cut: &Cut) -> String {
    let mut out = String::new();
    for talk in &cut.talks {
        let source = &talk.source;
        write!(out, "{}-{} {} {}", source.first_line, source.last_line, talk.kind.as_str(), talk.title)
            .expect("string");
        for (sign, names) in [("by", &talk.speakers), ("of", &talk.organisations), ("told by", &talk.writers)]
        {
            if !names.is_empty() {
                write!(out, " | {sign} {}", names.join(", ")).expect("string");
            }
        }
        if let Some(rating) = &talk.rating {
            write!(out, " | {} = {}", rating.raw, rating.value.map_or("?".to_owned(), |v| v.to_string()))
                .expect("string");
        }
        if let Some(date) = &talk.date {
            write!(out, " | {date}").expect("string");
        }
        out.push('\n');
    }
    out
}

#[test]
fn every_layout_is_cut_as_a_careful_reader_would() {
    let files = recaps();
    assert!(files.len() >= 15, "recaps to cut: {files:?}");
    for path in files {
        let file = path.file_name().expect("name").to_string_lossy().into_owned();
        let cut = recap::cut(&Document::read(&path, &file).expect("recap"));
        let expected = std::fs::read_to_string(path.with_extension("cut")).expect("expected");
        assert_eq!(outline(&cut), expected, "{file}");
    }
}

#[test]
fn every_line_is_in_one_body_or_titles_a_unit_or_is_noise() {
    for path in recaps() {
        let document = Document::read(&path, "recap").expect("recap");
        assert_nothing_is_lost(&document);
    }
}

/// Every visible line is in exactly one unit, or heads one, or is listed as noise.
fn assert_nothing_is_lost(document: &Document) {
    let cut = recap::cut(document);
    let mut covered: HashSet<u32> = HashSet::new();
    let mut last = 0;
    for talk in &cut.talks {
        let source = &talk.source;
        assert!(
            source.first_line > last || last == 0 || source.first_line == last,
            "units overlap at {}",
            source.first_line
        );
        assert!(source.last_line >= source.first_line && source.last_byte >= source.first_byte);
        last = source.last_line;
        assert!(!talk.title.is_empty(), "a unit without a title at {}", source.first_line);
        assert!(
            talk.id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '/')),
            "{}",
            talk.id
        );
        covered.insert(source.first_line);
        assert_eq!(talk.body.text.split('\n').count().max(1), talk.body.lines.len().max(1));
        assert!(talk.body.lines.windows(2).all(|pair| pair[0] <= pair[1]));
        for &line in &talk.body.lines {
            assert!(
                (source.first_line..=source.last_line).contains(&line),
                "line {line} is outside of its unit"
            );
            covered.insert(line);
        }
    }
    let page = markup::read(document);
    for line in &page.lines {
        let noise = cut.noise.iter().any(|(first, last)| (*first..=*last).contains(&line.number));
        assert!(noise || covered.contains(&line.number), "line {} is lost: {:?}", line.number, line.text);
    }
    let ids: HashSet<&str> = cut.talks.iter().map(|talk| talk.id.as_str()).collect();
    assert_eq!(ids.len(), cut.talks.len(), "two talks share an id");
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(200))]

    #[test]
    fn nothing_is_lost_of_recaps_put_together_at_random(
        picks in proptest::collection::vec((0usize..40, 0usize..60, 0u8..5), 0..60),
        form in 0usize..5,
    ) {
        let texts: Vec<String> = recaps().iter().map(|path| std::fs::read_to_string(path).expect("recap")).collect();
        let mut text = String::new();
        for (file, line, blank) in picks {
            let lines: Vec<&str> = texts[file % texts.len()].lines().collect();
            text.push_str(lines[line % lines.len()]);
            text.push_str(if blank == 0 { "\n\n" } else { "\n" });
        }
        let name = ["r.txt", "r.md", "r.html", "r.rst", "r.adoc"][form];
        assert_nothing_is_lost(&document(&text, name));
    }

    #[test]
    fn no_text_makes_it_panic(text in "[ -~éÉ’«»🤩\u{a0}\\n#*_\\[\\]()!|:<>/&;-]{0,400}", form in 0usize..5) {
        let name = ["r.txt", "r.md", "r.html", "r.rst", "r.adoc"][form];
        assert_nothing_is_lost(&document(&text, name));
    }
}

#[test]
fn one_line_under_one_heading_is_one_unit_whatever_the_line_is() {
    for line in [
        "mot",
        "C++",
        "Partager",
        "© Untel",
        "voir https://exemple.fr/x",
        "Publié le 3 mai 2020",
        "Ressources",
        "(Jeanne Martin)",
    ] {
        let cut = cut(&format!("# Zzyzx 1900\n\n## Qwfpgj\n\n{line}\n"), "r.md");
        let titles: Vec<&str> = cut.talks.iter().map(|talk| talk.title.as_str()).collect();
        assert_eq!(titles, ["Qwfpgj"], "{line}");
        assert_eq!(cut.talks[0].body.text, line);
        assert_ne!(cut.talks[0].kind, Kind::Keynotes);
    }
}

#[test]
fn empty_recaps_have_no_talks_and_a_finding() {
    for text in ["", "\n\n \n", "---\ntitle: x\n---\n"] {
        let document = document(text, "vide.md");
        let cut = recap::cut(&document);
        assert!(cut.talks.is_empty());
        assert!(recap::lint(&document, &cut).iter().any(|finding| finding.code == "no-talk"), "{text:?}");
    }
}

const TWO: &str = "# Devoxx France 2019\n\n## Un titre, par Alice Morin\n\nAlice raconte une migration sans fin. Une belle leçon.\n\n## Un autre titre, par Louis Faure\n\nLouis mesure tout, puis recommence. On en redemande.\n";

fn talk<'a>(cut: &'a Cut, title: &str) -> &'a Talk {
    cut.talks
        .iter()
        .find(|talk| talk.title == title)
        .unwrap_or_else(|| panic!("no `{title}` in {}", outline(cut)))
}

#[test]
fn ids_stay_when_the_recap_is_edited_elsewhere_or_moved() {
    let before = cut(TWO, "corpus/devoxx-2019.md");
    let id = &talk(&before, "Un autre titre").id;
    assert_eq!(id, "devoxx-2019/un-autre-titre");
    let edited = cut(
        &TWO.replace(
            "Une belle leçon.",
            "Une belle leçon.\n\n## Encore un, par Rose Petit\n\nUne phrase de plus pour la route.",
        ),
        "corpus/devoxx-2019.md",
    );
    assert_eq!(&talk(&edited, "Un autre titre").id, id);
    let moved = cut(TWO, "archives/2019/devoxx-2019.md");
    assert_eq!(&talk(&moved, "Un autre titre").id, id);
}

#[test]
fn talks_with_one_title_are_distinguished_by_their_words_not_their_place() {
    let keynotes = |first: &str, second: &str| {
        let text = format!(
            "# Devoxx France 2019\n\n## Lundi\n\n### Keynote d'accueil\n\n{first}\n\n## Mardi\n\n### Keynote d'accueil\n\n{second}\n"
        );
        cut(&text, "k.md").talks.iter().map(|talk| talk.id.clone()).collect::<Vec<_>>()
    };
    let (a, b) =
        ("Anne Leroy parle de mémoire et de temps long.", "Paul Henry parle de réseaux et de cafés froids.");
    let (there, back) = (keynotes(a, b), keynotes(b, a));
    assert_eq!(there.len(), 2);
    assert_ne!(there[0], there[1]);
    assert_eq!((&there[0], &there[1]), (&back[1], &back[0]));
}

#[test]
fn headings_on_the_day_around_the_sessions_head_sections() {
    let session =
        "## Raboter sans copeaux\n\nPar Zoé Pastel (Bricodata)\n\nOn rabote, et le bois raconte sa vie.\n\n";
    for around in [
        "Mot de bienvenue",
        "Le networking",
        "Les petits plus",
        "Prochaine fois ?",
        "Les bénévoles",
        "Discussion",
    ] {
        let told = "Les organisateurs parlent longuement de la salle, du repas, et des gens qui sont venus.";
        let cut =
            cut(&format!("# Journée du rabot 2024\n\n{session}## {around}\n\n{told}\n\n{session}"), "r.md");
        assert_eq!(talk(&cut, around).kind, Kind::Section, "{around}");
    }
}

#[test]
fn bold_names_under_a_heading_sign_its_session() {
    let session = |(title, who): (&str, &str)| {
        format!(
            "{title}\n\n**{who}**  \n\nOn y présente une lame, puis une autre, et le bois raconte sa vie.\n\n"
        )
    };
    let sessions = [
        ("Les copeaux de l'avenir : une réserve ouverte", "Zoé Pastel (Réseau du copeau)"),
        ("Trier la sciure", "Hugo Rabot (Université du Bois)"),
        ("Reconnaître une lame : tour d'horizon", "Odile Parchemin"),
    ];
    for level in ["## ", "#### "] {
        let headed = sessions.map(|(title, who)| session((&format!("{level}{title}"), who)));
        let cut = cut(
            &format!("# Journée du rabot 2024\n\nVingt personnes à l'atelier.\n\n{}", headed.concat()),
            "r.md",
        );
        for (title, who) in sessions {
            let name = who.split(" (").next().expect("a name");
            assert_eq!(talk(&cut, title).speakers, [name], "{level}{title}");
        }
    }
    // Names under a day head sessions of their own.
    let named = sessions.map(|(_, who)| session(("", who))).concat();
    let cut = cut(&format!("# Journées du rabot 2024\n\n## Atelier du matin\n{named}"), "r.md");
    assert!(cut.talks.iter().any(|talk| talk.title.starts_with("Hugo Rabot")), "{:?}", cut.talks);
}

#[test]
fn a_sidecar_sets_facts_and_says_where_to_cut() {
    let text = "Un premier paragraphe qui raconte une histoire assez longue.\n\nUn titre\n\nUn second paragraphe qui raconte autre chose, plus court.\n";
    let sidecar = Sidecar::parse(
        "event = \"Devoxx FR\"\ndates = [\"2014-04-16\", \"2014-04-18\"]\ncity = \"Paris\"\nauthors = [\"Alice Morin\"]\ncut = [3]\n",
        5,
    )
    .expect("sidecar");
    let cut = recap::cut_with(&document(text, "r.md"), &sidecar);
    assert_eq!(cut.talks.len(), 2);
    let talk = talk(&cut, "Un titre");
    assert_eq!(
        (talk.event.as_deref(), talk.year, talk.date.as_deref()),
        (Some("Devoxx France"), Some(2014), Some("2014-04-16"))
    );
    assert_eq!(
        (talk.city.as_deref(), &cut.recap.authors[..]),
        (Some("Paris"), &["Alice Morin".to_owned()][..])
    );
    assert_eq!(talk.source.first_line, 3);
    let joined = Sidecar::parse("join = [7]", 9).expect("sidecar");
    let cut = recap::cut_with(&document(TWO, "r.md"), &joined);
    assert_eq!(cut.talks.len(), 1);
    assert!(cut.talks[0].body.text.contains("Un autre titre"), "{}", cut.talks[0].body.text);
}

#[test]
fn a_faulty_sidecar_is_refused_with_its_line() {
    let fault = |text: &str| Sidecar::parse(text, 10).expect_err(text);
    assert_eq!(fault("event = \"x\"\nevnt = \"y\"").line, 2);
    assert!(fault("event = \"x\"\nevnt = \"y\"").message.contains("evnt"));
    assert_eq!(fault("\n\nyear = 20024").line, 3);
    assert!(fault("dates = [\"2020-02-31\"]").message.contains("2020-02-31"));
    assert!(fault("dates = [\"2020-02-03\", \"2020-02-01\"]").message.contains("before"));
    assert!(fault("url = \"javascript:alert(1)\"").message.contains("http"));
    assert!(fault("cut = [1,\n 11]").message.contains("11"));
    assert_eq!(fault("cut = [1,\n 11]").line, 2);
    assert!(fault("cut = [3]\njoin = [3]").message.contains("both"));
    assert!(!fault("cut = ").message.contains('\n'));
}

#[test]
fn spans_are_those_of_the_file_as_it_is() {
    let text = TWO.replace('\n', "\r\n");
    let cut = cut(&text, "r.md");
    for talk in &cut.talks {
        let span = &text.as_bytes()[talk.source.first_byte as usize..talk.source.last_byte as usize];
        let span = std::str::from_utf8(span).expect("whole characters");
        assert!(span.starts_with("## ") && span.ends_with('.'), "{span:?}");
    }
}
