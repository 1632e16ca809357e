//! What a talk alone cannot know: whether a talk of another recap has the same id, or covers the same session.
//!
//! Both are computed when a talk is read, not when it is written. A segment therefore never changes because a recap was
//! added or removed elsewhere. Ids are given so that no two talks share one ([`super::settle`]). The ids are made distinct
//! here only for talks that have the same one nevertheless. One talk is looked up by hashes. Readers of many talks load the
//! columns of all talks once ([`Identities`]).

use super::schema::{self, Text};
use super::tag::Tag;
use super::{Index, documents, shared};
use crate::Result;
use crate::recap::possible_session_keys;
use crate::talk::Talk;
use fixedbitset::FixedBitSet;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;
use tantivy::DocId;
use twox_hash::XxHash3_128 as Hasher;

/// A page or title that a crowd shares is a programme or a series, not a session.
pub(crate) const CROWD: usize = 50;
/// Where more than this number of talks share an id, a caller that needs one of them will need more of them.
const NAMESAKES: usize = 50;

/// What talks are looked up by that nearly each has for itself: a hash costs less room than what it stands for. Two of a
/// hash are compared as they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hashed {
    /// The id as the recap alone makes it.
    Id,
    /// What it shares with the same session in another recap ([`crate::recap::session_keys`]).
    Session,
}

impl Hashed {
    /// The hash of a value: 32 bits.
    pub(crate) fn of(self, value: &str) -> u64 {
        let seed = match self {
            Hashed::Id => 0,
            Hashed::Session => 1,
        };
        u64::from(Hasher::oneshot_with_seed(seed, value.as_bytes()) as u32)
    }
}

/// Whether `other` covers in another recap the session of a talk that has such a key.
pub(crate) fn covers_elsewhere(other: &Talk, talk: &Talk, key: &str) -> bool {
    other.source.file != talk.source.file && possible_session_keys(other).iter().any(|own| own == key)
}

/// A hash of the words of a talk. It makes the ids of talks with different contents distinct.
pub(crate) fn mark(talk: &Talk) -> u64 {
    let mut hasher = blake3::Hasher::new();
    hasher.update(talk.title.as_bytes()).update(b"\n").update(talk.body.text.as_bytes());
    hasher.finalize().as_bytes().iter().take(4).fold(0, |mark, byte| mark << 8 | u64::from(*byte))
}

/// The identities of all talks of an index, for readers of many talks.
pub(crate) struct Identities {
    /// The distinct ids of talks that share their stored id with others.
    ids: FxHashMap<DocId, String>,
    /// Their documents by these ids.
    docs: FxHashMap<String, DocId>,
}

impl Identities {
    /// Whether no two talks have the same stored id.
    pub(crate) fn are_distinct(&self) -> bool {
        self.ids.is_empty()
    }

    /// The id of a talk that shares its stored one with others; `None` for one that does not.
    pub(crate) fn distinct_ids(&self, doc: DocId) -> Option<&str> {
        self.ids.get(&doc).map(String::as_str)
    }

    fn of(index: &Index) -> Result<Identities> {
        let mut groups: FxHashMap<String, Vec<DocId>> = FxHashMap::default();
        for at in 0..index.segments().len() {
            shared::ids_inside(index, at, &mut groups)?;
            for before in 0..at {
                shared::ids_between(index, before, at, &mut groups)?;
            }
        }
        let mut ids = FxHashMap::default();
        for (id, mut holding) in groups {
            holding.sort_unstable();
            holding.dedup();
            ids.extend(index.distinct_ids(&id, &holding)?);
        }
        let docs = ids.iter().map(|(doc, id): (&DocId, &String)| (id.clone(), *doc)).collect();
        Ok(Identities { ids, docs })
    }
}

impl Index {
    /// The identities of all talks, computed once.
    pub(crate) fn identities(&self) -> Result<&Identities> {
        if let Some(identities) = self.identities.get() {
            return Ok(identities);
        }
        let identities = Identities::of(self)?;
        Ok(self.identities.get_or_init(|| identities))
    }

    /// Talks whose session may also be in another recap. Computed once, for readers of many talks.
    pub(crate) fn shared_sessions(&self) -> Result<&FixedBitSet> {
        if let Some(shared_sessions) = self.shared_sessions.get() {
            return Ok(shared_sessions);
        }
        let shared_sessions = shared::sessions(self)?;
        Ok(self.shared_sessions.get_or_init(|| shared_sessions))
    }

    /// The id of a talk, without unpacking it.
    pub fn id(&self, doc: DocId) -> Result<String> {
        let (at, own) = self.locate(doc);
        self.id_of(doc, &self.segments()[at].id(own)?)
    }

    /// The document of an id; ids are looked up here and never opened as paths.
    pub fn find(&self, id: &str) -> Result<Option<DocId>> {
        if let Some(&doc) = self.identities.get().and_then(|all| all.docs.get(id)) {
            return Ok(Some(doc));
        }
        // The suffix that makes an id distinct is added at its end, in one part or two.
        let shorter = |id: &str| id.rsplit_once('-').map(|(shorter, _)| shorter.to_owned());
        for stored in
            [Some(id.to_owned()), shorter(id), shorter(id).and_then(|id| shorter(&id))].iter().flatten()
        {
            let holding = self.with_id(stored)?;
            if let Some((doc, _)) =
                self.distinct_ids(stored, &holding)?.into_iter().find(|(_, own)| own == id)
            {
                return Ok(Some(doc));
            }
        }
        Ok(None)
    }

    /// The documents that have a stored id, in order.
    pub(super) fn with_id(&self, id: &str) -> Result<Vec<DocId>> {
        let hash = Hashed::Id.of(id);
        let mut holding = Vec::new();
        for segment in self.segments() {
            let with_hash = segment.with_hash(self.fields().hashes, hash)?;
            if with_hash.is_empty() {
                continue;
            }
            let Some(ids) = segment.ids()? else { continue };
            let place = ids.dictionary().term_ord(id).map_err(|e| segment.unreadable(e))?;
            let same = with_hash.into_iter().filter(|&doc| ids.term_ords(doc).next() == place);
            holding.extend(same.map(|doc| segment.base + doc));
        }
        Ok(holding)
    }

    /// The documents of the talks of a recap, by its name.
    pub fn talks_of(&self, file: &str) -> Result<Vec<DocId>> {
        let docs = self.holders(self.fields().tags, &Tag::File.of(file))?;
        Ok(documents(&docs).collect())
    }

    /// The documents that may have a session key, in order.
    fn with_session(&self, hash: u64) -> Result<Vec<DocId>> {
        let mut holding = Vec::new();
        for segment in self.segments() {
            let own = segment.with_hash(self.fields().hashes, hash)?;
            holding.extend(own.into_iter().map(|doc| segment.base + doc));
        }
        Ok(holding)
    }

    /// Other places that cover the session of a stored talk.
    pub(super) fn elsewhere(&self, doc: DocId, talk: &Talk) -> Result<Vec<String>> {
        if let Some(told) = self.told.get() {
            return Ok(told.get(&doc).cloned().unwrap_or_default());
        }
        if self.shared_sessions.get().is_some_and(|shared_sessions| !shared_sessions.contains(doc as usize)) {
            return Ok(Vec::new());
        }
        let mut elsewhere = BTreeSet::new();
        let kept: Vec<u64> = self.numbers(schema::SESSIONS)?.all(doc).collect();
        for key in possible_session_keys(talk) {
            let hash = Hashed::Session.of(&key);
            if !kept.contains(&hash) {
                continue;
            }
            let holding = self.with_session(hash)?;
            if !(2..=CROWD).contains(&holding.len()) {
                continue;
            }
            for other in holding {
                let stored_talk = self.stored(other)?;
                if covers_elsewhere(&stored_talk, talk, &key) {
                    elsewhere.insert(self.id_of(other, &stored_talk.id)?);
                }
            }
        }
        Ok(elsewhere.into_iter().collect())
    }

    /// The id of a document, given its stored one: made distinct from the same id of other documents.
    pub(super) fn id_of(&self, doc: DocId, stored: &str) -> Result<String> {
        if let Some(all) = self.identities.get() {
            return Ok(all.ids.get(&doc).map_or(stored, |id| id.as_str()).to_owned());
        }
        if self.is_alone(doc, stored)? {
            return Ok(stored.to_owned());
        }
        let holding = self.with_id(stored)?;
        if holding.len() > NAMESAKES {
            return self.identities().map(|all| all.ids.get(&doc).map_or(stored, String::as_str).to_owned());
        }
        let distinct_ids = self.distinct_ids(stored, &holding)?;
        Ok(distinct_ids
            .into_iter()
            .find(|(own, _)| *own == doc)
            .map_or_else(|| stored.to_owned(), |(_, id)| id))
    }

    /// Whether no other document has the stored id of this one, as far as this is known without a lookup among all ids.
    /// A segment where all ids are distinct needs no lookup.
    fn is_alone(&self, doc: DocId, id: &str) -> Result<bool> {
        let own = self.segment_of(doc);
        if !own.has_distinct_ids()? {
            return Ok(false);
        }
        let hash = Hashed::Id.of(id);
        for other in self.segments().iter().filter(|segment| segment.base != own.base) {
            if !other.with_hash(self.fields().hashes, hash)?.is_empty() {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// The ids of the documents that share one: with different words a few letters that stand for the words are
    /// added, with the same words (copies of one recap) a number, in the order of the files.
    fn distinct_ids(&self, id: &str, holding: &[DocId]) -> Result<Vec<(DocId, String)>> {
        if let [one] = holding {
            return Ok(vec![(*one, id.to_owned())]);
        }
        let marks = self.numbers(schema::MARK)?;
        let mut marked: Vec<(u64, DocId)> = holding.iter().map(|&doc| (marks.of(doc), doc)).collect();
        marked.sort_unstable();
        let differ = marked.windows(2).any(|pair| pair[0].0 != pair[1].0);
        let mut distinct_ids: Vec<(DocId, String)> = Vec::with_capacity(marked.len());
        for twins in marked.chunk_by(|a, b| a.0 == b.0) {
            let own = if differ { format!("{id}-{:08x}", twins[0].0) } else { id.to_owned() };
            if let [(_, doc)] = twins {
                distinct_ids.push((*doc, own));
                continue;
            }
            let (files, lines) = (self.texts(Text::Recap)?, self.numbers(schema::LINE)?);
            let place = |&(_, doc): &(u64, DocId)| Ok((files.of(doc)?, lines.of(doc), doc));
            let mut places = twins.iter().map(place).collect::<Result<Vec<_>>>()?;
            places.sort_unstable();
            for (at, (_, _, doc)) in places.into_iter().enumerate() {
                distinct_ids.push((doc, if at > 0 { format!("{own}-{}", at + 1) } else { own.clone() }));
            }
        }
        Ok(distinct_ids)
    }
}
