//! Makes tables of the data files of the analysis and of properties of Unicode, so that nothing has to be read or worked
//! out when the program starts.

#[allow(dead_code, unreachable_pub)]
#[path = "src/analysis/concepts.rs"]
mod concepts;
#[allow(dead_code, unreachable_pub)]
#[path = "src/analysis/elision.rs"]
mod elision;
#[allow(dead_code, unreachable_pub)]
#[path = "src/analysis/fold.rs"]
mod fold;
#[allow(unreachable_pub)]
#[path = "src/analysis/lines.rs"]
mod lines;
#[allow(dead_code, unreachable_pub)]
#[path = "src/analysis/segment.rs"]
mod segment;
#[allow(dead_code, unreachable_pub)]
#[path = "src/analysis/words.rs"]
mod words;

use rust_stemmers::{Algorithm, Stemmer};
use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::path::Path;
use std::{env, fs};

const DATA: &str = "src/analysis/data";
const FIRST_NAMES: &str = "src/recap/data/first_names.tsv";
const RULES: &str = "src/recap/data/rules.tsv";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src/analysis");
    println!("cargo::rerun-if-changed={RULES}");
    let read = |name: &str| fs::read_to_string(Path::new(DATA).join(name));
    let stems = stems(&read("stems.tsv")?);
    let (concepts, names) = thesaurus(&Path::new(DATA).join("thesaurus"))?;
    let code = [
        table(
            "STOP_WORDS",
            "Folded words that are stop words, for `?` where they begin a question.",
            &stop_words(&read("stop_words.txt")?),
        ),
        table(
            "LIGHT_WORDS",
            "Folded words that say little, and their stems behind a `~`, for nothing.",
            &light_words(&read("light_words.txt")?, &stems),
        ),
        table("UNLIKE", "Stems of words that begin otherwise, for these words.", &unlike(&stems)),
        table("STEMS", "Words that the stemmers get wrong, for their stem.", &stems),
        endings(&read("endings.tsv")?),
        families(&read("families.txt")?),
        table(
            "STRANGERS",
            "Folded words that have no family, for nothing.",
            &words_of(&read("strangers.txt")?),
        ),
        lines_of(
            "CONCEPTS",
            "The concepts: names, names they lead to, and the places of the concepts that each is a kind of, of its kinds, of what it is for, of what serves it, of what is related.",
            &concepts,
        ),
        lines_of(
            "NAMES",
            "The folded names of concepts, each with the place of its concept, and `?` where it is a name of others.",
            &names,
        ),
    ];
    let out = env::var("OUT_DIR")?;
    fs::write(Path::new(&out).join("tables.rs"), code.concat())?;
    let characters = CHARACTERS.map(|(name, about, class)| characters(name, about, class));
    let characters = characters.into_iter().collect::<Result<Vec<_>, _>>()?;
    fs::write(Path::new(&out).join("characters.rs"), characters.concat())?;
    fs::write(Path::new(&out).join("dictionary.fst"), dictionary()?)?;
    fs::write(Path::new(&out).join("rules.rs"), rules(&fs::read_to_string(RULES)?))?;
    Ok(())
}

/// Kinds of characters, by properties of Unicode: name, meaning, class.
const CHARACTERS: [(&str, &str, &str); 3] = [
    (
        "HIDDEN",
        "Controls, and what is not seen or changes how its neighbours are seen.",
        r"[[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]--\p{Prepended_Concatenation_Mark}]",
    ),
    ("EMOJI", "What a variation selector makes a picture, or a letter again.", r"\p{Emoji}"),
    ("PICTURES", "What a joiner joins into one picture.", r"[\p{Extended_Pictographic}\p{Emoji_Modifier}]"),
];

/// The code of the ranges of characters of a class.
fn characters(name: &str, about: &str, class: &str) -> Result<String, Box<dyn Error>> {
    let parsed = regex_syntax::Parser::new().parse(class)?;
    let regex_syntax::hir::HirKind::Class(regex_syntax::hir::Class::Unicode(class)) = parsed.kind() else {
        return Err(format!("{class} is no class").into());
    };
    let ranges: Vec<(char, char)> = class.ranges().iter().map(|range| (range.start(), range.end())).collect();
    Ok(format!("/// {about}\npub(crate) static {name}: &[(char, char)] = &{ranges:?};\n"))
}

/// The words of the lists of `words` and the first names, as a finite-state set.
fn dictionary() -> Result<Vec<u8>, Box<dyn Error>> {
    let mut words = BTreeSet::new();
    for list in fs::read_dir(Path::new(DATA).join("words"))? {
        let path = list?.path();
        if path.extension().is_some_and(|extension| extension == "txt") {
            spell_out(&fs::read_to_string(path)?, &mut words);
        }
    }
    println!("cargo::rerun-if-changed={FIRST_NAMES}");
    for name in lines::rows(&fs::read_to_string(FIRST_NAMES)?) {
        words
            .extend(name.split(|c: char| !c.is_alphabetic()).map(fold::fold).filter(|word| !word.is_empty()));
    }
    let mut set = tantivy_fst::MapBuilder::memory();
    words.iter().try_for_each(|word| set.insert(word, 0))?;
    Ok(set.into_inner()?)
}

/// Adds the words of a list: behind a line of endings (`= - s`, `-` for none) each word is a beginning that has them all.
fn spell_out(list: &str, words: &mut BTreeSet<String>) {
    let mut endings = vec![""];
    for row in lines::rows(list) {
        if let Some(named) = row.strip_prefix('=') {
            endings = named.split_ascii_whitespace().map(|ending| ending.trim_matches('-')).collect();
            continue;
        }
        for beginning in row.split_ascii_whitespace() {
            words.extend(endings.iter().map(|ending| format!("{beginning}{ending}")));
        }
    }
}

/// The code of a table.
fn table(name: &str, about: &str, rows: &BTreeMap<String, String>) -> String {
    let mut text = String::new();
    let mut starts = vec![0];
    for (key, value) in rows {
        text.push_str(&format!("{key}\t{value}"));
        starts.push(text.len());
    }
    format!("/// {about}\npub static {name}: Table = Table {{ text: {text:?}, starts: &{starts:?} }};\n")
}

fn stop_words(file: &str) -> BTreeMap<String, String> {
    let words = lines::rows(file).flat_map(str::split_ascii_whitespace);
    words
        .map(|word| word.split_at(word.find(['?', '+']).unwrap_or(word.len())))
        .map(|(word, mark)| (word.to_owned(), mark.to_owned()))
        .collect()
}

/// The words and, with a sign before them, the stems by which their inflections are known; determiners for their mark.
fn light_words(file: &str, stems: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let french = Stemmer::create(Algorithm::French);
    let mut terms = BTreeMap::new();
    for word in lines::rows(file).flat_map(str::split_ascii_whitespace) {
        if let Some(determiner) = word.strip_suffix('+') {
            terms.insert(determiner.to_owned(), "+".to_owned());
            continue;
        }
        let stem = stems.get(word).cloned().unwrap_or_else(|| french.stem(word).into_owned());
        terms.insert(word.to_owned(), String::new());
        terms.insert(format!("~{stem}"), String::new());
    }
    terms
}

/// Of `words<TAB>stem` lines; a stem of `=` keeps the words together under the first of them, apart from all others.
/// The stem then begins with the sign, which no stemmer gives: `port` would meet `porter` under a bare `port`.
fn stems(file: &str) -> BTreeMap<String, String> {
    let mut stems = BTreeMap::new();
    for (words, stem) in lines::rows(file).filter_map(|line| line.split_once('\t')) {
        let mut words = words.split_ascii_whitespace().peekable();
        let stem = match (stem, words.peek()) {
            ("=", Some(first)) => format!("={first}"),
            _ => stem.to_owned(),
        };
        stems.extend(words.map(|word| (word.to_owned(), stem.clone())));
    }
    stems
}

/// For a stem the words it is that of, where they do not all begin with its first letters.
fn unlike(stems: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let mut unlike: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for (word, stem) in stems.iter().filter(|(word, stem)| lines::beginning(word) != lines::beginning(stem)) {
        unlike.entry(stem.clone()).or_default().push(word);
    }
    unlike.into_iter().map(|(stem, words)| (stem, words.join(" "))).collect()
}

/// The code of the pairs of `ending<TAB>ending` lines.
fn endings(file: &str) -> String {
    let endings: Vec<(&str, &str)> = lines::rows(file).filter_map(|line| line.split_once('\t')).collect();
    format!(
        "/// Endings that the French stemmer keeps apart from those beside them.\n\
         pub static ENDINGS: &[(&str, &str)] = &{endings:?};\n"
    )
}

/// The words of a file.
fn words_of(file: &str) -> BTreeMap<String, String> {
    lines::rows(file)
        .flat_map(str::split_ascii_whitespace)
        .map(|word| (word.to_owned(), String::new()))
        .collect()
}

/// The code of the endings of `letters ending…` lines.
fn families(file: &str) -> String {
    let family = |line: &str| {
        let mut words = line.split_ascii_whitespace().map(|word| word.trim_start_matches('-').to_owned());
        let least: usize = words.next()?.parse().ok()?;
        Some((least, words.collect::<Vec<_>>()))
    };
    let families: Vec<_> = lines::rows(file).filter_map(family).collect();
    format!(
        "/// Endings of one family, and of how many letters the trunk must be before them.\n\
         pub static FAMILIES: &[(usize, &[&str])] = &[{}];\n",
        families.iter().map(|(least, endings)| format!("({least}, &{endings:?}),")).collect::<String>()
    )
}

/// The code of lines.
fn lines_of(name: &str, about: &str, lines: &[String]) -> String {
    let mut starts = vec![0];
    for line in lines {
        starts.push(starts.last().unwrap_or(&0) + line.len());
    }
    format!(
        "/// {about}\npub static {name}: Lines = Lines {{ text: {:?}, starts: &{starts:?} }};\n",
        lines.concat()
    )
}

/// The concepts of all files of a folder, a line each, and the lines of their names.
fn thesaurus(folder: &Path) -> Result<(Vec<String>, Vec<String>), Box<dyn Error>> {
    let mut paths =
        fs::read_dir(folder)?.map(|file| Ok(file?.path())).collect::<std::io::Result<Vec<_>>>()?;
    paths.sort();
    let mut files = Vec::with_capacity(paths.len());
    for path in &paths {
        files.push((path.display().to_string(), fs::read_to_string(path)?));
    }
    let mut entries = Vec::new();
    for (path, text) in &files {
        for entry in concepts::entries(text) {
            entries.push((path.clone(), entry.map_err(|bad| format!("{path}:{bad}"))?));
        }
    }
    let relations = concepts::relations(&entries).map_err(|wrong| wrong.join("\n"))?;
    let mut names = Vec::new();
    for (at, (_, entry)) in entries.iter().enumerate() {
        let folded = concepts::folded;
        names.extend(entry.names.iter().map(|name| format!("{}\t{at}", folded(name))));
        names.extend(entry.ambiguous.iter().map(|name| format!("{}\t{at}?", folded(name))));
    }
    names.sort();
    let (narrower, serve) = (inverse(&relations.broader), inverse(&relations.purposes));
    let mut related = inverse(&relations.related);
    related.iter_mut().zip(&relations.related).for_each(|(all, own)| all.extend(own));
    let ids = |ids: &[usize]| ids.iter().map(usize::to_string).collect::<Vec<_>>().join(" ");
    let line = |at: usize| {
        let entry = &entries[at].1;
        let names = if entry.is_one_way() { String::new() } else { entry.names.join(" = ") };
        let edges = [&relations.broader, &narrower, &relations.purposes, &serve, &related];
        let edges = edges.map(|edges| ids(&edges[at])).join("\t");
        format!("{names}\t{}\t{edges}", entry.found.join(" = "))
    };
    Ok(((0..entries.len()).map(line).collect(), names))
}

/// Who leads to each, given what each leads to.
fn inverse(edges: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut inverse = vec![Vec::new(); edges.len()];
    for (from, to) in edges.iter().enumerate() {
        to.iter().for_each(|&to| inverse[to].push(from));
    }
    inverse
}

/// The code of a type with a value for each rule of `rule<TAB>what it goes by` lines.
fn rules(file: &str) -> String {
    let rows: Vec<(&str, &str)> = lines::rows(file).filter_map(|line| line.split_once('\t')).collect();
    let variant = |name: &str| -> String {
        let capital = |word: &str| word[..1].to_uppercase() + &word[1..];
        name.split('-').filter(|word| !word.is_empty()).map(capital).collect()
    };
    let variants = rows.iter().map(|(name, about)| {
        let default = if *name == "speaker-in-title" { "    #[default]\n" } else { "" };
        format!("    /// {about}\n{default}    {},\n", variant(name))
    });
    let names = rows.iter().map(|(name, _)| format!("            Rule::{} => {name:?},\n", variant(name)));
    format!(
        "/// What found a mention.\n#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]\npub enum Rule {{\n{}}}\n\n\
         impl Rule {{\n    /// Its name in the table.\n    pub fn as_str(self) -> &'static str {{\n        match self {{\n{}        }}\n    }}\n}}\n",
        variants.collect::<String>(),
        names.collect::<String>()
    )
}
