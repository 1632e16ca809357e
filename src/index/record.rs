//! A talk as the index stores it: its terms, field by field, and its columns.

use super::identity::{Hashed, mark};
use super::language::language;
use super::schema::{Fields, TEXTS, Text};
use super::tag::Tag;
use super::talk_field::TalkField;
use crate::analysis::segment::Segments;
use crate::analysis::terms::{BESIDE, JOIN, NEXT};
use crate::analysis::{Analysis, Terms, words};
use crate::recap::{bare, fold};
use crate::talk::Talk;
use std::borrow::Cow;
use tantivy::TantivyDocument;

/// Positions left free between two values of one field, so that no phrase crosses them.
pub(crate) const GAP: usize = 16;

/// Bytes of a text in a column at most: Tantivy takes no more than 64 KiB.
const LONGEST: usize = 32 << 10;
/// Length in bytes of the beginning of a title that sorting uses.
const TITLE: usize = 256;

/// The columns of a talk. `sessions` is what it shares with the same session in other recaps.
pub fn document(talk: &Talk, sessions: &[String], fields: &Fields) -> TantivyDocument {
    let mut document = TantivyDocument::default();
    document.add_text(fields.id, &talk.id);
    for key in sessions {
        document.add_u64(fields.sessions, Hashed::Session.of(key));
    }
    document.add_u64(fields.mark, mark(talk));
    document.add_u64(fields.line, u64::from(talk.source.first_line));
    for (text, field) in TEXTS.into_iter().zip(fields.texts) {
        values(text, talk, |value| document.add_text(field, &value[..value.floor_char_boundary(LONGEST)]));
    }
    if let Some(year) = talk.year {
        document.add_i64(fields.year, i64::from(year));
    }
    if let Some(value) = talk.rating.as_ref().and_then(|rating| rating.value) {
        document.add_f64(fields.rating, f64::from(value));
    }
    document
}

/// Gives `on` the tags of a talk.
pub(crate) fn tags(talk: &Talk, mut on: impl FnMut(&str)) {
    on(&Tag::File.of(&talk.source.file));
    on(&Tag::Kind.of(talk.kind.as_str()));
    if let Some(language) = language(&talk.body.text) {
        on(&Tag::Language.of(language));
    }
    let mut kinds: Vec<&str> = talk.links.iter().map(|link| link.kind.as_str()).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds.into_iter().for_each(|kind| on(&Tag::Has.of(kind)));
    let mut labels: Vec<String> = talk.recap.tags.iter().map(|tag| fold(tag)).collect();
    labels.sort_unstable();
    labels.dedup();
    labels.iter().for_each(|label| on(&Tag::Label.of(label)));
    // The authors of the whole recap are found only by queries that name the field: a bare word that matches such a name would
    // find every talk of the recap.
    let authors = talk.writers.is_empty().then_some(&talk.recap.authors).into_iter().flatten();
    let mut names: Vec<String> = authors.flat_map(|name| words(name)).map(|word| word.surface).collect();
    names.sort_unstable();
    names.dedup();
    names.iter().for_each(|name| on(&Tag::Author.of(name)));
}

/// Gives `on` what a talk has in a column of text.
pub(crate) fn values(text: Text, talk: &Talk, mut on: impl FnMut(&str)) {
    match text {
        Text::Event => talk.event.iter().for_each(|event| on(event)),
        Text::Speaker => talk.speakers.iter().for_each(|speaker| on(speaker)),
        Text::Organisation => talk.organisations.iter().for_each(|organisation| on(organisation)),
        Text::Writer => talk.writers_or_authors().iter().for_each(|writer| on(writer)),
        Text::Tag => talk.recap.tags.iter().for_each(|tag| on(tag)),
        Text::Kind => on(talk.kind.as_str()),
        Text::Rating => {
            if let Some(mark) = &talk.rating {
                on(&mark.value.map_or(Cow::Borrowed(mark.raw.as_str()), |value| number(value).into()));
            }
        }
        Text::Recap => on(&talk.source.file),
        Text::When => match (&talk.date, talk.year) {
            (Some(date), _) => on(date),
            (None, Some(year)) => on(&year.to_string()),
            (None, None) => {}
        },
        Text::Title => {
            // By letters and digits: quotation marks and accents do not decide where a title comes.
            let title = bare(&talk.title);
            on(&title[..title.floor_char_boundary(TITLE)]);
        }
    }
}

/// A mark with two digits at most, none for nothing.
fn number(value: f32) -> String {
    ((f64::from(value) * 100.0).round() / 100.0).to_string()
}

/// How many words title and body of a talk have.
pub(crate) fn count_words(talk: &Talk) -> u32 {
    (Segments::new(&talk.title).count() + Segments::new(&talk.body.text).count()) as u32
}

/// The terms of a talk in texts. [`super::inverted`] has the same as numbers.
pub(crate) struct TalkTerms {
    /// The terms that bare words are searched in.
    pub(crate) bare: Terms,
    /// The terms of the short fields, each with the name of its field, in lines like those of [`Terms::surfaces`].
    pub(crate) names: String,
}

impl TalkTerms {
    pub(crate) fn of(talk: &Talk, analysis: &Analysis) -> TalkTerms {
        let mut terms = TalkTerms { bare: Terms::with_capacity(talk.body.text.len()), names: String::new() };
        let mut own = Terms::default();
        for area in TalkField::ALL {
            for text in texts(talk, area) {
                if area == TalkField::Body {
                    analysis.terms(&text, true, &mut terms.bare);
                    terms.bare.skip(GAP);
                } else {
                    own.clear();
                    analysis.terms(&text, area.is_prose(), &mut own);
                    terms.add(&own, area);
                }
            }
        }
        terms
    }

    /// Adds the terms of one text of a short field.
    fn add(&mut self, own: &Terms, area: TalkField) {
        for line in own.surfaces.lines() {
            for surface in line.split(BESIDE) {
                self.names.push_str(&area.surface(surface));
                self.names.push(BESIDE);
            }
            self.names.push(NEXT);
        }
        for key in own.keys.split(BESIDE).filter(|key| !key.is_empty()) {
            let glued = key.strip_prefix(JOIN);
            self.names.push_str(&glued.map_or_else(|| area.stem(key), |glued| area.join(glued)));
            self.names.push(BESIDE);
        }
        self.names.extend(std::iter::repeat_n(NEXT, GAP));
        for line in own.surfaces.lines().filter(|_| area.weight() > 0) {
            for _ in 0..area.weight() {
                self.bare.surfaces.push_str(line);
                self.bare.surfaces.push(BESIDE);
            }
            self.bare.surfaces.push(NEXT);
        }
        for _ in 0..area.weight() {
            self.bare.keys.push_str(&own.keys);
        }
        self.bare.skip(GAP);
    }
}

/// The texts of a field, where its words are searched.
pub fn texts(talk: &Talk, area: TalkField) -> Vec<Cow<'_, str>> {
    fn all(values: &[String]) -> Vec<Cow<'_, str>> {
        values.iter().map(|value| Cow::Borrowed(value.as_str())).collect()
    }
    let known = |value| Option::<&String>::into_iter(value).map(|value| Cow::Borrowed(value.as_str()));
    match area {
        TalkField::Title => vec![Cow::Borrowed(&talk.title)],
        TalkField::Body => vec![Cow::Borrowed(&talk.body.text)],
        TalkField::Speaker => all(&talk.speakers),
        TalkField::Organisation => all(&talk.organisations),
        TalkField::Writer => all(&talk.writers),
        TalkField::Event => known(talk.event.as_ref())
            .chain(talk.year.map(|year| Cow::Owned(year.to_string())))
            .chain(known(talk.city.as_ref()))
            .collect(),
        TalkField::Recap => known(talk.recap.title.as_ref())
            .chain(known(talk.recap.publisher.as_ref()))
            .chain(talk.recap.authors.iter().map(|author| Cow::Borrowed(author.as_str())))
            .chain([Cow::Borrowed(talk.source.file.as_str())])
            .collect(),
    }
}
