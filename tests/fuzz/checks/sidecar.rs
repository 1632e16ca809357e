//! The sidecar of a recap: read or refused with its line, and what it says holds.

use super::input::text;
use super::recap::{check_cut, check_page, is_day};
use recaps::corpus::{Document, Format};
use recaps::recap::{Sidecar, cut_with, markup};

/// What the sidecar is beside of.
const RECAP: &str = "# Retour sur Qwertz 2019

## Tracer sans gêner - Inès Morel

Un paquet, puis deux.

**Dormir** pendant les sauvegardes

Paul Adam restaure sa base.

## Conclusion

À l'année prochaine.
";

/// The bytes are the sidecar of a recap.
pub fn sidecar(bytes: &[u8]) {
    let text = text(bytes);
    let document =
        Document::decode(RECAP.as_bytes(), "qwertz-2019.md", Format::Markdown, None).expect("text");
    let lines = document.line_starts.len() as u32 - 1;
    let sidecar = match Sidecar::parse(&text, lines) {
        Ok(sidecar) => sidecar,
        Err(fault) => {
            let lines = text.split('\n').count() as u32;
            assert!((1..=lines).contains(&fault.line), "{fault:?} of {lines}");
            assert!(!fault.message.is_empty() && !fault.message.contains('\n'), "{fault:?}");
            return;
        }
    };
    [&sidecar.start, &sidecar.published].into_iter().flatten().for_each(|day| is_day(day));
    for line in sidecar.cut.iter().chain(&sidecar.join) {
        assert!((1..=lines).contains(line), "line {line} of {lines}");
    }
    assert!(!sidecar.cut.iter().any(|line| sidecar.join.contains(line)), "{sidecar:?}");
    let cut = cut_with(&document, &sidecar);
    check_page(&markup::read(&document), &document);
    check_cut(&cut, &markup::read(&document), &document);
    if let Some(year) = sidecar.year {
        assert!(cut.talks.iter().all(|talk| talk.year == Some(year)), "{sidecar:?}");
    }
}
