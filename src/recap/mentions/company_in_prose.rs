//! The organisations of the speakers, where prose names them apart from the speakers.

use crate::recap::markup::line::Line;
use crate::recap::mentions::around_company::{
    clause_before, given_by_a_house, gives_by_itself, goes_on_to_present, is_core_team, is_given_by,
    is_of_writer, speaks_of_a_house, was_there, with_small_tail,
};
use crate::recap::mentions::company_patterns::{
    AT, CALLED, DONE, GIVES, HOUSE, HOUSE_TO_NAME, HOUSES, IS, JOB_AT, LEADS, OPENED, RUNS, SOMEBODY,
    SPEAKS_FOR, SUBJECT, TEAM, WORKS,
};
use crate::recap::mentions::person::{self, Likeness, Person};
use crate::recap::mentions::{byline, company_at_work, company_of_named, event, institution, links};
use crate::recap::words::fold::fold;
use crate::recap::words::lead::{holds, leads_to_a_capital, places};
use crate::recap::words::lexicon::{INSTITUTIONS, NO_NAMES, ROLES, is_place};
use crate::recap::words::pattern::Pattern;
use crate::recap::words::token::{is_in_word, is_letter};
use regex::Regex;
use std::sync::LazyLock;

/// Gives the `job`, where the pattern has one, and the name of every match; `apart` leaves out those that
/// begin inside a word. (The sign for the edge of a word keeps a pattern from its fastest search.)
fn each<'t>(pattern: &Pattern, text: &'t str, apart: bool, mut give: impl FnMut(Option<&'t str>, &'t str)) {
    let mut from = 0;
    while let Some(found) = pattern.captures_at(text, from) {
        let (Some(whole), Some(capital)) = (found.range(0), found.named("name")) else { break };
        let before = text.get(..whole.start).and_then(|t| t.chars().next_back());
        if apart && before.is_some_and(is_of_word) {
            let step = text.get(whole.start..).and_then(|t| t.chars().next()).map_or(1, char::len_utf8);
            from = whole.start + step;
            continue;
        }
        let name = name(text.get(capital.start..).unwrap_or_default(), &['&', '-']);
        give(found.named("job").and_then(|job| text.get(job)), name);
        from = capital.start + name.len();
    }
}

/// Whether a capital stands behind one of the words that all patterns end with: most lines have none and are skipped.
fn leads_to_a_name(text: &str) -> bool {
    let bytes = text.as_bytes();
    // ASCII capitals, and characters of several bytes. The later bytes of a character are neither. Behind a letter of ASCII
    // stands the rest of a word.
    let capitals = bytes.iter().enumerate().filter(|(at, b)| {
        (b.is_ascii_uppercase() || **b >= 0xC3)
            && at.checked_sub(1).is_some_and(|before| !bytes[before].is_ascii_alphanumeric())
    });
    capitals.map(|(at, _)| at).any(|at| {
        let Some((head, rest)) = text.split_at_checked(at) else { return false };
        let Some(last) = head.chars().next_back().filter(|_| rest.starts_with(char::is_uppercase)) else {
            return false;
        };
        if matches!(last, '\'' | '’') {
            return head.strip_suffix(last).is_some_and(|head| head.ends_with(['d', 'l']));
        }
        // "la société « Untel »"
        let is_between = |c: char| c.is_whitespace() || matches!(c, '"' | '«' | '“');
        if !is_between(last) {
            return false;
        }
        let word = head.trim_end_matches(is_between).as_bytes();
        let ends = |lead: &&str| {
            let from = word.len().checked_sub(lead.len()).and_then(|from| word.get(from..));
            from.is_some_and(|end| end.eq_ignore_ascii_case(lead.as_bytes()))
        };
        LEADS.iter().any(ends)
    })
}

fn is_of_word(c: char) -> bool {
    is_in_word(c) || c == '_'
}

/// The name of one to three capitalised words that a text begins with: letters, digits, the signs given, and
/// stops inside.
pub(in crate::recap) fn name<'t>(text: &'t str, signs: &[char]) -> &'t str {
    let run = |from: usize, signs: &[char]| {
        let rest = text.get(from..).unwrap_or_default();
        let stays = |c: char| is_letter(c) || c.is_numeric() || signs.contains(&c);
        from + rest.find(|c| !stays(c)).unwrap_or(rest.len())
    };
    let mut end = 0;
    for _ in 0..3 {
        let rest = text.get(end..).unwrap_or_default();
        let gap = if end == 0 {
            0
        } else {
            rest.chars().next().filter(|c| c.is_whitespace()).map_or(0, char::len_utf8)
        };
        let capital =
            rest.get(gap..).and_then(|t| t.chars().next()).filter(|c| c.is_uppercase() && is_letter(*c));
        if capital.is_none() || end > 0 && gap == 0 {
            break;
        }
        end = run(end + gap, signs);
        while text.get(end..).is_some_and(|t| t.starts_with('.')) {
            let further = run(end + 1, &[]);
            if further == end + 1 {
                break;
            }
            end = further;
        }
    }
    // "Untel+"
    let plus = text.get(end..).and_then(|rest| rest.strip_prefix('+'));
    let whole =
        end > 0 && plus.is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '+'));
    text.get(..end + usize::from(whole)).unwrap_or_default()
}

/// Words of a job among which one says that it is a job.
const FIRST_WORDS: usize = 4;
/// Most characters of a job. (A number of repetitions in a pattern takes long to compile.)
const LONGEST_JOB: usize = 60;
/// First lines of a session in which a company without a person is the one of the speaker.
const FIRST_LINES: usize = 3;

/// Adds a name, unless it is a job, a place, an event, a person or there already.
fn push(found: &mut Vec<String>, name: &str) {
    let name = name.trim_end_matches(['.', '-', '&']).trim();
    let word = fold(name);
    // A first name in capitals may be letters that stand for words.
    let shouted = name.chars().all(|c| !c.is_lowercase());
    let person = person::likeness(name) == Likeness::Known && (name.contains(' ') || !shouted);
    if !ROLES.contains(word.as_str())
        && !INSTITUTIONS.is(&word, "none")
        && !event::names_event(name)
        && name.chars().count() > 1
        && name.chars().any(char::is_alphabetic)
        && !person
        && !is_place(name)
        && !NO_NAMES.contains(word.as_str())
        && !found.iter().any(|f: &String| fold(f) == word)
    {
        found.push(name.to_owned());
    }
}

/// Organisations that the lines name as those of the `speakers`, or of the presenters where no speaker is named at all.
pub(in crate::recap) fn in_lines(lines: &[&Line], speakers: &[Person]) -> Vec<String> {
    let mut found = Vec::new();
    for (i, line) in lines.iter().enumerate().filter(|(_, line)| line.text.len() < 20_000) {
        named(line, speakers, i < FIRST_LINES, &mut found);
        let by_house = given_by_a_house(&line.text);
        if by_house.is_none() && !leads_to_a_name(&line.text) {
            continue;
        }
        let institutions = institution::all(&line.text);
        institution::employing(&line.text, &institutions, speakers, |name| push(&mut found, name));
        by_house.into_iter().for_each(|name| push(&mut found, name));
        let text = institution::left_out(&line.text, &institutions);
        of_speakers(&text, speakers, &mut found);
        let mut presenting = Vec::new();
        of_presenters(&text, (i < FIRST_LINES, speakers.is_empty()), &mut presenting);
        let employers = presenting.iter().filter(|name| !is_core_team(&text, name));
        employers.for_each(|name| push(&mut found, name));
        if i < FIRST_LINES && may_name_a_house(&line.text) {
            each(&HOUSE, &line.text, false, |_, name| {
                if speaks_of_a_house(&line.text, name) {
                    push(&mut found, name);
                }
            });
        }
    }
    if speakers.is_empty() && found.is_empty() {
        let first = lines.iter().take(FIRST_LINES).filter(|line| line.text.len() < 2_000);
        for line in first {
            each(&AT, &line.text, true, |_, name| {
                if !was_there(&line.text, name) {
                    push(&mut found, name);
                }
            });
        }
        found.truncate(1);
    }
    found
}

/// Reads the organisations of speakers whom a line calls by their first name, and those that it introduces as companies.
fn named(line: &Line, speakers: &[Person], first: bool, found: &mut Vec<String>) {
    let text = institution::left_out(&line.text, &links::titles_behind_names(line));
    company_of_named::beside_speakers(&text, speakers, |name| push(found, name));
    if first {
        company_of_named::introduced(&text, |name| push(found, name));
    }
    if !speakers.is_empty() {
        company_of_named::given_for(&text, speakers, |name| push(found, name));
        company_at_work::called_theirs(&text, speakers, |name| push(found, name));
        company_at_work::employers(&text, speakers, |name| push(found, name));
        if first {
            company_at_work::at_work(&text, speakers, |name| push(found, name));
        }
        company_of_named::linked_home(line, |name| push(found, name));
        company_of_named::hosts(&line.text, |name| push(found, name));
    }
}

/// Whether a text may begin as [`HOUSE`] does.
fn may_name_a_house(text: &str) -> bool {
    text.starts_with("Chez")
        || text.starts_with("Au")
        || text.starts_with('À')
        || text.strip_prefix('A').is_some_and(|rest| rest.starts_with(char::is_whitespace))
}

/// Reads the organisations that the speakers work for or represent, and those whose product they present.
fn of_speakers(text: &str, speakers: &[Person], found: &mut Vec<String>) {
    if holds(text, &["vail", "bos", "boſ", "wor", "mploy", "crut", "bauch", "joint"]) {
        each(&WORKS, text, true, |_, name| push(found, name));
    }
    if holds(text, &["dirige", "fondé", "rejoint"]) {
        each(&RUNS, text, true, |_, name| {
            if institution::is_about(clause_before(text, name), speakers) {
                push(found, name);
            }
        });
    }
    let contains = |parts: &[&str]| parts.iter().any(|part| text.contains(part));
    if contains(&["eprésent", "embre", "orte-parole", "énévole", "ondat", "résident"])
        && leads_to_a_capital(text, &["epr", "embre", "orte-parole", "vole", "ondat", "ident"], 60)
    {
        each(&SPEAKS_FOR, text, true, |_, name| {
            if institution::is_about(clause_before(text, name), speakers) && !is_core_team(text, name) {
                push(found, with_small_tail(text, name));
            }
        });
    }
    if contains(&["ource", "ibéré"]) && leads_to_a_capital(text, &["par"], 12) {
        each(&OPENED, text, true, |_, name| push(found, name));
    }
    const TEAMS: [&str; 5] = ["quipe", "team", "coll", "gens", "gars"];
    if contains(&TEAMS) && leads_to_a_capital(text, &TEAMS, 32) {
        each(&TEAM, text, true, |_, name| {
            if !is_core_team(text, name) && !is_of_writer(text, name) {
                push(found, name);
            }
        });
    }
}

/// Whether one of some words of small letters of ASCII, which may begin with a capital, ends right before white space and the
/// first words of a job: the patterns that read a job begin so.
fn names_a_job(text: &str, leads: &[&str]) -> bool {
    leads.iter().any(|lead| {
        places(text, lead).any(|at| {
            let rest = text.get(at + lead.len()..).filter(|rest| rest.starts_with(char::is_whitespace));
            rest.is_some_and(begins_with_a_job)
        })
    })
}

/// Whether one of the first words of a text is that of a job.
fn begins_with_a_job(text: &str) -> bool {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    // "un petit jeu par le créateur de X" begins with no job, nor does "recommandé de programmer".
    let mut before = "";
    words.take(FIRST_WORDS).any(|word| {
        let led = matches!(std::mem::replace(&mut before, word), "de" | "d" | "à");
        !led && person::is_job_word(word)
    })
}

/// Reads a line for somebody with a job and a company; more of them count in a `first` line, and where the speakers are
/// `anonymous`.
fn of_presenters(text: &str, (first, anonymous): (bool, bool), found: &mut Vec<String>) {
    if first && !anonymous && (text.contains(" chez ") || text.contains(" au sein d")) {
        each(&DONE, text, true, |_, name| push(found, name));
    }
    let mut employs = |job: Option<&str>, name: &str| {
        let job = job.unwrap_or_default();
        if job.chars().take(LONGEST_JOB + 1).count() <= LONGEST_JOB && begins_with_a_job(job) {
            push(found, name);
        }
    };
    if names_a_job(text, &["est", "sont", "is", "as"]) {
        each(&IS, text, true, &mut employs);
        if [" est ", " sont ", " is ", " as "].iter().any(|verb| text.contains(verb)) {
            each(&SUBJECT, text, false, &mut employs);
        }
    }
    if anonymous && text.contains("chez") {
        each(&JOB_AT, text, false, &mut employs);
    }
    if first {
        if names_a_job(text, &["un", "une", "des", "deux", "les", "trois", "plusieurs"]) {
            each(&SOMEBODY, text, true, |job, name| {
                let all = clause_before(text, name).to_lowercase();
                let all = all.starts_with("les ") || all.contains(" les ");
                if anonymous && !all || goes_on_to_present(text, name) {
                    employs(job, name);
                }
            });
        }
        if leads_to_a_capital(text, &HOUSES, HOUSE_TO_NAME) {
            each(&CALLED, text, true, |_, name| {
                if goes_on_to_present(text, name) || is_given_by(text, name) {
                    push(found, name);
                }
            });
        }
        if ["etour", "émoignage", "rex ", "REX "].iter().any(|part| text.contains(part))
            && leads_to_a_capital(text, &["etour", "moignage", "rex"], 70)
        {
            each(&GIVES, text, true, |_, name| {
                if gives_by_itself(text, name) {
                    push(found, name);
                }
            });
        }
    }
}

/// The organisations that spoke one after the other, as items after a line that says so: "OVH, qui …".
pub(in crate::recap) fn took_the_floor(lines: &[&Line]) -> Vec<String> {
    static SAYS: Pattern = Pattern::new(
        r"(?i)(?:la parole|succéd[ée]|intervenus?|interviennent|sur (?:la )?scène|venus? présenter|ont présenté|partenaires|sponsors|place\s.{0,10}aux?\s)[^.]*:$",
    );
    const SAID: [&str; 10] =
        ["parole", "ucc", "nterv", "ène", "Ène", "venu", "ont pr", "parten", "pon", "place"];
    static WHO: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:[Ll]['’]|[Ll]es?\s|[Ll]a\s)?(?P<name>[A-Za-zÀ-ÖØ-öø-ɏ0-9&.'’-]+(?:\s[A-Za-zÀ-ÖØ-öø-ɏ0-9&.'’-]+){0,3}?)(?:,\s|\squi\s|\s[:–—-]\s|\snous\s|\sa\s|\set\s(?:son|sa|ses)\s)").expect("valid")
    });
    let mut found = Vec::new();
    let mut lines = lines.iter().peekable();
    while let Some(line) = lines.next() {
        if line.text.len() > 400
            || !line.text.ends_with(':')
            || !holds(&line.text, &SAID)
            || !SAYS.is_match(&line.text)
        {
            continue;
        }
        while let Some(item) = lines.next_if(|line| byline::is_item(line)) {
            let text = byline::unbulleted(&item.text);
            if let Some(name) = WHO.captures(text).and_then(|c| c.name("name")) {
                found.push(name.as_str().to_owned());
            }
        }
    }
    found
}
