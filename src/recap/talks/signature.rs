//! Who signed a recap and when it was published: in its front matter or head, else in a line of its own.

use crate::recap::markup::line::{Line, Page, Shape};
use crate::recap::mentions::byline::{self, Role};
use crate::recap::mentions::name_list;
use crate::recap::mentions::person::{self, Likeness};
use crate::recap::outline::{self, Outline, Sheet, noise};
use crate::recap::talks::posted;
use crate::recap::words::fold::bare;
use crate::recap::words::lead::{has_word, holds};
use crate::recap::words::pattern::Pattern;
use crate::recap::words::when::{self, When};
use regex::Regex;
use std::borrow::Cow;
use std::sync::LazyLock;

/// What the recap says of itself.
#[derive(Default)]
pub(super) struct Signature {
    /// Who wrote it.
    pub authors: Vec<String>,
    /// Whom the author writes for.
    pub publisher: Option<String>,
    /// When it was published, `YYYY-MM-DD`.
    pub published: Option<String>,
    /// The lines that say so: their days are none of the event.
    pub lines: Vec<String>,
}

/// Lines before the first session that are looked at.
const MOST_LINES: usize = 12;

/// Reads who signed.
pub(super) fn read(page: &Page, sheet: &Sheet<'_>, outline: &Outline) -> Signature {
    let mut signature = Signature { published: published(sheet), ..Signature::default() };
    let top = top(sheet, outline);
    let mut dated: Vec<(usize, Vec<String>, When)> = (0..top.min(MOST_LINES))
        .filter_map(|i| {
            let line = &sheet.lines[i];
            with_date(line).or_else(|| posted(line)).map(|(names, day)| (i, names, day))
        })
        .collect();
    if dated.is_empty() {
        // Where the day of publication is known, another one is the event's.
        let known = page.metadata.published.as_deref().or(signature.published.as_deref());
        let is_known = |day: &When| known.is_none() || day.iso(None).as_deref() == known;
        let alone = posted::read(sheet, outline, top.min(MOST_LINES));
        dated.extend(alone.filter(|(_, _, day)| is_known(day)));
    }
    signature.lines = dated.iter().map(|(i, ..)| sheet.lines[*i].text.clone()).collect();
    signature.published = signature.published.or_else(|| dated.iter().find_map(|(_, _, day)| day.iso(None)));
    signature.published = signature.published.or_else(|| labelled_day(sheet, top));
    for author in &page.metadata.authors {
        let (name, house) = of_house(author);
        signature.authors.push(name);
        signature.publisher = signature.publisher.or(house);
    }
    if signature.authors.is_empty() {
        let signed = dated.into_iter().map(|(_, names, _)| names).find(|names| !names.is_empty());
        signature.authors = signed.unwrap_or_else(|| in_lines(sheet, top));
    }
    signature
}

/// The day of a field "Date : …" among the first lines, where another names the author: it is that of the recap.
fn labelled_day(sheet: &Sheet<'_>, top: usize) -> Option<String> {
    let fields = || (0..top.min(MOST_LINES)).filter_map(|i| sheet.looks[i].byline.as_ref());
    let signed = fields().any(|field| matches!(field.role, Role::Authors | Role::Writers));
    let mut days = fields().filter(|field| field.role == Role::Date);
    days.find_map(|field| when::first(&field.value)?.iso(None)).filter(|_| signed)
}

/// "Jeanne Untel - Société", "Jeanne Untel <jeanne@exemple.fr>": the author and the organisation.
fn of_house(author: &str) -> (String, Option<String>) {
    let author = author.split(" <").next().unwrap_or(author).trim();
    let parted =
        [" - ", " – ", " — ", " | ", " @ ", " chez "].iter().find_map(|sign| author.split_once(sign));
    match parted.filter(|(name, _)| person::likeness(name) != Likeness::None) {
        Some((name, house)) => (name.trim().to_owned(), Some(house.trim().to_owned())),
        None => (author.to_owned(), None),
    }
}

/// Where the first session begins: at the first unit with a heading of its own, and at no later heading.
fn top(sheet: &Sheet<'_>, outline: &Outline) -> usize {
    let own = outline.units.iter().find(|unit| unit.place == outline::Place::Own);
    let own = own.map_or(sheet.lines.len(), |unit| unit.first);
    let is_heading =
        |i: &usize| matches!(sheet.lines[*i].shape, Shape::Heading(_)) && Some(*i) != outline.title;
    // The first heading of all may be the title of the recap where the front matter has another.
    let first =
        (0..own).find(|i| sheet.looks[*i].words > 0).filter(|i| outline.title.is_none() && is_heading(i));
    (0..own).find(|i| is_heading(i) && Some(*i) != first).unwrap_or(own)
}

/// "Par Jeanne Untel, le 20 avril 2023", "Jeanne Untel · 20/04/2023": names and a day, and nothing else.
fn with_date(line: &Line) -> Option<(Vec<String>, When)> {
    if line.text.chars().count() > 120 || !line.text.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    static BEFORE_DAY: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\s(?:le|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\s").expect("valid")
    });
    const DAYS: [&str; 8] = ["le", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"];
    let text = match has_word(&line.text, &DAYS) {
        true => BEFORE_DAY.replace_all(&line.text, ", "),
        false => Cow::Borrowed(line.text.as_str()),
    };
    let (days, rest): (Vec<&str>, Vec<&str>) = text
        .split([',', '|', '·', '•', '—', '–'])
        .flat_map(|part| part.split(" - "))
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .partition(|part| when::is_date(part));
    let day = days.iter().find_map(|part| when::first(part))?;
    let counted = |part: &&str| part.starts_with(|c: char| c.is_ascii_digit());
    let mut rest = rest.into_iter().filter(|part| !noise::is_meta_words(&bare(part)) && !counted(part));
    let signed = byline::read_text(rest.next()?)?;
    let named = matches!(signed.role, Role::Authors | Role::Writers | Role::Speakers | Role::Names);
    let names: Vec<String> = signed.people.into_iter().map(|person| person.name).collect();
    (named && !names.is_empty() && rest.next().is_none()).then_some((names, day))
}

/// "Article publié le jeudi 20 avril 2023 par Jeanne Untel", "Mise à jour : 20 avril 2023": the day and who signed, where the
/// line says so and little else.
fn posted(line: &Line) -> Option<(Vec<String>, When)> {
    static POSTED: Pattern = Pattern::new(
        r"^(?i)(?:(?:cet?\s)?(?:article|billet|post|compte-rendu)\s)?(?:a été\s)?(?:publié|posté|écrit|rédigé|mis en ligne|(?:dernière\s)?mise? à jour)e?\s?(?::|le\b|par\b)",
    );
    // A part of each word that says so, by its letters of ASCII; the pattern takes the long s for an s.
    const POSTING: [&str; 7] = ["publi", "post", "po\u{17F}t", "crit", "dig", "mis", "mi\u{17F}"];
    let dated = line.text.contains(|c: char| c.is_ascii_digit()) && holds(&line.text, &POSTING);
    if line.text.chars().count() > 120 || !dated || !POSTED.is_match(&line.text) {
        return None;
    }
    let day = when::first(&line.text).filter(|day| day.year.is_some())?;
    let names = line.text.split_once(" par ").map(|(_, names)| names.split([',', '·', '|', '(']).next());
    let names = names.flatten().map(|names| names.split(" le ").next().unwrap_or(names));
    let people = names.map(|names| name_list::read(names, false)).unwrap_or_default();
    Some((people.into_iter().map(|person| person.name).collect(), day))
}

/// The authors that sign in a line of its own before the first session, or after the last.
fn in_lines(sheet: &Sheet<'_>, top: usize) -> Vec<String> {
    // There a name alone is the author's.
    let signed = (0..top).take(MOST_LINES).filter_map(|i| sheet.looks[i].byline.as_ref()).find(|b| {
        matches!(b.role, Role::Authors | Role::Writers | Role::Speakers | Role::Names) && !b.people.is_empty()
    });
    // "Publié le 3 mai par Untel"
    let meta = (0..top).take(MOST_LINES).filter(|&i| noise::is_meta(&sheet.lines[i], &sheet.looks[i]));
    let within = meta.filter_map(|i| {
        let (_, names) =
            sheet.lines[i].text.split_once(" par ").or_else(|| sheet.lines[i].text.split_once(" by "))?;
        let names = names.split(['·', '|', '•', '—']).next()?;
        Some(name_list::read(names, false)).filter(|people| !people.is_empty())
    });
    let within = within.take(1).flatten().map(|p| p.name).collect::<Vec<_>>();
    if signed.is_none() && !within.is_empty() {
        return within;
    }
    let last = sheet.lines.len().checked_sub(1).filter(|&i| sheet.looks[i].gap > 0);
    signed
        .or_else(|| {
            last.and_then(|i| sheet.looks[i].byline.as_ref())
                // Where other lines are names too, they sign sessions, and so does the last.
                .filter(|b| b.role == Role::Authors || b.role == Role::Names && names(sheet) == 1)
        })
        .map(|byline| byline.people.iter().map(|p| p.name.clone()).collect())
        .unwrap_or_default()
}

/// Lines that are names and nothing else.
fn names(sheet: &Sheet<'_>) -> usize {
    sheet.looks.iter().filter(|look| look.byline.as_ref().is_some_and(|b| b.role == Role::Names)).count()
}

/// The day that a line such as "Publié le 5 avril 2024" gives.
fn published(sheet: &Sheet<'_>) -> Option<String> {
    sheet
        .lines
        .iter()
        .take(40)
        .filter(|line| {
            let first = line.text.chars().find(|c| c.is_alphanumeric());
            // Most lines begin with another letter.
            if first.is_some_and(|c| c.is_ascii() && !c.eq_ignore_ascii_case(&'p')) {
                return false;
            }
            let words = bare(&line.text);
            ["publie le", "poste le", "posted on", "published on"]
                .iter()
                .any(|label| words.starts_with(label))
        })
        .find_map(|line| when::first(&line.text)?.iso(None))
}
