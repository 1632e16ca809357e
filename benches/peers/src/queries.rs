//! Twelve queries, in the languages of all programs.
//!
//! Every program answers the question as well as it can put it. Some cannot rank, stem or fold accents; that is their
//! advantage in time and is left to them.

use crate::synthetic::{PHRASE, RARE};

/// A question, put to every program in its own language.
pub(crate) struct Query {
    /// What kind of question it is.
    pub(crate) kind: &'static str,
    /// Arguments of `recaps search`.
    pub(crate) recaps: Vec<String>,
    /// Tantivy's query language; `tantivy-cli` takes it too.
    pub(crate) tantivy: String,
    /// FTS5's.
    pub(crate) fts5: String,
    /// The first year asked for.
    pub(crate) since: Option<u16>,
    /// Xapian's.
    pub(crate) xapian: String,
    /// Extended regular expression of any word asked for.
    pub(crate) pattern: String,
}

/// The same words for every language, any of them wanted.
fn words(kind: &'static str, words: &str) -> Query {
    let each: Vec<&str> = words.split(' ').collect();
    Query {
        kind,
        recaps: each.iter().map(|word| (*word).to_owned()).collect(),
        tantivy: words.to_owned(),
        fts5: each.join(" OR "),
        since: None,
        xapian: words.to_owned(),
        pattern: each.join("|"),
    }
}

/// The first is the one that is reported by itself. `planted`: of a made-up corpus, which has words planted in it.
pub(crate) fn queries(planted: bool) -> Vec<Query> {
    let (rare, phrase) = if planted { (RARE, PHRASE) } else { ("yggdrasil", "supply chain") };
    let quoted = format!("\"{phrase}\"");
    vec![
        words("two words", "eBPF Cilium"),
        words("rare word", rare),
        words("frequent word", "kubernetes"),
        words("five words", "sécurité supply chain conteneurs production"),
        Query {
            recaps: vec!["--all".into(), "kubernetes".into(), "cluster".into()],
            tantivy: "+kubernetes +cluster".into(),
            fts5: "kubernetes AND cluster".into(),
            xapian: "kubernetes AND cluster".into(),
            ..words("both words", "kubernetes cluster")
        },
        Query {
            recaps: vec![quoted.clone()],
            tantivy: quoted.clone(),
            fts5: quoted.clone(),
            xapian: quoted,
            pattern: phrase.into(),
            ..words("phrase", phrase)
        },
        Query { pattern: "observabilit[eé]".into(), ..words("without accents", "observabilite") },
        Query {
            tantivy: "l’observabilité".into(),
            fts5: "\"l observabilité\"".into(),
            pattern: "l['’]observabilité".into(),
            ..words("elision", "l'observabilité")
        },
        Query { fts5: "observ*".into(), pattern: "\\bobserv".into(), ..words("prefix", "observ*") },
        words("no hit", "zzyzzxqj"),
        Query {
            recaps: vec!["sécurité".into(), "year:2023..".into()],
            tantivy: "+sécurité +year:[2023 TO 9999]".into(),
            since: Some(2023),
            ..words("filtered", "sécurité")
        },
        words("question", "comment réduire la consommation des clusters en production"),
    ]
}
