//! Whether the corpus has changed since an index in a cluster was built, as far as this machine can say.

use super::connection::Connection;
use super::generation::Live;
use super::state::State;
use crate::Result;
use crate::index::source::Home;
use crate::index::stale::Changes;
use crate::index::{Manifest, diff};

/// What an index in a cluster is, and what changed since.
#[derive(Clone, Debug)]
pub struct Standing {
    /// As that of an index in a folder.
    pub manifest: Manifest,
    /// What changed; `None` where the corpus is not on this machine.
    pub changes: Option<Changes>,
}

impl Standing {
    /// Of a generation.
    ///
    /// # Errors
    /// [`crate::Error::Cluster`], [`crate::Error::Damaged`].
    pub fn of(connection: &Connection, live: &Live) -> Result<Standing> {
        let home = Home::nowhere();
        let state = State::read(connection, live)?;
        let manifest = state.completed(&live.meta.manifest);
        if !manifest.roots.iter().all(|root| home.resolve(&root.path).exists()) {
            return Ok(Standing { manifest, changes: None });
        }
        let mut found = manifest.corpus(&home).walk();
        let diff = diff::diff(&state.known(), found.recaps, &mut found.skipped, &home);
        let changes = Changes::of(diff, found.skipped, &manifest, &home);
        Ok(Standing { manifest, changes: Some(changes) })
    }
}
