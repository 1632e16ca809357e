//! The ids that the recaps to index get, and the recaps that they were in the former index.

use super::Index;
use super::diff::{Diff, Known};
use super::heirs::heirs;
use super::ids::{Given, Gone, Ids, Settled};
use super::source::Contents;
use crate::Result;
use crate::recap::{fresh, mark, of_recap, of_title, parts_of_recap};
use crate::talk::Talk;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::{Mutex, PoisonError};

/// The index that the recaps were in before.
pub(crate) trait Former: Send {
    /// Hears what it will be asked for, so that it can look for many at once: the parts of ids, and the recaps whose talks are
    /// wanted, in the order of their files.
    fn expect(&mut self, _parts: &[String], _recaps: Vec<String>) -> Result<()> {
        Ok(())
    }

    /// The file of the recap that `part` stands for in ids; `None` where it stands for none.
    fn recap_with_ids(&self, part: &str) -> Result<Option<String>>;

    /// The talks of a recap that it knows, as they are stored, in the order of their lines.
    fn talks(&self, known: &Known) -> Result<Vec<Talk>>;
}

impl Former for Index {
    fn recap_with_ids(&self, part: &str) -> Result<Option<String>> {
        Index::recap_with_ids(self, part)
    }

    fn talks(&self, known: &Known) -> Result<Vec<Talk>> {
        let segment = known.segment.and_then(|at| self.segments().get(at));
        let base = segment.map(|segment| segment.base);
        let docs = base.into_iter().flat_map(|base| known.source.docs().map(move |doc| base + doc));
        docs.map(|doc| self.stored(doc)).collect()
    }
}

/// The recaps to index: the id part of each, and its former state.
pub(crate) struct Settling {
    ids: Ids,
    /// The id part of each recap.
    parts: HashMap<String, String>,
    /// Those that had talks, as the index knew them.
    before: HashMap<String, Known>,
    /// The index before; it is read where a recap changed.
    index: Option<Mutex<Box<dyn Former>>>,
}

impl Settling {
    /// Settles what stands for each of the recaps to index, and for what went or has another name. `known` is what the
    /// `index` knew.
    pub(crate) fn new(
        mut ids: Ids,
        mut index: Option<Box<dyn Former>>,
        known: &[Known],
        diff: &Diff,
    ) -> Result<Settling> {
        let is_todo: HashSet<&str> = diff.todo.iter().map(|found| found.file.as_str()).collect();
        let mut before = HashMap::new();
        let predecessors = predecessors(diff);
        let by_file: HashMap<&str, &Known> =
            known.iter().map(|known| (known.source.file.as_str(), known)).collect();
        for found in &diff.todo {
            let was = predecessors.get(found.file.as_str()).map_or(found.file.as_str(), |was| was.as_str());
            if let Some(was) = by_file.get(was).filter(|known| index.is_some() && known.segment.is_some()) {
                before.insert(found.file.clone(), Known::clone(was));
            }
        }
        let is_known = |file: &str| by_file.contains_key(file);
        for file in &diff.removed {
            ids.leave(file);
        }
        for (from, _) in &diff.renamed {
            ids.leave(from);
        }
        let mut parts: HashMap<String, String> = HashMap::new();
        let mut new: Vec<&str> = Vec::new();
        for file in is_todo.iter().copied() {
            if is_known(file) {
                parts.insert(file.to_owned(), ids.of_recap(file));
                continue;
            }
            // A recap that was only moved to another folder keeps its id part.
            let moved = predecessors.get(file).filter(|was| of_recap(was) == of_recap(file));
            match moved.map(|was| ids.of_recap(was)).or_else(|| ids.given_to_recap(file).cloned()) {
                Some(part) => drop(parts.insert(file.to_owned(), part)),
                None => new.push(file),
            }
        }
        if let Some(index) = &mut index {
            let named: Vec<String> = new.iter().map(|file| of_recap(file)).collect();
            let mut changed: Vec<String> =
                diff.changed.iter().filter(|file| before.contains_key(*file)).cloned().collect();
            changed.sort_unstable();
            index.expect(&named, changed)?;
        }
        let left = diff.removed.iter().chain(diff.renamed.iter().map(|(from, _)| from));
        let freed: HashSet<&str> = left.map(String::as_str).collect();
        let taken: HashSet<String> = parts.values().cloned().collect();
        let is_free = |part: &str, file: &str| -> Result<bool> {
            if taken.contains(part) || ids.was_of_another(part, file) {
                return Ok(false);
            }
            let holder = index.as_ref().map_or(Ok(None), |index| index.recap_with_ids(part))?;
            Ok(holder.is_none_or(|holder| holder == file || freed.contains(holder.as_str())))
        };
        let named = name_all(new, is_free)?;
        parts.extend(named);
        for (file, part) in parts.iter().collect::<BTreeMap<_, _>>() {
            ids.name(file, part);
        }
        Ok(Settling { ids, parts, before, index: index.map(Mutex::new) })
    }

    /// The talks that a recap had in the index.
    fn talks(&self, before: &Known) -> Result<Vec<Talk>> {
        let Some(index) = &self.index else { return Ok(Vec::new()) };
        index.lock().unwrap_or_else(PoisonError::into_inner).talks(before)
    }

    /// The last version of a recap that could be read, under its name of today; `None` where there is none.
    pub(crate) fn last_good(&self, file: &str) -> Result<Option<Vec<Talk>>> {
        let Some(before) = self.before.get(file) else { return Ok(None) };
        let mut talks = self.talks(before)?;
        for talk in &mut talks {
            file.clone_into(&mut talk.source.file);
        }
        Ok((!talks.is_empty()).then_some(talks))
    }

    /// Gives the talks of a recap their ids.
    pub(crate) fn settle(&self, file: &str, contents: &Contents, talks: &mut [Talk]) -> Result<Settled> {
        let part = self.parts.get(file).cloned().unwrap_or_else(|| of_recap(file));
        let own = fresh(&part, talks);
        let before = self.before.get(file);
        // Of a recap that says the same nothing need be compared.
        let is_same =
            before.is_some_and(|before| before.source.file == file && before.source.contents == *contents);
        let old = match before.filter(|_| !is_same) {
            Some(before) => self.talks(before)?,
            None => Vec::new(),
        };
        let heirs = heirs(&old, talks);
        let mut ids: Vec<Option<String>> = vec![None; talks.len()];
        let given = self.ids.given(file);
        if old.is_empty() && !given.is_empty() {
            let mut given: Vec<&Given> = given.iter().collect();
            for (id, talk) in ids.iter_mut().zip(talks.iter()) {
                let mark = mark(talk);
                if let Some(at) = given.iter().position(|given| given.mark == mark) {
                    *id = Some(given.remove(at).id.clone());
                }
            }
        }
        let stays = |id: &str| id.split_once('/').is_some_and(|(before, _)| before == part);
        for (id, heir) in ids.iter_mut().zip(&heirs) {
            *id = id.take().or_else(|| heir.map(|o| old[o].id.clone()).filter(|id| stays(id)));
        }
        let mut taken: BTreeSet<String> = ids.iter().flatten().cloned().collect();
        // The last number that was tried for talks that say the same.
        let mut twins: HashMap<String, usize> = HashMap::new();
        for (at, talk) in talks.iter_mut().enumerate() {
            let was = heirs[at].map(|o| old[o].id.as_str());
            let is_free = |id: &str, taken: &BTreeSet<String>| {
                !taken.contains(id) && (is_same || !self.ids.led_elsewhere(id, file, talk, was))
            };
            let id = ids[at].take().unwrap_or_else(|| {
                let former = self.ids.before_it_was_gone(file, talk).cloned();
                let mut candidates = former.into_iter().chain([own[at].clone()]);
                if let Some(id) = candidates.find(|id| is_free(id, &taken)) {
                    return id;
                }
                let marked = format!("{part}/{}-{}", of_title(&talk.title), mark(talk));
                let number = twins.entry(marked.clone()).or_insert(1);
                let twins = std::iter::repeat_with(|| {
                    *number += 1;
                    format!("{marked}-{number}")
                });
                let mut candidates = std::iter::once(marked.clone()).chain(twins);
                candidates.find(|id| is_free(id, &taken)).unwrap_or(marked)
            });
            taken.insert(id.clone());
            talk.id = id;
        }
        Ok(self.settled(file, talks, &own, &old, &heirs))
    }

    /// The remembered ids of it.
    fn settled(
        &self,
        file: &str,
        talks: &[Talk],
        own: &[String],
        old: &[Talk],
        heirs: &[Option<usize>],
    ) -> Settled {
        let given = talks.iter().zip(own).filter(|(talk, own)| talk.id != **own);
        let pairs = talks.iter().zip(heirs).filter_map(|(talk, heir)| Some((&old[(*heir)?], talk)));
        let moved = pairs.filter(|(old, new)| old.id != new.id);
        let is_there: HashSet<usize> = heirs.iter().flatten().copied().collect();
        let gone = old.iter().enumerate().filter(|(o, _)| !is_there.contains(o));
        Settled {
            file: file.to_owned(),
            given: given.map(|(talk, _)| Given { id: talk.id.clone(), mark: mark(talk) }).collect(),
            moved: moved.map(|(old, new)| (old.id.clone(), new.id.clone())).collect(),
            gone: gone.map(|(_, talk)| (talk.id.clone(), Gone::new(file, talk))).collect(),
        }
    }

    /// Whether there is anything to remember of a recap.
    pub(crate) fn is_told(&self, settled: &Settled) -> bool {
        let Settled { given, moved, gone, file } = settled;
        self.ids.has_former()
            || !(given.is_empty() && moved.is_empty() && gone.is_empty())
            || !self.ids.given(file).is_empty()
    }

    /// All that is to be remembered, together with what came of each recap.
    pub(crate) fn remembered(self, all: Vec<(Settled, BTreeSet<String>)>) -> Ids {
        let mut ids = self.ids;
        let mut all = all;
        // In the order of the files, whichever thread was done first.
        all.sort_by(|a, b| a.0.file.cmp(&b.0.file));
        for (settled, own) in all {
            ids.note(settled, &own);
        }
        ids
    }
}

/// The recap that each new one was: the same contents under another name, or a file of the same name that is in another
/// folder and was changed on the way.
fn predecessors(diff: &Diff) -> HashMap<&str, &String> {
    let mut predecessors: HashMap<&str, &String> =
        diff.renamed.iter().map(|(from, to)| (to.as_str(), from)).collect();
    let alone = |files: &[String]| {
        let mut by_name: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, file) in files.iter().enumerate() {
            by_name.entry(of_recap(file)).or_default().push(at);
        }
        by_name
    };
    if diff.removed.is_empty() {
        return predecessors;
    }
    let (came, went) = (alone(&diff.added), alone(&diff.removed));
    for (name, added) in &came {
        if let (&[to], Some(&[from])) = (added.as_slice(), went.get(name).map(Vec::as_slice)) {
            predecessors.insert(diff.added[to].as_str(), &diff.removed[from]);
        }
    }
    predecessors
}

/// The names of recaps that were never indexed: the name of the file where no other recap has it. Otherwise folders are put
/// before it, as few as make it distinct.
fn name_all(new: Vec<&str>, is_free: impl Fn(&str, &str) -> Result<bool>) -> Result<Vec<(String, String)>> {
    let mut groups: BTreeMap<String, Vec<(&str, Vec<String>)>> = BTreeMap::new();
    for file in new {
        groups.entry(of_recap(file)).or_default().push((file, parts_of_recap(file)));
    }
    let mut named = Vec::new();
    let mut taken: HashSet<String> = HashSet::new();
    for (_, mut group) in groups {
        group.sort_by(|a, b| (a.1.len(), a.0).cmp(&(b.1.len(), b.0)));
        // The one that lies nearest to the root needs no folder.
        let nearest = match group.as_slice() {
            [_] => true,
            [first, second, ..] => first.1.len() < second.1.len(),
            [] => false,
        };
        let mut holders: HashMap<(usize, &str), usize> = HashMap::new();
        for (depth, candidate) in group.iter().flat_map(|(_, parts)| parts.iter().enumerate()) {
            *holders.entry((depth, candidate)).or_default() += 1;
        }
        for (at, (file, parts)) in group.iter().enumerate() {
            let mut part = None;
            for (depth, candidate) in parts.iter().enumerate() {
                let is_own = match depth {
                    0 => nearest && at == 0,
                    _ => holders.get(&(depth, candidate)) == Some(&1),
                };
                if is_own && !taken.contains(candidate) && is_free(candidate, file)? {
                    part = Some(candidate.clone());
                    break;
                }
            }
            let part = part.or_else(|| parts.last().cloned()).unwrap_or_default();
            taken.insert(part.clone());
            named.push(((*file).to_owned(), part));
        }
    }
    Ok(named)
}
