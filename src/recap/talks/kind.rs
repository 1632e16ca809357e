//! Whether a unit recounts one session, several, or none.

use crate::recap::mentions::byline::{self, Role};
use crate::recap::mentions::event;
use crate::recap::mentions::rule::{Mention, Rule};
use crate::recap::mentions::title::Title;
use crate::recap::mentions::{company_in_prose, company_in_title};
use crate::recap::mentions::{links, when};
use crate::recap::outline::{self, Form, Place, Sheet, Unit};
use crate::recap::words::fold::{bare, fold};
use crate::recap::words::lexicon::{HEADINGS, PRESENTING};
use crate::talk::{Kind, LinkKind};
use std::collections::HashSet;

/// What the other units of the recap say of this one.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::recap) struct Around {
    /// Whether it is the first unit of the recap, or the last.
    pub edge: bool,
    /// Whether it stands higher than the headings that open most sessions.
    pub above_sessions: bool,
    /// Share of the recap's units that name their speakers in a field or in the title.
    pub signed: f32,
}

/// Signs of a session that a unit shows by itself.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::recap) struct Signs {
    /// A field, a title or a heading names who gave it.
    pub signed: bool,
    /// Its prose names who gave it.
    pub presented: bool,
    /// Title, slot, number, rating or programme of a session.
    pub billed: bool,
    /// Its first lines, or its title, speak of a session.
    pub spoken: bool,
    /// Its first sentence begins with who plainly presents: "Jeanne nous a montré".
    pub opened: bool,
    /// At an edge of the recap, its first or last words frame it: the event by its name, thanks, the next edition.
    pub framing: bool,
    /// Its title is the name of the event, and little else: "La conférence Untel 2012".
    pub names_event: bool,
    /// Paragraphs that begin with a session, with or without the name of its speaker: "Ensuite, une session sur".
    pub openings: usize,
    /// Paragraphs that each present somebody else.
    pub presentations: usize,
    /// Those of them that title what is presented.
    pub titled: usize,
    /// Persons named in full who present.
    pub named: usize,
    /// Its first sentences count sessions: "Deux conférences sortaient du lot".
    pub counted: bool,
}

/// Reads the signs of a unit; `edge` says that it is the first of the recap, or the last.
pub(in crate::recap) fn signs(
    sheet: &Sheet<'_>,
    unit: &Unit,
    content: &[usize],
    title: &Title,
    edge: bool,
) -> Signs {
    let mut signs = Signs::default();
    let head =
        content.iter().filter(|&&i| i != unit.first).take(6).take_while(|&&i| !sheet.looks[i].sentence);
    let fields = head.filter_map(|&i| sheet.looks[i].byline.as_ref());
    signs.signed = !title.people.is_empty()
        || title.house.is_some()
        || fields
            .clone()
            .any(|b| matches!(b.role, Role::Speakers | Role::Names | Role::Writers | Role::Bracketed));
    // "Présenté par A" signs a session at its end as well.
    let mut all = content.iter().filter_map(|&i| sheet.looks[i].byline.as_ref());
    signs.signed |= all.any(|b| b.role == Role::Speakers);
    let labelled = content.first().and_then(|&i| byline::of_heading(&sheet.lines[i]));
    signs.signed |= labelled.is_some_and(|b| b.role == Role::Speakers);
    signs.billed = title.slot.is_some()
        || title.rating.is_some()
        || unit.evidence.has("session-number")
        || unit.evidence.has("session-label")
        || unit.evidence.has("title-link")
        || content.iter().any(|&i| {
            sheet.looks[i].words <= 8
                && sheet.lines[i]
                    .anchors
                    .iter()
                    .any(|a| links::is_web(&a.url) && links::kind(&a.url, "") == LinkKind::Schedule)
        });
    // "Conférence", "Quickie" alone right under the heading.
    signs.billed |= content.first().is_some_and(|&i| {
        i != unit.first && sheet.looks[i].words <= 2 && PRESENTING.is(&bare(&sheet.lines[i].text), "session")
    });
    let first: Vec<usize> = content.iter().copied().filter(|&i| sheet.looks[i].sentence).take(2).collect();
    signs.spoken = first.iter().any(|&i| sheet.speaks_of_session(i) || tells_us(&sheet.lines[i].text))
        || fold(&title.text).split(|c: char| !c.is_alphanumeric()).any(|w| PRESENTING.is(w, "session"));
    signs.opened = first.first().is_some_and(|&i| {
        let begins = |name: &str| sheet.lines[i].text.starts_with(name);
        sheet.presenters(i).iter().any(|presenter| presenter.plainly && begins(&presenter.person.name))
    });
    // "Retour d'expérience d'Untel"
    signs.spoken |= company_in_title::in_title(&title.text).is_some();
    // A title of more words speaks of something at the event.
    signs.names_event = event::names_event(&title.text) && title.text.split_whitespace().count() <= 4;
    let edges = first.iter().copied().chain(content.last().copied());
    signs.framing = edge
        && (event::names_event(&title.text)
            || edges.into_iter().any(|i| {
                let text = &sheet.lines[i].text;
                event::names_event(text)
                    || fold(text).split(|c: char| !c.is_alphanumeric()).any(|w| PRESENTING.is(w, "frame"))
            }));
    signs.counted = first.iter().any(|&i| counts_sessions(&sheet.lines[i].text));
    let opens = |i: &&usize| sheet.looks[**i].sentence && sheet.opens_with_session(**i);
    signs.openings = content.iter().filter(opens).count();
    let mut seen: HashSet<&str> = HashSet::new();
    let lines: Vec<_> = content.iter().map(|&i| &sheet.lines[i]).collect();
    signs.presentations += company_in_prose::took_the_floor(&lines).len();
    for &i in content {
        let people = sheet.presenters(i);
        let new =
            people.iter().any(|p| !seen.contains(p.person.name.as_str()) && p.person.name.contains(' '))
                || people.len() > 1 && !people.iter().any(|p| seen.contains(p.person.name.as_str()));
        signs.presentations += usize::from(new);
        signs.titled += usize::from(new && outline::titled(&sheet.lines[i]).is_some());
        signs.presented |= !people.is_empty();
        let full = people.iter().map(|p| p.person.name.as_str()).filter(|name| name.contains(' '));
        signs.named += full.filter(|name| !seen.contains(name)).count();
        seen.extend(people.iter().map(|p| p.person.name.as_str()));
    }
    signs
}

/// Whether a sentence says that somebody told or showed the writers something: "nous a montré", "nous racontent".
fn tells_us(text: &str) -> bool {
    if !text.contains("nous ") {
        return false;
    }
    let folded = fold(text);
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).take(COUNTING).collect();
    words.windows(3).any(|words| {
        let verb = if matches!(words[1], "a" | "ont") { words[2] } else { words[1] };
        let told = PRESENTING.is(verb, "tell") || PRESENTING.is(verb, "show");
        words[0] == "nous" && told && !verb.ends_with("ons")
    })
}

/// A kind, and the rules that decided for it.
pub(in crate::recap) struct Verdict {
    /// The kind.
    pub kind: Kind,
    /// The rules, each with what it adds where they are a sum.
    pub found: Vec<Mention>,
}

impl Verdict {
    /// A kind that one rule decides.
    fn of(kind: Kind, rule: Rule) -> Self {
        Verdict { kind, found: vec![Mention::new(kind.as_str(), rule)] }
    }
}

/// Words of a sentence that may count the sessions it speaks of.
const COUNTING: usize = 24;

/// Whether a text counts sessions, and comes to more than one: "J'ai suivi deux conférences", "3 ateliers".
fn counts_sessions(text: &str) -> bool {
    // A word stays one, whatever becomes of the signs in it.
    let holds_a_word = |part: &str| part.bytes().any(|b| b.is_ascii_alphanumeric());
    let mut counted = 0;
    let parts = text.split_inclusive(' ').take_while(|part| {
        let is_needed = counted < COUNTING;
        counted += usize::from(holds_a_word(part));
        is_needed
    });
    let read: usize = parts.map(str::len).sum();
    let folded = fold(text.get(..read).unwrap_or(text));
    let words: Vec<&str> =
        folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).take(COUNTING).collect();
    words.windows(3).any(|words| {
        let several = PRESENTING.is(words[0], "several");
        several && words[1..].iter().any(|word| word.ends_with('s') && PRESENTING.is(word, "session"))
    })
}

/// Whether a unit that nothing signs recounts several sessions: its heading names a kind of session, its first sentences count
/// them, or its paragraphs present somebody each and title what they present.
fn several(words: &str, signs: Signs) -> bool {
    let unsigned = !signs.signed && !signs.billed;
    // Short formats come in numbers.
    let plural = HEADINGS.is(words, "kinds") && signs.presented || HEADINGS.is(words, "shorts");
    let each = signs.presentations >= 3 && signs.openings >= 2;
    unsigned && (signs.titled >= 2 || plural || each || signs.counted && signs.named >= 2)
}

/// Decides.
pub(in crate::recap) fn of(unit: &Unit, title: &Title, signs: Signs, around: Around) -> Verdict {
    let words = bare(&title.text);
    let section = HEADINGS.is(&words, "section");
    let keynotes = HEADINGS.is(&words, "keynotes");
    if unit.merged > 0 {
        return Verdict::of(Kind::Keynotes, Rule::KindMerged);
    }
    if unit.place == Place::Opening {
        return Verdict::of(Kind::Section, Rule::KindOpening);
    }
    if keynotes && signs.presentations >= 3 {
        return Verdict::of(Kind::Keynotes, Rule::KindSeveral);
    }
    if unit.place == Place::Group || unit.names_next || when::is_day(&title.text) {
        let several = when::is_day(&title.text) && signs.openings >= 2;
        return match signs.presentations >= 2 || several {
            true => Verdict::of(Kind::Keynotes, Rule::KindSeveral),
            false => Verdict::of(Kind::Section, Rule::KindGroup),
        };
    }
    if unit.form == Form::Heading && several(&words, signs) {
        return Verdict::of(Kind::Keynotes, Rule::KindSeveral);
    }
    // "Échanges", "Valeurs": words for what surrounds the sessions may title one too.
    let titled = unit.closes || !(signs.opened && signs.spoken);
    if (HEADINGS.class(&words) == Some("section") || unit.closes) && !signs.signed && titled {
        return Verdict::of(Kind::Section, Rule::KindSectionHeading);
    }
    let unsigned = !signs.signed && around.signed > 0.6;
    let sum = [
        (Rule::KindHeading, true, 0.4),
        (Rule::KindSigned, signs.signed, 3.0),
        (Rule::KindPresented, signs.presented, 2.0),
        (Rule::KindBilled, signs.billed, 1.5),
        (Rule::KindSpoken, signs.spoken, 0.8),
        (Rule::KindKeynoteWord, keynotes, 1.0),
        (Rule::KindSectionWord, section && !signs.signed, -2.2),
        (Rule::KindEdge, around.edge, -0.3),
        (Rule::KindFrame, around.edge && signs.framing, -1.2),
        (Rule::KindEventTitle, signs.names_event && !signs.signed && !signs.billed, -2.4),
        (Rule::KindAbove, around.above_sessions, -2.0),
        // Where the others are signed, an unsigned one is likely no session.
        (Rule::KindUnsigned, unsigned, -1.6 * around.signed),
    ];
    let holding = sum.iter().filter(|(_, holds, _)| *holds);
    let total: f32 = holding.clone().map(|(.., weight)| weight).sum();
    let kind = if total > 0.0 { Kind::Talk } else { Kind::Section };
    Verdict {
        kind,
        found: holding.map(|(rule, _, weight)| Mention::weighed(kind.as_str(), *rule, *weight)).collect(),
    }
}
