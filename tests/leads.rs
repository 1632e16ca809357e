//! Titles that run into their text open sessions where a series of them fills a recap, and nowhere else; what follows the
//! last of them is a unit of its own. The layouts that are cut stand in `tests/marks`.

use recaps::corpus::{Document, Format};
use recaps::recap::{self, Cut};
use recaps::talk::Kind;
use std::path::Path;

fn cut(text: &str) -> Cut {
    let format = Format::from_path(Path::new("r.md")).expect("a format");
    recap::cut(&Document::decode(text.as_bytes(), "r.md", format, None).expect("text"))
}

fn titles(cut: &Cut) -> Vec<&str> {
    cut.talks.iter().map(|talk| talk.title.as_str()).collect()
}

/// The titles of the recap and of the three sessions that most of these recaps tell of.
const THREE: [&str; 4] =
    ["Journées du bois 2019", "Affûter un rabot", "Choisir une essence", "Finir à l'huile"];

/// Three sessions under headings, each with a text of its own.
fn headed(inner: [&str; 3]) -> String {
    let [first, second, third] = inner;
    format!(
        "# Journées du bois 2019\n\nDeux jours dans la sciure, et de belles rencontres.\n\n\
         ## Affûter un rabot\n\nOdile Marchand affûte sans meule, et la lame coupe le papier.\n\n{first}\n\n\
         ## Choisir une essence\n\nPaul Lefort compare vingt essences, du tilleul au buis.\n\n{second}\n\n\
         ## Finir à l'huile\n\nSarah Cohen montre comment l'huile de lin durcit, et combien de temps il faut.\n\n{third}\n"
    )
}

#[test]
fn points_in_italics_inside_of_headed_sessions_open_nothing() {
    let points = |n: u8| {
        format!(
            "- *Premier conseil {n}* : commencer par le bois le plus tendre que l'on ait sous la main.\n\
             - *Deuxième conseil {n}* : ne jamais forcer, le fer doit glisser sans effort sur la planche.\n\
             - *Troisième conseil {n}* : nettoyer tout de suite, car la sève tache en quelques minutes."
        )
    };
    let [first, second, third] = [points(1), points(2), points(3)];
    let cut = cut(&headed([&first, &second, &third]));
    assert_eq!(titles(&cut), THREE);
}

#[test]
fn a_list_of_links_with_a_word_on_each_opens_nothing() {
    let links = "- [Le guide des rabots](https://bois.example/rabots) : tout ce qu'il faut savoir avant d'en acheter un.\n\
                 - [Le forum](https://bois.example/forum) : des passionnés qui répondent vite, et avec des photos.\n\
                 - [La boutique](https://bois.example/boutique) : des fers neufs au prix des anciens, livrés en deux jours.";
    let cut = cut(&headed(["Une belle démonstration.", "Beaucoup de questions.", links]));
    assert_eq!(titles(&cut), THREE);
}

#[test]
fn links_at_the_end_of_prose_open_nothing() {
    let prose = "Nous avons passé deux jours dans les ateliers, et nous en revenons avec des copeaux plein les poches. ".repeat(8);
    let cut = cut(&format!(
        "# Journées du bois 2019\n\n{prose}\n\n{prose}\n\nQuelques adresses :\n\n\
         - [Le guide des rabots](https://bois.example/rabots) : tout ce qu'il faut savoir avant d'en acheter un.\n\
         - [Le forum](https://bois.example/forum) : des passionnés qui répondent vite, et avec des photos.\n\
         - [La boutique](https://bois.example/boutique) : des fers neufs au prix des anciens, livrés en deux jours.\n"
    ));
    assert_eq!(cut.talks.len(), 1, "{:?}", titles(&cut));
}

#[test]
fn labels_that_come_again_open_nothing() {
    let session = |title: &str| {
        format!(
            "*{title}* : une heure de gestes lents et précis, filmés de près par deux caméras.\n\n\
             *Le point fort* : la démonstration du début, que l'on a pu suivre depuis le fond de la salle.\n\n\
             *Le point faible* : le micro, qui a lâché deux fois, et la chaleur sous la verrière.\n"
        )
    };
    let all = ["Affûter un rabot", "Choisir une essence", "Finir à l'huile", "Vider un établi"]
        .map(session)
        .join("\n");
    let cut = cut(&format!(
        "# Journées du bois 2019\n\nDeux jours dans la sciure, et de belles rencontres.\n\n{all}"
    ));
    assert_eq!(titles(&cut), [&THREE[..], &["Vider un établi"]].concat());
}

/// A list of sessions, each an item, and what follows it.
fn listed(after: &str) -> String {
    format!(
        "# Journées du bois 2019\n\nDeux jours dans la sciure, et de belles rencontres.\n\n\
         - **Affûter un rabot** (Odile Marchand) : une heure de gestes lents et précis, filmés de près.\n\
         - **Choisir une essence** (Paul Lefort) : vingt essences comparées, du tilleul au buis, sans parti pris.\n\
         - **Finir à l'huile** (Sarah Cohen) : l'huile de lin durcit en trois jours, et le chiffon peut brûler.\n\n{after}"
    )
}

#[test]
fn what_follows_a_list_of_sessions_is_none_of_the_last() {
    let cut = cut(&listed(
        "Au-delà des exposés, j'ai revu des amis de dix ans et goûté le cidre du village.\n\nJe m'inscris pour la suite.\n",
    ));
    let last = cut.talks.last().expect("a unit");
    assert_eq!((last.kind, last.source.first_line, last.source.last_line), (Kind::Section, 9, 11));
    assert_eq!(cut.talks[3].source.last_line, 7);
    assert_eq!(cut.talks.len(), 5, "{:?}", titles(&cut));
}

#[test]
fn paragraphs_under_every_item_belong_to_it() {
    let item = |title: &str, who: &str| {
        format!(
            "- **{title}** ({who}) : une heure de gestes lents et précis, filmés de près.\n\n  La salle était pleine, et les questions ont duré autant que l'exposé lui-même.\n\n"
        )
    };
    let items = [
        item("Affûter un rabot", "Odile Marchand"),
        item("Choisir une essence", "Paul Lefort"),
        item("Finir à l'huile", "Sarah Cohen"),
    ];
    let cut = cut(&format!("# Journées du bois 2019\n\nDeux jours dans la sciure.\n\n{}", items.concat()));
    let lines: Vec<_> =
        cut.talks.iter().map(|talk| (talk.source.first_line, talk.source.last_line)).collect();
    assert_eq!(lines, [(1, 3), (5, 7), (9, 11), (13, 15)]);
}

#[test]
fn the_last_words_of_a_recap_without_headings_are_none_of_its_last_session() {
    let cut = cut("# Journées du bois 2019\n\nDeux jours dans la sciure, et de belles rencontres.\n\n\
         **Affûter un rabot** par Odile Marchand.\nUne heure de gestes lents et précis, filmés de près.\n\n\
         **Choisir une essence**, Paul Lefort en compare\nvingt, du tilleul au buis, sans parti pris.\n\n\
         **Finir à l'huile** par Sarah Cohen.\nL'huile de lin durcit en trois jours.\n\n\
         Bref, une belle édition, et un accueil que l'on n'oublie pas.\n\nÀ l'année prochaine !\n");
    assert_eq!(titles(&cut), [&THREE[..], &["Journées du bois 2019"]].concat());
    let last = cut.talks.last().expect("a unit");
    assert_eq!((last.kind, last.source.first_line, last.source.last_line), (Kind::Section, 14, 16));
}

#[test]
fn a_heading_holds_all_up_to_the_next() {
    let text = headed([
        "Une belle démonstration.",
        "Beaucoup de questions.",
        "Bref, une belle édition, et merci aux bénévoles.",
    ]);
    let cut = cut(&text);
    let last = cut.talks.last().expect("a unit");
    assert_eq!((last.title.as_str(), last.source.last_line), ("Finir à l'huile", 21));
}
