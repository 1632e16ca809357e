//! What can go wrong, with the exit code it ends in and, where there is one, the command that mends it.

mod system;

use crate::name::shown;
use std::path::PathBuf;
pub(crate) use system::NotAsWritten;

/// Result of everything in this library that can fail.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Errors of the library. Every message is one line.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file or folder could not be read or written.
    #[error("{}: {source}", shown(path))]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A file is no text that can be decoded.
    #[error("{}: not a text file: {reason}", shown(path))]
    NotText {
        /// The file.
        path: PathBuf,
        /// What gave it away.
        reason: String,
    },
    /// No encoding has this name.
    #[error("{label:?} is no known encoding: utf-8, windows-1252 and iso-8859-15 are")]
    UnknownEncoding {
        /// As asked for.
        label: String,
    },
    /// The program itself failed: it panicked.
    #[error("{}an error of recaps itself: {reason}", path.as_ref().map(|path| format!("{}: ", shown(path))).unwrap_or_default())]
    Internal {
        /// The file that was read, where there was one.
        path: Option<PathBuf>,
        /// What the panic said, and the place in the source.
        reason: String,
    },
    /// No index was built yet.
    #[error("no index{}", index.as_ref().map(|i| format!(" at {}", shown(i))).unwrap_or_default())]
    NoIndex {
        /// Where one was looked for.
        index: Option<PathBuf>,
    },
    /// The index was built by another version of the program.
    #[error("the index is of version {found}, this program reads version {own}")]
    OtherVersion {
        /// What the index was built with.
        found: String,
        /// What this program was built with.
        own: String,
    },
    /// The index cannot be trusted.
    #[error("the index is damaged: {what}: {reason}")]
    Damaged {
        /// The file or part that is damaged.
        what: String,
        /// How it shows.
        reason: String,
    },
    /// Another process is writing the index.
    #[error("{}: another writer is at work ({holder})", shown(index))]
    Locked {
        /// The index folder.
        index: PathBuf,
        /// Who holds the lock, as it wrote itself down.
        holder: String,
    },
    /// A cluster does not answer, not wholly, or says no.
    #[error("{place}: {reason}")]
    Cluster {
        /// Which one, as it was named.
        place: String,
        /// What was said, or what failed.
        reason: String,
        /// The status of the answer; `None` where there was none.
        status: Option<u16>,
    },
    /// What was named as an index in a cluster cannot be one. It is not repeated: there may be a password in it.
    #[error("the address of an index in a cluster is https://HOST/NAME: {reason}")]
    Address {
        /// What is wrong with it.
        reason: &'static str,
    },
    /// The secrets that a cluster is entered with cannot be used.
    #[error("access to the cluster: {reason}")]
    Access {
        /// Why not.
        reason: String,
    },
    /// A talk has no page that could be opened.
    #[error("{id}: no page of it is known")]
    NoPage {
        /// The talk.
        id: String,
    },
    /// No editor is named, and there is no terminal for the usual one.
    #[error("no editor: neither $VISUAL nor $EDITOR is set")]
    NoEditor,
    /// A search was asked for nothing.
    #[error("nothing to search: a QUERY is missing")]
    NoQuery,
    /// No corpus was named and none is at hand.
    #[error("no corpus: nothing to index")]
    NoCorpus,
    /// There is nothing to index.
    #[error("{corpus}: no recap to index{}", skipped_note(skipped))]
    EmptyCorpus {
        /// The corpus, as named.
        corpus: String,
        /// Files that were there but could not be read: each with the reason.
        skipped: Vec<(String, String)>,
    },
    /// A talk cannot be stored.
    #[error("{id}: cannot be stored: {reason}")]
    Talk {
        /// The talk.
        id: String,
        /// Why.
        reason: String,
    },
    /// A query is larger than queries may be.
    #[error("query too large: more than {limit} {what}")]
    QueryLimit {
        /// What there is too much of.
        what: &'static str,
        /// How much there may be.
        limit: usize,
    },
    /// A line of a table, a glossary or a sidecar cannot be read.
    #[error("{}:{line}: {reason}", shown(path))]
    BadLine {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong with it.
        reason: String,
    },
    /// A line of the configuration file cannot be read.
    #[error("{}:{line}: {reason}", shown(path))]
    Config {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong with it.
        reason: String,
    },
    /// Something was to be chosen, and there is neither a terminal nor an input to choose with.
    #[error("nothing to choose with: {reason}")]
    NoChoice {
        /// What is missing.
        reason: String,
    },
    /// The ranking has no number of this name.
    #[error("the ranking has no number {name:?}")]
    UnknownWeight {
        /// As asked for.
        name: String,
    },
    /// The file of a recap is not the one that was indexed.
    #[error("{}: changed since the index was built", shown(path))]
    SourceChanged {
        /// The file.
        path: PathBuf,
    },
    /// A published programme cannot be read.
    #[error("{}: no programme: {reason}", path.display())]
    Schedule {
        /// File or address of the programme.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// The talk that had this id is in no recap any more.
    #[error("no talk has the id {id:?} any more: {file} {what}")]
    FormerId {
        /// As asked for.
        id: String,
        /// The recap.
        file: String,
        /// What became of it.
        what: &'static str,
    },
    /// Several talks have ids that begin so, or hold this part.
    #[error("{id:?} could be any of {ids}")]
    AmbiguousId {
        /// As asked for.
        id: String,
        /// Some of them.
        ids: String,
    },
    /// No talk has this id.
    #[error("no talk has the id {id:?}")]
    UnknownId {
        /// As asked for.
        id: String,
    },
}

fn skipped_note(skipped: &[(String, String)]) -> String {
    match skipped {
        [] => String::new(),
        [(path, reason)] => format!("; skipped {path}: {reason}"),
        [(path, reason), others @ ..] => format!("; skipped {path}: {reason}; and {} more", others.len()),
    }
}

impl Error {
    /// Exit status of the program that ends with this error.
    pub fn exit_code(&self) -> u8 {
        match self {
            Error::NoPage { .. }
            | Error::UnknownId { .. }
            | Error::FormerId { .. }
            | Error::AmbiguousId { .. } => 1,
            Error::NoIndex { .. } | Error::OtherVersion { .. } => 3,
            Error::Damaged { .. } => 4,
            Error::Locked { .. } => 5,
            _ => 2,
        }
    }

    /// The word that stands for this error in JSON.
    pub fn code(&self) -> &'static str {
        match self {
            Error::Io { .. } => "io",
            Error::NotText { .. } => "not-text",
            Error::UnknownEncoding { .. } => "unknown-encoding",
            Error::Internal { .. } => "internal",
            Error::NoIndex { .. } => "no-index",
            Error::OtherVersion { .. } => "other-version",
            Error::Damaged { .. } => "damaged",
            Error::Locked { .. } => "locked",
            Error::Cluster { .. } => "cluster",
            Error::Address { .. } => "address",
            Error::Access { .. } => "access",
            Error::NoPage { .. } => "no-page",
            Error::NoEditor => "no-editor",
            Error::NoQuery => "usage",
            Error::NoCorpus => "no-corpus",
            Error::EmptyCorpus { .. } => "empty-corpus",
            Error::Talk { .. } => "talk",
            Error::QueryLimit { .. } => "query-limit",
            Error::BadLine { .. } => "bad-line",
            Error::Config { .. } => "config",
            Error::NoChoice { .. } => "no-choice",
            Error::UnknownWeight { .. } => "unknown-weight",
            Error::SourceChanged { .. } => "source-changed",
            Error::Schedule { .. } => "schedule",
            Error::FormerId { .. } => "former-id",
            Error::AmbiguousId { .. } => "ambiguous-id",
            Error::UnknownId { .. } => "unknown-id",
        }
    }

    /// What to type next, when there is something.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Error::NoIndex { .. } | Error::NoCorpus => Some("recaps index PATH"),
            Error::OtherVersion { .. } | Error::Damaged { .. } | Error::SourceChanged { .. } => {
                Some("recaps index")
            }
            Error::EmptyCorpus { .. } => Some("recaps index FOLDER_WITH_RECAPS"),
            Error::UnknownId { .. } | Error::FormerId { .. } => Some("recaps list"),
            Error::NoPage { .. } => Some("recaps open --edit ID"),
            Error::NoEditor => Some("export EDITOR=nano"),
            Error::NoQuery => Some("recaps search --help"),
            _ => None,
        }
    }
}
