//! frab XML, also called pentabarf: `<schedule><day><room><event>`, as pretalx, frab and Pentabarf publish it.

use super::{MOST_TITLES, Person, Session, address, leads_to_recording, local_time, tidy};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// Elements inside elements above which a file is no programme.
const MAX_DEPTH: usize = 32;

/// What is known while the file is read.
#[derive(Default)]
struct State {
    /// Names of the open elements.
    open: Vec<String>,
    /// `date` of the day that is read.
    day: Option<String>,
    /// Day and clock of the event that is read, which stand in elements of their own.
    clock: Option<String>,
    session: Session,
    /// Text of the innermost element so far.
    text: String,
    /// `href` of the link that is read.
    link: Option<String>,
    sessions: Vec<Session>,
}

/// The sessions of a file.
pub(super) fn read(text: &str) -> Result<Vec<Session>, String> {
    let mut reader = Reader::from_str(text);
    let mut state = State::default();
    let fault =
        |reader: &Reader<&[u8]>, reason: String| format!("byte {}: {reason}", reader.error_position());
    loop {
        match reader.read_event() {
            Err(error) => return Err(fault(&reader, error.to_string())),
            Ok(Event::Eof) => break,
            Ok(Event::Start(tag)) => {
                if state.open.len() >= MAX_DEPTH {
                    return Err(format!("elements nested deeper than {MAX_DEPTH}"));
                }
                state.begin(&tag);
            }
            Ok(Event::Empty(tag)) => {
                state.begin(&tag);
                state.end();
            }
            Ok(Event::Text(piece)) => state.text.push_str(&piece),
            Ok(Event::CData(piece)) => state.text.push_str(&piece),
            Ok(Event::GeneralRef(entity)) => {
                let resolved = match entity.resolve_char_ref().map_err(|e| e.to_string())? {
                    Some(sign) => Some(sign.to_string()),
                    None => quick_xml::escape::resolve_predefined_entity(&entity).map(str::to_owned),
                };
                // Entities that a document declares itself are not expanded: a programme needs none.
                state.text.push_str(&resolved.unwrap_or_default());
            }
            Ok(Event::End(_)) => state.end(),
            Ok(_) => {}
        }
    }
    Ok(state.sessions)
}

impl State {
    fn begin(&mut self, tag: &BytesStart<'_>) {
        let name = tag.local_name().as_ref().to_owned();
        let attribute = |key: &str| {
            tag.attributes().flatten().find(|a| a.key.as_ref() == key).and_then(|a| {
                a.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok().map(|value| value.into_owned())
            })
        };
        match name.as_str() {
            "day" => self.day = attribute("date"),
            "event" => self.session = Session::default(),
            "link" => self.link = attribute("href"),
            _ => {}
        }
        self.text.clear();
        self.open.push(name);
    }

    fn end(&mut self) {
        let Some(name) = self.open.pop() else { return };
        let text = std::mem::take(&mut self.text);
        if name == "event" {
            self.finish();
        }
        if !self.open.iter().any(|open| open == "event") {
            return;
        }
        let session = &mut self.session;
        match name.as_str() {
            "title" if session.titles.len() < MOST_TITLES => {
                session.titles.splice(0..0, tidy(&text)).for_each(drop);
            }
            "subtitle" => session.titles.extend(tidy(&text)),
            "room" => session.room = tidy(&text),
            "date" => session.start = local_time(&text),
            "start" => self.clock = tidy(&text),
            "url" => session.url = address(&text).or(session.url.take()),
            "video_download_url" | "video_url" => session.video = address(&text),
            "abstract" | "description" => {
                session.text.push_str(&text);
                session.text.push('\n');
            }
            "person" => session.people.extend(tidy(&text).map(|name| Person { name, organisation: None })),
            "link" => {
                let target = self.link.take().and_then(|target| address(&target));
                if leads_to_recording(&text) {
                    session.video = target;
                }
            }
            _ => {}
        }
    }

    fn finish(&mut self) {
        let mut session = std::mem::take(&mut self.session);
        let clock = self.clock.take();
        if session.start.is_none()
            && let Some(day) = self.day.as_deref().and_then(local_time)
        {
            let time = clock.map(|clock| format!("{day}T{clock}"));
            session.start = time.as_deref().and_then(local_time).or(Some(day));
        }
        if !session.titles.is_empty() {
            self.sessions.push(session);
        }
    }
}
