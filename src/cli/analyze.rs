//! `recaps analyze`: what becomes of a text.

use super::Common;
use super::report::print;
use crate::output::analyzed::Analyzed;
use crate::query::parse;
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
    let queried = parse(&text)?.iter().map(ToString::to_string).collect();
    print(common, false, &Analyzed::new(&text, queried))?;
    Ok(ExitCode::SUCCESS)
}
