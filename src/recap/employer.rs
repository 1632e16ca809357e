//! Whom those who gave a session work for, where prose says it apart from their names.

use super::fold::fold;
use super::lexicon::ROLES;
use super::line::Line;
use regex::Regex;
use std::sync::LazyLock;

/// A name of one to three words that begins the rest of a text; the first may follow an article.
const NAME: &str = r"(?P<name>\p{Lu}[\p{L}\p{N}&-]*(?:\.[\p{L}\p{N}]+)*(?:\s\p{Lu}[\p{L}\p{N}&-]*(?:\.[\p{L}\p{N}]+)*){0,2})";

/// "travaille chez X", "bosse chez X": it is the subject's own.
static WORKS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        r"(?:(?i:travail(?:le|lent|lait)?|boss(?:e|ent|ait)|works?|employée?s?))\s(?:\p{{L}}+\s)?(?:(?i:chez|at|for|pour))\s{NAME}"
    ))
    .expect("valid")
});
/// "C'est le CTO de X", "il est développeur chez X".
static IS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        r"(?:\b[Cc]['’]est|\b(?:[Ii]l|[Ee]lle|[Qq]ui)\sest|\b(?:[Ii]ls|[Ee]lles|[Qq]ui)\ssont)\s(?P<job>(?:[^.,;:()]{{2,40}}?))\s(?:chez\s|d['’]|de\sla\s|de\s|à\sla\s|à\s|at\s){NAME}"
    ))
    .expect("valid")
});
/// "l'équipe de X", "les équipes d'X".
static TEAM: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(r"\b(?:[ée]quipes?|team|collègues?|collaborateurs?)\s(?:\P{{L}}\s?)?(?:de\s(?:chez\s|la\s)?|d['’]|chez\s){NAME}"))
        .expect("valid")
});
/// "deux ingénieurs de chez X".
static JOB_AT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(r"(?P<job>(?:\p{{L}}+\s){{1,3}}?)(?:de\s)?chez\s{NAME}")).expect("valid")
});

/// Organisations that the lines name as the speakers' own; `anonymous` where no speaker is named at all.
pub(super) fn in_lines(lines: &[&Line], anonymous: bool) -> Vec<String> {
    let mut found = Vec::new();
    let mut push = |name: &str| {
        let name = name.trim_end_matches(['.', '-', '&']).trim();
        let word = fold(name);
        if !ROLES.contains(word.as_str())
            && name.chars().count() > 1
            && !found.iter().any(|f: &String| fold(f) == word)
        {
            found.push(name.to_owned());
        }
    };
    for line in lines.iter().filter(|line| line.text.len() < 20_000) {
        let text = line.text.as_str();
        // What a pattern cannot do without is quicker looked for than the pattern.
        let team = ["quipe", "team", "coll"].iter().any(|word| text.contains(word));
        let team = team.then(|| TEAM.captures_iter(text)).into_iter().flatten();
        for captures in WORKS.captures_iter(text).chain(team) {
            captures.name("name").into_iter().for_each(|name| push(name.as_str()));
        }
        let at = (anonymous && text.contains("chez")).then(|| JOB_AT.captures_iter(text));
        let jobs = IS.captures_iter(text).chain(at.into_iter().flatten());
        for captures in jobs {
            let (Some(job), Some(name)) = (captures.name("job"), captures.name("name")) else { continue };
            let is_job = job.as_str().split(|c: char| !c.is_alphanumeric()).any(super::person::is_job_word);
            if is_job {
                push(name.as_str());
            }
        }
    }
    found
}

/// Those who took the floor one after the other, as items after a line that says so: "OVH, qui …".
pub(super) fn took_the_floor(lines: &[&Line]) -> Vec<String> {
    static SAYS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)(?:la parole|succéd[ée]|intervenus?|interviennent|sur (?:la )?scène|venus? présenter|ont présenté|partenaires|sponsors|place\s.{0,10}aux?\s)[^.]*:$").expect("valid")
    });
    static WHO: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:[Ll]['’]|[Ll]es?\s|[Ll]a\s)?(?P<name>[\p{L}\p{N}&.'’-]+(?:\s[\p{L}\p{N}&.'’-]+){0,3}?)(?:,\s|\squi\s|\s[:–—-]\s|\snous\s|\sa\s|\set\s(?:son|sa|ses)\s)").expect("valid")
    });
    let mut found = Vec::new();
    let mut lines = lines.iter().peekable();
    while let Some(line) = lines.next() {
        if line.text.len() > 400 || !line.text.ends_with(':') || !SAYS.is_match(&line.text) {
            continue;
        }
        while let Some(item) = lines.next_if(|line| super::byline::is_item(line)) {
            let text = super::byline::unbulleted(&item.text);
            if let Some(name) = WHO.captures(text).and_then(|c| c.name("name")) {
                found.push(name.as_str().to_owned());
            }
        }
    }
    found
}
