//! The talk of a hit, as it is stored beside its terms.

use crate::index::packing::Unpacker;
use crate::index::stored;
use crate::talk::Talk;
use crate::{Error, Result};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

/// The talk of a hit as it is stored.
///
/// # Errors
/// [`Error::Damaged`] where it is not there, or is no base64.
pub(super) fn packed(hit: &Value) -> Result<Vec<u8>> {
    let damaged = |reason: &str| {
        let key = hit.get("_id").and_then(Value::as_str).unwrap_or_default();
        let index = hit.get("_index").and_then(Value::as_str).unwrap_or_default();
        Error::Damaged { what: format!("talk {key} of {index}"), reason: reason.to_owned() }
    };
    let packed = hit.pointer("/fields/talk/0").and_then(Value::as_str);
    let packed = packed.ok_or_else(|| damaged("it is not there"))?;
    STANDARD.decode(packed).map_err(|_| damaged("it is no base64"))
}

/// The talk of a hit.
///
/// # Errors
/// [`Error::Damaged`].
pub(super) fn talk(hit: &Value, unpacker: &Unpacker) -> Result<Talk> {
    stored::decode(&unpacker.unpack(&packed(hit)?)?)
}
