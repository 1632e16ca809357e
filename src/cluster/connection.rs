//! A cluster to ask: the next node where one fails, again where a cluster is busy, and no answer unjudged.

use super::access::Access;
use super::address::Address;
use super::exchange::{Answer, Exchange, Question, line};
use super::verdict::{self, Verdict};
use crate::{Error, Result};
use serde_json::Value;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// How long an answer may take, tries included, where nothing else is said.
const PATIENCE: Duration = Duration::from_secs(60);
/// The environment variable that says so, in seconds.
const TIMEOUT: &str = "RECAPS_CLUSTER_TIMEOUT";
/// How long a cluster of which no node can be reached is tried.
const UNREACHED: Duration = Duration::from_secs(10);
/// The first pause before a cluster is asked again; each is twice as long as the one before.
const PAUSE: Duration = Duration::from_millis(50);
/// The longest.
const LONGEST_PAUSE: Duration = Duration::from_secs(5);
/// How the body of a question is written.
const JSON: &str = "application/json";
/// The same for lines of JSON.
const LINES: &str = "application/x-ndjson";

/// A cluster that can be asked. Threads may share it.
pub struct Connection {
    address: Address,
    exchange: Exchange,
    /// The node that is asked first: the last one that answered.
    node: AtomicUsize,
    patience: Duration,
}

/// What becomes of one try.
enum Try {
    Done(Option<Value>),
    /// It may go better elsewhere or later; after how long the node wants to be asked again, and whether it was reached.
    Again {
        reason: String,
        after: Option<u64>,
        is_reached: bool,
    },
    Failed(Error),
}

/// How a question is asked.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Manner {
    /// It may be done twice.
    Repeatable,
    /// It may be done twice, but what one node does not answer wholly no other will.
    Fleeting,
    /// It must not be done twice: only a node that was not reached is followed by another.
    Once,
}

impl Connection {
    /// To the cluster of an address; nothing is asked yet.
    ///
    /// # Errors
    /// [`Error::Access`] for secrets that would be sent in the clear, or a timeout that is none.
    pub fn open(address: &Address, access: &Access) -> Result<Connection> {
        let patience = match std::env::var(TIMEOUT) {
            Ok(seconds) => {
                let seconds = seconds.parse().ok().filter(|seconds| (1..=3600).contains(seconds));
                let reason = || format!("${TIMEOUT}: a number of seconds from 1 to 3600 is expected");
                Duration::from_secs(seconds.ok_or_else(|| Error::Access { reason: reason() })?)
            }
            Err(_) => PATIENCE,
        };
        let exchange = Exchange::new(address, access, patience)?;
        Ok(Connection { address: address.clone(), exchange, node: AtomicUsize::new(0), patience })
    }

    /// Whom it asks.
    pub fn address(&self) -> &Address {
        &self.address
    }

    /// How long an answer may take, tries included.
    pub fn patience(&self) -> Duration {
        self.patience
    }

    /// Asks what may be asked twice, and takes whole answers only (`verdict`).
    ///
    /// # Errors
    /// [`Error::Cluster`] where no node answers wholly in time, or one says no.
    pub fn request(&self, method: &str, path: &str, body: Option<&Value>) -> Result<Value> {
        self.answered(path, self.find(method, path, body)?)
    }

    /// The same for what need not be there: `None` where the cluster knows no such thing.
    ///
    /// # Errors
    /// Those of [`Connection::request`].
    pub fn find(&self, method: &str, path: &str, body: Option<&Value>) -> Result<Option<Value>> {
        self.ask_json(method, path, body, Manner::Repeatable)
    }

    /// Asks with lines of JSON as the body: `_bulk`, `_msearch`.
    ///
    /// # Errors
    /// Those of [`Connection::request`].
    pub fn send(&self, method: &str, path: &str, lines: &[u8]) -> Result<Value> {
        let question = Question { method, path, content_type: LINES, body: lines };
        self.answered(path, self.ask(question, Manner::Repeatable)?)
    }

    /// Asks what nodes may have lost, and none will find again: the error then has a status.
    ///
    /// # Errors
    /// Those of [`Connection::request`].
    pub fn fleeting(&self, method: &str, path: &str, body: Option<&Value>) -> Result<Value> {
        self.answered(path, self.ask_json(method, path, body, Manner::Fleeting)?)
    }

    /// Asks what must not be done twice. An error leaves open whether it was done.
    ///
    /// # Errors
    /// Those of [`Connection::request`].
    pub fn once(&self, method: &str, path: &str, body: Option<&Value>) -> Result<Value> {
        self.answered(path, self.ask_json(method, path, body, Manner::Once)?)
    }

    /// An error of this cluster.
    pub fn error(&self, reason: impl Into<String>) -> Error {
        Error::Cluster { place: self.address.to_string(), reason: reason.into(), status: None }
    }

    fn answered(&self, path: &str, answer: Option<Value>) -> Result<Value> {
        let missing = || Error::Cluster {
            place: self.address.to_string(),
            reason: format!("there is no {}", line(path.split('?').next().unwrap_or(path))),
            status: Some(404),
        };
        answer.ok_or_else(missing)
    }

    fn ask_json(
        &self,
        method: &str,
        path: &str,
        body: Option<&Value>,
        manner: Manner,
    ) -> Result<Option<Value>> {
        let body = body.map(Value::to_string).unwrap_or_default();
        self.ask(Question { method, path, content_type: JSON, body: body.as_bytes() }, manner)
    }

    fn ask(&self, question: Question<'_>, manner: Manner) -> Result<Option<Value>> {
        let since = Instant::now();
        let mut pause = PAUSE;
        loop {
            let (mut reasons, mut after, mut reached) = (Vec::new(), None, false);
            for _ in 0..self.address.hosts() {
                let node = self.node.load(Ordering::Relaxed);
                match self.try_node(node, question, manner) {
                    Try::Done(answer) => return Ok(answer),
                    Try::Failed(error) => return Err(error),
                    Try::Again { reason, after: wanted, is_reached } => {
                        reached |= is_reached;
                        let reason = format!("{}: {reason}", self.address.host(node));
                        if !reasons.contains(&reason) {
                            reasons.push(reason);
                        }
                        after = after.max(wanted);
                        // Whoever was first moves on; the others follow.
                        let next = (node + 1) % self.address.hosts();
                        let _ = self.node.compare_exchange(node, next, Ordering::Relaxed, Ordering::Relaxed);
                    }
                }
                if since.elapsed() >= self.patience {
                    break;
                }
            }
            let wanted = after.map(Duration::from_secs).unwrap_or_default();
            pause = pause.max(wanted).min(LONGEST_PAUSE);
            let patience = if reached { self.patience } else { self.patience.min(UNREACHED) };
            if since.elapsed() + pause >= patience {
                return Err(self.error(reasons.join("; ")));
            }
            std::thread::sleep(pause);
            pause *= 2;
        }
    }

    fn try_node(&self, node: usize, question: Question<'_>, manner: Manner) -> Try {
        let url = self.address.url(node, question.path);
        let answer = match self.exchange.ask(&url, question, manner == Manner::Once) {
            Ok(answer) => answer,
            Err(failure) => {
                let may_repeat = failure.is_unsent || manner != Manner::Once;
                return if failure.is_passing && may_repeat {
                    Try::Again { reason: failure.reason, after: None, is_reached: !failure.is_unsent }
                } else {
                    Try::Failed(self.error(format!("{}: {}", self.address.host(node), failure.reason)))
                };
            }
        };
        let Answer { status, body, retry_after, redirected } = answer;
        let failed = |reason: String| {
            let reason = format!("{}: {reason}", self.address.host(node));
            Try::Failed(Error::Cluster { place: self.address.to_string(), reason, status: Some(status) })
        };
        if let Some(to) = redirected {
            return failed(format!("leads elsewhere, and is not followed: {}", line(&to)));
        }
        match verdict::of(status, question.path, &body) {
            Verdict::Whole(answer) => Try::Done(Some(answer)),
            Verdict::Missing => Try::Done(None),
            // A cluster that has too much to do has not begun.
            Verdict::Busy(reason) => Try::Again { reason, after: retry_after, is_reached: true },
            Verdict::Passing(reason) if manner == Manner::Repeatable => {
                Try::Again { reason, after: retry_after, is_reached: true }
            }
            Verdict::Passing(reason) | Verdict::Refused(reason) => failed(reason),
        }
    }
}

impl std::fmt::Debug for Connection {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Connection").field("address", &self.address).finish_non_exhaustive()
    }
}
