//! Which other recaps cover the session of a talk: asked for where the vocabulary says that several talks share something.

use super::Cluster;
use crate::Result;
use crate::index::Index;
use crate::index::identity::{CROWD, Hashed, covers_elsewhere};
use crate::recap::possible_session_keys;
use crate::search::statistics::TalkSet;
use crate::search::{Ranked, Request};
use crate::talk::Talk;
use rustc_hash::FxHashMap;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use tantivy::DocId;

/// Questions that are asked at once.
const AT_ONCE: usize = 64;

impl Cluster {
    /// Notes in a slice what is known of the talks at the places of an answer.
    pub(super) fn tell_elsewhere<S: TalkSet>(
        &self,
        slice: &Index,
        ranked: &Ranked<S>,
        request: &Request,
    ) -> Result<()> {
        let mut talks = Vec::new();
        if !request.alone {
            for place in &ranked.places {
                talks.push((place.doc, slice.stored(place.doc)?));
            }
        }
        slice.note_elsewhere(self.elsewhere(&talks)?);
        Ok(())
    }

    /// For talks whose session other recaps cover, the ids of these.
    pub(crate) fn elsewhere(&self, talks: &[(DocId, Talk)]) -> Result<FxHashMap<DocId, Vec<String>>> {
        let shared = self.vocabulary.sessions();
        let mut keys: Vec<(usize, String, u64)> = Vec::new();
        for (at, (_, talk)) in talks.iter().enumerate() {
            let hashed = possible_session_keys(talk).into_iter().map(|key| {
                let hash = Hashed::Session.of(&key);
                (at, key, hash)
            });
            keys.extend(hashed.filter(|(.., hash)| shared.binary_search(&(*hash as u32)).is_ok()));
        }
        let hashes: BTreeSet<u64> = keys.iter().map(|(.., hash)| *hash).collect();
        let hashes: Vec<u64> = hashes.into_iter().collect();
        let mut holding: BTreeMap<u64, Vec<Talk>> = BTreeMap::new();
        for hashes in hashes.chunks(AT_ONCE) {
            let question = |hash: &u64| {
                json!({
                    "size": CROWD + 1, "track_total_hits": false, "stored_fields": ["talk"],
                    "query": { "term": { "sessions": hash } },
                })
            };
            let answers = self.ask_all(&hashes.iter().map(question).collect::<Vec<_>>())?;
            for (hash, answer) in hashes.iter().zip(&answers) {
                holding.insert(*hash, self.talks(answer)?);
            }
        }
        let mut elsewhere: FxHashMap<DocId, BTreeSet<String>> = FxHashMap::default();
        for (at, key, hash) in keys {
            let ((doc, talk), others) = (&talks[at], &holding[&hash]);
            let is_it = |other: &Talk| other.id == talk.id && other.source == talk.source;
            if !(2..=CROWD).contains(&others.len()) || !others.iter().any(is_it) {
                continue;
            }
            let others = others.iter().filter(|other| covers_elsewhere(other, talk, &key));
            elsewhere.entry(*doc).or_default().extend(others.map(|other| other.id.clone()));
        }
        Ok(elsewhere.into_iter().map(|(doc, ids)| (doc, ids.into_iter().collect())).collect())
    }
}
