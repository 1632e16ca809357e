//! `recaps show`: talks in full.

use super::pager::page;
use super::report::links;
use super::{Common, Format, place};
use crate::Error;
use crate::output::hyperlink::Hyperlinks;
use crate::output::message::TalkMessage;
use crate::output::{terminal, text::Printer};
use crate::talk::Talk;
use std::io::Write;
use std::process::ExitCode;

/// Show talks in full, with their fields and where they stand in their recap
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  recaps show kcd-france-2023-ippon/revolution-ebpf-un-noyau-linux-dynamique
  recaps show --format json ID | jq -r .body")]
pub(super) struct ShowArgs {
    /// Ids of talks, as search and list print them
    #[arg(required = true, value_name = "ID")]
    ids: Vec<String>,
    /// Print straight to the terminal, without a pager ($RECAPS_PAGER, else $PAGER, else less)
    #[arg(long)]
    no_pager: bool,
}

pub(super) fn run(args: &ShowArgs, common: &Common) -> anyhow::Result<ExitCode> {
    let open = place::open(common)?;
    let talk = |id: &String| -> Result<Talk, Error> {
        let doc = open.index.find(id)?.ok_or_else(|| Error::UnknownId { id: id.clone() })?;
        open.index.talk(doc)
    };
    let talks = args.ids.iter().map(talk).collect::<Result<Vec<_>, _>>()?;
    let links = links(common, &open.index);
    page(common, !args.no_pager && common.format == Format::Text, |out| print(out, &talks, links, common))?;
    Ok(ExitCode::SUCCESS)
}

fn print(
    out: &mut impl Write,
    talks: &[Talk],
    links: Option<Hyperlinks>,
    common: &Common,
) -> anyhow::Result<()> {
    let message = |talk| TalkMessage { body: Some(body(talk)), ..TalkMessage::new(talk) };
    match (common.format, talks) {
        (Format::Text, talks) => {
            let mut printer = Printer::new(&mut *out, terminal::width()).linked(links);
            for (index, talk) in talks.iter().enumerate() {
                if index > 0 {
                    printer.blank()?;
                }
                printer.talk(talk)?;
            }
        }
        (Format::Json, [one]) => {
            serde_json::to_writer(&mut *out, &message(one))?;
            writeln!(out)?;
        }
        (Format::Json, talks) => {
            serde_json::to_writer(&mut *out, &talks.iter().map(message).collect::<Vec<_>>())?;
            writeln!(out)?;
        }
        (Format::Jsonl, talks) => {
            for talk in talks {
                serde_json::to_writer(&mut *out, &message(talk))?;
                writeln!(out)?;
            }
        }
    }
    Ok(())
}

fn body(talk: &Talk) -> &str {
    &talk.body.text
}
