//! Where an index in a cluster is: `https://host,host:9200/name`.

use crate::{Error, Result};
use std::ffi::OsStr;
use std::fmt;

/// What an address begins with.
const SCHEMES: [&str; 2] = ["https://", "http://"];
/// Bytes of a name at most: the names of what belongs to an index are longer, and the cluster takes 255.
const LONGEST_NAME: usize = 128;

/// The address of an index in a cluster. It never holds a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// Whether the cluster is spoken to in the clear.
    plain: bool,
    /// Nodes, each with its port where it is named.
    hosts: Vec<String>,
    /// What stands between the host and the name, for a cluster behind another server; empty, or with a slash before it.
    prefix: String,
    name: String,
}

impl Address {
    /// Whether what was named as an index is one in a cluster, by its scheme.
    pub fn is(index: impl AsRef<OsStr>) -> bool {
        let index = index.as_ref().as_encoded_bytes();
        SCHEMES.iter().any(|scheme| {
            index.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme.as_bytes()))
        })
    }

    /// Reads an address.
    ///
    /// # Errors
    /// [`Error::Address`]. What is refused for the password in it is not repeated.
    pub fn parse(text: &str) -> Result<Address> {
        let refused = |reason: &'static str| Error::Address { reason };
        let scheme = SCHEMES
            .into_iter()
            .find(|scheme| text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)));
        let scheme = scheme.ok_or_else(|| refused("it begins with https:// or http://"))?;
        let rest = &text[scheme.len()..];
        if rest.contains('@') {
            return Err(refused(
                "no user and no password stand in it: $RECAPS_CLUSTER_USER and $RECAPS_CLUSTER_PASSWORD hold them",
            ));
        }
        let (hosts, path) = rest.split_once('/').unwrap_or((rest, ""));
        let hosts: Vec<String> = hosts.split(',').map(str::to_ascii_lowercase).collect();
        if !hosts.iter().all(|host| is_host(host)) {
            return Err(refused(
                "a host has letters, digits, dots and hyphens, and a port where it needs one",
            ));
        }
        let path = path.trim_end_matches('/');
        let (prefix, name) = path.rsplit_once('/').map_or(("", path), |(prefix, name)| (prefix, name));
        if !prefix.split('/').all(|part| prefix.is_empty() || is_segment(part)) {
            return Err(refused(
                "what stands before the name has letters, digits, dots, hyphens and slashes",
            ));
        }
        if !is_name(name) {
            return Err(refused(
                "behind the host is the name of the index: small letters, digits, - and _, a letter or digit first",
            ));
        }
        let prefix = if prefix.is_empty() { String::new() } else { format!("/{prefix}") };
        Ok(Address { plain: scheme == SCHEMES[1], hosts, prefix, name: name.to_owned() })
    }

    /// The name of the index.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// How many nodes are named.
    pub fn hosts(&self) -> usize {
        self.hosts.len()
    }

    /// A node, as messages name it.
    pub fn host(&self, at: usize) -> &str {
        &self.hosts[at % self.hosts.len()]
    }

    /// Where a path of the cluster's interface is on a node.
    pub(super) fn url(&self, at: usize, path: &str) -> String {
        format!("{}{}{}{path}", self.scheme(), self.host(at), self.prefix)
    }

    /// Whether what is sent can be read by others on the way: in the clear, and beyond this machine.
    pub(super) fn is_exposed(&self) -> bool {
        self.plain && !self.hosts.iter().all(|host| is_loopback(host))
    }

    fn scheme(&self) -> &'static str {
        SCHEMES[usize::from(self.plain)]
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}{}/{}", self.scheme(), self.hosts.join(","), self.prefix, self.name)
    }
}

/// A name, an IPv4 address or an IPv6 one in brackets, with or without a port.
fn is_host(host: &str) -> bool {
    let (name, port) = match host.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((address, port)) => {
            if address.parse::<std::net::Ipv6Addr>().is_err() {
                return false;
            }
            ("v6", port.strip_prefix(':').or(port.is_empty().then_some("")))
        }
        None => host.split_once(':').map_or((host, Some("")), |(name, port)| (name, Some(port))),
    };
    let has_port = |port: &str| port.parse::<u16>().is_ok_and(|port| port > 0);
    let is_named = host.starts_with('[') || !host.contains(':') || port.is_some_and(has_port);
    is_segment(name) && is_named && port.is_some_and(|port| port.is_empty() || has_port(port))
}

fn is_segment(part: &str) -> bool {
    !part.is_empty()
        && part != ".."
        && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_'))
}

fn is_name(name: &str) -> bool {
    name.len() <= LONGEST_NAME
        && name.starts_with(|first: char| first.is_ascii_lowercase() || first.is_ascii_digit())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_".contains(&byte))
}

fn is_loopback(host: &str) -> bool {
    let name = match host.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((address, _)) => address,
        None => host.split(':').next().unwrap_or_default(),
    };
    name == "localhost" || name.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}
