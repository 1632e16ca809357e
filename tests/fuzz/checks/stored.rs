//! A talk as the index keeps it: read, or refused; what is read is what is written.

use recaps::Error;
use recaps::index::record;

/// The bytes are a stored talk.
pub fn stored(bytes: &[u8]) {
    match record::decode(bytes) {
        Ok(talk) => {
            let written = record::encode(&talk).expect("what was read can be written");
            let again = record::decode(&written).expect("what was written can be read");
            // Not the talks themselves: a number that is none is never equal to itself.
            assert_eq!(record::encode(&again).expect("a stored talk"), written);
        }
        Err(error) => assert!(matches!(error, Error::Damaged { .. }), "{error}"),
    }
}
