//! Groups put into a story: days, half days and kinds of session, with the sessions under them.

use super::layout::{Draw, Groups};
use super::story::{Part, Story};

/// Days and half days, in order; each row may group one recap.
const DAYS: [&[&str]; 7] = [
    &["Jour 1", "Jour 2", "Jour 3"],
    &["Matin", "Après-midi"],
    &["La matinée", "L'après-midi"],
    &["Lundi", "Mardi", "Mercredi"],
    &["Jeudi 12 octobre", "Vendredi 13 octobre", "Samedi 14 octobre"],
    &["Premier jour", "Deuxième jour", "Troisième jour"],
    &["Day 1", "Day 2", "Day 3"],
];

/// Kinds of session, as recaps head them.
const KINDS: [&str; 18] = [
    "Keynotes",
    "Les keynotes",
    "Keynotes du matin",
    "Conférences",
    "Les conférences",
    "Quickies",
    "Les quickies",
    "Lightning talks",
    "Ateliers",
    "Les ateliers",
    "Workshops",
    "Universités",
    "Tables rondes",
    "Plénières",
    "Talks",
    "Les sessions",
    "Hands-on labs",
    "BOF",
];

/// What a recap may say of a group before its first session.
const LEADS: [&str; 8] = [
    "La grande salle était pleine pour ce moment que tout le monde attendait.",
    "Des formats courts, parfaits pour découvrir un sujet en un quart d'heure.",
    "Il fallait arriver tôt pour trouver une place assise !",
    "On commence par ce que j'ai suivi depuis le premier rang.",
    "Le choix était difficile, voici ce que j'en ai vu.",
    "Ah, la pause de midi : déjeuner ou apprendre encore un peu ?",
    "Trois heures pour entrer dans le détail, c'est ce que j'aime le plus.",
    "Comme chaque année, la journée s'ouvre devant tout le public.",
];

/// The story with other groups in the place of its own.
pub(crate) fn regrouped(story: &Story, groups: Groups, draw: &mut Draw) -> Story {
    let mut parts = Vec::with_capacity(story.parts.len());
    let days = draw.of(&DAYS);
    let (mut count, mut left, mut grouped) = (0, 0, false);
    let mut used: Vec<&str> = Vec::new();
    for part in &story.parts {
        let Part::Unit(unit_text) = part else { continue };
        let mut unit_text = unit_text.clone();
        if unit_text.kind == "section" {
            // What frames the sessions stands beside the groups.
            left = 0;
            grouped = false;
        } else if left == 0 {
            grouped = groups != Groups::Mixed || draw.below(2) == 0;
            left = 2 + draw.below(4) as usize;
            let words = match groups {
                Groups::Days => days.get(count).copied(),
                _ => Some(draw.of(&KINDS)).filter(|words| !used.contains(words)),
            };
            if let (true, Some(words)) = (grouped, words) {
                count += 1;
                used.push(words);
                let lead = (draw.below(3) == 0).then(|| draw.of(&LEADS).to_owned());
                parts.push(Part::Group(words.to_owned(), lead));
            } else if groups == Groups::Mixed {
                grouped = false;
            }
        }
        left = left.saturating_sub(1);
        unit_text.grouped = grouped && unit_text.kind != "section";
        parts.push(Part::Unit(unit_text));
    }
    Story { parts, ..story.clone() }
}
