//! A recap is never lost, and an id stays true: a file that cannot be read now still answers as before and is reported; a
//! changed file keeps its ids.

mod common;

use common::{home, printed, recaps};
use serde_json::Value;
use std::fs;
use std::path::Path;

const TWO: &str = "# Rencontres Galet 2031\n\n## Le torrent apprivoisé, par Inès Morel\n\nUn torrent se dompte avec patience.\n";

fn write(home: &Path, file: &str, text: &str) {
    let path = home.join("corpus").join(file);
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(path, text).expect("a recap");
}

fn json(home: &Path, args: &[&str]) -> Value {
    let mut all = args.to_vec();
    all.extend(["--format", "json"]);
    serde_json::from_str(&printed(recaps(home, &all))).expect("JSON")
}

fn ids(home: &Path, words: &str) -> Vec<String> {
    let output = recaps(home, &["search", "--no-correct", "-q", "--format", "ids", words]);
    String::from_utf8(output.stdout).expect("UTF-8").lines().map(str::to_owned).collect()
}

fn said(home: &Path, args: &[&str]) -> (Option<i32>, String) {
    let output = recaps(home, args);
    (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
}

/// Checks the messages about a kept recap from index, status and search, and that they stop once it is mended.
fn is_kept(home: &Path, reason: &str, mend: impl FnOnce()) {
    let (status, stderr) = said(home, &["index", "--strict"]);
    assert_eq!(status, Some(2), "{stderr}");
    assert!(stderr.contains("kept the last version of") && stderr.contains(reason), "{stderr}");
    for _ in 0..2 {
        let found = json(home, &["search", "torrent"]);
        assert_eq!((found["total"].as_u64(), found["index"]["kept"].as_u64()), (Some(1), Some(1)), "{found}");
        let status = json(home, &["status"]);
        assert_eq!(status["skipped"][0]["kept"], true, "{status}");
        assert!(status["skipped"][0]["reason"].as_str().is_some_and(|r| r.contains(reason)), "{status}");
        assert!(printed(recaps(home, &["status"])).contains(reason));
        // Neither another run nor one from the beginning loses it.
        assert!(recaps(home, &["index", "--rebuild"]).status.success());
    }
    assert!(said(home, &["search", "torrent"]).1.contains("recaps status"));
    mend();
    assert_eq!(said(home, &["index", "--strict"]).0, Some(0));
    let status = json(home, &["status"]);
    assert_eq!(
        (status["index"]["kept"].as_u64(), status["skipped"].as_array().map(Vec::len)),
        (Some(0), Some(0))
    );
    assert_eq!(ids(home, "torrent").len(), 1);
}

#[test]
fn a_recap_whose_sidecar_has_a_slip_answers_as_before_until_it_is_mended() {
    let home = home(&[("galet.md", TWO)]);
    printed(recaps(home.path(), &["index"]));
    write(home.path(), "galet.recap.toml", "yera = 2031\n");
    is_kept(home.path(), "galet.recap.toml:1", || write(home.path(), "galet.recap.toml", "year = 2032\n"));
    assert_eq!(json(home.path(), &["list"])[0]["year"], 2032);
}

#[test]
fn a_recap_that_is_no_text_any_more_answers_as_before_until_it_is_mended() {
    let home = home(&[
        ("galet.md", TWO),
        ("autre.md", "# Rencontres Galet 2030\n\n## Le sable, par Awa Diop\n\nDu sable.\n"),
    ]);
    printed(recaps(home.path(), &["index"]));
    fs::write(home.path().join("corpus/galet.md"), b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0")
        .expect("a picture");
    is_kept(home.path(), "not a text file", || write(home.path(), "galet.md", TWO));
}

#[test]
fn a_recap_that_grew_beyond_the_limit_answers_as_before() {
    let home = home(&[("galet.md", TWO)]);
    printed(recaps(home.path(), &["index", "--max-filesize", "1K"]));
    write(home.path(), "galet.md", &format!("{TWO}{}", "Encore une phrase.\n".repeat(100)));
    let (status, stderr) = said(home.path(), &["index", "--strict"]);
    assert!(status == Some(2) && stderr.contains("galet.md"), "{stderr}");
    assert_eq!(ids(home.path(), "torrent").len(), 1);
    assert!(printed(recaps(home.path(), &["status"])).contains("--max-filesize"));
}

#[test]
fn a_recap_that_was_removed_goes() {
    let home = home(&[
        ("galet.md", TWO),
        ("sable.md", "# Rencontres Galet 2030\n\n## Le sable, par Awa Diop\n\nDu sable.\n"),
    ]);
    printed(recaps(home.path(), &["index"]));
    let id = ids(home.path(), "torrent").remove(0);
    fs::remove_file(home.path().join("corpus/galet.md")).expect("a recap to lose");
    printed(recaps(home.path(), &["index"]));
    let (status, stderr) = said(home.path(), &["show", &id]);
    assert!(
        status == Some(1) && stderr.contains("corpus/galet.md is not in the corpus any more"),
        "{stderr}"
    );
}

/// A recap of talks that all have one title.
fn openings(talks: &[(&str, &str)]) -> String {
    let talk = |(who, said): &(&str, &str)| format!("## Ouverture\n\nPar {who}\n\n{said}\n\n");
    format!("# Rencontres Galet 2031\n\nTrois jours.\n\n{}", talks.iter().map(talk).collect::<String>())
}

#[test]
fn a_second_talk_of_one_title_does_not_rename_the_first() {
    let first = ("Inès Morel (Brumisio)", "Un torrent se dompte avec patience.");
    let second = ("Paul Adam (Coffrefort)", "Une digue tient tant qu'on la regarde.");
    let home = home(&[("galet.md", &openings(&[first]))]);
    printed(recaps(home.path(), &["index"]));
    let before = ids(home.path(), "torrent");
    write(home.path(), "galet.md", &openings(&[second, first]));
    printed(recaps(home.path(), &["index"]));
    assert_eq!(ids(home.path(), "torrent"), before);
    let all = |home: &Path| printed(recaps(home, &["list", "--format", "ids"]));
    let ids_now = all(home.path());
    printed(recaps(home.path(), &["index", "--rebuild"]));
    assert_eq!(all(home.path()), ids_now, "an index that is built anew gives the same ids");
    // The first goes: nobody takes its id.
    write(home.path(), "galet.md", &openings(&[second]));
    printed(recaps(home.path(), &["index"]));
    let (status, stderr) = said(home.path(), &["show", &before[0]]);
    assert!(status == Some(1) && stderr.contains("tells of its talk no more"), "{stderr}");
    write(home.path(), "galet.md", &openings(&[second, first]));
    printed(recaps(home.path(), &["index"]));
    assert_eq!(ids(home.path(), "torrent"), before, "and it is there for the talk that comes back");
}

#[test]
fn a_title_that_is_mended_keeps_the_id() {
    let text = |title: &str, more: &str| {
        format!(
            "# Rencontres Galet 2031\n\n## {title}, par Inès Morel\n\nUn torrent se dompte avec patience, des gants, \
             beaucoup de cailloux plats, une rivière calme et quelques amis bavards venus du village voisin. {more}\n"
        )
    };
    let home = home(&[("galet.md", &text("Le torent aprivoisé", ""))]);
    printed(recaps(home.path(), &["index"]));
    let before = ids(home.path(), "patience");
    write(home.path(), "galet.md", &text("Le torrent apprivoisé", "Bravo."));
    printed(recaps(home.path(), &["index"]));
    assert_eq!(ids(home.path(), "patience"), before);
    // A text of a few words is known again by the letters of its title and by its people; another title is another talk.
    let short = |title: &str, who: &str| {
        format!("# Rencontres Galet 2031\n\n## {title}, par {who}\n\nUn ruisseau se dompte.\n")
    };
    write(home.path(), "court.md", &short("Le noyau bavard", "Awa Diop"));
    printed(recaps(home.path(), &["index"]));
    for (title, who, id) in [
        ("Le noyau très bavard", "Awa Diop", "court/le-noyau-bavard"),
        ("Le noyau si bavard", "Léo Petit", "court/le-noyau-si-bavard"),
        ("Des grappes", "Léo Petit", "court/des-grappes"),
    ] {
        write(home.path(), "court.md", &short(title, who));
        printed(recaps(home.path(), &["index"]));
        assert_eq!(ids(home.path(), "ruisseau"), [id], "{title}, {who}");
    }
}

#[test]
fn files_of_one_name_in_two_folders_share_no_id() {
    let of = |year: u32, word: &str| {
        format!(
            "# Rencontres Galet {year}\n\n## Le grand {word}, par Inès Morel\n\nOn parle de {word}.\n\n## Clôture, par Awa Diop\n\nAu revoir {word}.\n"
        )
    };
    let home = home(&[]);
    write(home.path(), "2031/galet.md", &of(2031, "torrent"));
    printed(recaps(home.path(), &["index"]));
    let first = ids(home.path(), "torrent");
    write(home.path(), "2032/galet.md", &of(2032, "canal"));
    printed(recaps(home.path(), &["index"]));
    assert_eq!(ids(home.path(), "torrent"), first, "what came later changes nothing");
    let second = ids(home.path(), "canal");
    assert!(second.iter().all(|id| id.starts_with("2032-galet/")), "{second:?}");
    // Together from the beginning each has its folder.
    let both = common::home(&[]);
    write(both.path(), "2031/galet.md", &of(2031, "torrent"));
    write(both.path(), "2032/galet.md", &of(2032, "canal"));
    printed(recaps(both.path(), &["index"]));
    assert!(ids(both.path(), "torrent").iter().all(|id| id.starts_with("2031-galet/")));
    // A recap that only moves to another folder keeps its ids.
    fs::create_dir(both.path().join("corpus/archives")).expect("a folder");
    let (from, to) = (both.path().join("corpus/2031/galet.md"), both.path().join("corpus/archives/galet.md"));
    let before = ids(both.path(), "torrent");
    fs::rename(from, to).expect("another folder");
    printed(recaps(both.path(), &["index"]));
    assert_eq!(ids(both.path(), "torrent"), before);
}

#[test]
fn an_id_of_a_recap_that_was_renamed_leads_to_its_talk() {
    let home = home(&[("galet.md", TWO)]);
    printed(recaps(home.path(), &["index"]));
    let before = ids(home.path(), "torrent").remove(0);
    let corpus = home.path().join("corpus");
    fs::rename(corpus.join("galet.md"), corpus.join("torrent.md")).expect("a new name");
    printed(recaps(home.path(), &["index"]));
    let now = ids(home.path(), "torrent").remove(0);
    let shown = recaps(home.path(), &["show", &before]);
    assert!(String::from_utf8_lossy(&shown.stderr).contains(&now), "{shown:?}");
    assert!(printed(shown).contains("Un torrent se dompte"));
}

#[test]
fn a_talk_is_meant_by_the_beginning_of_its_id_and_by_its_place() {
    let home = home(&common::EDITIONS);
    let noyau = "Le noyau sans peur";
    let cite = |what: &str| printed(recaps(home.path(), &["show", "--cite", what]));
    printed(recaps(home.path(), &["index"]));
    let absolute = home.path().join("corpus/qwertz-2022.md");
    let absolute = format!("{}:9", absolute.display());
    for what in
        ["qwertz-2022/le-n", "sans-peur", "corpus/qwertz-2022.md:9", "corpus/qwertz-2022.md:10-11", &absolute]
    {
        assert!(cite(what).contains(noyau), "{what}");
    }
    assert!(!said(home.path(), &["similar", "qwertz-2022/le-n"]).1.contains("no talk has the id"));
    let (status, stderr) = said(home.path(), &["show", "qwertz-2022"]);
    assert!(status == Some(1) && stderr.contains("could be any of qwertz-2022/"), "{stderr}");
    let both = recaps(home.path(), &["show", "--cite", "xyzzy", "sans-peur"]);
    assert_eq!(both.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&both.stdout).contains(noyau), "the others are printed");
    assert!(String::from_utf8_lossy(&both.stderr).contains("xyzzy"));
}

#[test]
fn a_recap_that_was_emptied_answers_as_before_until_it_is_mended() {
    for text in ["", " \n\n", "---\ntitle: Rencontres Galet 2031\n---\n"] {
        let home = home(&[("galet-2031.md", TWO), ("autre.md", &common::one_talk("Autre chose."))]);
        printed(recaps(home.path(), &["index"]));
        write(home.path(), "galet-2031.md", text);
        is_kept(home.path(), "no text in it", || write(home.path(), "galet-2031.md", TWO));
    }
}

#[test]
fn a_recap_that_became_another_kind_of_document_answers_as_before() {
    for (text, reason) in
        [("%PDF-1.4\n1 0 obj\n<< /Title (x) >>\n", "a PDF"), ("{\\rtf1\\ansi Le torrent\\par}", "RTF")]
    {
        let home = home(&[("galet-2031.md", TWO)]);
        printed(recaps(home.path(), &["index"]));
        write(home.path(), "galet-2031.md", text);
        is_kept(home.path(), reason, || write(home.path(), "galet-2031.md", TWO));
    }
}

/// What stands in the place of a recap, or hides it: neither a run nor one from the beginning loses its talks.
#[cfg(unix)]
#[test]
fn a_recap_behind_something_that_cannot_be_read_answers_as_before() {
    use std::os::unix::fs::symlink;
    type Hide = fn(&Path);
    let hide: [(&str, Hide); 3] = [
        ("a folder named like a recap", |path| fs::create_dir(path).expect("a folder")),
        ("No such file", |path| symlink("nowhere", path).expect("a link")),
        ("symbolic links", |path| symlink(path, path).expect("a link")),
    ];
    for (reason, hide) in hide {
        let home = home(&[("galet-2031.md", TWO), ("autre.md", &common::one_talk("Autre chose."))]);
        printed(recaps(home.path(), &["index"]));
        let path = home.path().join("corpus/galet-2031.md");
        fs::remove_file(&path).expect("a recap");
        hide(&path);
        for args in [&["index", "--strict"][..], &["index", "--strict", "--rebuild"], &["index", "--strict"]]
        {
            let (status, stderr) = said(home.path(), args);
            assert_eq!(status, Some(2), "{stderr}");
            assert_eq!(stderr.matches("kept the last version of").count(), 1, "{args:?}: {stderr}");
            assert!(stderr.contains("galet-2031.md"), "{args:?}: {stderr}");
            assert_eq!(ids(home.path(), "torrent").len(), 1, "{args:?}");
            let status = json(home.path(), &["status"]);
            assert_eq!(status["skipped"].as_array().map(Vec::len), Some(1), "{args:?}: {status}");
            assert_eq!(status["skipped"][0]["kept"], true, "{args:?}: {status}");
        }
        assert!(said(home.path(), &["index"]).1.contains(reason), "{reason}");
        if fs::remove_file(&path).is_err() {
            fs::remove_dir(&path).expect("a folder");
        }
        write(home.path(), "galet-2031.md", TWO);
        assert_eq!(said(home.path(), &["index", "--strict"]).0, Some(0));
        assert_eq!(json(home.path(), &["status"])["skipped"].as_array().map(Vec::len), Some(0));
    }
}

#[test]
fn a_sidecar_that_cannot_be_read_is_named_with_its_line() {
    let sidecar = |bytes: &[u8]| {
        let home = home(&[("galet-2031.md", TWO)]);
        printed(recaps(home.path(), &["index"]));
        fs::write(home.path().join("corpus/galet-2031.recap.toml"), bytes).expect("a sidecar");
        let (status, stderr) = said(home.path(), &["index", "--strict"]);
        assert_eq!((status, ids(home.path(), "torrent").len()), (Some(2), 1), "{stderr}");
        stderr
    };
    for (bytes, said) in [
        (&b"city = \"Brest\"\nevent = \"Gal\xe9\"\n"[..], "galet-2031.recap.toml:2: not in UTF-8"),
        (b"year = \"2031\"", ":1: invalid type: string \"2031\", expected a whole number"),
        (b"cut = 3", ":1: invalid type: integer `3`, expected a list"),
        (b"[city]\nx = 1", ":1: invalid type: table, expected a string"),
        (b"\n[[talk]]\ntitle = \"x\"\norigin = \"moi\"\nstart = \"demain\"", ":2: `demain` is no day"),
        (b"[[talk]]\ntitle = \"x\"\norigin = \"moi\"\nsalle = \"2\"", ":4: unknown field `salle`"),
        (b"dates = [\"2031-05-02\", \"2031-05-01\"]", ":1: the last day stands before the first"),
    ] {
        let stderr = sidecar(bytes);
        assert!(stderr.contains(said), "{said}: {stderr}");
    }
}

/// So many that not all are compared with all: each is still found among its neighbours.
#[test]
fn ids_stay_with_many_talks_of_one_title_that_were_all_edited() {
    let of = |word: &str| {
        let talk = |n: usize| {
            let words: Vec<String> = (0..20).map(|at| format!("mot{}", n * 20 + at)).collect();
            format!("## Ouverture\n\n{} {word}.\n\n", words.join(" "))
        };
        format!("# Rencontres Galet 2031\n\n{}", (0..700).map(talk).collect::<String>())
    };
    let home = home(&[("galet-2031.md", &of("avant"))]);
    printed(recaps(home.path(), &["index"]));
    let of_word = |word: &str| ids(home.path(), word);
    let words = ["mot3", "mot2003", "mot7005", "mot13999"];
    let before: Vec<_> = words.iter().map(|word| of_word(word)).collect();
    assert!(before.iter().all(|ids| ids.len() == 1), "{before:?}");
    // One more before all others: what counts is what a talk says, not that it is the first, second, third of its title.
    let text = of("apr\u{e8}s").replacen("## Ouverture", "## Ouverture\n\nUne de plus.\n\n## Ouverture", 1);
    write(home.path(), "galet-2031.md", &text);
    printed(recaps(home.path(), &["index"]));
    assert_eq!(words.iter().map(|word| of_word(word)).collect::<Vec<_>>(), before);
}
