//! Operators of a query as a shell hands them over: words to leave out that stand first, fields with several values or in
//! quotation marks.

mod common;

use common::{home, printed, recaps};
use std::path::Path;

/// Three talks: the stream of .NET, the sand of the mountains, and one of both.
const TALKS: &str = "# Retour sur Galet 2031\n\n\
    ## Le torrent, par Inès Morel (Granit)\n\nUn torrent écrit en .NET, à l'été.\n\n\
    ## Le sable, par Awa Diop (Basalte)\n\nDu sable et des montagnes.\n\n\
    ## Torrent et sable, par Zoé Aubin (Granit)\n\nLe torrent porte le sable.\n";

/// How many talks a query finds.
fn count(home: &Path, query: &[&str]) -> usize {
    let args = [&["search", "-q", "--no-correct", "--count"], query].concat();
    let stdout = String::from_utf8(recaps(home, &args).stdout).expect("UTF-8");
    stdout.trim().parse().unwrap_or_else(|_| panic!("{query:?}: {stdout}"))
}

#[test]
fn words_to_leave_out_may_stand_first_in_one_argument() {
    let home = home(&[("a.md", TALKS)]);
    printed(recaps(home.path(), &["index"]));
    for query in ["-torrent sable", "sable -torrent", " -torrent sable", "-torrent (sable)"] {
        assert_eq!(count(home.path(), &[query]), 1, "{query}");
    }
    assert_eq!(count(home.path(), &["-torrent OU sable"]), count(home.path(), &["--", "-torrent OU sable"]));
    assert_eq!(count(home.path(), &["-torrent -sable"]), 0, "both are left out");
    // Beside other words it is a phrase that lost its quotation marks to the shell.
    assert_eq!(count(home.path(), &["sable", "-porte torrent"]), 2);
    assert_eq!(count(home.path(), &["sable", "-n", "1", "-porte torrent"]), 2);
    assert_eq!(count(home.path(), &["sable", "-le torrent porte"]), 1);
}

#[test]
fn words_to_leave_out_may_begin_with_any_sign() {
    let home = home(&[("a.md", TALKS)]);
    printed(recaps(home.path(), &["index"]));
    for (query, left) in [
        ("-(inès OU awa) sable", 1),
        ("-été torrent", 1),
        ("-«porte le sable» torrent", 1),
        ("-.net torrent", 1),
        ("torrent -.net", 1),
        ("-é torrent", 2),
    ] {
        assert_eq!(count(home.path(), &[query]), left, "{query}");
    }
    assert_eq!(recaps(home.path(), &["search", "-z", "torrent"]).status.code(), Some(2), "a wrong flag");
}

#[test]
fn a_field_takes_several_values_and_values_in_quotation_marks() {
    let home = home(&[("a.md", TALKS)]);
    printed(recaps(home.path(), &["index"]));
    for (query, found) in [
        ("speaker:(morel OU diop)", 2),
        ("speaker:(morel diop)", 0),
        ("title:(torrent sable)", 1),
        ("title:torrent,sable", 1),
        ("title:(torrent -sable)", 1),
        ("-speaker:(morel OU diop) sable", 1),
        ("org:(Granit OU Basalte) sable", 2),
        ("year:\"2031\"", 3),
        ("year:(2030 OU 2031)", 3),
        ("kind:\"talk\"", 3),
        ("kind:(talk OU keynotes) sable", 2),
    ] {
        assert_eq!(count(home.path(), &[query]), found, "{query}");
    }
}
