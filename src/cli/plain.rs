//! The search that is typed most: the verb, words, and the few flags of scripts. It is read without the declaration of all
//! arguments, which takes longer than many a search. Whatever else is typed, or is wrong, is left to the declaration.

use super::search::{SearchArgs, parse_limit};
use super::{Cli, CommonArgs, Verb};
use crate::output::formats::{Format, Shape};
use clap::ValueEnum;
use std::ffi::OsString;
use std::path::PathBuf;

/// Variables of the environment that stand for arguments.
const VARIABLES: [&str; 3] = ["RECAPS_INDEX", "RECAPS_GLOSSARY", "RECAPS_CLUSTER_CACERT"];

/// The arguments of such a search, of which the first is the program.
pub(super) fn search(arguments: impl Iterator<Item = OsString>) -> Option<Cli> {
    if VARIABLES.iter().any(|variable| std::env::var_os(variable).is_some()) {
        return None;
    }
    let mut arguments = arguments.skip(1).map(OsString::into_string);
    if arguments.next()?.ok()? != "search" {
        return None;
    }
    let (mut words, mut index, mut format, mut limit) = (Vec::new(), None, None, None);
    let (mut no_config, mut quiet) = (false, false);
    while let Some(argument) = arguments.next() {
        let argument = argument.ok()?;
        let mut value =
            || arguments.next()?.ok().filter(|value| !value.starts_with('-') && !value.is_empty());
        let is_new = match argument.as_str() {
            "--index" => index.replace(PathBuf::from(value()?)).is_none(),
            "--format" => format.replace(Format::from_str(&value()?, false).ok()?).is_none(),
            "-n" | "--limit" => limit.replace(parse_limit(&value()?).ok()?).is_none(),
            "--no-config" => !std::mem::replace(&mut no_config, true),
            "-q" | "--quiet" => !std::mem::replace(&mut quiet, true),
            flag if flag.starts_with('-') => false,
            _ => {
                words.push(argument);
                true
            }
        };
        if !is_new {
            return None;
        }
    }
    let format = format.unwrap_or_default();
    let common = CommonArgs { index, format, no_config, quiet, ..CommonArgs::default() };
    format
        .prints(Shape::Talks)
        .then(|| Cli { verb: Verb::Search(SearchArgs::of_words(words, limit)), common })
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::{CommandFactory, Parser};

    fn plain(typed: &[&str]) -> Option<Cli> {
        search(["recaps"].iter().chain(typed).map(OsString::from))
    }

    #[test]
    fn plain_arguments_are_what_the_declaration_makes_of_them() {
        for typed in [
            &["search", "eBPF", "Cilium"][..],
            &["search", "a \"b c\"", "--no-config", "--index", "some where", "--format", "json"],
            &["search", "-q", "-n", "7", "x"],
            &["search", "--quiet", "--limit", "all", "", "x"],
            &["search", "help"],
            &["search"],
        ] {
            let plain = plain(typed).expect("plain arguments");
            let declared = Cli::try_parse_from(["recaps"].iter().chain(typed)).expect("arguments");
            assert_eq!(format!("{plain:?}"), format!("{declared:?}"));
        }
    }

    #[test]
    fn every_variable_that_stands_for_an_argument_is_known() {
        let command = Cli::command();
        let search = command.find_subcommand("search").expect("the verb");
        let arguments = command.get_arguments().chain(search.get_arguments());
        let mut variables: Vec<_> = arguments.filter_map(|argument| argument.get_env()?.to_str()).collect();
        variables.sort_unstable();
        variables.dedup();
        let mut known = VARIABLES.to_vec();
        known.sort_unstable();
        assert_eq!(variables, known);
    }

    #[test]
    fn whatever_else_is_typed_is_left_to_the_declaration() {
        for typed in [
            &["list"][..],
            &["eBPF"],
            &["--no-config", "search", "x"],
            &["search", "-docker"],
            &["search", "x", "--", "y"],
            &["search", "x", "--index"],
            &["search", "x", "--index="],
            &["search", "x", "--index", ""],
            &["search", "x", "--format", "nope"],
            &["search", "x", "-n", "-1"],
            &["search", "x", "-n", "1", "-n", "2"],
            &["search", "x", "-q", "-q"],
            &["search", "x", "--help"],
        ] {
            assert!(plain(typed).is_none(), "{typed:?}");
        }
    }
}
