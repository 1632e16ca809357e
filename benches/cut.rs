//! How fast recaps are decoded and cut, in bytes a second: the bundled ones, each as text, Markdown and HTML, and
//! shapes that a careless reader would take the square of the time for, n beside 4n.
//!
//! `cargo bench --bench cut`. A shape whose two figures are far apart is not read in linear time.

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use recaps::corpus::{Corpus, Document, Format};
use recaps::recap;
use std::hint::black_box;
use std::path::Path;

/// The bundled recaps with all units written in one markup, as a blog would publish them.
fn recaps(format: Format) -> Vec<String> {
    let corpus = Corpus::new([Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")]);
    let cut = |path: &Path| recap::cut(&Document::read(path, "recap").expect("a recap"));
    corpus.walk().recaps.iter().map(|found| written(&cut(&found.path), format)).collect()
}

/// A recap written down in a markup.
fn written(cut: &recap::Cut, format: Format) -> String {
    let mut text = String::new();
    for talk in &cut.talks {
        let (title, speakers) = (&talk.title, talk.speakers.join(", "));
        let paragraphs = talk.body.text.lines();
        match format {
            Format::Html => {
                text += &format!("<h2>{title}</h2>\n<p>({speakers})</p>\n");
                paragraphs.for_each(|line| text += &format!("<p>{}</p>\n", line.replace('<', "&lt;")));
            }
            Format::Markdown => {
                text += &format!("## {title}\n\n({speakers})\n\n");
                paragraphs.for_each(|line| text += &format!("{line}\n\n"));
            }
            _ => {
                text += &format!("{title}\n\n({speakers})\n\n");
                paragraphs.for_each(|line| text += &format!("{line}\n\n"));
            }
        }
    }
    text
}

fn ordinary(criterion: &mut Criterion) {
    for format in [Format::Text, Format::Markdown, Format::Html] {
        let recaps = recaps(format);
        let bytes: usize = recaps.iter().map(String::len).sum();
        let mut group = criterion.benchmark_group(format.as_str());
        group.throughput(Throughput::Bytes(bytes as u64));
        let decode =
            |text: &str| Document::decode(text.as_bytes(), "recap-2024", format, None).expect("text");
        group.bench_function("decode", |bencher| {
            bencher.iter(|| recaps.iter().for_each(|text| drop(black_box(decode(black_box(text))))));
        });
        let documents: Vec<Document> = recaps.iter().map(|text| decode(text)).collect();
        group.bench_function("cut", |bencher| {
            bencher.iter(|| {
                documents.iter().for_each(|document| drop(black_box(recap::cut(black_box(document)))));
            });
        });
        group.finish();
    }
}

/// A shape of `n` pieces.
type Shape = (&'static str, Format, fn(usize) -> String);

const SHAPES: [Shape; 14] = [
    ("nested elements", Format::Html, |n| "<div>".repeat(n) + "fin"),
    ("attributes", Format::Html, |n| format!("<p {}>fin</p>", "a=b ".repeat(n))),
    ("unclosed comment", Format::Html, |n| format!("<p>fin<!-- {}", "-- >".repeat(n))),
    ("entities", Format::Html, |n| format!("<p>{}", "&eacute;&bogus;&".repeat(n))),
    ("headings", Format::Html, |n| "<h2>Titre de session</h2><p>Un texte.</p>".repeat(n / 4)),
    ("nested quotations", Format::Markdown, |n| "> ".repeat(n) + "fin"),
    ("emphasis", Format::Markdown, |n| "*a **b ".repeat(n)),
    ("brackets", Format::Markdown, |n| "[".repeat(n) + &"](x)".repeat(n)),
    ("headings", Format::Markdown, |n| "# Titre de session\n".repeat(n / 2)),
    ("speakers", Format::Markdown, |n| {
        "## Titre\n\n".to_owned() + &"Intervenant : Jean Dupont (Qwertz)\n\n".repeat(n / 4)
    }),
    ("one line", Format::Text, |n| "Jean Dupont présente, ".repeat(n)),
    ("short lines", Format::Text, |n| "a\n".repeat(n)),
    ("titles", Format::Text, |n| {
        "Un titre\n\nUne phrase qui dit ce que fut cette session.\n\n".repeat(n / 4)
    }),
    ("marks", Format::Text, |n| format!("Titre {}\n", "🔥".repeat(n))),
];

fn hostile(criterion: &mut Criterion) {
    const PIECES: usize = 20_000;
    for (name, format, shape) in SHAPES {
        let mut group = criterion.benchmark_group(format!("{} {name}", format.as_str()));
        group.sample_size(10);
        for (size, pieces) in [("n", PIECES), ("4n", 4 * PIECES)] {
            let text = shape(pieces);
            group.throughput(Throughput::Bytes(text.len() as u64));
            group.bench_with_input(BenchmarkId::from_parameter(size), &text, |bencher, text| {
                bencher.iter(|| {
                    let document = Document::decode(text.as_bytes(), "x", format, None).expect("text");
                    black_box(recap::cut(&document))
                });
            });
        }
        group.finish();
    }
}

criterion_group!(benches, ordinary, hostile);
criterion_main!(benches);
