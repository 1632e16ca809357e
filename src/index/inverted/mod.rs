//! The terms of a segment that is being written, and where they stand.
//!
//! Tantivy's own writer is handed texts, cuts them, and looks each term up by its bytes. Here a word that was met before is one
//! number, from which those of its terms follow ([`Words`]), and an occurrence is noted and no more ([`occurrences`]). What is
//! written, by Tantivy's serializers, is the same but for bounds of scores, which are not asked for. Which terms a talk has,
//! [`TalkTerms`](super::record::TalkTerms) says in texts; a test compares the two.

mod dictionary;
mod met;
mod noted;
mod occurrences;
#[cfg(test)]
mod tests;

use super::identity::Hashed;
use super::record::{GAP, tags, texts};
use super::schema::Fields;
use super::talk_field::{TalkField, join};
use super::wanted::Wanted;
use crate::analysis::Analysis;
use crate::talk::Talk;
use dictionary::Dictionary;
use met::{Form, Words};
use noted::{Keys, Noted, Surfaces};
use occurrences::{AT_ONCE, Occurrences, Rows, Walk, counts, sorted};
use std::io;
use std::ops::Range;
use tantivy::fieldnorm::{FieldNormsSerializer, FieldNormsWriter};
use tantivy::index::SegmentComponent;
use tantivy::postings::{FieldSerializer, InvertedIndexSerializer};
use tantivy::schema::{Field, IndexRecordOption, Schema};
use tantivy::tokenizer::MAX_TOKEN_LEN;
use tantivy::{DocId, Segment};

/// The indexed fields of a segment.
pub(super) struct Inverted {
    tags: Postings,
    hashes: Postings,
    words: Terms,
    /// Those that follow from no word alone; the others do from the words noted.
    keys: Postings,
    names: Postings,
    /// The terms of words that were met, in `words` and `keys`.
    met: Words,
    /// These words, text after text.
    noted: Noted,
    /// The same in `names`, by field.
    named: [Words; TalkField::ALL.len()],
    /// By field, what the talk before noted of texts that talks of a recap have in common, one by one.
    shared: [Vec<Shared>; TalkField::ALL.len()],
    lengths: FieldNormsWriter,
    docs: DocId,
}

/// A text of a talk and what of `names` it was noted as.
struct Shared {
    text: String,
    noted: Range<usize>,
}

/// The terms of one field.
struct Terms {
    field: Field,
    option: IndexRecordOption,
    dictionary: Dictionary,
}

/// The terms of one field, and where they stand.
struct Postings {
    terms: Terms,
    occurrences: Occurrences,
}

/// Whether a term is to be written.
type IsWanted<'w> = dyn Fn(&[u8]) -> bool + 'w;

impl Inverted {
    pub(super) fn new(schema: &Schema, fields: &Fields) -> Inverted {
        let terms = |field: Field| {
            let option = schema.get_field_entry(field).field_type().index_record_option();
            let option = option.unwrap_or(IndexRecordOption::Basic);
            Terms { field, option, dictionary: Dictionary::new() }
        };
        let postings = |field: Field| Postings { terms: terms(field), occurrences: Occurrences::default() };
        Inverted {
            tags: postings(fields.tags),
            hashes: postings(fields.hashes),
            words: terms(fields.words),
            keys: postings(fields.keys),
            names: postings(fields.names),
            met: Words::default(),
            noted: Noted::default(),
            named: Default::default(),
            shared: Default::default(),
            lengths: FieldNormsWriter::for_schema(schema),
            docs: 0,
        }
    }

    /// Bytes of memory that are in use.
    pub(super) fn memory(&self) -> usize {
        let postings = [&self.tags, &self.hashes, &self.keys, &self.names].into_iter();
        postings
            .map(|postings| postings.terms.dictionary.memory() + postings.occurrences.memory())
            .sum::<usize>()
            + self.words.dictionary.memory()
            + self.noted.memory()
            + self.met.memory()
            + self.named.iter().map(Words::memory).sum::<usize>()
    }

    /// Adds the next talk. `sessions` is what it shares with the same session in other recaps. How many words it has, as
    /// [`count_words`](super::record::count_words) counts them.
    pub(super) fn add(&mut self, talk: &Talk, sessions: &[String], analysis: &Analysis) -> u32 {
        self.begin(talk, sessions);
        let mut words = 0;
        for field in TalkField::ALL {
            for (nth, text) in texts(talk, field).into_iter().enumerate() {
                let round = analysis.forget();
                self.met.round(round);
                self.named[field as usize].round(round);
                if field == TalkField::Body {
                    words += self.body(&text, analysis);
                } else if field.weight() == 0 {
                    self.shared(&text, nth, field, analysis);
                } else {
                    let own = self.short(&text, field, analysis);
                    words += if field == TalkField::Title { own } else { 0 };
                }
                self.noted.skip(GAP as u32);
            }
        }
        self.end();
        words as u32
    }

    /// Adds the next talk without its words.
    pub(super) fn add_bare(&mut self, talk: &Talk) {
        self.begin(talk, &[]);
        self.end();
    }

    fn begin(&mut self, talk: &Talk, sessions: &[String]) {
        tags(talk, |tag| self.tags.add(tag.as_bytes()));
        self.hashes.add(&Hashed::Id.of(&talk.id).to_be_bytes());
        for key in sessions {
            self.hashes.add(&Hashed::Session.of(key).to_be_bytes());
        }
    }

    fn end(&mut self) {
        let doc = self.docs;
        self.lengths.record(doc, self.words.field, self.noted.end());
        for postings in [&mut self.tags, &mut self.hashes, &mut self.keys, &mut self.names] {
            let length = postings.occurrences.end();
            self.lengths.record(doc, postings.terms.field, length);
        }
        self.docs += 1;
    }

    /// Adds the terms of a text of the body. How many words it has.
    fn body(&mut self, text: &str, analysis: &Analysis) -> usize {
        let mut before = None;
        analysis.each(text, |met| {
            let forms = in_text(&mut self.words.dictionary, &mut self.keys.terms.dictionary);
            let word = self.met.word(&met, forms);
            self.noted.add(word, 1, true, &self.met);
            let before = before.replace(word);
            if let Some(before) = before.filter(|_| met.is_tied) {
                let glued = self.words.glued([before, word].map(|word| self.met.terms(word).0[0]));
                self.keys.add(join(&glued).as_bytes());
            }
        })
    }

    /// Adds the terms of the `nth` text of a field that only `names` holds. The talks of a recap have them in common.
    fn shared(&mut self, text: &str, nth: usize, field: TalkField, analysis: &Analysis) {
        if let Some(shared) = self.shared[field as usize].get(nth).filter(|shared| shared.text == text) {
            self.names.occurrences.repeat(shared.noted.clone());
            return;
        }
        let start = self.names.occurrences.noted();
        self.short(text, field, analysis);
        let noted = start..self.names.occurrences.noted();
        let all = &mut self.shared[field as usize];
        all.truncate(nth);
        all.push(Shared { text: text.to_owned(), noted });
    }

    /// Adds the terms of a text of another field: under the name of the field, and as often as they count.
    /// How many words it has.
    fn short(&mut self, text: &str, field: TalkField, analysis: &Analysis) -> usize {
        let mut before: Option<String> = None;
        // They stand behind the words of the text.
        let mut names_of_keys = Vec::new();
        let words = analysis.each(text, |met| {
            let surface = met.known.surface();
            if field.weight() > 0 {
                let forms = in_text(&mut self.words.dictionary, &mut self.keys.terms.dictionary);
                let word = self.met.word(&met, forms);
                self.noted.add(word, field.weight(), field.is_prose(), &self.met);
            }
            let dictionary = &mut self.names.terms.dictionary;
            let named = &mut self.named[field as usize];
            let word = named.word(&met, |form| match form {
                Form::Surface(surface) => Some(dictionary.number(field.surface(surface).as_bytes())),
                Form::Key(key) if field.is_prose() => Some(dictionary.number(field.stem(key).as_bytes())),
                Form::Key(_) => None,
            });
            let (surfaces, keys) = named.terms(word);
            self.names.add_all(surfaces);
            names_of_keys.extend_from_slice(keys);
            let before = before.replace(surface.to_owned());
            if let Some(before) = before.filter(|_| met.is_tied) {
                let glued = before + surface;
                (0..field.weight()).for_each(|_| self.keys.add(join(&glued).as_bytes()));
                names_of_keys.push(self.names.terms.dictionary.number(field.join(&glued).as_bytes()));
            }
        });
        names_of_keys.into_iter().for_each(|name| self.names.occurrences.add(name, false));
        self.names.occurrences.skip(GAP as u32);
        words
    }

    /// Writes all into the files of a segment; of words, keys and names those alone that are wanted, where it is said which.
    /// Lengths and places are those of whole talks all the same.
    pub(super) fn write(mut self, segment: &Segment, wanted: Option<&Wanted>) -> tantivy::Result<()> {
        self.named = Default::default();
        self.lengths.fill_up_to_max_doc(self.docs);
        let file = segment.open_write(SegmentComponent::FieldNorms)?;
        self.lengths.serialize(FieldNormsSerializer::from_write(file)?, None)?;
        let mut serializer = InvertedIndexSerializer::open(segment)?;
        fn text(term: &[u8]) -> &str {
            std::str::from_utf8(term).unwrap_or_default()
        }
        let word = |term: &[u8]| wanted.is_none_or(|wanted| wanted.words.contains(text(term)));
        let key = |term: &[u8]| wanted.is_none_or(|wanted| wanted.keys.contains(text(term)));
        let name = |term: &[u8]| wanted.is_none_or(|wanted| wanted.has_named(text(term)));
        let all = |_: &[u8]| true;
        // In the order of the schema.
        let Inverted { tags, hashes, words, keys, names, met, noted, .. } = self;
        tags.write(&mut serializer, &all)?;
        hashes.write(&mut serializer, &all)?;
        words.write(&Surfaces::of(&noted, &met), &mut serializer, &word)?;
        drop(words);
        let Postings { terms, occurrences } = keys;
        terms.write(&Keys { noted: &noted, words: &met, others: &occurrences }, &mut serializer, &key)?;
        drop((terms, occurrences, noted, met));
        names.write(&mut serializer, &name)?;
        serializer.close()?;
        Ok(())
    }
}

/// Gives the forms of a word their numbers in `words`, and its keys theirs in `keys`.
fn in_text(words: &mut Dictionary, keys: &mut Dictionary) -> impl FnMut(Form<'_>) -> Option<u32> {
    move |form| {
        Some(match form {
            Form::Surface(surface) => words.number(surface.as_bytes()),
            Form::Key(key) => keys.number(key.as_bytes()),
        })
    }
}

impl Postings {
    /// Adds a term that is not looked up by its place.
    fn add(&mut self, term: &[u8]) {
        // As Tantivy does: a dictionary takes no longer one.
        if term.len() <= MAX_TOKEN_LEN {
            let number = self.terms.dictionary.number(term);
            self.occurrences.add(number, false);
        }
    }

    /// Adds all terms of one place.
    fn add_all(&mut self, terms: &[u32]) {
        if let Some((last, others)) = terms.split_last() {
            others.iter().for_each(|&term| self.occurrences.add(term, false));
            self.occurrences.add(*last, true);
        }
    }

    fn write(self, serializer: &mut InvertedIndexSerializer, is_wanted: &IsWanted<'_>) -> io::Result<()> {
        self.terms.write(&self.occurrences, serializer, is_wanted)
    }
}

impl Terms {
    /// Two terms, glued together.
    fn glued(&self, two: [u32; 2]) -> String {
        two.map(|term| String::from_utf8_lossy(self.dictionary.term(term))).concat()
    }

    /// Writes the wanted terms with their occurrences.
    fn write(
        &self,
        of: &impl Walk,
        serializer: &mut InvertedIndexSerializer,
        is_wanted: &IsWanted<'_>,
    ) -> io::Result<()> {
        let Terms { field, option, ref dictionary } = *self;
        let counts = counts(of, dictionary.len());
        let total: u64 = counts.iter().map(|&count| u64::from(count)).sum();
        if total == 0 {
            return Ok(());
        }
        let mut order = dictionary.in_order();
        order.retain(|&term| counts[term as usize] > 0 && is_wanted(dictionary.term(term)));
        // With lengths Tantivy works out for each block how a score of its own is bound: that is never asked for.
        let mut field = serializer.new_field(field, total, None)?;
        let mut steps = Vec::new();
        sorted(of, &counts, &order, AT_ONCE, |term, rows| {
            let docs = if option.has_freq() { rows.docs.chunk_by(|a, b| a == b).count() as u32 } else { 0 };
            field.new_term(dictionary.term(term), docs, option.has_freq())?;
            write_rows(&mut field, &rows, option, &mut steps);
            field.close_term()
        })?;
        field.close()
    }
}

/// Writes the documents of a term.
fn write_rows(
    field: &mut FieldSerializer<'_>,
    rows: &Rows<'_>,
    option: IndexRecordOption,
    steps: &mut Vec<u32>,
) {
    let mut start = 0;
    for docs in rows.docs.chunk_by(|a, b| a == b) {
        let places = &rows.places[start..start + docs.len()];
        start += docs.len();
        steps.clear();
        if option.has_positions() {
            let before = std::iter::once(0).chain(places.iter().copied());
            steps.extend(places.iter().zip(before).map(|(place, before)| place - before));
        }
        let times = if option.has_freq() { docs.len() as u32 } else { 0 };
        field.write_doc(docs[0], times, steps);
    }
}
