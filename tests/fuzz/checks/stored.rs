//! A talk as the index keeps it: read, or refused; what is read is what is written.

use recaps::Error;
use recaps::index::stored;

/// The bytes are a stored talk.
pub fn stored(bytes: &[u8]) {
    match stored::decode(bytes) {
        Ok(talk) => {
            let written = stored::encode(&talk).expect("what was read can be written");
            let again = stored::decode(&written).expect("what was written can be read");
            // Not the talks themselves: a number that is none is never equal to itself.
            assert_eq!(stored::encode(&again).expect("a stored talk"), written);
        }
        Err(error) => assert!(matches!(error, Error::Damaged { .. }), "{error}"),
    }
}
