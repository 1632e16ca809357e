//! What a cluster is entered with: a user and password or an API key, and whom its certificate is believed from.
//!
//! Secrets come from the environment or from a file that nobody else may read, never from arguments, which every process of
//! a machine can see. They are never printed: neither this type nor any message shows them.

use crate::corpus::{self, Pipes};
use crate::{Error, Result};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use std::fmt;
use std::path::{Path, PathBuf};

/// The environment variables that hold secrets, or name the file that does.
const USER: &str = "RECAPS_CLUSTER_USER";
const PASSWORD: &str = "RECAPS_CLUSTER_PASSWORD";
const API_KEY: &str = "RECAPS_CLUSTER_API_KEY";
const FILE: &str = "RECAPS_CLUSTER_CREDENTIALS";
/// Bits of a mode that let others at a file.
const OTHERS: u32 = 0o077;

/// Bytes of a file of certificates or secrets.
const LONGEST: u64 = 16 << 20;

/// What a cluster is entered with.
#[derive(Clone, Default)]
pub struct Access {
    /// The header that says who asks, if anyone does.
    pub(super) authorization: Option<String>,
    /// Certificates that are believed instead of those that come with the program, in PEM.
    pub(super) authorities: Option<(PathBuf, Vec<u8>)>,
}

/// A file of secrets.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Secrets {
    user: Option<String>,
    password: Option<String>,
    api_key: Option<String>,
}

impl Access {
    /// What the environment says; `cacert` is the file of certificates where one is named.
    ///
    /// # Errors
    /// [`Error::Access`] for secrets that contradict each other or that others may read, I/O errors.
    pub fn from_environment(cacert: Option<&Path>) -> Result<Access> {
        let variable = |name: &str| -> Result<Option<String>> {
            match std::env::var(name) {
                Ok(value) if !value.is_empty() => Ok(Some(value)),
                Ok(_) | Err(std::env::VarError::NotPresent) => Ok(None),
                Err(_) => Err(Error::Access { reason: format!("${name} is no text") }),
            }
        };
        let mut secrets =
            Secrets { user: variable(USER)?, password: variable(PASSWORD)?, api_key: variable(API_KEY)? };
        if let Some(file) = std::env::var_os(FILE).filter(|file| !file.is_empty()) {
            if !secrets.is_empty() {
                return Err(Error::Access { reason: format!("${FILE} and other secrets are given") });
            }
            secrets = Secrets::read(Path::new(&file))?;
        }
        let authorities = cacert.map(|file| match corpus::small(file, LONGEST, Pipes::Read) {
            Ok(pem) => Ok((file.to_owned(), pem)),
            Err(e) => Err(Error::io(file, e)),
        });
        Ok(Access { authorization: secrets.authorization()?, authorities: authorities.transpose()? })
    }
}

impl Secrets {
    /// The secrets in a file that only its owner may read: `user` and `password`, or `api-key`, in TOML.
    fn read(path: &Path) -> Result<Secrets> {
        let metadata = std::fs::metadata(path).map_err(|e| Error::io(path, e))?;
        if !metadata.is_file() {
            return Err(Error::Access { reason: format!("{} is no file", path.display()) });
        }
        if let Some(mode) = open_to_others(&metadata) {
            let path = path.display();
            let reason = format!("{path} can be read by others (mode {mode:04o}): chmod 600 {path}");
            return Err(Error::Access { reason });
        }
        let text = corpus::text(path, LONGEST, Pipes::Refuse).map_err(|e| Error::io(path, e))?;
        // What the parser says of a line repeats the line.
        let malformed = |_| Error::Access {
            reason: format!(
                "{}: lines are user = \"…\" and password = \"…\", or api-key = \"…\"",
                path.display()
            ),
        };
        toml::from_str(&text).map_err(malformed)
    }

    fn is_empty(&self) -> bool {
        self.user.is_none() && self.password.is_none() && self.api_key.is_none()
    }

    fn authorization(&self) -> Result<Option<String>> {
        let refused = |reason: &str| Err(Error::Access { reason: reason.to_owned() });
        let header = match (&self.user, &self.password, &self.api_key) {
            (None, None, None) => return Ok(None),
            (Some(user), Some(password), None) if !user.contains(':') => {
                format!("Basic {}", STANDARD.encode(format!("{user}:{password}")))
            }
            (Some(_), Some(_), None) => return refused("a user has no colon"),
            (None, None, Some(key)) => format!("ApiKey {key}"),
            (_, _, Some(_)) => return refused("both an API key and a user are given"),
            _ => return refused("a user and a password belong together"),
        };
        if header.bytes().any(|byte| byte.is_ascii_control()) {
            return refused("an API key is one line");
        }
        Ok(Some(header))
    }
}

impl fmt::Debug for Access {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Access").field("is_named", &self.authorization.is_some()).finish_non_exhaustive()
    }
}

/// The mode of a file that others than its owner have a right to.
#[cfg(unix)]
fn open_to_others(metadata: &std::fs::Metadata) -> Option<u32> {
    let mode = std::os::unix::fs::PermissionsExt::mode(&metadata.permissions()) & 0o7777;
    (mode & OTHERS != 0).then_some(mode)
}

/// Where files have no modes nothing can be said.
#[cfg(not(unix))]
fn open_to_others(_: &std::fs::Metadata) -> Option<u32> {
    let _ = OTHERS;
    None
}
