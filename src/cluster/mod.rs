//! Talks to an OpenSearch cluster: an index that is larger than a machine, or has to outlive one.
//!
//! The cluster stores, splits and copies; all that makes an index one of recaps is done here. Talks are cut and analysed by
//! this program, and the cluster is given terms. `layout.rs` has the names and fields, `connection.rs` asks, `verdict.rs` judges
//! every answer, `update.rs` is a run of the indexer, `next.rs` the generation that it makes.

pub mod access;
pub mod address;
pub mod answering;
mod build;
mod bulk;
pub mod check;
pub mod connection;
mod count;
mod document;
mod exchange;
mod former;
pub mod generation;
mod hit;
pub mod layout;
mod lock;
mod next;
mod publish;
pub mod stale;
mod state;
pub mod tables;
mod update;
mod verdict;
pub mod vocabulary;

pub use access::Access;
pub use address::Address;
pub use answering::Cluster;
pub use connection::Connection;
pub use generation::Live;
pub use update::{Spread, update};
