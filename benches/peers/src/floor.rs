//! The floor: the least that a program on Tantivy does with talks that are cut already.
//!
//! `floor index TALKS.jsonl DIR`, `floor add TALKS.jsonl DIR`, `floor search DIR QUERY`. Two fields are searched, one French
//! stem a word; nothing is verified, corrected or explained. What `recaps` takes longer than this is what its own work costs;
//! what it takes less is what its own data structures gain.

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use std::borrow::Cow;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, PhrasePrefixQuery, Query, QueryParser};
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions, Value,
};
use tantivy::snippet::SnippetGenerator;
use tantivy::tokenizer::{
    AsciiFoldingFilter, Language, LowerCaser, RemoveLongFilter, SimpleTokenizer, Stemmer, StopWordFilter,
    TextAnalyzer,
};
use tantivy::{Index, IndexWriter, ReloadPolicy, TantivyDocument, Term};

/// Threads that index, as many as `recaps` is given in the comparison.
const THREADS: usize = 2;
/// What they may fill before they write a segment, in bytes: more makes it no faster.
const MEMORY: usize = 400 << 20;
/// The same for twelve talks.
const LITTLE_MEMORY: usize = 20 << 20;
/// Hits of an answer.
const HITS: usize = 10;
/// Length of a snippet, in characters.
const SNIPPET: usize = 200;

/// The part of a line of `recaps export` that is indexed.
#[derive(Deserialize)]
struct Talk<'a> {
    #[serde(borrow)]
    id: Cow<'a, str>,
    #[serde(borrow)]
    title: Cow<'a, str>,
    #[serde(borrow)]
    event: Option<Cow<'a, str>>,
    year: Option<u64>,
    speakers: Vec<Cow<'a, str>>,
    organisations: Vec<Cow<'a, str>>,
    #[serde(borrow)]
    body: Cow<'a, str>,
}

struct Fields {
    id: Field,
    title: Field,
    event: Field,
    year: Field,
    speakers: Field,
    organisations: Field,
    body: Field,
}

fn schema() -> (Schema, Fields) {
    let indexing = TextFieldIndexing::default()
        .set_tokenizer("french")
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let text = TextOptions::default().set_indexing_options(indexing).set_stored();
    let mut schema = Schema::builder();
    let fields = Fields {
        id: schema.add_text_field("id", STRING | STORED),
        title: schema.add_text_field("title", text.clone()),
        event: schema.add_text_field("event", STRING | STORED),
        year: schema.add_u64_field("year", INDEXED | FAST | STORED),
        speakers: schema.add_text_field("speakers", text.clone()),
        organisations: schema.add_text_field("organisations", text.clone()),
        body: schema.add_text_field("body", text),
    };
    (schema.build(), fields)
}

/// Teaches the index its one analysis.
fn french(index: &Index) -> Result<()> {
    let analyzer = TextAnalyzer::builder(SimpleTokenizer::default())
        .filter(RemoveLongFilter::limit(60))
        .filter(LowerCaser)
        .filter(StopWordFilter::new(Language::French).context("no French stop words")?)
        // Folded first: with accents and without, a word has one stem.
        .filter(AsciiFoldingFilter)
        .filter(Stemmer::new(Language::French))
        .build();
    index.tokenizers().register("french", analyzer);
    Ok(())
}

fn index(talks: &Path, folder: &Path) -> Result<()> {
    fs::create_dir_all(folder)?;
    let (schema, fields) = schema();
    let index = Index::create_in_dir(folder, schema)?;
    french(&index)?;
    let mut writer = index.writer_with_num_threads(THREADS, MEMORY)?;
    feed(talks, |talk| add(&writer, &fields, talk))?;
    writer.commit()?;
    writer.wait_merging_threads()?;
    Ok(())
}

/// Adds talks, or puts them in the place of those with the same ids.
fn update(talks: &Path, folder: &Path) -> Result<()> {
    let index = Index::open_in_dir(folder)?;
    french(&index)?;
    let (_, fields) = schema();
    let mut writer = index.writer_with_num_threads(1, LITTLE_MEMORY)?;
    feed(talks, |talk| {
        writer.delete_term(Term::from_field_text(fields.id, &talk.id));
        add(&writer, &fields, talk)
    })?;
    writer.commit()?;
    writer.wait_merging_threads()?;
    Ok(())
}

/// Reads talks one by one.
fn feed(talks: &Path, mut each: impl FnMut(&Talk<'_>) -> Result<()>) -> Result<()> {
    let mut talks = BufReader::with_capacity(1 << 20, File::open(talks)?);
    let mut line = Vec::with_capacity(8 << 10);
    while talks.read_until(b'\n', &mut line)? > 0 {
        each(&serde_json::from_slice(&line)?)?;
        line.clear();
    }
    Ok(())
}

fn add(writer: &IndexWriter, fields: &Fields, talk: &Talk<'_>) -> Result<()> {
    let mut document = TantivyDocument::new();
    document.add_text(fields.id, &talk.id);
    document.add_text(fields.title, &talk.title);
    if let Some(event) = &talk.event {
        document.add_text(fields.event, event);
    }
    if let Some(year) = talk.year {
        document.add_u64(fields.year, year);
    }
    for speaker in &talk.speakers {
        document.add_text(fields.speakers, speaker);
    }
    for organisation in &talk.organisations {
        document.add_text(fields.organisations, organisation);
    }
    document.add_text(fields.body, &talk.body);
    writer.add_document(document)?;
    Ok(())
}

fn search(folder: &Path, words: &str) -> Result<()> {
    let index = Index::open_in_dir(folder)?;
    french(&index)?;
    let (_, fields) = schema();
    let reader: tantivy::IndexReader =
        index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
    let searcher = reader.searcher();
    let query: Box<dyn Query> = match words.strip_suffix('*') {
        // The query language has beginnings of words only at the end of phrases of several.
        Some(start) => Box::new(BooleanQuery::union(
            [fields.title, fields.body]
                .map(|field| PhrasePrefixQuery::new(vec![Term::from_field_text(field, start)]))
                .map(|query| Box::new(query) as Box<dyn Query>)
                .into(),
        )),
        None => {
            let mut parser = QueryParser::for_index(&index, vec![fields.title, fields.body]);
            parser.set_field_boost(fields.title, 2.0);
            parser.parse_query(words)?
        }
    };
    let hits = searcher.search(&query, &TopDocs::with_limit(HITS).order_by_score())?;
    let mut out = Vec::with_capacity(8 << 10);
    if !hits.is_empty() {
        let mut snippets = SnippetGenerator::create(&searcher, &*query, fields.body)?;
        snippets.set_max_num_chars(SNIPPET);
        for (rank, (score, address)) in hits.into_iter().enumerate() {
            let talk: TantivyDocument = searcher.doc(address)?;
            let text = |field| talk.get_first(field).and_then(|value| value.as_str()).unwrap_or_default();
            let year = talk.get_first(fields.year).and_then(|value| value.as_u64()).unwrap_or_default();
            let (title, event, id) = (text(fields.title), text(fields.event), text(fields.id));
            writeln!(out, "{:2}  {title} · {event} {year} · {score:.3} · {id}", rank + 1)?;
            writeln!(out, "    {}", snippets.snippet_from_doc(&talk).to_html())?;
        }
    }
    Ok(io::stdout().lock().write_all(&out)?)
}

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["index", talks, folder] => index(talks.as_ref(), folder.as_ref()),
        ["add", talks, folder] => update(talks.as_ref(), folder.as_ref()),
        ["search", folder, words] => search(folder.as_ref(), words),
        _ => bail!("floor index TALKS.jsonl DIR | add TALKS.jsonl DIR | search DIR QUERY"),
    }
}
