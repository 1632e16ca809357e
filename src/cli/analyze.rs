//! `recaps analyze`: what becomes of a text.

use super::report::stdout;
use super::{Common, Format};
use crate::analysis::{Analysis, compounds, is_stop_word, words};
use crate::query::parse;
use serde_json::{Value, json};
use std::io::Write;
use std::process::ExitCode;

/// Show the terms of a text, as indexed and as queried
///
/// A line a word: the word as it stands, its folded form, its stems, and its form glued to the word before.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  recaps analyze \"l'observabilité des micro-services\"
  recaps analyze --format json 'CI/CD' | jq .indexed")]
pub(super) struct AnalyzeArgs {
    /// The text
    #[arg(required = true, value_name = "TEXT")]
    text: Vec<String>,
}

pub(super) fn run(args: &AnalyzeArgs, common: &Common) -> anyhow::Result<ExitCode> {
    let text = args.text.join(" ");
    let indexed = indexed(&text);
    let queried: Vec<String> = parse(&text)?.iter().map(ToString::to_string).collect();
    let mut out = stdout(common);
    match common.format {
        Format::Json | Format::Jsonl => {
            let object = json!({ "text": text, "indexed": indexed, "queried": queried });
            serde_json::to_writer(&mut out, &object)?;
            writeln!(out)?;
        }
        _ => {
            for word in &indexed {
                let list = |key: &str| {
                    let all = word[key].as_array().into_iter().flatten().filter_map(Value::as_str);
                    all.collect::<Vec<_>>().join(" ")
                };
                let mut line =
                    format!("{:24} {:24}", word["text"].as_str().unwrap_or_default(), list("surfaces"));
                if word["stop_word"] == json!(true) {
                    line.push_str(" (stop word)");
                } else {
                    line.push_str(&format!(" stems {}", list("stems")));
                }
                if let Some(join) = word["join"].as_str() {
                    line.push_str(&format!(" joined {join}"));
                }
                writeln!(out, "{}", crate::output::terminal::safe(&line))?;
            }
            writeln!(out, "as a query: {}", crate::output::terminal::safe(&queried.join(" ")))?;
        }
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// The terms of every word of a text.
fn indexed(text: &str) -> Vec<Value> {
    let analysis = Analysis::default();
    let words = words(text);
    words
        .iter()
        .enumerate()
        .map(|(at, word)| {
            let raw = &text[word.range.clone()];
            let surfaces: Vec<&String> = std::iter::once(&word.surface).chain(&word.others).collect();
            let join = at.checked_sub(1).and_then(|before| compounds::joined(&words[before], word));
            json!({
                "text": raw,
                "start_byte": word.range.start,
                "end_byte": word.range.end,
                "position": at,
                "surfaces": surfaces,
                "stems": *analysis.stems(word, raw),
                "join": join,
                "stop_word": is_stop_word(&word.surface),
            })
        })
        .collect()
}
