//! iCalendar: an event a session. Its title is the summary; people stand as attendees or in the description.

use super::{Person, Session, address, local_time, tidy};
use icalendar::parser::{Component, Property, read_calendar, unfold};

/// Components inside components above which a file is no programme: the parser calls itself for each.
const MAX_DEPTH: usize = 16;

/// The sessions of a file.
pub(super) fn read(text: &str) -> Result<Vec<Session>, String> {
    let text = unfold(text);
    nested(&text)?;
    let calendar = read_calendar(&text)?;
    Ok(calendar
        .components
        .iter()
        .filter(|component| component.name == "VEVENT")
        .filter_map(session)
        .collect())
}

/// Checks that components nest as in a programme, and end where they should: what does not is tried again and again.
fn nested(text: &str) -> Result<(), String> {
    let mut open: Vec<&str> = Vec::new();
    let lines = text.lines().map(str::trim).filter_map(|line| line.split_once(':'));
    for (key, name) in lines {
        if key.eq_ignore_ascii_case("BEGIN") {
            open.push(name);
        } else if key.eq_ignore_ascii_case("END") && open.pop() != Some(name) {
            return Err(format!("END:{} ends nothing that began", shown(name)));
        }
        if open.len() > MAX_DEPTH {
            return Err(format!("components nested deeper than {MAX_DEPTH}"));
        }
    }
    match open.last() {
        Some(name) => Err(format!("BEGIN:{} never ends", shown(name))),
        None => Ok(()),
    }
}

/// The beginning of a name, as a message can show it.
fn shown(name: &str) -> String {
    name.chars().filter(|c| !c.is_control()).take(40).collect()
}

fn session(event: &Component<'_>) -> Option<Session> {
    let field = |name: &str| event.find_prop(name).map(value);
    let title = tidy(&field("SUMMARY")?)?;
    let attendees = event.properties.iter().filter(|property| property.name == "ATTENDEE");
    let people = attendees.filter_map(|property| {
        let name = property.params.iter().find(|parameter| parameter.key == "CN")?.val.as_ref()?;
        tidy(name.as_str().trim_matches('"')).map(|name| Person { name, organisation: None })
    });
    Some(Session {
        titles: vec![title],
        people: people.collect(),
        start: field("DTSTART").as_deref().and_then(start),
        room: field("LOCATION").as_deref().and_then(tidy),
        url: field("URL").as_deref().and_then(address),
        video: None,
        text: field("DESCRIPTION").unwrap_or_default(),
    })
}

/// The value of a property without its escapes.
fn value(property: &Property<'_>) -> String {
    let mut text = String::new();
    let mut signs = property.val.as_str().chars();
    while let Some(sign) = signs.next() {
        match sign {
            '\\' => match signs.next() {
                Some('n' | 'N') => text.push('\n'),
                Some(escaped) => text.push(escaped),
                None => {}
            },
            other => text.push(other),
        }
    }
    text
}

/// `20240314T093000`, with or without zone, as local time. Libraries disagree about zones that a file names and does not
/// define (ical.js 2.1.0 and node-ical 0.20.1 differ by the zone's offset), so that the clock counts as written.
fn start(text: &str) -> Option<String> {
    let digits =
        |range: std::ops::Range<usize>| text.get(range).filter(|d| d.bytes().all(|b| b.is_ascii_digit()));
    let day = format!("{}-{}-{}", digits(0..4)?, digits(4..6)?, digits(6..8)?);
    let clock = digits(9..11).zip(digits(11..13)).map(|(hour, minute)| format!("{day}T{hour}:{minute}"));
    local_time(&clock.unwrap_or(day))
}
