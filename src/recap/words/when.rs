//! French and English dates: days, ranges, headings that name a day.

use crate::recap::words::fold::fold;
use jiff::civil::Date;
use regex::Regex;
use std::sync::LazyLock;

pub(crate) use crate::recap::words::years::years;

/// A day or a range of days, as far as the text says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct When {
    /// Year, where the text has one.
    pub year: Option<i16>,
    /// Month of the first day, 1 to 12.
    pub month: i8,
    /// First day.
    pub day: i8,
    /// Last day, of the same month, where the text has a range.
    pub last_day: Option<i8>,
}

impl When {
    /// The first day as `YYYY-MM-DD`, in `year` where the text gives none; `None` where there is no such day.
    pub(crate) fn iso(&self, year: Option<i32>) -> Option<String> {
        let year = self.year.or_else(|| i16::try_from(year?).ok())?;
        Date::new(year, self.month, self.day).ok().map(|d| d.to_string())
    }
}

const MONTH: &str = r"janvier|janv|january|jan|fevrier|fev|february|feb|mars|march|mar|avril|avr|april|apr|mai|may|juin|june|jun|juillet|juil|july|jul|aout|august|aug|septembre|sept|september|sep|octobre|october|oct|novembre|november|nov|decembre|december|dec";
const WEEKDAY: &str = r"lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|monday|tuesday|wednesday|thursday|friday|saturday|sunday";

// All are matched on folded text: white space is single, and figures are ASCII digits.

static DAY_MONTH: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        r"(?-u:\b)(?:(?:du|from) )?(?:(?:{WEEKDAY}) )?(?P<d>[0-9]{{1,2}})(?:er|st|nd|rd|th)?(?: ?(?:et|and|&|,|au|to|-) ?(?:(?:{WEEKDAY}) )?(?P<e>[0-9]{{1,2}})(?:er|st|nd|rd|th)?){{0,3}} (?:of )?(?P<m>{MONTH})(?-u:\b)\.?(?:,? (?P<y>(?:19|20)[0-9][0-9])(?-u:\b))?"
    ))
    .expect("valid")
});
static MONTH_DAY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        r"(?-u:\b)(?P<m>{MONTH})\.? (?P<d>[0-9]{{1,2}})(?:st|nd|rd|th)?(?: ?(?:-|to|and) ?(?P<e>[0-9]{{1,2}})(?:st|nd|rd|th)?)?,? (?P<y>(?:19|20)[0-9][0-9])(?-u:\b)"
    ))
    .expect("valid")
});
static NUMERIC: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?-u:\b)(?P<d>[0-9]{1,2})(?:(?:-| et | au )(?P<e>[0-9]{1,2}))?[/.-](?P<m>[0-9]{1,2})(?:[/.-](?P<y>(?:19|20)[0-9][0-9]|[0-9][0-9]))?(?-u:\b)").expect("valid")
});
static ISO: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?-u:\b)(?P<y>(?:19|20)[0-9][0-9])[-/](?P<m>[0-9]{2})[-/](?P<d>[0-9]{2})(?:(?-u:\b)|T)")
        .expect("valid")
});
static DAY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        r"^(?:(?:les?|le) )?(?:(?:(?:programme|conferences?|talks?|journee|recap|retour) (?:du|de la|de) )?(?:(?:{WEEKDAY})(?: (?:matin|apres-midi|soir|[0-9].*))?|jour ?(?:n ?° ?)?#? ?[0-9]+|day ?#? ?[0-9]+|j[0-9]|(?:1ere?|premiere?|2e(?:me)?|2nde?|deuxieme|seconde?|3e(?:me)?|troisieme|4e(?:me)?|quatrieme|derniere?|first|second|third|last) (?:jour|journee|day)|journee ?[0-9]+|lendemain|matin|matinee|apres-midi|soiree))(?: ?(?:[:\-,(].*|du .*|de .*|[0-9].*|!+))?$"
    ))
    .expect("valid")
});

fn month(name: &str) -> Option<i8> {
    const HEADS: [&str; 14] =
        ["jan", "fev", "feb", "mar", "avr", "apr", "mai", "may", "juin", "jun", "juil", "jul", "aou", "aug"];
    const NUMBERS: [i8; 14] = [1, 2, 2, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8];
    const TAILS: [(&str, i8); 5] = [("sep", 9), ("oct", 10), ("nov", 11), ("dec", 12), ("août", 8)];
    HEADS
        .iter()
        .zip(NUMBERS)
        .find(|(head, _)| name.starts_with(**head))
        .map(|(_, n)| n)
        .or_else(|| TAILS.iter().find(|(head, _)| name.starts_with(head)).map(|(_, n)| *n))
}

/// Whether a folded word is the name of a month.
pub(crate) fn is_month(word: &str) -> bool {
    MONTH.split('|').any(|name| name == word)
}

/// Whether two folded words that follow each other are a day of a month: "4 aout", "1er mars".
pub(crate) fn is_day_of_month(day: &str, month: &str) -> bool {
    let number = day.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let ordinal = matches!(day.get(number.len()..), Some("" | "er" | "st" | "nd" | "rd" | "th"));
    ordinal && is_month(month) && number.parse().is_ok_and(|day: i8| (1..=31).contains(&day))
}

/// The first date that a text gives.
pub(crate) fn first(text: &str) -> Option<When> {
    all(text).into_iter().next()
}

/// The dates that a text gives, in order.
pub(crate) fn all(text: &str) -> Vec<When> {
    let mut found: Vec<(usize, When)> = Vec::new();
    // A date has figures, of whatever form: circled ones and the like unfold to them.
    if !text.contains(char::is_numeric) {
        return Vec::new();
    }
    let folded = fold(text);
    if !folded.bytes().any(|b| b.is_ascii_digit()) {
        return Vec::new();
    }
    let signed = is_signed(&folded);
    let (day_first, month_first) = with_months(&folded);
    for (pattern, numeric, may_match) in [
        (&DAY_MONTH, false, day_first),
        (&MONTH_DAY, false, month_first),
        (&ISO, true, signed && holds_iso(&folded)),
        (&NUMERIC, true, signed),
    ] {
        for captures in may_match.then(|| pattern.captures_iter(&folded)).into_iter().flatten() {
            let (Some(whole), Some(d), Some(m)) = (captures.get(0), captures.name("d"), captures.name("m"))
            else {
                continue;
            };
            let month = if numeric { m.as_str().parse().ok() } else { month(m.as_str()) };
            let (Some(month), Ok(mut day)) = (month, d.as_str().parse::<i8>()) else { continue };
            let year = captures
                .name("y")
                .and_then(|y| y.as_str().parse::<i16>().ok())
                .map(|y| if y < 100 { 2000 + y } else { y });
            // "4/5" is a mark as likely as a day: two digits each, or a year, or a weekday before.
            let weekday = folded.get(..whole.start()).is_some_and(|t| {
                t.trim_end().ends_with("di") || t.trim_end().ends_with("day") || t.trim_end().ends_with("le")
            });
            // Three pairs of digits between hyphens may be anything.
            if whole.as_str().contains('-') && captures.name("y").is_some_and(|y| y.len() < 4) {
                continue;
            }
            if numeric && year.is_none() && !(weekday && whole.as_str().contains('/')) {
                continue;
            }
            if !(1..=12).contains(&month)
                || !(1..=31).contains(&day)
                || found.iter().any(|(at, _)| *at == whole.start())
            {
                continue;
            }
            let mut last_day = captures.name("e").and_then(|e| e.as_str().parse().ok()).filter(|e| *e > day);
            // "Jour 2 - 13 avril": the number of a day begins no range.
            let before = folded.get(..whole.start()).unwrap_or_default().trim_end();
            if let Some(last) = last_day
                && ["jour", "journee", "day"].iter().any(|name| before.ends_with(name))
            {
                (day, last_day) = (last, None);
            }
            found.push((whole.start(), When { year, month, day, last_day }));
        }
    }
    found.sort_by_key(|(at, _)| *at);
    found.into_iter().map(|(_, when)| when).collect()
}

/// Whether a sign stands between two figures, as in a date of figures alone.
fn is_signed(folded: &str) -> bool {
    let is_between = |three: &[u8]| {
        three[0].is_ascii_digit() && matches!(three[1], b'/' | b'.' | b'-') && three[2].is_ascii_digit()
    };
    folded.as_bytes().windows(3).any(is_between)
}

/// Whether a year, a sign and a figure follow each other in a folded text.
fn holds_iso(folded: &str) -> bool {
    folded.as_bytes().windows(6).any(|six| {
        matches!(six, [b'1', b'9', ..] | [b'2', b'0', ..])
            && matches!(six[4], b'-' | b'/')
            && [2, 3, 5].iter().all(|&at: &usize| six[at].is_ascii_digit())
    })
}

/// Whether what may be a month stands behind figures in a folded text, and whether it stands before some.
fn with_months(folded: &str) -> (bool, bool) {
    let (mut day_first, mut month_first) = (false, false);
    // The word before, and whether it is figures.
    let (mut before, mut figures) = ("", false);
    for word in folded.split(' ') {
        let digits = word.bytes().any(|b| b.is_ascii_digit());
        month_first |= digits && holds_month(before);
        day_first |= figures && holds_month(word);
        // "3 of may"
        figures = digits || figures && word == "of";
        before = word;
    }
    (day_first, month_first)
}

/// Whether a folded word holds what a name of a month begins with.
fn holds_month(word: &str) -> bool {
    word.as_bytes().windows(3).any(|three| {
        matches!(
            three,
            b"jan"
                | b"fev"
                | b"feb"
                | b"mar"
                | b"avr"
                | b"apr"
                | b"mai"
                | b"may"
                | b"jui"
                | b"jun"
                | b"jul"
                | b"aou"
                | b"aug"
                | b"sep"
                | b"oct"
                | b"nov"
                | b"dec"
        )
    })
}

/// Whether the text is a date and little else.
pub(crate) fn is_date(text: &str) -> bool {
    text.split_whitespace().count() <= 7 && first(text).is_some_and(|when| when.year.is_some())
}

/// The one day, with its year, that is all of a text: "le jeudi 20 avril 2023", "18/07/2023". A range is none.
pub(crate) fn alone(text: &str) -> Option<When> {
    let day = first(text).filter(|day| day.year.is_some())?;
    let folded = fold(text);
    let words = folded.trim_matches(|c: char| !c.is_alphanumeric());
    let words = words.strip_prefix("le ").unwrap_or(words);
    let is_whole = |pattern: &LazyLock<Regex>| {
        let found = pattern.captures(words).filter(|found| found.get(0).is_some_and(|m| m.as_str() == words));
        found.is_some_and(|found| found.name("y").is_some() && found.name("e").is_none())
    };
    // "Du 20 avril" begins a range, or says of what the recap is.
    let begins = ["du ", "from "].iter().any(|word| words.starts_with(word));
    let patterns = [&DAY_MONTH, &MONTH_DAY, &NUMERIC, &ISO];
    (!begins && patterns.into_iter().any(is_whole)).then_some(day)
}

/// Whether a heading names a day: "Jour 2", "Mercredi 20 mars", "Deuxième journée".
pub(crate) fn is_day(heading: &str) -> bool {
    const LEADS: [&str; 40] = [
        "le",
        "programme",
        "conf",
        "talk",
        "jour",
        "recap",
        "retour",
        "lendemain",
        "lun",
        "mar",
        "mer",
        "jeu",
        "ven",
        "sam",
        "dim",
        "mon",
        "tue",
        "wed",
        "thu",
        "fri",
        "sat",
        "sun",
        "day",
        "j",
        "1",
        "2",
        "3",
        "4",
        "prem",
        "deu",
        "sec",
        "tro",
        "qua",
        "der",
        "first",
        "third",
        "last",
        "mat",
        "apres",
        "soir",
    ];
    let folded = fold(heading);
    let words = folded.trim_matches(|c: char| !c.is_alphanumeric());
    LEADS.iter().any(|lead| words.starts_with(lead)) && DAY.is_match(words)
}

/// Which day of an event a heading numbers, from 1: "Jour 2", "Deuxième journée", "J3".
pub(crate) fn nth_day(heading: &str) -> Option<i8> {
    if !is_day(heading) {
        return None;
    }
    const ORDINALS: [(&str, i8); 10] = [
        ("1", 1),
        ("prem", 1),
        ("first", 1),
        ("2", 2),
        ("deux", 2),
        ("sec", 2),
        ("3", 3),
        ("trois", 3),
        ("third", 3),
        ("quatr", 4),
    ];
    let folded = fold(heading);
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let number = |word: &str| word.parse().ok().filter(|number| (1..=9).contains(number));
    words.iter().enumerate().find_map(|(at, word)| match *word {
        "jour" | "journee" | "day" => {
            let before = at.checked_sub(1).and_then(|at| words.get(at)).copied().unwrap_or_default();
            let ordinal = ORDINALS.iter().find(|(head, _)| before.starts_with(head)).map(|(_, n)| *n);
            ordinal.or_else(|| words.get(at + 1).and_then(|next| number(next)))
        }
        word => word.strip_prefix('j').and_then(number),
    })
}
