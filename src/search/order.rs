//! Orders other than that of scores, read from columns.

use super::Sort;
use crate::Result;
use crate::index::columns::{TextColumn, Texts, spell, whole};
use crate::index::schema::{self, Text};
use crate::index::{Index, Segment, documents_in};
use fixedbitset::FixedBitSet;
use rustc_hash::FxHashMap;
use std::cmp::Reverse;
use tantivy::DocId;
use tantivy::columnar::Column;

/// A talk and its sort keys in its segment: that of the order, then that of the id.
type Placed = (u64, u64, DocId);

/// The sort keys of talks of different segments: those of [`Placed`], as values.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Spelt {
    is_unknown: bool,
    newest: Reverse<String>,
    first: String,
    id: String,
    doc: DocId,
}

/// The first `count` of `docs` in an order other than that of scores; equal ones in that of the ids that their recaps alone
/// give them.
pub(super) fn sorted(index: &Index, docs: &FixedBitSet, sort: Sort, count: usize) -> Result<Vec<DocId>> {
    let mut parts = Vec::with_capacity(index.segments().len());
    for segment in index.segments() {
        let keys = Keys::of(segment, sort)?;
        let mut placed: Vec<Placed> = Vec::new();
        for doc in documents_in(docs, segment) {
            placed.push((keys.key(doc), segment.place_of_id(doc)?, doc));
        }
        if count < placed.len() && count > 0 {
            placed.select_nth_unstable(count - 1);
        }
        placed.truncate(count);
        placed.sort_unstable();
        parts.push((segment, keys, placed));
    }
    parts.retain(|(.., placed)| !placed.is_empty());
    if let [(segment, _, placed)] = &parts[..] {
        return Ok(placed.iter().map(|(.., doc)| segment.base + doc).collect());
    }
    let mut spelt = Vec::new();
    for (segment, keys, placed) in parts {
        keys.spell(segment, &placed, &mut spelt)?;
    }
    spelt.sort_unstable();
    spelt.truncate(count);
    Ok(spelt.into_iter().map(|spelt| spelt.doc).collect())
}

/// The first `count` of `docs` in an order: equal ones in that of their ids, as these are printed.
pub fn listed(index: &Index, docs: &FixedBitSet, sort: Sort, count: usize) -> Result<Vec<DocId>> {
    if sort == Sort::Score {
        let mut places = by_place(index, docs)?;
        places.truncate(count);
        return Ok(places);
    }
    let all = index.identities()?;
    if all.are_distinct() {
        return sorted(index, docs, sort, count);
    }
    let mut spelt = Vec::new();
    for segment in index.segments() {
        let keys = Keys::of(segment, sort)?;
        let placed = documents_in(docs, segment)
            .map(|doc| Ok((keys.key(doc), segment.place_of_id(doc)?, doc)))
            .collect::<Result<Vec<Placed>>>()?;
        keys.spell(segment, &placed, &mut spelt)?;
    }
    for talk in &mut spelt {
        if let Some(id) = all.distinct_ids(talk.doc) {
            id.clone_into(&mut talk.id);
        }
    }
    spelt.sort_unstable();
    spelt.truncate(count);
    Ok(spelt.into_iter().map(|spelt| spelt.doc).collect())
}

/// Talks in the order of the files they come from and of their places in them.
fn by_place(index: &Index, docs: &FixedBitSet) -> Result<Vec<DocId>> {
    let (files, lines) = (index.texts(Text::Recap)?, index.numbers(schema::LINE)?);
    let ranks = ranks(index, &files)?;
    let mut places: Vec<(u32, u32, DocId)> = Vec::with_capacity(docs.count_ones(..));
    for (at, segment) in index.segments().iter().enumerate() {
        let Some(column) = files.of_segment(at) else { continue };
        let (file, line) = (Values::of(column.ords(), segment), Values::of(lines.of_segment(at), segment));
        for doc in documents_in(docs, segment) {
            let file = file.first(doc);
            let rank = ranks.as_ref().map_or(file as u32, |ranks| ranks[at][file as usize]);
            places.push((rank, line.first(doc) as u32, segment.base + doc));
        }
    }
    // Within a segment recaps mostly follow each other: there is little left to sort.
    places.sort();
    for same in places.chunk_by_mut(|a, b| (a.0, a.1) == (b.0, b.1)).filter(|same| same.len() > 1) {
        let with_id = |place: &(u32, u32, DocId)| Ok((index.id(place.2)?, *place));
        let mut with_ids = same.iter().map(with_id).collect::<Result<Vec<_>>>()?;
        with_ids.sort_unstable();
        same.iter_mut().zip(with_ids).for_each(|(place, (_, sorted))| *place = sorted);
    }
    Ok(places.into_iter().map(|(.., doc)| doc).collect())
}

/// The first values of the documents of a segment.
enum Values<'c> {
    /// Of all documents, read.
    Whole(Vec<u64>),
    /// Read document by document.
    Each(&'c Column<u64>),
}

impl<'c> Values<'c> {
    fn of(column: &'c Column<u64>, segment: &Segment) -> Values<'c> {
        whole(column, segment.entry().docs).map_or(Values::Each(column), Values::Whole)
    }

    /// The first value of a document; 0 where it has none.
    fn first(&self, doc: DocId) -> u64 {
        match self {
            Values::Whole(values) => values[doc as usize],
            Values::Each(column) => column.first(doc).unwrap_or_default(),
        }
    }
}

/// By segment, which place among the files of the whole index each of its files has; `None` for one segment, where that is its
/// own place.
fn ranks(index: &Index, files: &Texts<'_>) -> Result<Option<Vec<Vec<u32>>>> {
    if index.segments().len() < 2 {
        return Ok(None);
    }
    let mut named: Vec<(String, usize, u64)> = Vec::new();
    let mut ranks = Vec::new();
    for (at, segment) in index.segments().iter().enumerate() {
        let terms = files.of_segment(at).map_or(0, |column| column.num_terms());
        ranks.push(vec![0; terms]);
        if let Some(column) = files.of_segment(at) {
            let all: Vec<u64> = (0..terms as u64).collect();
            spell(segment, column, &all, |place, file| named.push((file.to_owned(), at, place)))?;
        }
    }
    named.sort_unstable();
    let files = named.chunk_by(|a, b| a.0 == b.0);
    for (rank, same) in (0..).zip(files) {
        same.iter().for_each(|(_, at, place)| ranks[*at][*place as usize] = rank);
    }
    Ok(Some(ranks))
}

/// The sort keys of the talks of a segment, the least first.
enum Keys {
    /// The place of a text.
    First(Option<TextColumn>),
    /// The same, the last one first.
    Last(Option<TextColumn>),
    /// A rating, the best first.
    Best(Column<f64>),
}

impl Keys {
    fn of(segment: &Segment, sort: Sort) -> Result<Keys> {
        Ok(match sort {
            Sort::Date => Keys::Last(segment.texts(Text::When.name())?),
            Sort::Rating => Keys::Best(segment.ratings()?),
            Sort::Title | Sort::Score => Keys::First(segment.texts(Text::Title.name())?),
        })
    }

    /// The key of a document.
    fn key(&self, doc: DocId) -> u64 {
        let place = |column: &Option<TextColumn>| column.as_ref()?.term_ords(doc).next();
        match self {
            Keys::First(column) => place(column).unwrap_or(u64::MAX),
            Keys::Last(column) => place(column).map_or(u64::MAX, |place| u64::MAX - 1 - place),
            Keys::Best(column) => column.first(doc).map_or(u64::MAX, |value| LEAST - hundredths(value)),
        }
    }

    /// Adds the talks of a segment, which are in order, spelt out.
    fn spell(&self, segment: &Segment, placed: &[Placed], spelt: &mut Vec<Spelt>) -> Result<()> {
        let mut texts: FxHashMap<u64, String> = FxHashMap::default();
        if let Keys::First(Some(column)) | Keys::Last(Some(column)) = self {
            let place = |&(key, ..): &Placed| column_place(self, key);
            let mut places: Vec<u64> = placed.iter().filter_map(place).collect();
            places.sort_unstable();
            places.dedup();
            spell(segment, column, &places, |place, text| drop(texts.insert(place, text.to_owned())))?;
        }
        let mut ids: FxHashMap<u64, String> = FxHashMap::default();
        if let Some(column) = segment.ids()? {
            let mut places: Vec<u64> = placed.iter().map(|(_, id, _)| *id).collect();
            places.sort_unstable();
            places.dedup();
            spell(segment, column, &places, |place, id| drop(ids.insert(place, id.to_owned())))?;
        }
        for &(key, id, doc) in placed {
            let text = match self {
                Keys::Best(_) => format!("{:020}", LEAST.saturating_sub(key)),
                _ => column_place(self, key).and_then(|place| texts.get(&place).cloned()).unwrap_or_default(),
            };
            let is_unknown = key == u64::MAX;
            let text = if is_unknown { String::new() } else { text };
            let (newest, first) =
                if matches!(self, Keys::First(_)) { (String::new(), text) } else { (text, String::new()) };
            let id = ids.get(&id).cloned().unwrap_or_default();
            spelt.push(Spelt { is_unknown, newest: Reverse(newest), first, id, doc: segment.base + doc });
        }
        Ok(())
    }
}

/// The place in its column that a key stands for.
fn column_place(keys: &Keys, key: u64) -> Option<u64> {
    match keys {
        _ if key == u64::MAX => None,
        Keys::First(_) => Some(key),
        Keys::Last(_) => Some(u64::MAX - 1 - key),
        Keys::Best(_) => None,
    }
}

/// The key of a rating of nothing.
const LEAST: u64 = u64::MAX - 1;

/// A rating as it is compared.
fn hundredths(value: f64) -> u64 {
    (value.max(0.0) * 100.0).round() as u64
}
