//! Markup inside a line: bold and slanted letters, pictures, links.

use super::Composer;
use crate::recap::markup::address;
use crate::recap::markup::limits::LONGEST_ADDRESS;
use crate::recap::markup::line::Anchor;

impl Composer {
    /// Opens or closes bold markup.
    pub(in crate::recap::markup) fn bold(&mut self, on: bool) {
        self.bold = if on { self.bold + 1 } else { self.bold.saturating_sub(1) };
    }

    /// Opens or closes slanted markup.
    pub(in crate::recap::markup) fn slant(&mut self, on: bool) {
        self.slant = if on { self.slant + 1 } else { self.slant.saturating_sub(1) };
    }

    /// An image stands here: what follows may be its caption.
    pub(in crate::recap::markup) fn image(&mut self) {
        self.image = true;
    }

    /// Opens a link; links do not nest, so the last one opened counts.
    pub(in crate::recap::markup) fn open_link(&mut self, url: &str) {
        self.close_link();
        let url = url.trim();
        if url.is_empty() || url.len() > LONGEST_ADDRESS {
            return;
        }
        let url: String = url.chars().filter(|c| !c.is_control()).collect();
        self.link =
            Some((self.base.as_ref().map_or_else(|| url.clone(), |base| address::resolve(base, &url)), None));
    }

    /// Closes the link that is open, if any.
    pub(in crate::recap::markup) fn close_link(&mut self) {
        if let Some((url, Some(start))) = self.link.take() {
            self.anchor(start, url);
        }
    }

    /// What is written so far stands in bold or in slanted letters, where all of it does.
    pub(super) fn reach_emphasis(&mut self) {
        let end = self.draft.text.len();
        if !self.bold_over {
            self.draft.bold = end;
        }
        if !self.slant_over {
            self.draft.slant = end;
        }
    }

    pub(super) fn anchor(&mut self, start: usize, url: String) {
        let end = self.draft.text.len();
        if start < end && self.budget.spend(url.len()) {
            self.draft.anchors.push(Anchor { range: start..end, url });
        }
    }
}
