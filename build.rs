//! Makes tables of data files and of properties of Unicode, so that nothing has to be read or worked
//! out when the program starts.

#[path = "src/build/chance.rs"]
mod chance;
#[allow(dead_code, unreachable_pub)]
#[path = "src/analysis/concepts.rs"]
mod concepts;
#[path = "src/build/dictionary.rs"]
mod dictionary;
#[allow(dead_code, unreachable_pub)]
#[path = "src/analysis/elision.rs"]
mod elision;
#[path = "src/build/events.rs"]
mod events;
#[allow(dead_code, unreachable_pub)]
#[path = "src/analysis/fold.rs"]
mod fold;
#[path = "src/analysis/french.rs"]
mod french;
#[allow(dead_code, unreachable_pub)]
#[path = "src/analysis/gather.rs"]
mod gather;
#[allow(unreachable_pub)]
#[path = "src/analysis/hash.rs"]
mod hash;
#[allow(dead_code, unreachable_pub)]
#[path = "src/letters.rs"]
mod letters;
#[path = "src/build/lines.rs"]
mod lines;
#[path = "src/build/link.rs"]
mod link;
#[allow(dead_code, unreachable_pub)]
#[path = "src/analysis/segment.rs"]
mod segment;
#[allow(dead_code, unreachable_pub)]
#[path = "src/analysis/stem.rs"]
mod stem;
#[path = "src/analysis/suffixes.rs"]
mod suffixes;
#[path = "src/build/table.rs"]
mod table;
#[path = "src/build/thesaurus.rs"]
mod thesaurus;
#[allow(dead_code, unreachable_pub)]
#[path = "src/analysis/words.rs"]
mod words;

use dictionary::Dictionary;
use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;
use std::{env, fs};

/// Where the data files are.
const DATA: &str = "src/analysis/data";
const EVENTS: &str = "src/recap/data/events.toml";
const FIRST_NAMES: &str = "src/recap/data/first_names.tsv";
const RULES: &str = "src/recap/data/rules.tsv";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src/build");
    println!("cargo::rerun-if-changed=src/letters.rs");
    println!("cargo::rerun-if-changed=src/analysis");
    println!("cargo::rerun-if-changed={EVENTS}");
    println!("cargo::rerun-if-changed={FIRST_NAMES}");
    println!("cargo::rerun-if-changed={RULES}");
    link::say();
    let read = |name: &str| fs::read_to_string(Path::new(DATA).join(name));
    let stems = &table::STEMS.0;
    let dictionary = Dictionary::new(&Path::new(DATA).join("words"), &fs::read_to_string(FIRST_NAMES)?)?;
    let code = [
        table(
            "STOP_WORDS",
            "Folded words that are stop words, for `?` where they begin a question.",
            &stop_words(&read("stop_words.txt")?),
        ),
        table(
            "LIGHT_WORDS",
            "Folded words that say little, and their stems behind a `~`, for nothing.",
            &light_words(&read("light_words.txt")?),
        ),
        table(
            "LINKING_WORDS",
            "Folded words that only tie the others of a name together, for nothing.",
            &table::LINKING_WORDS.0,
        ),
        table("UNLIKE", "Stems of words that begin otherwise, for these words.", &unlike(stems)),
        table("STEMS", "Words that the stemmers get wrong, for their stem.", stems),
        endings(
            "ENDINGS",
            "Endings that the French stemmer keeps apart from those beside them.",
            &read("endings.tsv")?,
        ),
        endings(
            "COGNATES",
            "Endings of French words, and of English ones of the same origin and meaning.",
            &read("cognates.tsv")?,
        ),
        table(
            "FALSE_FRIENDS",
            "French words, for English ones that look like them and mean something else.",
            &pairs(&read("false_friends.txt")?),
        ),
        families(&read("families.txt")?),
        table(
            "STRANGERS",
            "Folded words that have no family, for nothing.",
            &words_of(&read("strangers.txt")?),
        ),
        lines_of("PARADIGMS", "Endings that a word of the dictionary has all of.", dictionary.paradigms()),
        thesaurus_tables(thesaurus::read(&Path::new(DATA).join("thesaurus"), &dictionary)?),
    ];
    let out = env::var("OUT_DIR")?;
    fs::write(Path::new(&out).join("tables.rs"), code.concat())?;
    let characters = CHARACTERS.map(|(name, about, class)| characters(name, about, class));
    let characters = characters.into_iter().collect::<Result<Vec<_>, _>>()?;
    fs::write(Path::new(&out).join("characters.rs"), characters.concat())?;
    fs::write(Path::new(&out).join("dictionary.fst"), dictionary.map()?)?;
    fs::write(Path::new(&out).join("events.rs"), events::code(&fs::read_to_string(EVENTS)?)?)?;
    fs::write(Path::new(&out).join("rules.rs"), rules(&fs::read_to_string(RULES)?))?;
    fs::write(Path::new(&out).join("first_names.txt"), first_names(&fs::read_to_string(FIRST_NAMES)?))?;
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

/// The code of a table: its lines, and for each hash of a key the number of its line.
fn table(name: &str, about: &str, rows: &BTreeMap<String, String>) -> String {
    let (mut text, mut starts) = (String::new(), vec![0]);
    let places = (2 * rows.len()).next_power_of_two();
    let mut slots = vec![0; places];
    for (line, (key, value)) in rows.iter().enumerate() {
        text.push_str(&format!("{key}\t{value}"));
        starts.push(text.len());
        let mut place = hash::hash(key) & (places - 1);
        while slots[place] > 0 {
            place = (place + 1) & (places - 1);
        }
        slots[place] = line + 1;
    }
    format!(
        "/// {about}\npub static {name}: Table = Table {{ text: {text:?}, starts: &{starts:?}, slots: &{slots:?} }};\n"
    )
}

fn stop_words(file: &str) -> BTreeMap<String, String> {
    let words = lines::rows(file).flat_map(str::split_ascii_whitespace);
    words
        .map(|word| word.split_at(word.find(['?', '+']).unwrap_or(word.len())))
        .map(|(word, mark)| (word.to_owned(), mark.to_owned()))
        .collect()
}

/// The words and, with a sign before them, the stems by which their inflections are known; determiners for their mark.
fn light_words(file: &str) -> BTreeMap<String, String> {
    let mut terms = BTreeMap::new();
    for word in lines::rows(file).flat_map(str::split_ascii_whitespace) {
        if let Some(determiner) = word.strip_suffix('+') {
            terms.insert(determiner.to_owned(), "+".to_owned());
            continue;
        }
        let stem = stem::first(word).unwrap_or_else(|| word.to_owned());
        terms.insert(word.to_owned(), String::new());
        terms.insert(format!("~{stem}"), String::new());
    }
    terms
}

/// For a stem the words it is that of, where they do not all begin with its first three letters.
fn unlike(stems: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let mut unlike: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for (word, stem) in stems.iter().filter(|(word, stem)| lines::beginning(word) != lines::beginning(stem)) {
        unlike.entry(stem.clone()).or_default().push(word);
    }
    unlike.into_iter().map(|(stem, words)| (stem, words.join(" "))).collect()
}

/// The code of the pairs of `ending<TAB>ending` lines; a bare - is no ending.
fn endings(name: &str, about: &str, file: &str) -> String {
    let ending = |text: &'_ str| if text == "-" { String::new() } else { text.to_owned() };
    let pairs = lines::rows(file).filter_map(|line| line.split_once('\t'));
    let endings: Vec<(String, String)> = pairs.map(|(one, other)| (ending(one), ending(other))).collect();
    format!("/// {about}\npub static {name}: &[(&str, &str)] = &{endings:?};\n")
}

/// For each first word of a pair the second ones, with a space between.
fn pairs(file: &str) -> BTreeMap<String, String> {
    let words: Vec<&str> = lines::rows(file).flat_map(str::split_ascii_whitespace).collect();
    let mut pairs: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for pair in words.chunks_exact(2) {
        pairs.entry(pair[0].to_owned()).or_default().push(pair[1]);
    }
    pairs.into_iter().map(|(word, others)| (word, others.join(" "))).collect()
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
        let least = words.next()?;
        let bare = least.trim_end_matches('?');
        Some((bare.parse::<usize>().ok()?, bare != least, words.collect::<Vec<_>>()))
    };
    let families: Vec<_> = lines::rows(file).filter_map(family).collect();
    format!(
        "/// Endings of one family, with how many letters the trunk must have before them, and whether both words must be known.\n\
         pub static FAMILIES: &[(usize, bool, &[&str])] = &[{}];\n",
        families
            .iter()
            .map(|(least, known, endings)| format!("({least}, {known}, &{endings:?}),"))
            .collect::<String>()
    )
}

/// The code of the tables of the thesaurus.
fn thesaurus_tables(thesaurus: thesaurus::Thesaurus) -> String {
    let thesaurus::Thesaurus { names, keys, labels, edges } = thesaurus;
    let abouts = [
        ("BROADER", "What each concept is a kind of."),
        ("NARROWER", "The kinds of each concept."),
        ("PURPOSES", "What each concept is for."),
        ("SERVE", "What serves each concept."),
        ("RELATED", "What is related to each concept."),
    ];
    let edges = abouts.iter().zip(&edges).map(|((name, about), edges)| {
        let mut starts = vec![0];
        starts.extend(edges.iter().scan(0, |end, ids| {
            *end += ids.len();
            Some(*end)
        }));
        let ids = edges.concat();
        format!("/// {about}\npub static {name}: Edges = Edges {{ ids: &{ids:?}, starts: &{starts:?} }};\n")
    });
    let lines = [
        lines_of("NAMES", "The folded names of concepts: name, concept.", &names),
        lines_of("KEYS", "Names as their inflections meet: name, concept, folded name.", &keys),
        lines_of("LABELS", "The names of each concept.", &labels),
    ];
    lines.into_iter().chain(edges).collect()
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

/// First names, folded, each with its mark and a line end.
fn first_names(file: &str) -> String {
    let mut folded = String::new();
    for line in lines::rows(file) {
        for c in line.chars() {
            match c {
                '\0'..='\x7F' => folded.push(c.to_ascii_lowercase()),
                c => letters::open(c, &mut |c| folded.push(c)),
            }
        }
        folded.push('\n');
    }
    folded
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
