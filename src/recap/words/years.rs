//! Years that a text gives, alone or with a day in figures.

use regex::Regex;
use std::sync::LazyLock;

/// Years between 1990 and 2099 that a text gives, in order, those of days in figures among them: "13/06/2024".
pub(crate) fn years(text: &str) -> Vec<i32> {
    static YEAR: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"(?:^|[^0-9.,/])((?:199|20[0-9])[0-9])(?:$|[^0-9])").expect("valid"));
    // Years begin with "19" or "20"; most lines hold neither.
    let holds_year = text.contains("19") || text.contains("20");
    let of = |pattern: &LazyLock<Regex>| -> Vec<(usize, i32)> {
        let year = |found: regex::Captures<'_>| {
            let year = found.get(1).or_else(|| found.get(2)).or_else(|| found.get(3))?;
            let number: i32 = year.as_str().parse().ok()?;
            Some((year.start(), if number < 100 { 2000 + number } else { number }))
        };
        pattern.captures_iter(text).filter_map(year).collect()
    };
    let mut found = if holds_year { of(&YEAR) } else { Vec::new() };
    if may_hold_day(text) {
        found.extend(of(&DAY_IN_FIGURES));
        found.sort_unstable();
    }
    found.into_iter().map(|(_, year)| year).collect()
}

/// Whether a text may hold a day in figures: twice the same sign, one or two figures between, and figures around. Addresses and
/// versions hold one sign, and are many; to compile the pattern takes 2.4 million instructions (callgrind, an optimised build).
fn may_hold_day(text: &str) -> bool {
    let is_figure = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
    let bytes = text.as_bytes();
    memchr::memchr2_iter(b'/', b'.', bytes).any(|at| {
        let behind = |more: usize| bytes.get(at + more);
        let again = |more: usize| behind(more) == bytes.get(at) && is_figure(behind(more + 1));
        let before = at.checked_sub(1).and_then(|before| bytes.get(before));
        is_figure(before) && is_figure(behind(1)) && (again(2) || is_figure(behind(2)) && again(3))
    })
}

// Of two digits only between strokes: "1.12.24" is a version.
static DAY_IN_FIGURES: LazyLock<Regex> = LazyLock::new(|| {
    const DAY: &str = "(?:0[1-9]|[12][0-9]|3[01])";
    const MONTH: &str = "(?:0[1-9]|1[0-2])";
    const YEAR: &str = "((?:199|20[0-9])[0-9])";
    Regex::new(&format!(
        r"(?:^|[^0-9./-])(?:[0-9]{{1,2}}/[0-9]{{1,2}}/{YEAR}|[0-9]{{1,2}}\.[0-9]{{1,2}}\.{YEAR}|{DAY}/{MONTH}/([0-9][0-9]))(?:$|[^0-9/])"
    ))
    .expect("valid")
});
