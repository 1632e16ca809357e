//! The arguments of this process, checked. Errors are printed in the format that the arguments ask for.

use super::report::on_stderr;
use super::search::SearchArgs;
use super::{Cli, CommonArgs, facets, list, plain, show, similar, status, timeline};
use crate::output::envelope::ErrorMessage;
use crate::output::formats::{Format, InTurn};
use crate::output::language::{Language, say};
use clap::builder::Resettable;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::parser::ValueSource;
use clap::{Arg, ArgMatches, Args, Command, CommandFactory, Error, FromArgMatches, ValueEnum};
use std::ffi::OsString;
use std::io::{self, Write};
use std::process::ExitCode;

/// The verb that is typed most.
const SEARCH: &str = "search";

/// Reads the arguments, and where each came from; `None` of plain ones, which all stand on the command line.
///
/// # Errors
/// Wrong arguments, a format that the verb does not print, and requests for help, which clap takes for errors.
pub(super) fn parse() -> Result<(Cli, Option<ArgMatches>), Error> {
    language(std::env::args_os()).choose();
    if let Some(cli) = plain::search(std::env::args_os()) {
        return Ok((cli, None));
    }
    let matches = match of_one_verb() {
        Some(matches) => matches,
        None => {
            let command = Cli::command().color(super::report::color_of_help(std::env::args_os()));
            let command = command.mut_args(without_empty_variable);
            let arguments = with_verb(&command, std::env::args_os().collect())?;
            command.try_get_matches_from(with_exclusions(arguments.into_iter()))?
        }
    };
    let cli = Cli::from_arg_matches(&matches)?;
    check_format(&cli, &matches)?;
    Ok((cli, Some(matches)))
}

/// An argument that is not read from a variable of the environment that is empty: such a variable is one that is not set.
fn without_empty_variable(argument: Arg) -> Arg {
    let is_empty = argument.get_env().and_then(std::env::var_os).is_some_and(|value| value.is_empty());
    if is_empty { argument.env(Resettable::Reset) } else { argument }
}

/// Verbs that take a query.
const ASKING: [&str; 4] = [SEARCH, "facets", "timeline", "pick"];

/// The arguments, words to leave out (`-kubernetes`) moved behind `--`, where they are no flags.
fn with_exclusions(arguments: impl Iterator<Item = OsString>) -> Vec<OsString> {
    let mut before: Vec<OsString> = Vec::new();
    let mut excluded: Vec<OsString> = Vec::new();
    let mut behind = Vec::new();
    let mut asks = false;
    for argument in arguments {
        let text = argument.to_str().unwrap_or_default();
        if !behind.is_empty() || text == "--" {
            behind.push(argument);
        } else if asks && is_exclusion(text) {
            excluded.push(argument);
        } else {
            asks |= ASKING.contains(&text);
            before.push(argument);
        }
    }
    if excluded.iter().any(|argument| argument.to_str().is_some_and(is_bare_phrase)) {
        // A query that is one argument is what it says. Beside other words a phrase lost its quotation marks to the shell.
        let words = words_among(&before) + behind.iter().skip(1).count() + excluded.len();
        let bare = excluded.iter_mut().filter(|argument| argument.to_str().is_some_and(is_bare_phrase));
        bare.filter(|_| words > 1).for_each(|argument| {
            *argument = format!("-\"{}\"", argument.to_string_lossy().trim_start_matches('-')).into();
        });
    }
    if behind.is_empty() && !excluded.is_empty() {
        behind.push("--".into());
    }
    before.into_iter().chain(behind).chain(excluded).collect()
}

/// Whether an argument is words to leave out of which none has a sign of its own, as a phrase without its quotation marks is.
fn is_bare_phrase(argument: &str) -> bool {
    let is_operator = |word: &str| {
        matches!(word, "OR" | "OU" | "AND" | "ET" | "NOT" | "SAUF" | "||" | "&&") || word.starts_with('-')
    };
    let mut others = argument.split_whitespace().skip(1).peekable();
    others.peek().is_some()
        && !argument.contains(['"', '«', '“', ':', '(', '*', '~'])
        && !others.any(is_operator)
}

/// How many arguments behind the verb are words, and no flags or values of flags.
fn words_among(arguments: &[OsString]) -> usize {
    let search = SearchArgs::augment_args(CommonArgs::augment_args(Command::new(SEARCH)));
    let arguments = arguments.iter().map(|argument| argument.to_string_lossy());
    let mut arguments = arguments.skip_while(|argument| !ASKING.contains(&argument.as_ref()));
    let verb = arguments.next();
    let mut words = 0usize;
    while let Some(argument) = arguments.next() {
        match argument.starts_with('-') {
            true if takes_value(&search, &argument) => drop(arguments.next()),
            true => {}
            false => words += 1,
        }
    }
    // The first one of `facets` is a field.
    if verb.as_deref() == Some("facets") { words.saturating_sub(1) } else { words }
}

/// Whether a flag has a value in the argument behind it.
fn takes_value(command: &Command, flag: &str) -> bool {
    let is_it = |arg: &&Arg| {
        let short = arg.get_short().map(|short| format!("-{short}"));
        arg.get_long().is_some_and(|long| flag.strip_prefix("--") == Some(long))
            || short.as_deref() == Some(flag)
    };
    command.get_arguments().find(is_it).is_some_and(|arg| arg.get_action().takes_values())
}

/// Whether an argument is a word to leave out: no cluster of the short flags, nor a flag with its number.
fn is_exclusion(argument: &str) -> bool {
    let Some(word) = argument.strip_prefix('-') else { return false };
    let rest = word.trim_start_matches(['q', 'v', 'h', 'V', '0']);
    let number = rest.strip_prefix('n').map(|number| number.trim_start_matches('='));
    let is_flags = rest.is_empty() || number.is_some_and(|n| n.bytes().all(|byte| byte.is_ascii_digit()));
    // A single letter is a flag, if perhaps a wrong one.
    let is_flag =
        word.starts_with('-') || (word.len() == 1 && word.starts_with(|c: char| c.is_ascii_alphabetic()));
    !is_flags && !is_flag && word.contains(char::is_alphanumeric)
}

/// The arguments of the first verb that is named, where nothing is wrong with them and no help is asked for. To declare and parse the
/// arguments of all verbs instead takes 1.1 million instructions more: a fifth of all that a search of the bundled corpus takes
/// (callgrind, an optimised build of 2026-11-28).
fn of_one_verb() -> Option<ArgMatches> {
    let verb = std::env::args_os().skip(1).find_map(|argument| declared(argument.to_str()?))?;
    let name = verb.get_name().to_owned();
    let command = CommonArgs::augment_args(Command::new(env!("CARGO_PKG_NAME"))).subcommand(verb);
    let mut command = command.mut_args(without_empty_variable);
    let matches = command.try_get_matches_from_mut(with_exclusions(std::env::args_os())).ok();
    // To give it back takes longer than to leave it to the end of the process.
    std::mem::forget(command);
    matches.filter(|matches| matches.subcommand_name() == Some(&name))
}

/// The declaration of a verb that only reads.
fn declared(verb: &str) -> Option<Command> {
    let declare = match verb {
        SEARCH => SearchArgs::augment_args,
        "facets" => facets::FacetsArgs::augment_args,
        "list" => list::ListArgs::augment_args,
        "show" => show::ShowArgs::augment_args,
        "similar" => similar::SimilarArgs::augment_args,
        "status" => status::StatusArgs::augment_args,
        "timeline" => timeline::TimelineArgs::augment_args,
        _ => return None,
    };
    Some(declare(Command::new(verb.to_owned())))
}

/// The arguments, with the verb added where none is named: words alone are searched. A word that is nearly a verb may be
/// either, so the user is asked to say which.
fn with_verb(command: &Command, mut arguments: Vec<OsString>) -> Result<Vec<OsString>, Error> {
    let search = SearchArgs::augment_args(CommonArgs::augment_args(Command::new(SEARCH)));
    let mut words = arguments.iter().skip(1).map(|argument| argument.to_string_lossy());
    let mut first = None;
    while let Some(word) = words.next() {
        match word.as_ref() {
            "-h" | "--help" | "-V" | "--version" => return Ok(arguments),
            "--" => first = words.next(),
            flag if flag.starts_with('-') && flag.len() > 1 => {
                if takes_value(&search, flag) {
                    words.next();
                }
                continue;
            }
            _ => first = Some(word),
        }
        break;
    }
    let Some(word) = first else {
        // Filters alone list what they let through.
        let names =
            |command: &Command, flag: &str| command.get_arguments().any(|arg| arg.get_long() == Some(flag));
        let flags = arguments.iter().skip(1).filter_map(|argument| argument.to_str()?.strip_prefix("--"));
        let mut flags = flags.map(|flag| flag.split('=').next().unwrap_or(flag));
        if flags.any(|flag| names(&search, flag) && !names(command, flag)) {
            arguments.insert(1, SEARCH.into());
        }
        return Ok(arguments);
    };
    let is_verb = |name: &str| command.find_subcommand(name).is_some() || name == "help";
    if is_verb(&word) {
        return Ok(arguments);
    }
    let verbs = command.get_subcommands().map(Command::get_name);
    if let Some(verb) = crate::query::misread::nearest(&word, verbs).filter(|verb| is_slip(&word, verb)) {
        let message = format!(
            "{word:?} is nearly a verb; did you mean recaps {verb}? To search it: recaps search {word}"
        );
        return Err(Error::raw(ErrorKind::InvalidSubcommand, message));
    }
    arguments.insert(1, SEARCH.into());
    Ok(arguments)
}

/// Whether a word is a verb but for a slip of the finger: one letter, or two of a long word, the first being right.
fn is_slip(word: &str, verb: &str) -> bool {
    let allowed = if verb.len() > 5 { 2 } else { 1 };
    word.chars().next() == verb.chars().next() && strsim::damerau_levenshtein(word, verb) <= allowed
}

/// The language of argument errors, as far as wrong arguments can be read.
fn language(args: impl Iterator<Item = OsString>) -> Language {
    let args: Vec<String> =
        args.map(|arg| arg.to_string_lossy().into_owned()).take_while(|arg| arg != "--").collect();
    let after = |at: usize| args.get(at + 1).map(String::as_str);
    let mut named = args.iter().enumerate().filter_map(|(at, arg)| match arg.as_str() {
        "--lang" => after(at),
        arg => arg.strip_prefix("--lang="),
    });
    named
        .next_back()
        .and_then(|name| Language::from_str(name, true).ok())
        .unwrap_or_else(Language::of_environment)
}

/// Refuses a format that the verb would have to ignore, and a NUL where no ids are printed.
fn check_format(cli: &Cli, matches: &ArgMatches) -> Result<(), Error> {
    let Some((verb, own)) = matches.subcommand() else { return Ok(()) };
    let format = cli.common.format;
    let (flag, shape) = cli.verb.shape();
    if matches!(own.try_get_one("null"), Ok(Some(true))) && !matches!(format.in_turn(), InTurn::Ids) {
        return Err(refusal(verb, "-0 ends ids with NUL: it goes with --format ids"));
    }
    // Only a format of the command line is refused. The default, text, may be one that the verb does not print.
    let asked = own.value_source("format") == Some(ValueSource::CommandLine);
    if !asked || format.prints(shape) {
        return Ok(());
    }
    let names: Vec<&str> = Format::of(shape).map(|format| format.name()).collect();
    let what = flag.map_or(verb.to_owned(), |flag| format!("{verb} {flag}"));
    let message = format!("{what} cannot print {}, only {}", format.name(), names.join(", "));
    Err(refusal(verb, &message))
}

/// A usage error that the declaration of the arguments cannot express.
fn refusal(verb: &str, message: &str) -> Error {
    let mut command = Cli::command();
    command.build();
    match command.find_subcommand_mut(verb) {
        Some(own) => own.error(ErrorKind::ArgumentConflict, message),
        None => Error::raw(ErrorKind::ArgumentConflict, message),
    }
}

/// Prints a message of clap and returns the exit status. Help and versions are printed as they are; errors are printed as
/// all other errors are, in one line or one object.
pub(super) fn report(error: &Error) -> ExitCode {
    let status = ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
    if matches!(
        error.kind(),
        ErrorKind::DisplayHelp
            | ErrorKind::DisplayVersion
            | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
    ) {
        return match error.print() {
            Err(e) if e.kind() != io::ErrorKind::BrokenPipe => {
                let _ = writeln!(io::stderr(), "recaps: cannot write to stdout: {e}");
                ExitCode::from(2)
            }
            _ => status,
        };
    }
    let (message, meant) = (message(error), meant(error));
    if wants_objects(std::env::args_os()) {
        let hint = meant.or_else(|| Some(help()));
        // Nothing can be said about a stderr that is closed.
        let _ = ErrorMessage { code: "usage", message, hint }.write(&mut io::stderr());
        return status;
    }
    let next = match (meant, word_to_search(error)) {
        (Some(name), _) => format!("; did you mean {name}?"),
        (None, Some(word)) => format!("; try: recaps search {word}"),
        (None, None) => format!("; try: {}", help()),
    };
    on_stderr(&format!("{}{}", say(&message), say(&next)));
    status
}

/// The word that a verb without a query was given: it is to be searched.
fn word_to_search(error: &Error) -> Option<String> {
    let word = match (error.kind(), error.get(ContextKind::InvalidArg)?) {
        (ErrorKind::UnknownArgument, ContextValue::String(word)) => word,
        _ => return None,
    };
    let is_word = word.chars().all(char::is_alphanumeric);
    let lists = std::env::args_os().any(|argument| argument == "list");
    (is_word && lists).then(|| word.clone())
}

/// The error as one line: the first paragraph of the message of clap.
fn message(error: &Error) -> String {
    let text = error.render().to_string();
    let lines = text.trim_start_matches("error: ").lines().take_while(|line| !line.is_empty());
    lines.map(str::trim).collect::<Vec<_>>().join(" ")
}

/// The known name that is nearest to a wrong one.
fn meant(error: &Error) -> Option<String> {
    let kinds = [ContextKind::SuggestedValue, ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand];
    kinds.into_iter().find_map(|kind| match error.get(kind)? {
        ContextValue::String(name) => Some(name.clone()),
        ContextValue::Strings(names) => names.first().cloned(),
        _ => None,
    })
}

/// The command that explains the verb of this process, or all of them.
fn help() -> String {
    let command = Cli::command();
    let mut verbs = std::env::args_os()
        .skip(1)
        .filter_map(|arg| arg.into_string().ok())
        .filter(|arg| command.find_subcommand(arg.as_str()).is_some());
    match verbs.next() {
        Some(verb) => format!("recaps {verb} --help"),
        None => "recaps --help".to_owned(),
    }
}

/// Whether the arguments ask for a format that prints errors as objects, as far as wrong arguments can be read.
fn wants_objects(args: impl Iterator<Item = OsString>) -> bool {
    let mut last = OsString::new();
    for arg in args {
        let value = arg.to_str().and_then(|arg| match last == "--format" {
            true => Some(arg),
            false => arg.strip_prefix("--format="),
        });
        if value.and_then(Format::named).is_some_and(|format| format.has_error_objects()) {
            return true;
        }
        last = arg;
    }
    false
}
