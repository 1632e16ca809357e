//! A talk as the index keeps it: its terms, area by area, and the talk itself.

use super::schema::{Area, AreaFields, Fields};
use crate::analysis::{Analysis, Terms};
use crate::talk::Talk;
use crate::{Error, Result};
use tantivy::TantivyDocument;

/// Positions left free between two values of one area, so that no phrase crosses them.
const GAP: usize = 16;

/// The document of a talk.
pub fn document(talk: &Talk, fields: &Fields, analysis: &Analysis) -> Result<TantivyDocument> {
    let mut document = TantivyDocument::default();
    document.add_bytes(fields.talk, &encode(talk)?);
    document.add_text(fields.id, &talk.id);
    document.add_text(fields.kind, talk.kind.as_str());
    let mut kinds: Vec<&str> = talk.links.iter().map(|link| link.kind.as_str()).collect();
    kinds.sort_unstable();
    kinds.dedup();
    for kind in kinds {
        document.add_text(fields.has, kind);
    }
    if let Some(year) = talk.year {
        document.add_i64(fields.year, i64::from(year));
    }
    if let Some(value) = talk.rating.as_ref().and_then(|rating| rating.value) {
        document.add_f64(fields.rating, f64::from(value));
    }
    let mut terms = Terms::with_capacity(talk.body.text.len());
    for area in Area::ALL {
        let texts = texts(talk, area);
        terms.clear();
        for text in &texts {
            analysis.terms(text, fields.area(area).stems.is_some(), &mut terms);
            terms.skip(GAP);
        }
        add_area(&mut document, fields.area(area), &terms);
    }
    Ok(document)
}

/// The texts of an area: where its words are searched.
pub fn texts(talk: &Talk, area: Area) -> Vec<String> {
    let known = |value: &Option<String>| value.clone().into_iter();
    match area {
        Area::Title => vec![talk.title.clone()],
        Area::Body => vec![talk.body.text.clone()],
        Area::Speaker => talk.speakers.clone(),
        Area::Organisation => talk.organisations.clone(),
        Area::Writer => talk.writers.clone(),
        Area::Event => known(&talk.event)
            .chain(talk.year.map(|year| year.to_string()))
            .chain(known(&talk.city))
            .collect(),
        Area::Recap => known(&talk.recap.title)
            .chain(known(&talk.recap.publisher))
            .chain(talk.recap.authors.iter().cloned())
            .chain([talk.source.file.clone()])
            .collect(),
    }
}

/// Adds the terms of an area, which [`super::tokens`] tells apart again.
fn add_area(document: &mut TantivyDocument, fields: &AreaFields, terms: &Terms) {
    let mut add = |field, terms: &str| {
        if !terms.trim_ascii().is_empty() {
            document.add_text(field, terms);
        }
    };
    add(fields.surfaces, &terms.surfaces);
    add(fields.joins, &terms.joins);
    if let Some(field) = fields.stems {
        add(field, &terms.stems);
    }
}

/// The stored form of a talk.
pub fn encode(talk: &Talk) -> Result<Vec<u8>> {
    postcard::to_stdvec(talk).map_err(|e| Error::Talk { id: talk.id.clone(), reason: e.to_string() })
}

/// The talk of a stored form.
pub fn decode(bytes: &[u8]) -> Result<Talk> {
    postcard::from_bytes(bytes)
        .map_err(|e| Error::Damaged { what: "a stored talk".into(), reason: e.to_string() })
}
