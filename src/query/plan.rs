//! The plan of a query for an index: the words that a talk must or may hold, and their forms.

use crate::analysis::glossary::{Glossary, Meaning, Tie};
use crate::analysis::{Word, words};
use crate::index::TalkField;
use schemars::JsonSchema;
use serde::Serialize;
use std::ops::RangeInclusive;

/// The settings for understanding a query.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Correct words that no talk holds.
    pub correct: bool,
    /// Match words as they are typed but for case: no stems, joins, glossary or correction.
    pub exact: bool,
    /// Words that mean the same.
    pub glossary: Glossary,
}

impl Default for Settings {
    fn default() -> Self {
        Settings { correct: true, exact: false, glossary: Glossary::bundled().clone() }
    }
}

/// The relation of a term to a word; a later variant scores less.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// The word as typed, folded.
    Exact,
    /// The word apart or together, unlike as typed.
    Joined,
    /// Another inflection, or the same word in the other language.
    Stem,
    /// A word of the same family: `recruter` for `recrutement`.
    Family,
    /// A word of the other language with the same origin: `symmetric` for `symétrique`.
    Cognate,
    /// Another name of the same concept.
    Synonym,
    /// What a name of several concepts, or an ordinary word that is also a name, may mean.
    Perhaps,
    /// The words of a name of several, as typed, wherever they stand.
    Scattered,
    /// The words of another name of several, close together.
    Parts,
    /// The words of another name of several, wherever they stand.
    Apart,
    /// A narrower term of the requested one, this number of steps away.
    Narrower(u8),
    /// Something that serves the requested purpose, this number of steps away.
    Serves(u8),
    /// What was quoted, in another number or under another name.
    Reworded,
    /// A broader term, or its purpose.
    Broader,
    /// A related term.
    Related,
    /// A word with the prefix.
    Prefix,
    /// A word spelt nearly so.
    Fuzzy,
}

impl Relation {
    /// The name of this relation in explanations.
    pub fn as_str(self) -> &'static str {
        match self {
            Relation::Exact => "exact",
            Relation::Joined => "joined",
            Relation::Stem => "stem",
            Relation::Family => "family",
            Relation::Cognate => "cognate",
            Relation::Synonym | Relation::Perhaps => "synonym",
            Relation::Scattered => "scattered",
            Relation::Parts => "parts",
            Relation::Apart => "apart",
            Relation::Narrower(_) => "narrower",
            Relation::Serves(_) => "purpose",
            Relation::Reworded => "reworded",
            Relation::Broader => "broader",
            Relation::Related => "related",
            Relation::Prefix => "prefix",
            Relation::Fuzzy => "fuzzy",
        }
    }

    /// Of a meaning that the thesaurus knows.
    pub fn of(meaning: &Meaning) -> Relation {
        match meaning.tie {
            Tie::Same if meaning.is_doubtful => Relation::Perhaps,
            Tie::Same => Relation::Synonym,
            Tie::Narrower => Relation::Narrower(meaning.steps),
            Tie::Serves => Relation::Serves(meaning.steps),
            Tie::Broader => Relation::Broader,
            Tie::Related => Relation::Related,
        }
    }

    /// Whether the form may mean something other than the requested word: a talk does not have all words by it.
    pub fn is_far(self) -> bool {
        matches!(self, Relation::Apart | Relation::Reworded | Relation::Broader | Relation::Related)
    }

    /// Whether the form is the requested word itself, under any of its names: the idf of a word is counted over these forms.
    pub fn is_own(self) -> bool {
        let is_other = matches!(self, Relation::Narrower(_) | Relation::Serves(_));
        !is_other && !self.is_far()
    }
}

/// A term, or a sequence of them.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Term {
    /// A folded word.
    Surface(String),
    /// A stem.
    Stem(String),
    /// Two neighbours glued together.
    Join(String),
    /// Words one after the other; at each place any of the alternatives.
    Phrase(Vec<Vec<String>>),
    /// Words close together, in any order; of each any of the alternatives.
    Near(Vec<Vec<String>>),
}

/// One way in which a talk can hold a word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// The term to look up.
    pub term: Term,
    /// Its relation to the word.
    pub relation: Relation,
}

/// A condition that a talk must or may meet.
#[derive(Clone, Debug, PartialEq)]
pub enum Matcher {
    /// Any of the forms.
    Forms {
        /// The word as typed.
        label: String,
        /// Its forms.
        forms: Vec<Form>,
        /// The one field that counts; `None` for all that bare words are searched in.
        field: Option<TalkField>,
    },
    /// A name of several words: the name as a whole, or its words.
    Name(Name),
    /// What also holds these words in a row, accents included.
    Typed {
        /// The words, in lower case.
        words: Vec<String>,
        /// The condition that narrows the result.
        matcher: Box<Matcher>,
    },
    /// Any of these.
    Any(Vec<Matcher>),
    /// All of these.
    All(Vec<Matcher>),
    /// A kind.
    Kind(String),
    /// A link of a kind.
    Has(String),
    /// A language, as two letters.
    Language(String),
    /// What its recap is filed under, folded.
    Label(String),
    /// A folded word of the names of the authors of its recap as a whole.
    Author(String),
    /// A year of the event.
    Year(RangeInclusive<i32>),
    /// A day from the first to the last, or that begins as they do; either may be empty.
    Date(String, String),
    /// A rating in this range.
    Rated(RangeInclusive<f64>),
}

/// A name of several words.
#[derive(Clone, Debug, PartialEq)]
pub struct Name {
    /// As typed.
    pub label: String,
    /// The forms of the name as a whole.
    pub whole: Vec<Form>,
    /// Its words as typed, then those of other names of the same concept.
    pub spellings: Vec<Spelling>,
}

/// The words of a name, which a talk may hold far apart, or only some of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Spelling {
    /// [`Relation::Scattered`] for the words as typed, [`Relation::Apart`] for those of another name.
    pub relation: Relation,
    /// The words that are no stop words.
    pub words: Vec<NameWord>,
}

/// A word of a name.
#[derive(Clone, Debug, PartialEq)]
pub struct NameWord {
    /// Its forms.
    pub forms: Vec<Form>,
    /// Whether it says little by itself.
    pub is_light: bool,
}

impl Name {
    /// All forms of the name and of its words, with what each is to the name.
    pub fn forms(&self) -> impl Iterator<Item = (&Form, Relation)> {
        let words = self.spellings.iter().flat_map(|spelling| {
            let forms = spelling.words.iter().flat_map(|word| &word.forms);
            forms.map(|form| (form, spelling.relation.max(form.relation)))
        });
        self.whole.iter().map(|form| (form, form.relation)).chain(words)
    }
}

impl Matcher {
    /// All words of a name in one field, each alone or glued to its neighbour.
    pub fn named(name: &str, field: TalkField) -> Matcher {
        let words = words(name);
        let surfaces: Vec<&str> = words.iter().map(|word| word.surface.as_str()).collect();
        let form = |term, relation| Form { term, relation };
        let each = surfaces.iter().map(|surface| Matcher::Forms {
            label: (*surface).to_owned(),
            forms: vec![
                form(Term::Surface((*surface).to_owned()), Relation::Exact),
                form(Term::Join((*surface).to_owned()), Relation::Joined),
            ],
            field: Some(field),
        });
        let glued = Matcher::Forms {
            label: surfaces.join(" "),
            forms: vec![form(Term::Surface(surfaces.concat()), Relation::Joined)],
            field: Some(field),
        };
        Matcher::Any(vec![Matcher::All(each.collect()), glued])
    }

    /// A name among those who wrote a part, or the whole where nobody is named for the part.
    pub fn written_by(name: &str) -> Matcher {
        Matcher::Any(vec![Matcher::named(name, TalkField::Writer), Matcher::author(&words(name))])
    }

    /// Words of one name among those who wrote the whole, where nobody is named for the part.
    pub(super) fn author(name: &[Word]) -> Matcher {
        Matcher::All(name.iter().map(|word| Matcher::Author(word.surface.clone())).collect())
    }
}

/// A query made ready for an index.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// The ranked clauses: talks with all of these come before talks with some.
    pub clauses: Vec<Matcher>,
    /// The role of each clause; clauses without one count in full.
    pub roles: Vec<Role>,
    /// The conditions that every hit must meet.
    pub filters: Vec<Matcher>,
    /// The conditions that no hit may meet.
    pub excluded: Vec<Matcher>,
    /// The words that count, folded, in order.
    pub terms: Vec<String>,
    /// Words that were taken for others.
    pub corrections: Vec<Correction>,
    /// Words that no talk holds, left as they are.
    pub suggestions: Vec<Suggestion>,
    /// Words that also stand for others.
    pub expansions: Vec<Expansion>,
}

/// The role of a clause in a query.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    /// The subject of the query.
    #[default]
    Head,
    /// A verb or another word that says little by itself, beside others that say more.
    Light,
    /// A light word of a question: a talk without it may still answer the question.
    Optional,
}

/// A word that no talk holds, and the one it was taken for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Correction {
    /// As typed, in lower case.
    pub from: String,
    /// What is searched in its stead, as the talks write it.
    pub to: String,
}

/// A word that no talk holds and that is no misspelling, or none that is likely enough.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Suggestion {
    /// As typed, in lower case.
    pub word: String,
    /// Words that may have been meant, as the talks write them, the likeliest first; often none.
    pub meant: Vec<String>,
}

/// A word, and what else it was searched as.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Expansion {
    /// As typed.
    pub word: String,
    /// How the forms came about: `synonym`, `cognate` (the like word of the other language), `prefix` or `fuzzy`, or how what
    /// they name stands to the word: `narrower` (a kind of it), `purpose` (it is what they are for), `broader` or `related`.
    #[schemars(extend("enum" = ["synonym", "cognate", "narrower", "purpose", "broader", "related", "prefix", "fuzzy"]))]
    pub relation: &'static str,
    /// The forms.
    pub forms: Vec<String>,
}
