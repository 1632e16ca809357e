//! What a talk cannot know of itself: whether another recap gives a talk the same id, or tells the same session.
//!
//! Both are found out when a talk is read, not when it is written: so a segment never changes because a recap came
//! or went elsewhere.

use super::Index;
use super::tag::Tag;
use crate::Result;
use crate::recap::possible_session_keys;
use crate::talk::Talk;
use std::collections::BTreeSet;
use tantivy::DocId;

/// A page or title that a crowd shares is a programme or a series, not a session.
const CROWD: usize = 50;

impl Index {
    /// The document of an id; ids are looked up here and never opened as paths.
    pub fn find(&self, id: &str) -> Result<Option<DocId>> {
        // What tells an id apart from others is added at its end, in one part or two.
        let shorter = |id: &str| id.rsplit_once('-').map(|(shorter, _)| shorter.to_owned());
        for stored in
            [Some(id.to_owned()), shorter(id), shorter(id).and_then(|id| shorter(&id))].iter().flatten()
        {
            let holding = self.holding(Tag::Id, stored)?;
            if let Some((doc, _)) = self.told_apart(stored, &holding)?.into_iter().find(|(_, own)| own == id)
            {
                return Ok(Some(doc));
            }
        }
        Ok(None)
    }

    /// Where else the session of a stored talk is told.
    pub(super) fn elsewhere(&self, doc: DocId, talk: &Talk) -> Result<Vec<String>> {
        let mut elsewhere = BTreeSet::new();
        for key in possible_session_keys(talk) {
            let holding = self.holding(Tag::Session, &key)?;
            if !(2..=CROWD).contains(&holding.len()) || !holding.contains(&doc) {
                continue;
            }
            for other in holding {
                let told = self.stored(other)?;
                if told.source.file != talk.source.file {
                    elsewhere.insert(self.id_of(other, &told)?);
                }
            }
        }
        Ok(elsewhere.into_iter().collect())
    }

    /// The id of a stored talk, told apart from others of the same.
    pub(super) fn id_of(&self, doc: DocId, stored: &Talk) -> Result<String> {
        if self.is_alone(doc, &stored.id)? {
            return Ok(stored.id.clone());
        }
        let holding = self.holding(Tag::Id, &stored.id)?;
        let told_apart = self.told_apart(&stored.id, &holding)?;
        Ok(told_apart
            .into_iter()
            .find(|(own, _)| *own == doc)
            .map_or_else(|| stored.id.clone(), |(_, id)| id))
    }

    /// Whether no other document has the stored id of this one, as far as that can be told without looking it up among all
    /// ids: a segment where all are distinct need not be asked.
    fn is_alone(&self, doc: DocId, id: &str) -> Result<bool> {
        let own = self.segment_of(doc);
        if !own.has_distinct_ids()? {
            return Ok(false);
        }
        let term = Tag::Id.of(id);
        for other in self.segments().iter().filter(|segment| segment.base != own.base) {
            if other.holds(self.fields().tags, &term)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// The ids of the documents that share one: with different words a few letters that stand for the words are
    /// added, with the same words (copies of one recap) a number, in the order of the files.
    fn told_apart(&self, id: &str, holding: &[DocId]) -> Result<Vec<(DocId, String)>> {
        if let [one] = holding {
            return Ok(vec![(*one, id.to_owned())]);
        }
        let mut marked = Vec::with_capacity(holding.len());
        for &doc in holding {
            let talk = self.stored(doc)?;
            let mark = blake3::hash(format!("{}\n{}", talk.title, talk.body.text).as_bytes()).to_hex();
            let mark: String = mark.chars().take(8).collect();
            marked.push((mark, talk.source.file, talk.source.first_line, doc));
        }
        marked.sort();
        let differ = marked.windows(2).any(|pair| pair[0].0 != pair[1].0);
        let mut told_apart: Vec<(DocId, String)> = Vec::with_capacity(marked.len());
        let mut twins = 0;
        for (at, (mark, _, _, doc)) in marked.iter().enumerate() {
            twins = if at > 0 && marked[at - 1].0 == *mark { twins + 1 } else { 1 };
            let own = if differ { format!("{id}-{mark}") } else { id.to_owned() };
            told_apart.push((*doc, if twins > 1 { format!("{own}-{twins}") } else { own }));
        }
        Ok(told_apart)
    }
}
