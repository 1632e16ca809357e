//! What a unit says of its session: who gave it, for whom, who wrote of it, its mark, its day.

use crate::recap::markup::line::{Line, Shape};
use crate::recap::mentions::byline::{self, Byline, Role};
use crate::recap::mentions::person::{self, Person};
use crate::recap::mentions::persons::Persons;
use crate::recap::mentions::presenter;
use crate::recap::mentions::rule::{Mention, Rule};
use crate::recap::mentions::title::Title;
use crate::recap::mentions::{
    company_in_prose, company_in_title, name_list, passing, rating, title_people, when,
};
use crate::recap::outline::Sheet;
use crate::recap::talks::listed::{follows, headed_by_name, is_deeper};
use crate::recap::talks::{full_name, quotes};
use crate::recap::words::fold::fold;
use crate::recap::words::lead::holds_words;
use crate::talk::{Kind, Rating};
use rustc_hash::FxHashSet;

/// Who and what a unit names.
#[derive(Clone, Debug, Default)]
pub(in crate::recap) struct Session {
    /// Who gave it.
    pub speakers: Names,
    /// Whom they work for.
    pub organisations: Names,
    /// Who wrote of it.
    pub writers: Names,
    /// The mark.
    pub rating: Option<Rating>,
    /// The day.
    pub date: Option<when::When>,
    /// Speakers and organisations once more, each with the rule that found it.
    pub found: Vec<Mention>,
}

/// Names, each once, in their order.
#[derive(Clone, Debug, Default)]
pub(in crate::recap) struct Names {
    pub list: Vec<String>,
    /// What a further name says nothing new by: the folded names, and what stands before a comma in them.
    known: FxHashSet<String>,
}

impl Names {
    /// Adds a name that is not there yet, and says whether it did.
    fn add(&mut self, name: String) -> bool {
        let key = fold(&name);
        if self.list.len() >= MOST_NAMED || self.known.contains(&key) {
            return false;
        }
        // "X" after "X, Inc." says nothing new.
        self.known.extend(key.match_indices(", ").take(MOST_COMMAS).map(|(at, _)| key[..at].to_owned()));
        self.known.insert(key);
        self.list.push(name);
        true
    }
}

/// Persons named so far, each with the rule that named them first.
#[derive(Default)]
struct Named {
    persons: Persons,
    rules: Vec<(String, Rule)>,
}

impl Named {
    /// Adds persons, as long as few enough were named for a session, those named again among them.
    fn add(&mut self, people: Vec<Person>, rule: Rule) {
        for person in people {
            if self.rules.len() < MOST_NAMED {
                self.rules.push((fold(&person.name), rule));
                self.persons.add(person);
            }
        }
    }

    /// Who was named.
    fn people(&self) -> &[Person] {
        &self.persons.people
    }

    /// The rule that named a person first, under whatever form of the name.
    fn rule(&self, name: &str) -> Rule {
        let name = fold(name);
        let found = self.rules.iter().find(|(form, _)| person::is_same(form, &name));
        found.map_or(Rule::SpeakerPresents, |(_, rule)| *rule)
    }
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

/// Most names that one unit gives. Each is compared with all before it.
const MOST_NAMED: usize = 400;
/// Commas in a name before which it is a name too.
const MOST_COMMAS: usize = 3;

/// Reads a unit. `content` are its lines without heading and noise.
pub(in crate::recap) fn read(
    sheet: &Sheet<'_>,
    content: &[usize],
    title: &Title,
    kind: Kind,
    (brackets, quotes): (Brackets, bool),
) -> Session {
    let mut session = Session { rating: title.rating.clone(), ..Session::default() };
    let mut named = Named::default();
    named.add(title.people.clone(), title.rule);
    title.writers.iter().for_each(|person| _ = session.writers.add(person.name.clone()));
    let names_people = session.read_fields(sheet, content, (kind, brackets), &mut named);
    let names_people = names_people || !title.people.is_empty(); // a field or the title says who
    let prose_at: Vec<usize> = content.iter().copied().filter(|&i| sheet.looks[i].byline.is_none()).collect();
    let prose: Vec<&Line> = prose_at.iter().map(|&i| &sheet.lines[i]).collect();
    if kind != Kind::Section {
        read_prose(sheet, &prose_at, &prose, (names_people, kind), &mut named);
        named.add(in_heading(title, &prose, named.people()), Rule::SpeakerIsTitle);
        if named.people().is_empty() {
            named.add(title.accounts.clone(), title.rule);
        }
        session.employ(title.house.clone(), Rule::OrganisationInTitle);
        if named.people().iter().all(|p| p.organisations.is_empty()) {
            session.employ(company_in_title::in_title(&title.text), Rule::OrganisationInTitle);
            if session.organisations.list.is_empty() {
                session.employ(company_in_prose::in_lines(&prose, named.people()), Rule::OrganisationInText);
            }
        }
    }
    if kind == Kind::Keynotes {
        session.employ(company_in_prose::took_the_floor(&prose), Rule::OrganisationSpeaks);
        session.employ(company_in_prose::in_lines(&prose, named.people()), Rule::OrganisationInText);
    }
    full_name::complete(&mut named.persons.people, &prose);
    trim_employers(&mut named.persons.people, title, &prose);
    if quotes {
        let speaks = |name: &&str| named.people().iter().any(|person| same(&person.name, name));
        let writers = prose.iter().filter_map(|line| quotes::signed(line)).map(|(name, _)| name);
        let writers = writers.filter(|name| !speaks(name));
        writers.for_each(|name| _ = session.writers.add(name.to_owned()));
    }
    for person in std::mem::take(&mut named.persons.people) {
        session.employ(person.organisations, Rule::OrganisationOfSpeaker);
        let rule = named.rule(&person.name);
        if session.speakers.add(person.name.clone()) {
            session.found.push(Mention::new(person.name, rule));
        }
    }
    session
}

impl Session {
    /// Reads the fields among the lines of a unit. Returns whether one of them names a speaker.
    fn read_fields(
        &mut self,
        sheet: &Sheet<'_>,
        content: &[usize],
        (kind, brackets): (Kind, Brackets),
        named: &mut Named,
    ) -> bool {
        let mut names_people = false;
        let mut at = 0;
        let (mut sentences, mut counted) = (0, 0); // sentences among the first `counted` lines
        while at < content.len() {
            let i = content[at];
            at += 1;
            let headed = byline::of_heading(&sheet.lines[i]);
            let Some(field) = sheet.looks[i].byline.as_deref().or(headed.as_ref()) else { continue };
            let mut people = field.people.clone();
            if self.rating.is_none() {
                self.rating = field.rating.clone();
            }
            if field.value.is_empty() && matches!(field.role, Role::Speakers | Role::Writers | Role::Authors)
            {
                // The names follow as items, on the next line, or as headings of what is told of each.
                let depth = content.get(at).map(|&first| sheet.lines[first].shape);
                while let Some(&next) = content.get(at).filter(|&&next| follows(sheet, next)) {
                    // What stands deeper tells of the person above: "Twitter : …".
                    if is_deeper(sheet.lines[next].shape, depth) {
                        at += 1;
                        continue;
                    }
                    people.extend(name_list::read(byline::unbulleted(&sheet.lines[next].text), true));
                    at += 1;
                }
                if let Shape::Heading(level) = sheet.lines[i].shape {
                    people.extend(headed_by_name(sheet, &content[at..], level));
                }
            }
            sentences += content[counted..at].iter().filter(|&&j| sheet.looks[j].sentence).count();
            counted = at;
            let head = sentences <= 1;
            let speakers = match field.role {
                Role::Speakers => Some(Rule::SpeakerField),
                Role::Names if head && kind != Kind::Section => Some(Rule::SpeakerLine),
                Role::Bracketed if head && brackets == Brackets::Speakers => Some(Rule::SpeakerInBrackets),
                _ => None,
            };
            let writes = match field.role {
                Role::Bracketed => head,
                Role::Authors => kind == Kind::Talk,
                role => role == Role::Writers,
            };
            if let Some(rule) = speakers {
                names_people |= !people.is_empty();
                named.add(people, rule);
            } else if writes {
                people.into_iter().for_each(|person| _ = self.writers.add(person.name));
            } else {
                self.read_fact(field);
            }
        }
        names_people
    }

    /// Reads a field that names no person.
    fn read_fact(&mut self, field: &Byline) {
        match field.role {
            Role::Rating => self.rating = self.rating.take().or_else(|| rating::field(&field.value)),
            Role::Date => self.date = self.date.or_else(|| when::first(&field.value)),
            Role::Organisations if !field.value.is_empty() => {
                self.employ([field.value.clone()], Rule::OrganisationField);
            }
            _ => {}
        }
    }

    /// Takes from the speakers those who wrote of the session; none of them is a company either.
    pub(in crate::recap) fn leave_to(&mut self, writers: Vec<String>) {
        for writer in writers {
            self.speakers.list.retain(|name| fold(name) != fold(&writer));
            self.organisations.list.retain(|name| fold(name) != fold(&writer));
            self.found.retain(|mention| fold(&mention.name) != fold(&writer));
            _ = self.writers.add(writer);
        }
    }

    /// Adds organisations that a rule found.
    fn employ(&mut self, names: impl IntoIterator<Item = String>, rule: Rule) {
        for name in names {
            if self.organisations.add(name.clone()) {
                self.found.push(Mention::new(name, rule));
            }
        }
    }
}

/// Reads the speakers of a session from its prose. Where fields name them, the prose may only add their organisations.
fn read_prose(
    sheet: &Sheet<'_>,
    prose_at: &[usize],
    prose: &[&Line],
    (names_people, kind): (bool, Kind),
    named: &mut Named,
) {
    let mut found = presenter::in_lines(sheet, prose_at, kind == Kind::Keynotes);
    if names_people {
        let known: Vec<String> = named.people().iter().map(|person| fold(&person.name)).collect();
        found.retain(|person| {
            let name = fold(&person.name);
            known.iter().any(|known| person::is_same(known, &name))
        });
    }
    named.add(found, Rule::SpeakerPresents);
    if named.people().is_empty() {
        // A person who is named in full in the first sentences of a session most likely gave it.
        let first = prose.iter().take(2).map(|line| passing::mentioned(&line.text));
        named.add(
            first.into_iter().find(|named| !named.is_empty()).unwrap_or_default(),
            Rule::SpeakerFirstNamed,
        );
    }
    if named.people().is_empty() {
        let first = prose.first().map(|line| passing::introduced(&line.text));
        named.add(first.unwrap_or_default(), Rule::SpeakerFirstNamed);
    }
    if named.people().is_empty() {
        let first = prose.iter().take(2).map(|line| passing::linked(line));
        named.add(
            first.into_iter().find(|named| !named.is_empty()).unwrap_or_default(),
            Rule::SpeakerFirstNamed,
        );
    }
    if named.people().is_empty() {
        let thanked = prose.iter().map(|line| passing::thanked(&line.text)).find(|people| !people.is_empty());
        named.add(thanked.unwrap_or_default(), Rule::SpeakerThanked);
    }
}

/// The person whose name is all of the heading, where the prose goes on with their first name: "Jeanne est membre de".
fn in_heading(title: &Title, prose: &[&Line], people: &[Person]) -> Vec<Person> {
    // A full stop ends some headings, and the initial of some names.
    let name = match title.text.strip_suffix('.') {
        Some(name) if name.rsplit(' ').next().is_some_and(|last| last.chars().count() > 1) => name,
        _ => title.text.as_str(),
    };
    let first = name.split(' ').next().unwrap_or_default();
    let other = people.iter().any(|person| !same(&person.name, name));
    let goes_on =
        |line: &&&Line| line.text.strip_prefix(first).is_some_and(|rest| rest.starts_with([' ', ',']));
    if other || !title_people::is_person(name) || !prose.iter().take(3).any(|line| goes_on(&line)) {
        return Vec::new();
    }
    vec![Person { name: name.to_owned(), organisations: Vec::new() }]
}

/// Whether two names may be one person's.
fn same(a: &str, b: &str) -> bool {
    person::is_same(&fold(a), &fold(b))
}

/// A job that ends in a product and a company ("DevOps Kapsule Scaleway") keeps what the unit names alone.
fn trim_employers(people: &mut [Person], title: &Title, prose: &[&Line]) {
    let names =
        |name: &str| prose.iter().any(|line| holds_words(&line.text, name)) || holds_words(&title.text, name);
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
