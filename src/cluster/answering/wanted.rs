//! The terms that a plan asks for.

use super::statistics::Whole;
use crate::Result;
use crate::index::talk_field::join;
use crate::index::wanted::Wanted;
use crate::query::forms::numbers;
use crate::query::plan::{Form, Matcher, Plan, Term};
use crate::search::statistics::Statistics as _;

/// All terms that a plan may look up in the talks that are fetched for it.
pub(super) fn of(plan: &Plan, known: &Whole<'_>) -> Result<Wanted> {
    of_matchers(plan.clauses.iter().chain(&plan.filters).chain(&plan.excluded), known)
}

/// The same, of some matchers.
pub(super) fn of_matchers<'m>(
    matchers: impl IntoIterator<Item = &'m Matcher>,
    known: &Whole<'_>,
) -> Result<Wanted> {
    let mut wanted = Wanted::default();
    matchers.into_iter().try_for_each(|matcher| add_matcher(matcher, known, &mut wanted))?;
    Ok(wanted)
}

fn add_matcher(matcher: &Matcher, known: &Whole<'_>, wanted: &mut Wanted) -> Result<()> {
    match matcher {
        Matcher::Forms { forms, .. } => forms.iter().try_for_each(|form| add(form, known, wanted)),
        Matcher::Name(name) => name.forms().try_for_each(|(form, _)| add(form, known, wanted)),
        Matcher::Typed { matcher, .. } => add_matcher(matcher, known, wanted),
        Matcher::Any(all) | Matcher::All(all) => {
            all.iter().try_for_each(|matcher| add_matcher(matcher, known, wanted))
        }
        _ => Ok(()),
    }
}

fn add(form: &Form, known: &Whole<'_>, wanted: &mut Wanted) -> Result<()> {
    match &form.term {
        // How near two words stand is told by both numbers of each.
        Term::Surface(word) => wanted.words.extend(numbers(word)),
        Term::Stem(stem) => {
            // A stem that is the word itself is indexed as the word alone.
            wanted.words.insert(stem.clone());
            wanted.keys.insert(stem.clone());
        }
        Term::Join(glued) => {
            wanted.keys.insert(join(glued));
            let parted = known.parted(glued, &|_| false)?;
            wanted.words.extend(parted.into_iter().flat_map(|(before, after)| [before, after]));
        }
        Term::Phrase(slots) | Term::Near(slots) => wanted.words.extend(slots.iter().flatten().cloned()),
    }
    Ok(())
}
