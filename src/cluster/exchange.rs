//! One exchange with one node: a request out, a bounded answer in.

use super::access::Access;
use super::address::Address;
use crate::{Error, Result};
use std::io::Read;
use std::sync::Arc;
use std::time::Duration;
use ureq::http::{Request, header};
use ureq::tls::{Certificate, PemItem, RootCerts, TlsConfig, parse_pem};
use ureq::{Agent, Timeout};

/// Bytes of an answer at most, unpacked.
const LARGEST_ANSWER: u64 = 256 << 20;
/// How long a node may take to be reached.
const REACH: Duration = Duration::from_secs(5);
/// How long connections that nothing passes over are kept.
const IDLE: Duration = Duration::from_secs(20);
/// Connections to a node that are kept.
const KEPT: usize = 16;
/// Bytes of what an answer says that a message repeats.
const REPEATED: usize = 200;

/// What came back.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) body: Vec<u8>,
    /// Seconds after which the node wants to be asked again.
    pub(super) retry_after: Option<u64>,
    /// Where the node would send whom it does not answer itself.
    pub(super) redirected: Option<String>,
}

/// Why nothing came back.
#[derive(Debug)]
pub(super) struct Failure {
    pub(super) reason: String,
    /// Whether the request cannot have reached the node.
    pub(super) is_unsent: bool,
    /// Whether another try may go better.
    pub(super) is_passing: bool,
}

/// What is asked.
#[derive(Clone, Copy, Debug)]
pub(super) struct Question<'q> {
    pub(super) method: &'q str,
    pub(super) path: &'q str,
    pub(super) content_type: &'q str,
    pub(super) body: &'q [u8],
}

/// Speaks HTTP.
pub(super) struct Exchange {
    kept: Agent,
    /// Never over a connection that the node may just have closed: what is sent there may or may not have been done.
    fresh: Agent,
    authorization: Option<String>,
}

impl Exchange {
    /// Without a connection yet. An answer takes `patience` at most.
    pub(super) fn new(address: &Address, access: &Access, patience: Duration) -> Result<Exchange> {
        if access.authorization.is_some() && address.is_exposed() {
            let reason = "a password or key is sent over https only".to_owned();
            return Err(Error::Access { reason });
        }
        let tls = match &access.authorities {
            None => TlsConfig::builder().build(),
            Some((file, pem)) => {
                let mut believed: Vec<Certificate<'static>> = Vec::new();
                for item in parse_pem(pem) {
                    if let Ok(PemItem::Certificate(certificate)) = item {
                        believed.push(certificate);
                    }
                }
                if believed.is_empty() {
                    return Err(Error::Access {
                        reason: format!("{}: no certificate in PEM", file.display()),
                    });
                }
                TlsConfig::builder().root_certs(RootCerts::Specific(Arc::new(believed))).build()
            }
        };
        let agent = |kept: usize| -> Agent {
            Agent::config_builder()
                .http_status_as_error(false)
                // Whoever would be led elsewhere hears of it: nothing goes to a host that was not named.
                .max_redirects(0)
                .max_redirects_will_error(false)
                .user_agent(concat!("recaps/", env!("CARGO_PKG_VERSION")))
                .tls_config(tls.clone())
                .timeout_connect(Some(REACH.min(patience)))
                .timeout_global(Some(patience))
                .max_idle_age(IDLE)
                .max_idle_connections(kept * 4)
                .max_idle_connections_per_host(kept)
                .build()
                .into()
        };
        Ok(Exchange { kept: agent(KEPT), fresh: agent(0), authorization: access.authorization.clone() })
    }

    /// Asks a node; `once` for what must not be done twice.
    pub(super) fn ask(&self, url: &str, question: Question<'_>, once: bool) -> Result<Answer, Failure> {
        let mut request = Request::builder().method(question.method).uri(url);
        if let Some(authorization) = &self.authorization {
            request = request.header(header::AUTHORIZATION, authorization);
        }
        if !question.body.is_empty() {
            request = request.header(header::CONTENT_TYPE, question.content_type);
        }
        let agent = if once { &self.fresh } else { &self.kept };
        let response = match question.body {
            [] => agent.run(request.body(()).map_err(unasked)?),
            body => agent.run(request.body(body).map_err(unasked)?),
        };
        let response = response.map_err(failure)?;
        let text = |name| response.headers().get(name).and_then(|value| value.to_str().ok());
        let retry_after = text(header::RETRY_AFTER).and_then(|seconds| seconds.parse().ok());
        let status = response.status();
        let redirected =
            status.is_redirection().then(|| text(header::LOCATION).unwrap_or("nowhere").to_owned());
        let mut body = Vec::new();
        let read = response.into_body().into_reader().take(LARGEST_ANSWER + 1).read_to_end(&mut body);
        if let Err(error) = read {
            let error = error.downcast::<ureq::Error>().unwrap_or_else(ureq::Error::Io);
            return Err(Failure { is_unsent: false, ..failure(error) });
        }
        if body.len() as u64 > LARGEST_ANSWER {
            let reason = format!("an answer of more than {} MB", LARGEST_ANSWER >> 20);
            return Err(Failure { reason, is_unsent: false, is_passing: false });
        }
        Ok(Answer { status: status.as_u16(), body, retry_after, redirected })
    }
}

/// What could not even be asked.
fn unasked(error: ureq::http::Error) -> Failure {
    Failure { reason: line(&error.to_string()), is_unsent: true, is_passing: false }
}

fn failure(error: ureq::Error) -> Failure {
    use std::io::ErrorKind;
    let is_unsent = match &error {
        ureq::Error::HostNotFound | ureq::Error::ConnectionFailed => true,
        ureq::Error::Timeout(Timeout::Connect | Timeout::Resolve) => true,
        ureq::Error::Io(error) => matches!(
            error.kind(),
            ErrorKind::ConnectionRefused | ErrorKind::HostUnreachable | ErrorKind::NetworkUnreachable
        ),
        _ => false,
    };
    // Whoever is not who was named is no one to ask again.
    let is_stranger = matches!(&error, ureq::Error::Io(error)
        if error.kind() == ErrorKind::InvalidData && error.to_string().contains("certificate"));
    let is_passing = is_unsent
        || !is_stranger
            && matches!(&error, ureq::Error::Timeout(_) | ureq::Error::Io(_) | ureq::Error::Protocol(_));
    let reason = match &error {
        ureq::Error::Timeout(_) => "no answer in time".to_owned(),
        ureq::Error::HostNotFound => "no such host".to_owned(),
        ureq::Error::Io(error) if is_stranger => format!("{error}: --cacert names whom to believe"),
        error => error.to_string(),
    };
    Failure { reason: line(&reason), is_unsent: is_unsent || is_stranger, is_passing }
}

/// What somebody else says, as a part of one line.
pub(super) fn line(text: &str) -> String {
    let plain: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let cut = &plain[..plain.floor_char_boundary(REPEATED)];
    if cut.len() < plain.len() { format!("{}…", cut.trim_end()) } else { cut.trim().to_owned() }
}
