//! What pieces of evidence say another thing of a line in bold, of text or of an item than of a heading.

use super::candidate::Form;
use super::problem::Seen;

/// What says another thing of a line in bold, of text or of an item than of a heading: each with what it is called there.
const BY_FORM: &[[&str; 4]] = &[
    ["section-word", "bold.section-word", "text.section-word", "item.section-word"],
    ["group-word", "bold.group-word", "text.group-word", "item.group-word"],
    ["kinds-word", "bold.kinds-word", "text.kinds-word", "item.kinds-word"],
    ["day", "bold.day", "text.day", "item.day"],
    ["lower", "bold.lower", "text.lower", "item.lower"],
    ["bare", "bold.bare", "text.bare", "item.bare"],
    ["wordy", "bold.wordy", "text.wordy", "item.wordy"],
    ["one-or-two-words", "bold.one-or-two-words", "text.one-or-two-words", "item.one-or-two-words"],
    ["words.few", "bold.words.few", "text.words.few", "item.words.few"],
    ["presenter", "bold.presenter", "text.presenter", "item.presenter"],
    ["session-words", "bold.session-words", "text.session-words", "item.session-words"],
    ["right-after", "bold.right-after", "text.right-after", "item.right-after"],
    ["question", "bold.question", "text.question", "item.question"],
    ["alone-in-shape", "bold.alone-in-shape", "text.alone-in-shape", "item.alone-in-shape"],
    ["parentless", "bold.parentless", "text.parentless", "item.parentless"],
];

/// Adds what the pieces of evidence say of this form.
pub(super) fn by_form(seen: &mut Seen, form: Form) {
    let column = match form {
        Form::Bold => 1,
        Form::Text => 2,
        Form::Item | Form::RunIn | Form::Link => 3,
        Form::Heading | Form::Opener => return,
    };
    for names in BY_FORM {
        if seen.evidence.has(names[0]) {
            seen.evidence.add(names[column]);
        }
    }
    if seen.billed {
        seen.evidence.add(["", "bold.billed", "text.billed", "item.billed"][column]);
    }
}
