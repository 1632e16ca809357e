//! Annotated recaps, and the same recaps in other layouts: to fit the weights of the outline, and to test that a cut
//! does not depend on how a recap is laid out.

pub(crate) mod gold;
mod grouping;
pub(crate) mod layout;
pub(crate) mod places;
pub(crate) mod report;
pub(crate) mod story;
pub(crate) mod write;

use gold::Annotated;
use layout::{Draw, Groups, Layout};

/// The recap in `count` layouts, the same in every run.
pub(crate) fn transposed(recap: &Annotated, count: usize) -> Vec<(Layout, Annotated)> {
    let story = story::read(recap);
    let seed =
        recap.name.bytes().fold(7u64, |seed, byte| seed.wrapping_mul(31).wrapping_add(u64::from(byte)));
    let mut draw = Draw(seed);
    (0..count)
        .map(|_| {
            let layout = Layout::draw(&mut draw);
            let regrouped = match layout.groups {
                Groups::Own => None,
                groups => Some(grouping::regrouped(&story, groups, &mut draw)),
            };
            (layout, write::write(regrouped.as_ref().unwrap_or(&story), layout, &mut draw))
        })
        .collect()
}
