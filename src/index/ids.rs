//! Permanent ids: what must be remembered so that an id once given leads to its talk, whatever happens to its recap.
//!
//! The part of an id before the slash stands for the recap and belongs to one recap at a time. Where two files have the
//! same name, folders are added to it. A talk of a changed recap keeps its id where it is recognised (`heirs.rs`). A new
//! talk never takes an id that led to another. Ids that differ from what the recap alone gives are recorded here, together
//! with the ids that lead elsewhere or nowhere any more. The file lies beside the segments. Writers read it, and lookups of
//! an id that no talk has.

use crate::corpus::{self, Pipes};
use crate::recap::{mark, of_recap};
use crate::talk::Talk;
use crate::{Error, Result};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Its name inside a generation.
pub(crate) const FILE: &str = "ids.json";

/// The remembered ids of an index.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Ids {
    /// The id part of a recap where that is not the name of its file, by file.
    recaps: BTreeMap<String, String>,
    /// Talks whose id is not what their recap alone would make, by file.
    talks: BTreeMap<String, Vec<Given>>,
    /// Ids whose talk has another now.
    moved: BTreeMap<String, String>,
    /// Ids whose talk is no longer in its recap.
    gone: BTreeMap<String, Gone>,
    /// The id parts of removed recaps, with their files.
    went: BTreeMap<String, String>,
}

/// A talk and the id it was given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Given {
    pub(crate) id: String,
    /// Stands for what the talk says.
    pub(crate) mark: String,
}

/// A talk that is no longer in its recap.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Gone {
    file: String,
    mark: String,
    speakers: Vec<String>,
}

/// The fate of an id that no talk has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Its talk has this id now.
    Moved(String),
    /// The talk is no longer in the recap of this file.
    Gone(String),
    /// Its recap, this file, is not in the corpus any more.
    Went(String),
}

/// The result of settling the ids of one recap.
#[derive(Clone, Debug, Default)]
pub(crate) struct Settled {
    pub(crate) file: String,
    pub(crate) given: Vec<Given>,
    pub(crate) moved: Vec<(String, String)>,
    pub(crate) gone: Vec<(String, Gone)>,
}

impl Gone {
    pub(crate) fn new(file: &str, talk: &Talk) -> Gone {
        Gone { file: file.to_owned(), mark: mark(talk), speakers: talk.speakers.clone() }
    }

    /// Whether a talk of the same recap is the one that was gone.
    fn is(&self, file: &str, talk: &Talk) -> bool {
        let same_people = !self.speakers.is_empty() && self.speakers == talk.speakers;
        self.file == file && (self.mark == mark(talk) || same_people)
    }
}

impl Ids {
    /// What the file in the folder of a generation remembers; nothing where there is none. It is read as far as it can be:
    /// an index of another version is built anew, and its ids stay.
    pub(crate) fn read(generation: &Path) -> Ids {
        Ids::decode(&corpus::bytes(&generation.join(FILE), u64::MAX, Pipes::Refuse).unwrap_or_default())
    }

    /// The ids in the bytes of such a file; none where they are no such file.
    pub(crate) fn decode(bytes: &[u8]) -> Ids {
        serde_json::from_slice(bytes).unwrap_or_default()
    }

    /// Its file; `None` where there is nothing to remember.
    pub(crate) fn encode(&self) -> Result<Option<Vec<u8>>> {
        if *self == Ids::default() {
            return Ok(None);
        }
        serde_json::to_vec(self).map(Some).map_err(|e| Error::io(FILE, e.into()))
    }

    /// The id part of a recap that was indexed before.
    pub(crate) fn of_recap(&self, file: &str) -> String {
        self.recaps.get(file).cloned().unwrap_or_else(|| of_recap(file))
    }

    /// The former id part of a recap that was removed and comes back, or whose index is built anew.
    pub(crate) fn given_to_recap(&self, file: &str) -> Option<&String> {
        self.recaps.get(file)
    }

    /// Whether another recap that went left this part of its ids.
    pub(crate) fn was_of_another(&self, part: &str, file: &str) -> bool {
        self.went.get(part).is_some_and(|went| went != file)
    }

    /// The ids that talks of a recap were given, in their order.
    pub(crate) fn given(&self, file: &str) -> &[Given] {
        self.talks.get(file).map_or(&[], Vec::as_slice)
    }

    /// Whether an id led to another talk than this one of the recap `file`, which had the id `before`.
    pub(crate) fn led_elsewhere(&self, id: &str, file: &str, talk: &Talk, before: Option<&str>) -> bool {
        let moved = self.moved.contains_key(id) && Some(self.follow(id)) != before;
        moved || self.gone.get(id).is_some_and(|gone| !gone.is(file, talk))
    }

    /// The id that a talk of the recap `file` had before it was gone.
    pub(crate) fn before_it_was_gone(&self, file: &str, talk: &Talk) -> Option<&String> {
        if self.gone.is_empty() {
            return None;
        }
        let mark = mark(talk);
        self.gone.iter().find(|(_, gone)| gone.file == file && gone.mark == mark).map(|(id, _)| id)
    }

    /// Whether ids lead elsewhere or nowhere.
    pub(crate) fn has_former(&self) -> bool {
        !self.moved.is_empty() || !self.gone.is_empty()
    }

    /// The last id that the talk of an id was given.
    fn follow<'i>(&'i self, id: &'i str) -> &'i str {
        let mut at = id;
        for _ in 0..=self.moved.len() {
            let Some(next) = self.moved.get(at) else { break };
            at = next;
        }
        at
    }

    /// Notes that a recap went.
    pub(crate) fn leave(&mut self, file: &str) {
        self.went.insert(self.of_recap(file), file.to_owned());
    }

    /// Records the id part of a recap.
    pub(crate) fn name(&mut self, file: &str, part: &str) {
        self.went.remove(part);
        if part == of_recap(file) {
            self.recaps.remove(file);
        } else {
            self.recaps.insert(file.to_owned(), part.to_owned());
        }
    }

    /// Notes what became of the ids of a recap.
    pub(crate) fn note(&mut self, settled: Settled, ids: &BTreeSet<String>) {
        let Settled { file, given, moved, gone } = settled;
        self.moved.extend(moved);
        self.gone.extend(gone);
        if given.is_empty() {
            self.talks.remove(&file);
        } else {
            self.talks.insert(file, given);
        }
        for id in ids {
            self.moved.remove(id);
            self.gone.remove(id);
        }
    }

    /// The fate of an id that no talk has.
    pub(crate) fn fate(&self, id: &str) -> Option<Fate> {
        let last = self.follow(id);
        if let Some(gone) = self.gone.get(last) {
            return Some(Fate::Gone(gone.file.clone()));
        }
        if let Some(file) = last.split_once('/').and_then(|(part, _)| self.went.get(part)) {
            return Some(Fate::Went(file.clone()));
        }
        (last != id).then(|| Fate::Moved(last.to_owned()))
    }
}
