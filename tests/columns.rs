//! Counts and orders are read from columns: they must be those of the talks themselves, whatever segments these lie in.

use fixedbitset::FixedBitSet;
use proptest::prelude::*;
use recaps::corpus::Corpus;
use recaps::index::{Index, Options, update};
use recaps::search::facets::{self, Facet};
use recaps::search::timeline::{By, timeline};
use recaps::search::{Sort, filtered, listed};
use recaps::talk::Talk;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::path::Path;
use tantivy::DocId;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A talk as a recap gives it.
#[derive(Clone, Debug)]
struct TalkSample {
    title: &'static str,
    speakers: Vec<&'static str>,
    organisation: Option<&'static str>,
    rating: Option<u8>,
}

/// A recap: its event, its day or nothing, its tags and its talks.
#[derive(Clone, Debug)]
struct RecapSample {
    event: Option<&'static str>,
    date: Option<&'static str>,
    tags: Vec<&'static str>,
    author: &'static str,
    talks: Vec<TalkSample>,
}

fn talk_sample() -> impl Strategy<Value = TalkSample> {
    let titles = [
        "Élever des abeilles",
        "elever des abeilles",
        "Cuire du pain noir",
        "Zinc et étain",
        "Ôter la rouille",
    ];
    let people =
        ["Inès Morel", "Ines Morel", "INÈS MOREL", "Paul Adam", "Awa Diop", "Karim Benali", "Élodie Petit"];
    let places = ["Brumisio", "brumisio", "Coffrefort", "Coffre-Fort"];
    (
        prop::sample::select(titles.to_vec()),
        prop::collection::vec(prop::sample::select(people.to_vec()), 0..3),
        prop::option::of(prop::sample::select(places.to_vec())),
        prop::option::of(0..=5u8),
    )
        .prop_map(|(title, speakers, organisation, rating)| TalkSample {
            title,
            speakers,
            organisation,
            rating,
        })
}

fn retold() -> impl Strategy<Value = RecapSample> {
    (
        prop::option::of(prop::sample::select(vec!["Qwertz", "QWERTZ", "Azerty Été", "Azerty-Ete"])),
        prop::option::of(prop::sample::select(vec!["2022-05-04", "2023-05-10", "2023-11-02"])),
        prop::collection::vec(prop::sample::select(vec!["Ruches", "ruches", "Métal"]), 0..3),
        prop::sample::select(vec!["Camille Roux", "camille roux", "Zoé Blanc"]),
        prop::collection::vec(talk_sample(), 1..5),
    )
        .prop_map(|(event, date, tags, author, talks)| RecapSample { event, date, tags, author, talks })
}

impl RecapSample {
    fn text(&self) -> String {
        let mut text = format!("---\ntitle: Retour de voyage\nauthor: {}\n", self.author);
        if let Some(event) = self.event {
            text += &format!("event: {event}\n");
        }
        if let Some(date) = self.date {
            text += &format!("date: {date}\n");
        }
        if !self.tags.is_empty() {
            text += &format!("tags: [{}]\n", self.tags.join(", "));
        }
        text += "---\n";
        for (at, talk) in self.talks.iter().enumerate() {
            let mut people = talk.speakers.join(" et ");
            if let Some(organisation) = talk.organisation.filter(|_| !people.is_empty()) {
                people += &format!(", {organisation}");
            }
            let by = if people.is_empty() { String::new() } else { format!(" - {people}") };
            text += &format!("\n## {}{by}\n\n", talk.title);
            text +=
                &format!("On y apprend la chose numéro {at}, pas à pas, et la salle pose des questions.\n");
            if let Some(rating) = talk.rating {
                text += &format!("\nNote : {rating}/5\n");
            }
        }
        text
    }
}

/// An index of the recaps that came first, those that came later, and those that changed meanwhile: segments, and dead
/// documents in them.
fn built(home: &Path, first: &[RecapSample], later: &[RecapSample]) -> Index {
    let (corpus, folder) = (home.join("corpus"), home.join("index"));
    std::fs::create_dir_all(&corpus).expect("a folder");
    let write = |at: usize, recap: &RecapSample| {
        std::fs::write(corpus.join(format!("recap-{at}.md")), recap.text()).expect("a recap");
    };
    let bring_up_to_date = || {
        let corpus = Corpus::from_roots([("corpus".to_owned(), corpus.clone())]);
        update(&folder, &corpus, &Options::default(), &mut |_| {}).expect("a build");
    };
    first.iter().enumerate().for_each(|(at, recap)| write(at, recap));
    bring_up_to_date();
    // Every other one of the later recaps replaces one that was there.
    for (at, recap) in later.iter().enumerate() {
        write(if at % 2 == 0 { at / 2 } else { first.len() + at }, recap);
    }
    bring_up_to_date();
    Index::open(&folder).expect("an index")
}

/// A value in small letters without accents.
fn fold(value: &str) -> String {
    value.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect()
}

/// The words of a title, which decide where it comes.
fn letters(title: &str) -> String {
    let folded = fold(title);
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// What a value and its other spellings have in common.
fn key(facet: Facet, value: &str) -> String {
    let signs_count = !matches!(facet, Facet::Event | Facet::Organisation);
    fold(value).chars().filter(|c| signs_count || c.is_alphanumeric()).collect()
}

/// What a talk has in a field.
fn values(facet: Facet, talk: &Talk) -> Vec<String> {
    let number = |value: f32| ((f64::from(value) * 100.0).round() / 100.0).to_string();
    match facet {
        Facet::Event => talk.event.iter().cloned().collect(),
        Facet::Year => talk.year.iter().map(ToString::to_string).collect(),
        Facet::Speaker => talk.speakers.clone(),
        Facet::Organisation => talk.organisations.clone(),
        Facet::Writer => talk.writers_or_authors().to_vec(),
        Facet::Kind => vec![talk.kind.as_str().to_owned()],
        Facet::Rating => talk.rating.iter().map(|mark| mark.value.map_or(mark.raw.clone(), number)).collect(),
        Facet::Recap => vec![talk.source.file.clone()],
        Facet::Tag => talk.recap.tags.clone(),
    }
}

/// The values of a field with their talks, and how many talks have none.
fn counted(facet: Facet, talks: &[(DocId, Talk)]) -> (Vec<(String, usize)>, usize) {
    let mut spellings: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
    let mut without = 0;
    for (_, talk) in talks {
        let mut seen: Vec<String> = Vec::new();
        let values = values(facet, talk);
        without += usize::from(values.is_empty());
        for value in values {
            let key = key(facet, &value);
            if !seen.contains(&key) {
                seen.push(key.clone());
                *spellings.entry(key).or_default().entry(value).or_default() += 1;
            }
        }
    }
    let best = |of: BTreeMap<String, usize>| {
        let count = of.values().sum::<usize>();
        let (written, _) = of.into_iter().max_by_key(|(_, count)| *count).expect("a spelling");
        (written, count)
    };
    let mut counts: Vec<(String, usize)> = spellings.into_values().map(best).collect();
    counts.sort_by_key(|(_, count)| Reverse(*count));
    (counts, without)
}

/// Talks of an edition on the topic, and all of them by how they write the event.
#[derive(Default)]
struct Edition {
    count: usize,
    spellings: BTreeMap<Option<String>, usize>,
}

/// The talks in an order.
fn ordered(sort: Sort, talks: &[(DocId, Talk)]) -> Vec<DocId> {
    let mut talks: Vec<&(DocId, Talk)> = talks.iter().collect();
    let when = |talk: &Talk| talk.date.clone().or(talk.year.map(|year| year.to_string()));
    let rating = |talk: &Talk| talk.rating.as_ref()?.value.map(|value| (value * 100.0).round() as u64);
    talks.sort_by_key(|(_, talk)| match sort {
        Sort::Date => (when(talk).is_none(), Reverse(when(talk).unwrap_or_default()), String::new(), 0),
        Sort::Rating => {
            let padded = rating(talk).map(|value| format!("{value:08}")).unwrap_or_default();
            (rating(talk).is_none(), Reverse(padded), String::new(), 0)
        }
        Sort::Title => (false, Reverse(String::new()), letters(&talk.title), 0),
        Sort::Score => (false, Reverse(String::new()), talk.source.file.clone(), talk.source.first_line),
    });
    let mut in_order: Vec<DocId> = Vec::new();
    let same = |a: &Talk, b: &Talk| match sort {
        Sort::Date => when(a) == when(b),
        Sort::Rating => rating(a) == rating(b),
        Sort::Title => letters(&a.title) == letters(&b.title),
        Sort::Score => (&a.source.file, a.source.first_line) == (&b.source.file, b.source.first_line),
    };
    for group in talks.chunk_by(|a, b| same(&a.1, &b.1)) {
        let mut group = group.to_vec();
        group.sort_by(|a, b| a.1.id.cmp(&b.1.id));
        in_order.extend(group.iter().map(|(doc, _)| *doc));
    }
    in_order
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn columns_count_and_sort_as_the_talks_themselves(
        first in prop::collection::vec(retold(), 1..6),
        later in prop::collection::vec(retold(), 0..6),
        kept in prop::collection::vec(any::<bool>(), 64),
        limit in 0..4usize,
    ) {
        let home = tempfile::tempdir().expect("a temporary folder");
        let index = built(home.path(), &first, &later);
        let all = filtered(&index, &[]).expect("all talks");
        let mut docs = FixedBitSet::with_capacity(all.len());
        docs.extend(all.ones().filter(|doc| kept[doc % kept.len()]));
        let talks: Vec<(DocId, Talk)> = docs
            .ones()
            .map(|doc| (doc as DocId, index.talk(doc as DocId).expect("a talk")))
            .collect();

        for facet in Facet::ALL {
            let (expected, without) = counted(facet, &talks);
            let counts = facets::count(&index, &docs, &[facet], usize::MAX).expect("counts").remove(0);
            let found: Vec<(String, usize)> =
                counts.counts.into_iter().map(|count| (count.value.to_string(), count.count)).collect();
            prop_assert_eq!(&found, &expected, "{:?}", facet);
            prop_assert_eq!((counts.without, counts.all), (without, expected.len()), "{:?}", facet);
            let some = facets::count(&index, &docs, &[facet], limit).expect("counts").remove(0);
            let some: Vec<(String, usize)> = some.counts.into_iter().map(|c| (c.value.to_string(), c.count)).collect();
            prop_assert_eq!(&some[..], &expected[..limit.min(expected.len())], "{:?}", facet);
        }

        let mut periods: BTreeMap<_, Edition> = BTreeMap::new();
        for doc in all.ones() {
            let Talk { event, year, .. } = index.talk(doc as DocId).expect("a talk");
            let own = event.as_deref().map(|event| key(Facet::Event, event));
            let tally = periods.entry((year.is_none(), year, own.is_none(), own)).or_default();
            tally.count += usize::from(docs.contains(doc));
            *tally.spellings.entry(event).or_default() += 1;
        }
        let expected = periods.into_iter().map(|((_, year, ..), Edition { count, spellings })| {
            let talks = spellings.values().sum::<usize>();
            let event = spellings.into_iter().max_by_key(|(_, talks)| *talks).expect("a spelling").0;
            (event, year, (count, talks))
        });
        let expected: Vec<_> = expected.collect();
        let found = timeline(&index, &docs, &all, By::Event).expect("a timeline");
        let found: Vec<_> = found.into_iter().map(|p| (p.event, p.year, (p.count, p.talks))).collect();
        prop_assert_eq!(found, expected);

        for sort in [Sort::Score, Sort::Date, Sort::Rating, Sort::Title] {
            let expected = ordered(sort, &talks);
            prop_assert_eq!(&listed(&index, &docs, sort, usize::MAX).expect("talks"), &expected, "{:?}", sort);
            let some = listed(&index, &docs, sort, limit).expect("talks");
            prop_assert_eq!(&some[..], &expected[..limit.min(expected.len())], "{:?}", sort);
        }
    }
}
