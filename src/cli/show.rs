//! `recaps show`: talks in full, as their source lines, or as references to quote.

use super::completions::candidates;
use super::pager::{page, print_long};
use super::pick::INTERRUPTED;
use super::place::Open;
use super::report::paths;
use super::{Common, named, place};
use crate::corpus::walk::MAX_BYTES;
use crate::corpus::{Document, Pipes, bytes};
use crate::engine::Named;
use crate::output::formats::Shape;
use crate::output::layout::Source;
use crate::output::shown::{Shown, write_citations, write_lines};
use crate::talk::Talk;
use crate::{Error, Result};
use clap_complete::ArgValueCompleter;
use std::io::ErrorKind;
use std::process::ExitCode;

/// Show talks in full, with their fields and where they stand in their recap
///
/// Without an ID nothing is shown and the status is 130, so that show $(recaps pick) ends as a choice does that was left.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  recaps show kcd-france-2023-ippon/revolution-ebpf-un-noyau-linux-dynamique
  recaps show --cite corpus/kcd-france-2023-ippon.txt:37     a line to quote
  recaps show --raw ID              the lines of the recap, markup and all
  recaps show --format json ID | jq -r .body")]
pub(super) struct ShowArgs {
    /// Ids of talks, as search and list print them; their beginnings, or file:line
    #[arg(value_name = "ID", add = ArgValueCompleter::new(candidates::ids))]
    ids: Vec<String>,
    /// The lines of the recap that tell of the talk, as they stand in the file
    #[arg(long, conflicts_with = "cite")]
    raw: bool,
    /// A reference to quote, one line a talk
    #[arg(long)]
    cite: bool,
    /// Print straight to the terminal, without a pager ($RECAPS_PAGER, else $PAGER, else less)
    #[arg(long)]
    no_pager: bool,
}

impl ShowArgs {
    /// The flag that asks for lines of text, which have no other format.
    pub(super) fn narrowing(&self) -> Option<(&'static str, Shape)> {
        let flag = if self.raw { "--raw" } else { "--cite" };
        (self.raw || self.cite).then_some((flag, Shape::Lines))
    }
}

pub(super) fn run(args: &ShowArgs, common: &Common) -> anyhow::Result<ExitCode> {
    if args.ids.is_empty() {
        // `show $(recaps pick)` where the user left the choice: no message is needed.
        return Ok(ExitCode::from(INTERRUPTED));
    }
    let open = place::open(common)?;
    let (named, status) = named::talks(&args.ids, open, common)?;
    let talks = named.iter().map(Named::talk).collect::<Result<Vec<_>>>()?;
    if talks.is_empty() {
        return Ok(status);
    }
    let paths = paths(common, open.index());
    let paged = !args.no_pager && common.format.is_for_people();
    if args.cite {
        page(common, paged, |out| Ok(write_citations(out, &talks, &paths)?))?;
    } else if args.raw {
        let sources = talks.iter().map(|talk| lines(talk, open)).collect::<Result<Vec<_>>>()?;
        page(common, paged, |out| Ok(write_lines(out, &sources)?))?;
    } else {
        let source = |talk: &Talk| document(talk, open, u64::MAX).ok().map(|document| Source::new(&document));
        print_long(common, paged, &Shown { talks: &talks, source: &source, paths: &paths })?;
    }
    Ok(status)
}

/// The file of a talk, where it is still the one that was indexed and has at most `largest` bytes.
pub(super) fn document(talk: &Talk, open: &Open, largest: u64) -> Result<Document> {
    let (index, source) = (open.index(), &talk.source);
    let path = index.place(&source.file).ok_or_else(|| Error::Damaged {
        what: index.folder().display().to_string(),
        reason: format!("{} is in no folder of the corpus", source.file),
    })?;
    // The indexed file had this size: no other file is opened, and no more bytes are read.
    let size = index.source_of(&source.file)?.map_or(MAX_BYTES, |known| known.stamp.size);
    let bytes = bytes(&path, size.min(largest), Pipes::Refuse).map_err(|e| match e.kind() {
        ErrorKind::FileTooLarge => Error::SourceChanged { path: path.clone() },
        _ => Error::io(&path, e),
    })?;
    let document = Document::of_file(&bytes, &path, &source.file, None)?;
    if document.digest != source.digest {
        return Err(Error::SourceChanged { path });
    }
    Ok(document)
}

/// The lines of the file that hold a talk, without their ends.
fn lines(talk: &Talk, open: &Open) -> Result<Vec<String>> {
    let (document, source) = (document(talk, open, u64::MAX)?, &talk.source);
    let (first, last) = (source.first_line as usize, source.last_line as usize);
    let lines =
        document.text.split('\n').skip(first.saturating_sub(1)).take((last + 1).saturating_sub(first));
    Ok(lines.map(|line| line.trim_end_matches('\r').to_owned()).collect())
}
