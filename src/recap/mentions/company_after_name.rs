//! The organisations of persons, where they stand right after the names: "(X)", ", CTO chez X,", "d'X".

use crate::recap::mentions::company::{capitalised, company, is_address};
use crate::recap::mentions::event;
use crate::recap::mentions::institution;
use crate::recap::mentions::name_group::Group;
use crate::recap::mentions::person::{self, Person};
use crate::recap::words::fold::fold;
use crate::recap::words::lead::{begins, holds};
use crate::recap::words::lexicon::{INSTITUTIONS, PRESENTING};
use crate::recap::words::pattern::Pattern;
use crate::recap::words::token::Token;

/// Reads whom the group works for right after it; gives the token where the sentence goes on.
pub(in crate::recap) fn affiliation(text: &str, tokens: &[Token<'_>], group: &mut Group) -> (usize, bool) {
    let mut next = group.last + 1;
    let mut employed = false;
    for _ in 0..3 {
        let Some(token) = tokens.get(next) else { break };
        let follows = tokens.get(next + 1).map(|t| t.text);
        let behind_house = employed && token.text == "(";
        let part = if token.text == "(" || token.text == "," && follows == Some("(") {
            let open = if token.text == "(" { next } else { next + 1 };
            bracketed(text, tokens, open)
        } else if token.text == "," {
            apposition(text, tokens, next).or_else(|| between_commas(text, tokens, next))
        } else if matches!(token.text, "-" | "–" | "—") {
            between_dashes(text, tokens, next)
        } else {
            led(text, tokens, next)
        };
        let Some((company, after)) = part else { break };
        if let Some(company) = company {
            employed = true;
            // "de X (Y)": brackets behind a house hold another name of it, or what it belongs to.
            let more = |person: &&mut Person| {
                let further =
                    company.starts_with(char::is_uppercase) && !person.organisations.contains(&company);
                person.organisations.is_empty() || behind_house && further
            };
            for person in group.people.iter_mut().filter(more) {
                person.organisations.push(company.clone());
            }
        }
        next = after;
    }
    (next, employed)
}

/// A company that a part of a sentence names, if any, and the token after the part.
type Part = Option<(Option<String>, usize)>;

/// What stands in the brackets that open at a token.
fn bracketed(text: &str, tokens: &[Token<'_>], open: usize) -> Part {
    let close = (open..tokens.len().min(open + 16)).find(|&i| tokens[i].text == ")")?;
    let company = text.get(tokens[open].end..tokens[close].start).and_then(company);
    Some((company, close + 1))
}

/// The apposition that begins at a comma: it ends with a comma, or where its company is followed by a verb.
fn apposition(text: &str, tokens: &[Token<'_>], comma: usize) -> Part {
    let close = (comma + 1..tokens.len().min(comma + 18))
        .find(|&i| matches!(tokens[i].text, "," | "." | "(" | ":" | "!" | "?"));
    let end = close.unwrap_or(tokens.len());
    let words = tokens.get(comma + 1).zip(tokens.get(end - 1)).and_then(|(a, b)| text.get(a.start..b.end))?;
    // "ex-directrice de X" worked there at another time.
    let former = ["ex-", "ex ", "ancien", "former "].iter().any(|word| fold(words).starts_with(word));
    if let Some((company, until)) =
        job_at(words).or_else(|| origin(words)).or_else(|| job_before(words)).filter(|_| !former)
    {
        let stop = tokens[comma + 1].start + until;
        let after = (comma + 1..=end).find(|&i| tokens.get(i).is_none_or(|t| t.start >= stop)).unwrap_or(end);
        let closed = tokens.get(after).is_some_and(|t| t.text == ",");
        // "organisatrice d'Untel": an event employs nobody.
        let company = Some(company).filter(|name| !event::names_event(name));
        return Some((company, after + usize::from(closed)));
    }
    let passed = close.is_some_and(|i| tokens[i].text == ",") && end - comma < 16;
    passed.then_some((None, end + 1))
}

/// "– X –", "- CTO X -": a job or a company between two dashes.
fn between_dashes(text: &str, tokens: &[Token<'_>], open: usize) -> Part {
    let close = (open + 2..tokens.len().min(open + 10)).find(|&i| tokens[i].text == tokens[open].text)?;
    let inner = text.get(tokens[open].end..tokens[close].start)?;
    let apart = inner.starts_with(char::is_whitespace) && inner.ends_with(char::is_whitespace);
    let company = company(inner).filter(|_| apart)?;
    Some((Some(company), close + 1))
}

/// ", X, présente": capitalised words that are no person's between a name and its verb.
fn between_commas(text: &str, tokens: &[Token<'_>], open: usize) -> Part {
    let close = (open + 2..tokens.len().min(open + 5)).find(|&i| tokens[i].text == ",")?;
    let words = &tokens[open + 1..close];
    let high = |t: &Token<'_>| t.text.starts_with(char::is_uppercase) && !person::is_job_word(t.text);
    let inner = text.get(words.first()?.start..words.last()?.end)?;
    let verb = tokens.get(close + 1..)?.iter().take(3).any(|t| PRESENTING.is_word(t, "tell"));
    let company = company(inner).filter(|name| name == inner && !event::names_event(name))?;
    let named = words.iter().all(high) && person::first_name(words.first()?.text).is_none();
    (verb && named).then_some((Some(company), close + 1))
}

/// The company after "de", "chez" and the like at a token.
pub(super) fn led(text: &str, tokens: &[Token<'_>], at: usize) -> Part {
    let lead = tokens[at].folded();
    if !matches!(&*lead, "d'" | "de" | "chez" | "from" | "@" | "at" | "du") {
        return None;
    }
    let mut from = at + 1;
    let mut housed = false; // a word such as "société" stands before the name
    while tokens.get(from).is_some_and(|t| matches!(&*t.folded(), "chez" | "la" | "le" | "l'") || is_house(t))
    {
        housed |= is_house(&tokens[from]);
        from += 1;
    }
    let rest = tokens.get(from).and_then(|t| text.get(t.start..))?;
    let word = rest.split_whitespace().next().unwrap_or_default().trim_end_matches([',', ';', ':', ')', '.']);
    if is_address(word) {
        let stop = tokens[from].start + word.len();
        let after = (from..tokens.len()).find(|&i| tokens[i].start >= stop).unwrap_or(tokens.len());
        return Some((Some(word.to_owned()), after));
    }
    let company = capitalised(rest, lead == "chez" || from > at + 1)?;
    let small = company.starts_with(char::is_lowercase);
    let chez = tokens[at..from].iter().any(|t| t.folded() == "chez");
    if small && !housed && !chez && institution::at(rest).is_none() {
        return None;
    }
    let stop = tokens[from].start + company.len();
    let after = (from..tokens.len()).find(|&i| tokens[i].start >= stop).unwrap_or(tokens.len());
    Some((Some(company), after))
}

/// Whether a word in small letters says that a company or the like follows: "société", "association".
fn is_house(token: &Token<'_>) -> bool {
    token.text.starts_with(char::is_lowercase) && INSTITUTIONS.is_word(token, "house")
}

/// "de X", "eux aussi de chez X", right after a name and a comma: the company, and where it ends.
pub(super) fn origin(text: &str) -> Option<(String, usize)> {
    static ORIGIN: Pattern = Pattern::new(
        r"^(?i:(?:eux|elles|lui|elle)?\s*(?:aussi|également|tou(?:te)?s (?:les )?deux|tou(?:te)?s)?\s*(?:de\schez\s|chez\s|de\sla\s|de\s|d['’]|du\s|from\s|@\s?)(?:(?:la\s)?(?:société|start-?up|entreprise|association|agence|collectif|boîte|groupe)\s)?)(?P<name>\p{L}.*)$",
    );
    const LEADS: [&str; 13] =
        ["eux", "elle", "lui", "aussi", "également", "tou", "de", "chez", "d'", "d’", "du", "from", "@"];
    if !begins(text.trim_start(), &LEADS) {
        return None;
    }
    let start = ORIGIN.captures(text)?.named("name")?.start;
    let name = text.get(start..)?;
    if name.starts_with(char::is_lowercase) && institution::at(name).is_none() {
        return None;
    }
    let company = capitalised(name, false)?;
    let end = start + company.len();
    Some((company, end))
}

/// "CTO chez X", "ingénieur à X", "General Manager de la X": the company, and where it ends.
fn job_at(text: &str) -> Option<(String, usize)> {
    static JOB: Pattern = Pattern::new(
        r"^(?P<job>[^,()]*?)\s(?:(?:de\s+)?chez\s|@\s?|at\s|from\s|à\s(?:la\s|l['’])?|aux?\s|de\sla\s|de\sl['’]|du\s|de\s|d['’]|pour\s)(?P<name>[\p{L}\p{N}].*)$",
    );
    let is_job = |text: &str| text.split(|c: char| !c.is_alphanumeric()).any(person::is_job_word);
    if !is_job(text) && !text.contains("chez") {
        return None;
    }
    let found = JOB.captures(text)?;
    let (job, named) = (found.named("job")?, found.named("name")?);
    let chez = text.get(job.end..named.start).is_some_and(|t| t.contains("chez"));
    let (job, name) = (text.get(job)?, text.get(named.clone())?);
    // What is said to be "chez" somebody is a job, whatever its words are.
    let short = job.split(' ').count() <= 4 && job.starts_with(char::is_lowercase);
    let is_place = chez && short;
    // Who makes a product is no employee of it.
    if holds(job, &["core team", "core-team"]) || !is_job(job) && !is_place {
        return None;
    }
    // "Head of Open Source chez X" holds two prepositions: the last that is followed by a capital counts.
    if let Some((company, end)) = job_at(name).filter(|_| !chez) {
        return Some((company, named.start + end));
    }
    // "avocate dans le domaine de l'IT"
    let company = capitalised(name, chez).filter(|company| !INSTITUTIONS.is(&fold(company), "none"))?;
    let end = named.start + company.len();
    Some((company, end))
}

/// "Developer Advocate X": words of a job in capitals and the company right behind them, and where it ends.
fn job_before(text: &str) -> Option<(String, usize)> {
    let words: Vec<&str> = text.split(' ').collect();
    let jobs = words.iter().take_while(|word| person::is_job_word(word)).count();
    let house = words.get(jobs..).filter(|house| (1..=3).contains(&house.len()))?;
    let high = |word: &&str| word.starts_with(char::is_uppercase) && !person::is_job_word(word);
    let named = house.iter().all(high) && person::names_a_bearer(text);
    (jobs > 0 && named && text.starts_with(char::is_uppercase)).then(|| (house.join(" "), text.len()))
}

/// Whom the group works for, where a job and a company stand right before it: "La CTO de X, A", "les ingénieurs de X A et B".
pub(in crate::recap) fn before(text: &str, tokens: &[Token<'_>], group: &mut Group) {
    if group.people.iter().any(|person| !person.organisations.is_empty()) {
        return;
    }
    let comma = group.first.checked_sub(1).is_some_and(|i| tokens[i].text == ",");
    let end = group.first - usize::from(comma);
    let is_part =
        |t: &Token<'_>| t.text.starts_with(|c: char| c.is_uppercase() || c.is_numeric()) || t.text == "&";
    let house = tokens[..end].iter().rev().take(MOST_OF_NAME).take_while(|t| is_part(t)).count();
    let Some(lead) = (end - house).checked_sub(1).filter(|_| house > 0) else { return };
    let Some(job) = end_of_job(tokens, lead) else { return };
    let words = tokens[job.saturating_sub(MOST_OF_BEARER)..job].iter().rev();
    let mut words = words.take_while(|t| t.text.starts_with(char::is_alphabetic)).peekable();
    let is_job = words.any(|t| person::names_a_bearer(t.text));
    // "l'ancien directeur de X"
    let now = |t: &Token<'_>| {
        !matches!(&*t.folded(), "ancien" | "ancienne" | "anciens" | "ex" | "createur" | "auteur")
    };
    let company = text.get(tokens[lead + 1].start..tokens[end - 1].end).unwrap_or_default();
    if is_job
        && tokens[job.saturating_sub(MOST_OF_BEARER)..job].iter().all(now)
        && !event::names_event(company)
    {
        group.people.iter_mut().for_each(|person| person.organisations.push(company.to_owned()));
    }
}

/// Words of the longest name of a company before a person.
const MOST_OF_NAME: usize = 3;
/// Words of the longest job before a company.
const MOST_OF_BEARER: usize = 5;

/// One past the last token of the job that "de", "de la", "chez" or "de chez" joins to a company; the last word of these stands
/// at the token given.
fn end_of_job(tokens: &[Token<'_>], lead: usize) -> Option<usize> {
    let word = |at: usize| tokens.get(at).map(Token::folded).unwrap_or_default();
    let at = match &*word(lead) {
        "la" | "l'" | "le" | "chez" if matches!(&*word(lead.checked_sub(1)?), "de" | "chez") => lead - 1,
        "de" | "d'" | "du" | "chez" => lead,
        _ => return None,
    };
    Some(at)
}

/// Whether an apposition calls the group the makers of something.
pub(in crate::recap) fn is_maker(tokens: &[Token<'_>], group: &Group, after: usize) -> bool {
    tokens[(group.last + 1).min(after)..after.min(tokens.len())].iter().any(|t| {
        matches!(
            &*t.folded(),
            "pere"
                | "mere"
                | "createur"
                | "creatrice"
                | "createurs"
                | "fondateur"
                | "fondatrice"
                | "inventeur"
                | "auteur"
        )
    })
}
