//! For every line, the next lines of some kinds. One pass from the end finds them all.

use crate::recap::markup::line::Line;
use crate::recap::mentions::links;
use crate::recap::outline::prose::Look;
use crate::talk::LinkKind;

/// Indices of the nearest lines of some kinds; the number of lines where there is none.
#[derive(Debug, Default)]
pub(in crate::recap) struct After {
    sentence: Vec<usize>,
    programme: Vec<usize>,
    content: Vec<usize>,
    before: Vec<Option<usize>>,
}

impl After {
    /// Finds the neighbours of all lines.
    pub(super) fn new(lines: &[Line], looks: &[Look], noise: &[bool]) -> Self {
        let count = lines.len();
        let mut after = After {
            sentence: vec![count; count],
            programme: vec![count; count],
            content: vec![count; count],
            before: vec![None; count],
        };
        let (mut sentence, mut programme, mut content) = (count, count, count);
        for i in (0..count).rev() {
            (after.sentence[i], after.programme[i], after.content[i]) = (sentence, programme, content);
            if !noise[i] {
                content = i;
                sentence = if looks[i].sentence { i } else { sentence };
                programme = if leads_to_session(&lines[i]) { i } else { programme };
            }
        }
        let mut before = None;
        for (i, place) in after.before.iter_mut().enumerate() {
            *place = before;
            before = if noise[i] { before } else { Some(i) };
        }
        after
    }

    /// The first sentence after line `i`.
    pub(super) fn sentence(&self, i: usize) -> Option<usize> {
        some(&self.sentence, i)
    }

    /// The first two sentences after line `i` and before line `end`.
    pub(super) fn opening(&self, i: usize, end: usize) -> impl Iterator<Item = usize> + Clone {
        let first = self.sentence(i).filter(|&i| i < end);
        let second = first.and_then(|i| self.sentence(i)).filter(|&i| i < end);
        first.into_iter().chain(second)
    }

    /// The first line after `i` with a link to the programme, a recording or slides.
    pub(super) fn programme(&self, i: usize) -> Option<usize> {
        some(&self.programme, i)
    }

    /// The first line after `i` that is not left out.
    pub(super) fn content(&self, i: usize) -> Option<usize> {
        some(&self.content, i)
    }

    /// The last line before `i` that is not left out.
    pub(super) fn content_before(&self, i: usize) -> Option<usize> {
        self.before.get(i).copied().flatten()
    }
}

fn some(places: &[usize], i: usize) -> Option<usize> {
    places.get(i).copied().filter(|&place| place < places.len())
}

fn leads_to_session(line: &Line) -> bool {
    line.anchors.iter().any(|a| {
        links::is_web(&a.url)
            && matches!(links::kind(&a.url, ""), LinkKind::Schedule | LinkKind::Video | LinkKind::Slides)
    })
}
