//! What is said in French, and what never changes with the language.

use super::*;

#[test]
fn messages_and_labels_speak_french_and_json_does_not() {
    let home = indexed();
    let french = |args: &[&str], variable: &str| {
        let mut command = program(home.path());
        for other in ["LC_ALL", "LC_MESSAGES", "LANG"] {
            command.env_remove(other);
        }
        command.env(variable, "fr_FR.UTF-8").args(args).output().expect("the program runs")
    };
    for variable in ["LC_ALL", "LC_MESSAGES", "LANG"] {
        let output = french(&["search", "--no-correct", "xyzzy"], variable);
        assert!(said(&output).ends_with("recaps: aucune conférence trouvée\n"), "{output:?}");
    }
    let output = french(&["index"], "LANG");
    assert!(said(&output).contains("2 comptes rendus, 5 conférences indexées"), "{output:?}");
    let output = french(&["show", "nulle-part"], "LANG");
    assert!(
        said(&output).contains("aucune conférence n'a l'identifiant") && said(&output).contains("essayez"),
        "{output:?}"
    );
    let cited = printed(french(&["show", "--cite", "sans-peur"], "LANG"));
    assert!(
        cited.contains("raconté par Camille Roux, dans « Retour sur Qwertz 2022 »")
            || cited.contains("raconté par Camille Roux dans"),
        "{cited}"
    );
    let one = printed(french(&["show", "sans-peur", "--format", "json"], "LANG"));
    assert_eq!(one, printed(recaps(home.path(), &["show", "sans-peur", "--format", "json"])));
    let output = recaps(home.path(), &["search", "--lang", "fr", "--no-correct", "xyzzy"]);
    assert!(said(&output).contains("aucune"), "{output:?}");
    let output = french(&["search", "--lang", "en", "--no-correct", "xyzzy"], "LANG");
    assert!(said(&output).contains("no talk found"), "{output:?}");
}

#[test]
fn errors_of_arguments_and_the_status_speak_french_and_json_does_not() {
    let home = indexed();
    let french = |args: &[&str]| {
        let mut command = program(home.path());
        command.env("LC_ALL", "fr_FR.UTF-8").args(args).output().expect("the program runs")
    };
    for (args, expected) in [
        (&["search", "--sort", "best", "x"][..], "« best » n'est pas une valeur de --sort"),
        (&["search", "--year", "20x4", "x"], "une année ou un intervalle d'années est attendu"),
        (&["search", "--year", "2024..2021", "x"], "l'intervalle commence après sa fin"),
        (&["search", "-n", "ten", "x"], "un nombre est attendu, ou all"),
        (&["facets"], "il manque <FIELD>"),
        (&["search", "--wrong", "x"], "argument inattendu : « --wrong »"),
        (&["search", "--all", "--any", "x"], "--all ne va pas avec --any"),
        (&["export", "--format", "csv"], "export n'imprime pas csv, seulement jsonl"),
        (&["lst"], "ressemble à une commande ; vouliez-vous dire"),
        (&["search", "year:abc"], "n'est pas une valeur de year"),
        (&["search", "year:abc"], "attendu : year:2024, year:2021..2024 ou year:2023.."),
        (&["parse", "nulle.md"], "nulle.md : fichier ou dossier introuvable (erreur 2 du système)"),
        (&["show", "nulle-part"], "; essayez : recaps list"),
        (&["index", "--dry-run"], "2 inchangés"),
    ] {
        let output = french(args);
        assert!(said(&output).contains(expected), "{args:?}: {}", said(&output));
    }
    let status = printed(french(&["status"]));
    for word in ["comptes rendus", "conférences", "état", "à jour"] {
        assert!(status.contains(word), "{word}: {status}");
    }
    let columns: Vec<usize> =
        status.lines().filter_map(|line| line.find("  ").map(|at| line[..at].chars().count())).collect();
    assert!(!columns.is_empty(), "{status}");
    let timeline = printed(french(&["timeline", "ebpf"]));
    assert!(timeline.contains(" sur ") && timeline.contains(",0 %"), "counts and their share: {timeline}");
    let cut = printed(french(&["parse", "corpus/qwertz-2022.md"]));
    assert!(!cut.contains("left out"), "{cut}");
    assert!(printed(french(&["check"])).starts_with("sain : "));
    for args in
        [&["status", "--format", "json"][..], &["check", "--format", "json"], &["list", "--format", "json"]]
    {
        let without_time = |text: String| text.split("\"took_ms\"").next().map(str::to_owned);
        let english = printed(recaps(home.path(), args));
        assert_eq!(without_time(printed(french(args))), without_time(english), "{args:?}");
    }
    let output = french(&["search", "--sort", "best", "x", "--format", "json"]);
    assert!(said(&output).contains("invalid value 'best'"), "{output:?}");
}
