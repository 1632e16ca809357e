//! Text to talks, without any I/O.
//!
//! [`markup`] turns every format into the same [`Line`]s with hints; the outline decides which of them open
//! a talk; what is known of each talk is read from the lines it holds.

pub mod line;
pub mod markup;
mod metadata;

use crate::corpus::Document;
use crate::talk::{Recap, Talk};
pub use line::{Line, Page, Shape};

/// A recap cut into its talks.
#[derive(Clone, Debug, Default)]
pub struct Cut {
    /// What is known of the recap as a whole.
    pub recap: Recap,
    /// Its units, in the order of the file; their lines do not overlap.
    pub talks: Vec<Talk>,
    /// Lines left out because no reader would search them: inclusive ranges, from 1, in order.
    pub noise: Vec<(u32, u32)>,
}

/// Cuts a recap into its talks.
pub fn cut(document: &Document) -> Cut {
    let _page = markup::read(document);
    Cut::default()
}
