//! An index in a real cluster: three OpenSearch nodes on loopback (`cluster/README.md`).
//!
//! Without Maven and Java there is none, so these tests are left out unless they are asked for: `cargo test --test cluster --
//! --include-ignored`.

#![allow(unreachable_pub, reason = "modules of one program")]

mod common;

#[path = "cluster/answers.rs"]
mod answers;
#[path = "cluster/guarded.rs"]
mod guarded;
#[path = "cluster/indexing.rs"]
mod indexing;
#[path = "cluster/nodes.rs"]
mod nodes;
#[path = "common/random.rs"]
mod random;
#[path = "cluster/tls.rs"]
mod tls;
#[path = "common/tmux.rs"]
mod tmux;
