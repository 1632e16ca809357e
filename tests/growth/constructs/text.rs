//! Constructs of plain text and of the wikis that look like it.

use super::{Construct, TOLD, amid, each, letters};
use recaps::corpus::Format::Text;

const fn of(name: &'static str, text: fn(usize) -> String) -> Construct {
    Construct { name, format: Text, text }
}

/// All constructs of the format.
pub(super) const CONSTRUCTS: &[Construct] = &[
    of("addresses", |n| amid("Noyau\n\n", "https://a.example/x ", n, "")),
    of("distinct addresses", |n| each(n, |i| format!("https://a{i}.example/x "))),
    of("first names by et", |n| amid("Noyau\n\npar ", "Jean et ", n, "Zoé")),
    of("names in a title", |n| amid("Noyau - ", "Jean Dupont et ", n, "Zoé\n====\n\nTexte.\n")),
    of("names by commas", |n| amid("Noyau\n\n", "Jean Dupont, ", n, "")),
    of("titles", |n| "Un titre\n\nUne phrase qui dit ce que fut cette session.\n\n".repeat(n / 4)),
    of("years", |n| amid("Noyau\n\n", "2021 ", n, "")),
    of("days", |n| amid("Noyau\n\n", "3 mai 2021 ", n, "")),
    of("stars", |n| amid("Noyau\n\n", "★", n, "")),
    of("handles", |n| amid("Noyau\n\npar ", "@abc ", n, "")),
    of("quotation marks", |n| amid("Noyau\n\n", "« ", n, "")),
    of("underlined", |n| "Titre\n===\n\n".repeat(n / 2)),
    of("bullets", |n| "- a\n".repeat(n)),
    of("one word", |n| amid("Noyau\n\n", "mot", n, "")),
    of("composed letters", |n| amid("Noyau\n\n", "e\u{301}", n, "")),
    of("closing brackets", |n| amid("Noyau\n\n", "https://(", n, "")),
    of("dotclear", |n| "!!! Un titre\n\nUn __texte__ [a|https://b.example] ((x)).\n\n".repeat(n / 4)),
    of("dotclear signs", |n| amid("!!! a\n\n!!! b\n\n", "[a|b __c @@d ((e ", n, "")),
    of("mediawiki signs", |n| amid("== a ==\n\n== b ==\n\n", "[https://a [[b|c '''d <ref>", n, "")),
    of("dokuwiki signs", |n| amid("==== a ====\n\n== b ==\n\n", "[[a|b **c {{d ((e ", n, "")),
    of("spip signs", |n| amid("{{{a}}}\n\n{{{b}}}\n\n", "[a-> {{b [[c ", n, "")),
    of("textile signs", |n| amid("h2. a\n\nh2. b\n\n", "\"a\":https://a*b _c ", n, "")),
    of("textile links", |n| amid("h2. a\n\nh2. b\n\n", "\"a\":https://x", n, "")),
    // Openings of sessions where no markup shows them.
    of("titles before who signs them", |n| {
        each(n / 4, |i| format!("Le noyau {i} (Jean Dupont) : {TOLD}\n\n"))
    }),
    of("titles behind who signs them", |n| {
        each(n / 4, |i| format!("Jean Dupont - Le noyau {i} : {TOLD}\n\n"))
    }),
    of("quoted titles that run on", |n| each(n / 4, |i| format!("« Le noyau {i} » : {TOLD}\n\n"))),
    of("numbered titles that run on", |n| each(n / 4, |i| format!("n°{i} : Le noyau {i}, {TOLD}\n\n"))),
    of("sentences that lead on", |n| {
        each(n / 4, |i| {
            format!(
                "Je suis ensuite allé voir « Le noyau {i} » par Jean Dupont, qui a parlé longtemps de la mémoire.\n\n"
            )
        })
    }),
    of("paragraphs", |n| format!("{TOLD}\n\n").repeat(n / 4)),
    of("lines without empty ones", |n| format!("{TOLD}\n").repeat(n / 4)),
    of("a table of contents", |n| {
        format!(
            "Sommaire\n{}\n{}",
            each(n / 4, |i| format!("Le noyau {i}\n")),
            each(n / 4, |i| format!("Le noyau {i}\n\n{TOLD}\n\n"))
        )
    }),
    of("tables of contents", |n| "Sommaire\nNoyau\nMémoire\n\n".repeat(n / 4)),
    of("items and what follows them", |n| {
        each(n / 4, |i| format!("- Le noyau {i} (Jean Dupont)\n\n{TOLD}\n\n"))
    }),
    of("labels", |n| each(n / 4, |i| format!("Le noyau {i}\nIntervenante : Jeanne Dupont\nSalle : B\n\n"))),
    of("distinct names of one session", |n| {
        format!("{}{}", "Noyau\n\nIntervenants :\n", each(n, |i| format!("- Jean Dupont{}\n", letters(i))))
    }),
    of("captions", |n| "Photo : Jean Dupont\n\n".repeat(n / 2)),
    of("prompts to accept", |n| "Accepter\nRefuser\n\n".repeat(n / 3)),
    of("blank lines", |n| amid("Noyau", "\n", n, "fin")),
    of("returns", |n| amid("Noyau", "\r", n, "fin")),
    // One line of many pieces.
    of("quotations", |n| amid("Noyau\n\n", "« Un titre » ", n, "")),
    of("open brackets", |n| amid("Noyau\n\n", "(", n, "")),
    of("brackets", |n| amid("Noyau\n\n", "Jean Dupont (Bricodata) ", n, "")),
    of("companies behind names", |n| amid("Noyau\n\npar ", "Jean Dupont, CTO chez Bricodata, ", n, "")),
    of("companies in prose", |n| {
        amid("Noyau - Jean Dupont\n\n", "Jean travaille chez Bricodata et ", n, "fin.")
    }),
    of("institutions", |n| amid("Noyau\n\npar ", "Jean Dupont de l'Université de Nantes et ", n, "")),
    of("open institutions", |n| amid("Noyau\n\npar Jean Dupont, ", "Université de ", n, "")),
    of("thanks", |n| amid("Noyau\n\n", "Merci à Jean Dupont pour cela. ", n, "")),
    of("who presents", |n| amid("Noyau\n\n", "Jean Dupont présente le noyau. ", n, "")),
    of("distinct names in prose", |n| {
        format!("{}{}", "Noyau\n\n", each(n, |i| format!("Jean D{} présente le noyau. ", letters(i))))
    }),
    of("names in capitals", |n| format!("{}\n\n", "Rabot et ".repeat(200)).repeat(n / 200)),
    of("events on a line", |n| amid("Retour sur ", "la conférence Rabot à Lille et ", n, "")),
    of("dashes", |n| amid("Noyau", " - mot", n, "")),
    of("colons", |n| amid("Noyau", " : mot", n, "")),
    of("slashes", |n| amid("Noyau", "/mot", n, "")),
    of("commas", |n| amid("Noyau\n\npar ", ",", n, "")),
    of("ands", |n| amid("Noyau\n\npar ", "et ", n, "")),
    of("dots", |n| amid("Noyau\n\n", "mot. ", n, "")),
    of("dots without space", |n| amid("Noyau\n\n", "m.", n, "")),
    of("dotted names", |n| amid("Noyau\n\n", "Ab.Cd.", n, "")),
    of("dotted names with accents", |n| amid("Noyau\n\n", "é.Éa", n, "")),
    of("numbers of versions", |n| amid("Noyau\n\n", "v1.2.3.", n, "")),
    of("initials", |n| amid("Noyau\n\npar ", "J. ", n, "Dupont")),
    of("particles", |n| amid("Noyau\n\npar Jean ", "de la ", n, "Tour")),
    of("hyphens", |n| amid("Noyau\n\npar Jean-", "Paul-", n, "Dupont")),
    of("apostrophes", |n| amid("Noyau\n\n", "l'", n, "eau")),
    of("numbers", |n| amid("Noyau\n\n", "1", n, "")),
    of("numbers of a title", |n| amid("", "1. ", n, "Noyau\n=====\n\nTexte.")),
    of("marks of a title", |n| amid("Noyau ", "4/5 ", n, "\n=====\n\nTexte.")),
    of("slots", |n| amid("", "10h30 - 11h15 ", n, "Noyau\n\nTexte.")),
    of("pictographs", |n| amid("Noyau\n\n", "👍🏽", n, "")),
    of("marks upon a letter", |n| amid("Noyau\n\ne", "\u{301}", n, "")),
    of("hidden characters", |n| amid("Noyau\n\n", "a\u{200B}\u{AD}", n, "")),
    of("signs of another direction", |n| amid("Noyau\n\n", "\u{202E}a", n, "")),
    of("letters of inclusive French", |n| amid("Noyau\n\n", "développeur·euse·s ", n, "")),
    of("wide letters", |n| amid("Noyau\n\n", "核", n, "")),
    of("mail", |n| amid("Noyau\n\n", "a@b.example ", n, "")),
    of("open addresses", |n| amid("Noyau\n\n", "://", n, "")),
    of("who published it", |n| "Publié le 3 mai 2021 par Jean Dupont\n".repeat(n / 2)),
    of("posts", |n| "Article publié le jeudi 20 avril 2023 par Jean Dupont\n\n".repeat(n / 3)),
];
