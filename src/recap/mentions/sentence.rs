//! What a sentence says of whom it names, by the words around the name: that they are credited, thanked, quoted or missed,
//! or that they gave a session.

use crate::recap::words::lexicon::PRESENTING;
use crate::recap::words::token::Token;

/// How a sentence says that persons present.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Manner {
    /// With a verb of presenting, or as those who gave a session.
    Plainly,
    /// With another verb, or "par".
    Loosely,
    /// By naming them with their company.
    InPassing,
}

/// The tokens of the sentence before a token, the nearest first.
pub(super) fn sentence_before<'a, 't>(
    tokens: &'a [Token<'t>],
    first: usize,
) -> impl Iterator<Item = &'a Token<'t>> {
    let ends = |t: &&Token<'_>| !matches!(t.text, "!" | "?" | ";") && (t.text != "." || t.start == 0);
    tokens[first.saturating_sub(16)..first].iter().rev().take_while(ends)
}

/// Whether a line credits somebody for a picture: "Illustration par A", "Crédit photo : A".
pub(super) fn is_credit(tokens: &[Token<'_>]) -> bool {
    let mut words =
        tokens.iter().skip_while(|t| matches!(t.text, "(" | "©" | ">" | "*" | "[")).map(Token::folded);
    let first = words.next().is_some_and(|word| PRESENTING.is(&word, "picture"));
    let second = words.next();
    let second = second.as_deref().unwrap_or_default();
    first
        && (matches!(second, ":" | "par" | "by" | "de" | "d'" | "©" | "(")
            || PRESENTING.is(second, "picture"))
}

/// Whether the sentence says of whom it names at a token that they are thanked, or were missed by the writer, or are
/// spoken of by somebody else: "merci à A", "j'avais prévu d'aller voir A", "comment A a forcé".
pub(super) fn is_elsewhere(tokens: &[Token<'_>], first: usize) -> bool {
    let nearest = sentence_before(tokens, first).next();
    let thanked = PRESENTING.first_word(sentence_before(tokens, first).take(4), "thank").is_some()
        && !nearest.is_some_and(|t| PRESENTING.is_word(t, "bearer"));
    let within = nearest.is_some_and(|t| t.ask(|t| matches!(t, "comment" | "pourquoi" | "dont" | "si")));
    let missed = PRESENTING.first_word(sentence_before(tokens, first), "missed").is_some();
    // "(cf. le talk de A)": the full stop ends no sentence.
    let phrase = tokens[first.saturating_sub(10)..first].iter().rev();
    let compared = phrase.take_while(|t| !matches!(t.text, "!" | "?" | ";" | ")")).any(|t| {
        let short = t.text.eq_ignore_ascii_case("cf");
        // Letters of ASCII stay what they are.
        let other = |b: u8| b.is_ascii_alphanumeric() && !matches!(b, b'c' | b'C' | b'f' | b'F');
        short || !t.text.is_ascii() && !t.text.bytes().any(other) && t.folded() == "cf"
    });
    // "comme le disait A"
    let said = nearest.is_some_and(|t| PRESENTING.is_word(t, "says") || PRESENTING.is_word(t, "said"));
    let quoted = said && sentence_before(tokens, first).take(3).any(|t| t.folded() == "comme");
    thanked
        || within
        || missed
        || compared
        || quoted
        || is_met(tokens, first)
        || is_quoted(tokens, first)
        || is_asked(tokens, first)
}

/// Words behind a name among which it is said that the person tells of the event: "A, menuisière, nous confie ses impressions".
const ASKED: usize = 24;

/// Whether the sentence goes on with what the person at a token thinks of the event.
fn is_asked(tokens: &[Token<'_>], first: usize) -> bool {
    let rest = tokens.iter().skip(first).take(ASKED).take_while(|t| !matches!(t.text, "." | "!" | "?" | "»"));
    let words: Vec<&Token<'_>> = rest.collect();
    words.windows(2).any(|pair| {
        matches!(pair[1].text, "impressions" | "ressenti")
            && matches!(pair[0].text, "ses" | "leurs" | "son" | "leur")
    })
}

/// Whether a quotation ends right before the person at a token, whom a bracket names as who said it: "« … » (A)".
fn is_quoted(tokens: &[Token<'_>], first: usize) -> bool {
    let text = |back: usize| first.checked_sub(back).map_or("", |i| tokens[i].text);
    let is_end = |text: &str| matches!(text, "»" | "”");
    // A title in quotation marks has no full stop inside.
    let sentence = |back: usize| matches!(text(back), "." | "!" | "?" | "…");
    text(1) == "(" && (is_end(text(2)) && sentence(3) || sentence(2) && is_end(text(3)))
}

/// Whether the writer met the person at a token: "j'ai croisé A", "nous avons discuté avec A".
fn is_met(tokens: &[Token<'_>], first: usize) -> bool {
    let word = |back: usize| first.checked_sub(back).map(|i| tokens[i].folded()).unwrap_or_default();
    let with = usize::from(word(1) == "avec");
    matches!(&*word(2 + with), "ai" | "avons" | "pu") && PRESENTING.is(&word(1 + with), "meet")
}

/// Whether the person at a token is quoted, or made the thing that the session is about: "le livre de A", "selon A".
pub(super) fn is_referred_to(tokens: &[Token<'_>], first: usize) -> bool {
    sentence_before(tokens, first).take(6).any(|t| PRESENTING.is_word(t, "refer"))
}

/// Whether a word in small letters could be a verb that has a subject: it is none of those that join words, and no
/// infinitive.
pub(super) fn is_verb_like(token: &Token<'_>) -> bool {
    token.text.chars().count() > 1
        && token.text.chars().all(char::is_lowercase)
        && !["er", "ir", "oir"].iter().any(|ending| token.text.ends_with(ending))
        && !PRESENTING.is(&token.folded(), "joint")
}

/// Whether an article stands right before a token: "les Untel", "notre Untel" are things, but for names that are known.
pub(super) fn follows_article(tokens: &[Token<'_>], first: usize) -> bool {
    const ARTICLES: [&str; 18] = [
        "le", "la", "les", "l'", "un", "une", "des", "du", "au", "aux", "ce", "cet", "cette", "ces", "nos",
        "vos", "leur", "leurs",
    ];
    // A name may be spelt as one, but for an accent.
    let plain = |token: &Token<'_>| token.text.is_ascii() || token.text.ends_with('’');
    first.checked_sub(1).is_some_and(|i| plain(&tokens[i]) && tokens[i].ask(|word| ARTICLES.contains(&word)))
}

/// Whether two words tell what is done to a thing: "est écrit", "sont présentées".
pub(super) fn is_passive(before: &Token<'_>, verb: &Token<'_>) -> bool {
    before.ask(|word| matches!(word, "est" | "sont" | "etait" | "etaient" | "fut" | "sera" | "seront"))
        && ["é", "ée", "és", "ées", "it", "ite", "its", "ites"].iter().any(|end| verb.text.ends_with(end))
}

/// Whether a name stands where the subject of a sentence does: after nothing, a sign, or a word that joins sentences.
pub(super) fn is_subject(tokens: &[Token<'_>], first: usize) -> bool {
    let Some(before) = first.checked_sub(1).map(|i| &tokens[i]) else { return true };
    !before.text.starts_with(char::is_alphanumeric)
        || matches!(
            &*before.folded(),
            "et" | "and" | "avec" | "puis" | "enfin" | "ensuite" | "ou" | "que" | "qu'"
        )
        || PRESENTING.is_word(before, "session")
}

/// Whether the person named at `first`, who asks at `at`, belongs to the audience: "pendant les questions, A demande", "A demande au
/// conférencier".
pub(super) fn asks(tokens: &[Token<'_>], first: usize, at: usize) -> bool {
    let audience = |t: &Token<'_>| PRESENTING.is_word(t, "audience");
    let after = tokens.iter().skip(first).take(12).take_while(|t| !matches!(t.text, "." | "!" | "?"));
    sentence_before(tokens, first).any(audience)
        || after.into_iter().any(audience)
        || speaks_to_speaker(tokens, at)
}

/// Whether the sentence at a token addresses the speaker: "au conférencier".
fn speaks_to_speaker(tokens: &[Token<'_>], at: usize) -> bool {
    let rest = tokens.iter().skip(at).take(8).take_while(|t| !matches!(t.text, "." | "!" | "?"));
    rest.into_iter().any(|t| PRESENTING.is_word(t, "bearer"))
}

/// How surely "par" or "de" says that the person at a token gave a session: plainly where a word for one stands before
/// it in the sentence, or where the sentence begins with it.
pub(super) fn announced(tokens: &[Token<'_>], first: usize) -> Manner {
    let mut before = sentence_before(tokens, first);
    let begins = first <= 2;
    let quoted = first.checked_sub(2).is_some_and(|i| matches!(tokens[i].text, "»" | "”" | "\""));
    let session = before.any(|t| PRESENTING.is_word(t, "session") || PRESENTING.is_word(t, "bearer"));
    if begins || quoted || session { Manner::Plainly } else { Manner::Loosely }
}

/// Most words before "retour de A" at the head of a sentence.
const WORDS_OF_PRAISE: usize = 2;

/// Whether "par", "avec" or "un talk … de" stands before the name at a token.
pub(super) fn is_announced(tokens: &[Token<'_>], first: usize, full: bool) -> bool {
    let mut before = first;
    while before > 0 && matches!(tokens[before - 1].text, "(" | "«" | "“" | "\"" | ",") {
        before -= 1;
    }
    let Some(word) = before.checked_sub(1).map(|i| tokens[i].folded()) else { return false };
    let word = &*word;
    // "« Titre » de A", "« Titre » par A"
    let quoted = before.checked_sub(2).is_some_and(|i| matches!(tokens[i].text, "»" | "”" | "\""));
    if matches!(word, "d'" | "de") && quoted && full {
        return true;
    }
    if matches!(word, "d'" | "de" | "du") {
        // "Retour de A sur son aventure", "Un bon retour de A": at the head of a sentence.
        let feedback = before.checked_sub(2).filter(|&i| matches!(&*tokens[i].folded(), "retour" | "rex"));
        if feedback.is_some_and(|i| sentence_before(tokens, i).count() <= WORDS_OF_PRAISE) {
            return true;
        }
        let ends = |t: &&Token<'_>| !matches!(t.text, "." | "!" | "?" | ":" | ";");
        let phrase = tokens[before.saturating_sub(9)..before - 1].iter().rev().take_while(ends);
        // "la session suit le livre de A": the nearest word for a work is what is said to be theirs.
        let work = phrase.into_iter().find(|t| PRESENTING.is_word(t, "session") || is_work(t));
        return work.is_some_and(|t| !is_work(t));
    }
    // "inventé par A", "une photo par A": the maker of a thing is not its presenter.
    let made = before.checked_sub(2).is_some_and(|i| PRESENTING.is(&tokens[i].folded(), "credit"));
    if matches!(word, "par" | "by") && made {
        return false;
    }
    // "…, répond A": the verb stands first.
    PRESENTING.is(word, "says") || (full || word != "avec") && PRESENTING.is(word, "before")
}

/// Whether "présenté par" or the like stands right before a token: what follows is a person, known or not.
pub(super) fn is_given_by(tokens: &[Token<'_>], first: usize) -> bool {
    let word = |back: usize| first.checked_sub(back).map(|i| tokens[i].folded()).unwrap_or_default();
    let bearer = PRESENTING.is(&word(1), "bearer") || word(1) == "," && PRESENTING.is(&word(2), "bearer");
    matches!(&*word(1), "par" | "by") && PRESENTING.is(&word(2), "given") || bearer
}

/// Whether a word is one for a thing that the session may be about, and that is told to be somebody's: "le livre de A".
fn is_work(token: &Token<'_>) -> bool {
    PRESENTING.is_word(token, "work")
}

/// Whether a sentence goes on behind a name with the session in which the person spoke: "par A lors de la keynote",
/// "A dans « Titre »".
pub(super) fn is_on_stage(tokens: &[Token<'_>], first: usize, after: usize) -> bool {
    let word = |i: usize| tokens.get(i).map(Token::folded).unwrap_or_default();
    let from = after + usize::from(tokens.get(after).is_some_and(|t| t.text == ","));
    let within = match &*word(from) {
        "lors" | "pendant" | "durant" => from + 1,
        "dans" => from + 1,
        "au" if word(from + 1) == "cours" => from + 2,
        _ => return false,
    };
    let quoted = tokens.get(within).is_some_and(|t| matches!(t.text, "«" | "“" | "\""));
    let led = is_subject(tokens, first)
        || first.checked_sub(1).is_some_and(|i| matches!(&*tokens[i].folded(), "par" | "a" | "by"));
    let own = |t: &Token<'_>| matches!(&*t.folded(), "sa" | "son" | "leur" | "leurs" | "ses");
    let mut next =
        tokens.iter().skip(within).take(5).take_while(|t| !matches!(t.text, "." | "," | "!" | "?"));
    let owned = tokens.get(within).is_some_and(own) || word(from) == "lors";
    led && (quoted
        || owned && next.any(|t| PRESENTING.is_word(t, "session") || PRESENTING.is_word(t, "work")))
}

/// Where a quotation begins behind a name at the head of a line and a colon or a dash: "A : « Titre »".
pub(super) fn quoted_at(tokens: &[Token<'_>], first: usize, after: usize) -> Option<usize> {
    let text = |i: usize| tokens.get(i).map_or("", |t| t.text);
    let quoted = first <= 1
        && matches!(text(after), ":" | "," | "-" | "–" | "—")
        && matches!(text(after + 1), "«" | "“" | "\"");
    tokens.get(after + 1).filter(|_| quoted).map(|quote| quote.end)
}

/// Whether the words before a name call the person on stage: "au tour de A", "place à A", "on retrouve A".
pub(super) fn is_called(tokens: &[Token<'_>], first: usize) -> bool {
    let word = |back: usize| first.checked_sub(back).map(|i| tokens[i].folded()).unwrap_or_default();
    match &*word(1) {
        "de" | "d'" => word(2) == "tour",
        "a" => PRESENTING.is(&word(2), "stage") || word(2) == "est" && PRESENTING.is(&word(3), "stage"),
        before => PRESENTING.is(before, "welcome"),
    }
}

/// The token of a person who accompanies the one that a comma stands behind: "A, accompagnée de B".
pub(super) fn accompanying(tokens: &[Token<'_>], comma: usize) -> Option<usize> {
    let word = |i: usize| tokens.get(i).map(Token::folded).unwrap_or_default();
    let at = comma + usize::from(word(comma) == ",");
    let with = word(at).starts_with("accompagne") && matches!(&*word(at + 1), "de" | "d'" | "par");
    (with && tokens.get(at + 2).is_some()).then_some(at + 2)
}

/// The token where a sentence goes on with another person behind a joint and, perhaps, an article and what praises them.
pub(super) fn added(tokens: &[Token<'_>], joint: usize) -> Option<usize> {
    let word = |i: usize| tokens.get(i).map(Token::folded).unwrap_or_default();
    let small = |i: usize| tokens.get(i).is_some_and(|t| t.text.starts_with(char::is_lowercase));
    let mut at = match &*word(joint) {
        "et" | "&" | "and" | "puis" => joint + 1,
        "ainsi" if word(joint + 1) == "que" => joint + 2,
        _ => return None,
    };
    if matches!(&*word(at), "le" | "la" | "l'" | "les" | "son" | "sa" | "notre" | "un" | "une" | "de" | "d'")
    {
        at += 1;
        let from = at;
        while at < from + 3 && small(at) {
            at += 1;
        }
    }
    tokens.get(at).filter(|t| t.text.starts_with(char::is_uppercase)).map(|_| at)
}
