//! What a unit says of its session: who gave it, for whom, who wrote of it, its mark, its day.

use crate::recap::markup::line::Line;
use crate::recap::mentions::byline::{self, Role};
use crate::recap::mentions::person::{self, Likeness, Person};
use crate::recap::mentions::title::Title;
use crate::recap::mentions::{employer, people, presenter, rating, when};
use crate::recap::outline::Sheet;
use crate::recap::words::fold::fold;
use crate::talk::{Kind, Rating};

/// Who and what a unit names.
#[derive(Clone, Debug, Default)]
pub(in crate::recap) struct Session {
    /// Who gave it.
    pub speakers: Vec<String>,
    /// Whom they work for.
    pub organisations: Vec<String>,
    /// Who wrote of it.
    pub writers: Vec<String>,
    /// The mark.
    pub rating: Option<Rating>,
    /// The day.
    pub date: Option<when::When>,
}

/// What names in brackets under a title mean in this recap.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::recap) enum Brackets {
    /// Who gave the session.
    #[default]
    Speakers,
    /// Who wrote of it: the same few names come again and again.
    Writers,
}

/// Reads who the bracketed names of a recap are.
pub(in crate::recap) fn brackets(sheet: &Sheet<'_>) -> Brackets {
    let mut names: Vec<String> = Vec::new();
    let mut employed = false;
    for byline in
        sheet.looks.iter().filter_map(|look| look.byline.as_ref()).filter(|b| b.role == Role::Bracketed)
    {
        employed |= byline.people.iter().any(|p| !p.organisations.is_empty());
        names.extend(byline.people.iter().map(|p| fold(&p.name)));
    }
    let total = names.len();
    names.sort();
    names.dedup();
    if !employed && total > names.len() { Brackets::Writers } else { Brackets::Speakers }
}

/// Most names that the fields of one unit give: each is held against all before it.
const MOST_NAMED: usize = 400;

/// Reads a unit. `content` are its lines without heading and noise.
pub(in crate::recap) fn read(
    sheet: &Sheet<'_>,
    content: &[usize],
    title: &Title,
    kind: Kind,
    brackets: Brackets,
) -> Session {
    let mut session = Session { rating: title.rating.clone(), ..Session::default() };
    let mut people: Vec<Person> = Vec::new();
    let mut told = false; // a field or the title says who
    for person in title.people.clone() {
        told = true;
        presenter::merge(&mut people, person);
    }
    let mut at = 0;
    let (mut sentences, mut counted) = (0, 0); // sentences among the first `counted` lines
    while at < content.len() {
        let i = content[at];
        at += 1;
        let Some(field) = &sheet.looks[i].byline else { continue };
        let mut named = field.people.clone();
        if session.rating.is_none() {
            session.rating = field.rating.clone();
        }
        if field.value.is_empty() && matches!(field.role, Role::Speakers | Role::Writers | Role::Authors) {
            // The names follow as items, or on the next line.
            while let Some(&next) = content.get(at).filter(|&&next| follows(sheet, next)) {
                named.extend(people::read(byline::unbulleted(&sheet.lines[next].text), true));
                at += 1;
            }
        }
        sentences += content[counted..at].iter().filter(|&&j| sheet.looks[j].sentence).count();
        counted = at;
        let head = sentences <= 1;
        match field.role {
            Role::Speakers => {
                told |= !named.is_empty();
                merge_all(&mut people, named);
            }
            Role::Names if head && kind != Kind::Section => {
                told |= !named.is_empty();
                merge_all(&mut people, named);
            }
            Role::Bracketed if head && brackets == Brackets::Speakers => {
                told |= !named.is_empty();
                merge_all(&mut people, named);
            }
            Role::Bracketed if head => push_all(&mut session.writers, named.into_iter().map(|p| p.name)),
            Role::Writers => push_all(&mut session.writers, named.into_iter().map(|p| p.name)),
            Role::Authors if kind == Kind::Talk => {
                push_all(&mut session.writers, named.into_iter().map(|p| p.name));
            }
            Role::Rating => session.rating = session.rating.or_else(|| rating::field(&field.value)),
            Role::Date => session.date = session.date.or_else(|| when::first(&field.value)),
            Role::Organisations if !field.value.is_empty() => {
                push_all(&mut session.organisations, std::iter::once(field.value.clone()));
            }
            _ => {}
        }
    }
    let told_in: Vec<usize> = content.iter().copied().filter(|&i| sheet.looks[i].byline.is_none()).collect();
    let prose: Vec<&Line> = told_in.iter().map(|&i| &sheet.lines[i]).collect();
    if kind != Kind::Section {
        let found = presenter::in_lines(sheet, &told_in);
        if told {
            // The field says who; prose may add for whom.
            for person in found {
                if people.iter().any(|p| same(&p.name, &person.name)) {
                    presenter::merge(&mut people, person);
                }
            }
        } else {
            people = found;
            if people.is_empty() {
                // Who is named in full in the first sentences of a session most likely gave it.
                let first = prose
                    .iter()
                    .take(2)
                    .map(|line| presenter::mentioned(&line.text))
                    .find(|named| !named.is_empty());
                people = first.unwrap_or_default();
            }
        }
        if people.iter().all(|p| p.organisations.is_empty()) {
            session.organisations.extend(in_title(&title.text));
            if session.organisations.is_empty() {
                session.organisations = employer::in_lines(&prose, people.is_empty());
            }
        }
    }
    if kind == Kind::Keynotes {
        push_all(&mut session.organisations, employer::took_the_floor(&prose).into_iter());
        push_all(&mut session.organisations, employer::in_lines(&prose, false).into_iter());
    }
    trim_employers(&mut people, title, &prose);
    for person in people {
        push_all(&mut session.organisations, person.organisations.into_iter());
        push_all(&mut session.speakers, std::iter::once(person.name));
    }
    session
}

/// Adds persons, as long as they are few enough for a session.
fn merge_all(people: &mut Vec<Person>, named: Vec<Person>) {
    for person in named {
        if people.len() < MOST_NAMED {
            presenter::merge(people, person);
        }
    }
}

/// Whether a line goes on with a list of names that a label announced.
fn follows(sheet: &Sheet<'_>, i: usize) -> bool {
    let look = &sheet.looks[i];
    let text = byline::unbulleted(&sheet.lines[i].text);
    let is_name =
        people::read(text, false).first().is_some_and(|p| person::likeness(&p.name) != Likeness::None);
    let labelled = look.byline.as_ref().is_some_and(|b| !matches!(b.role, Role::Names | Role::Bracketed));
    !labelled && !look.sentence && look.words <= 20 && (look.item || is_name)
}

/// Whether two names may be one person's.
fn same(a: &str, b: &str) -> bool {
    let (a, b) = (fold(a), fold(b));
    let first = |name: &str| name.split(' ').next().unwrap_or_default().to_owned();
    a == b || first(&a) == b || first(&b) == a
}

/// "… chez X", "Retour d'expérience de X": whom a title names as those who tell.
fn in_title(title: &str) -> Option<String> {
    static TELLS: std::sync::LazyLock<regex::Regex> = std::sync::LazyLock::new(|| {
        regex::Regex::new(r"(?:\s[Cc]hez\s|(?i:retours? d['’]exp[ée]riences?|rex)\s(?:de\s|d['’]|du\s)(?:chez\s)?)(?P<name>\p{Lu})").expect("valid")
    });
    let capital = TELLS.captures(title)?.name("name")?;
    let name = employer::name(title.get(capital.start()..)?, &['.', '&']);
    Some(name.trim_end_matches('.').to_owned())
}

/// A job that ends in a product and a company ("DevOps Kapsule Scaleway") keeps what the unit names alone.
fn trim_employers(people: &mut [Person], title: &Title, prose: &[&Line]) {
    let names = |name: &str| prose.iter().any(|line| line.text.contains(name)) || title.text.contains(name);
    // Every name is looked for in all of the unit: who names many has made a list.
    for organisation in people.iter_mut().take(presenter::MOST).flat_map(|p| &mut p.organisations) {
        if let Some((_, last)) = organisation.rsplit_once(' ')
            && !names(organisation)
            && names(last)
            && last.chars().next().is_some_and(char::is_uppercase)
            && !person::is_job(last)
        {
            *organisation = last.to_owned();
        }
    }
}

/// Adds names that are not there yet.
fn push_all(names: &mut Vec<String>, more: impl Iterator<Item = String>) {
    for name in more {
        if names.len() >= MOST_NAMED {
            break;
        }
        let key = fold(&name);
        // "X" after "X, Inc." says nothing new.
        if !names
            .iter()
            .map(|n| fold(n))
            .any(|n| n == key || n.strip_prefix(&key).is_some_and(|rest| rest.starts_with(", ")))
        {
            names.push(name);
        }
    }
}
