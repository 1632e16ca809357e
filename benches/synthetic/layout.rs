//! Recaps as people lay them out: what the bundled ones look like, with made-up talks.

use super::{Recap, Talk};
use std::fmt::Write as _;

/// A way to write a recap, and the extension of its file.
type Layout = (&'static str, fn(&Recap, &mut String));

const LAYOUTS: [Layout; 5] =
    [("txt", rated), ("md", headed), ("txt", labelled), ("html", page), ("md", attributed)];

fn layout(number: u64) -> Layout {
    LAYOUTS[(number % LAYOUTS.len() as u64) as usize]
}

pub(super) fn extension(number: u64) -> &'static str {
    layout(number).0
}

pub(super) fn write(recap: &Recap) -> String {
    let mut text = String::with_capacity(recap.talks.len() * 2048);
    layout(recap.number).1(recap, &mut text);
    text
}

/// Plain text: titles with a mark, a byline, the address of the programme below.
fn rated(recap: &Recap, text: &mut String) {
    add(text, format_args!("Aller au contenu\n\n{}\n\n", heading(recap)));
    for talk in &recap.talks {
        add(text, format_args!("{} ({}/5)\n\n{}\n\n", talk.title, talk.mark, labelled_people(talk)));
        add(text, format_args!("{}\n\n{}\n\n\n", talk.body(), talk.link));
    }
}

/// Plain text with few empty lines: a table of contents, labels under every title.
fn labelled(recap: &Recap, text: &mut String) {
    add(text, format_args!("{}\n\nTable des matières\n\n", heading(recap)));
    for talk in &recap.talks {
        add(text, format_args!("{}\n", talk.title));
    }
    text.push('\n');
    for talk in &recap.talks {
        add(text, format_args!("{}\n{}\n", talk.title, labelled_people(talk)));
        for paragraph in &talk.paragraphs {
            add(text, format_args!("{paragraph}\n"));
        }
    }
}

/// Markdown: front matter, a heading and a list of speakers for every talk.
fn headed(recap: &Recap, text: &mut String) {
    add(text, format_args!("---\ntitle: {0}\n---\n\n# {0}\n", heading(recap)));
    for talk in &recap.talks {
        add(text, format_args!("\n## {}\n\n", talk.title));
        for speaker in &talk.speakers {
            add(text, format_args!("- {speaker}, {}\n", talk.organisation));
        }
        add(text, format_args!("\n{}\n\n[Le programme]({})\n", talk.body(), talk.link));
    }
}

/// Markdown: the speakers end the heading.
fn attributed(recap: &Recap, text: &mut String) {
    add(text, format_args!("# {}\n", heading(recap)));
    for talk in &recap.talks {
        add(text, format_args!("\n## {} - {}\n\n{}\n", talk.title, people(talk, " & "), talk.body()));
    }
}

/// A saved web page with what surrounds an article.
fn page(recap: &Recap, text: &mut String) {
    let title = heading(recap);
    add(
        text,
        format_args!(
            "<!DOCTYPE html>\n<html lang=\"fr\">\n<head><meta charset=\"utf-8\"><title>{title}</title></head>\n<body>\n\
         <nav><ul><li><a href=\"/\">Accueil</a></li><li><a href=\"/blog/\">Blog</a></li></ul></nav>\n\
         <article>\n<h1>{title}</h1>\n"
        ),
    );
    for talk in &recap.talks {
        add(text, format_args!("<h2>{}</h2>\n<p><em>Par {}</em></p>\n", talk.title, people(talk, ", ")));
        for paragraph in &talk.paragraphs {
            add(text, format_args!("<p>{paragraph}</p>\n"));
        }
        add(text, format_args!("<p><a href=\"{}\">Le programme</a></p>\n", talk.link));
    }
    text.push_str("</article>\n<footer><p>Mentions légales</p></footer>\n</body>\n</html>\n");
}

fn heading(recap: &Recap) -> String {
    format!("Retour sur {} {}", recap.event, recap.year)
}

/// The speakers and for whom they work.
fn people(talk: &Talk, joined: &str) -> String {
    format!("{}, {}", talk.speakers.join(joined), talk.organisation)
}

/// The same behind a label.
fn labelled_people(talk: &Talk) -> String {
    let label = if talk.speakers.len() > 1 { "Speakers" } else { "Speaker" };
    format!("{label} : {}", people(talk, " & "))
}

fn add(text: &mut String, arguments: std::fmt::Arguments<'_>) {
    // Writing to a string cannot fail.
    let _ = text.write_fmt(arguments);
}
