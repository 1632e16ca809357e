//! The patterns of prose that names the organisation of a speaker.
//!
//! Every pattern ends with the capital that a name begins with; the name itself is read by `company_in_prose`, because
//! classes of letters repeated in a pattern take long to compile, a given number of times above all. Where letters must repeat they
//! are those of the West: all of Unicode's take half a millisecond each.

use crate::recap::words::pattern::Pattern;

/// The words that stand before the capital in one of the patterns: where none does, no pattern need be tried.
pub(super) const LEADS: [&str; 35] = [
    "chez",
    "at",
    "for",
    "pour",
    "de",
    "la",
    "à",
    "À",
    "a",
    "au",
    "du",
    "par",
    "le",
    "groupe",
    "société",
    "startup",
    "start-up",
    "boîte",
    "agence",
    "éditeur",
    "association",
    "organisation",
    "entreprise",
    "collectif",
    "fondation",
    "communauté",
    "coopérative",
    "cabinet",
    "studio",
    "équipe",
    "scop",
    "dirige",
    "dirigent",
    "fondé",
    "rejoint",
];

/// "travaille chez X", "recrutée à l'X": it is the subject's own. "travaillait" is about another time.
pub(super) static WORKS: Pattern = Pattern::new(
    r"(?:(?i:travail(?:le|l[ea]nt)?|boss(?:e|[ea]nt)|works?|employée?s?|recrutée?s?|embauchée?s?|rejoint))\s(?:[a-zà-ÿ'’-]+\s){0,2}?(?:(?i:chez|at|for|pour|au|à|à\sla)\s|(?i:à\sl['’]))(?:(?:la\s(?:société|startup|start-up|boîte)|le\sgroupe|l['’](?:entreprise|agence|éditeur|association))\s)?(?P<name>\p{Lu})",
);
/// "Elle dirige X", "qui a rejoint X": the subject's own company, without a word for a job.
pub(super) static RUNS: Pattern = Pattern::new(
    r"(?:dirigent?|(?:a|ont)\s(?:co-?)?(?:fondé|rejoint))\s(?:(?:la\s(?:société|startup|start-up|boîte)|l['’](?:entreprise|agence|association))\s)?(?P<name>\p{Lu})",
);
/// "représente l'association X", "membre du X": the organisation that a speaker represents.
pub(super) static SPEAKS_FOR: Pattern = Pattern::new(
    r"(?:(?i:représente(?:nt)?|membres?|porte-parole|bénévoles?|(?:co-?)?fondat(?:eurs?|rices?)|président[es]*)\s(?:(?i:actifs?|actives?)\s)?(?i:d[eu]\s(?:la\s|chez\s)?|d['’]|de\sl['’]|à\sl['’]|l['’]|la\s|le\s)?)(?:(?i:association|organisation|société|startup|start-up|entreprise|collectif|fondation|communauté|agence)\s)?(?P<name>\p{Lu})",
);
/// "Chez X, on …", "À l'X, ils …": a sentence about "us" or "them" that begins so is about the company of the speakers.
pub(super) static HOUSE: Pattern =
    Pattern::new(r"^(?:Chez\s|À\s(?:l['’]|la\s)?|A\s(?:l['’])?|Au\s)(?P<name>\p{Lu})");
/// "publié en open source par la X": the speakers present what their company made.
pub(super) static OPENED: Pattern = Pattern::new(
    r"(?i:open[- ]?sourcée?s?|open[- ]source|libérée?s?)\s(?i:par\s(?:la\s|le\s|l['’])?)(?P<name>\p{Lu})",
);
/// "un retour de X basé sur", "retour d'expérience de X, …": a company that gives a session by itself.
pub(super) static GIVES: Pattern = Pattern::new(
    r"(?i:retours?|témoignage|rex)\s(?i:d['’]expériences?\s)?(?:(?:[a-zà-ÿœ-]+\s){0,2}[a-zà-ÿœ]+(?:ant|ent|et|if|ide|eux|ique|é|iche|ple|ong|able)\s)?(?i:de\s(?:la\s|chez\s)?|d['’]|du\s)(?P<name>\p{Lu})",
);
/// "C'est le CTO de X", "il est développeur chez X".
pub(super) static IS: Pattern = Pattern::new(
    r"(?:[Cc]['’]est|(?:[Ii]l|[Ee]lle|[Qq]ui)\sest|(?:[Ii]ls|[Ee]lles|[Qq]ui)\ssont)\s(?P<job>[^.,;:()]+?)\s(?:chez\s|pour\s|d['’]|de\sla\s|de\sl['’]|de\s|à\sla\s|à\s|at\s)(?:(?:société|start-?up|entreprise|boîte|agence|association)\s[«“\x22]?\s?)?(?P<name>\p{Lu})",
);
/// "Untel est directeur de recherche à X", "Untel is an engineer at X": the subject is who gave the session, at the head of a sentence.
pub(super) static SUBJECT: Pattern = Pattern::new(
    r"(?:^|[.!?:]\s)\p{Lu}[^.,;:()!?]+?\s(?:est|sont|is|works\sas)\s(?P<job>[^.,;:()]+?)\s(?:chez\s|at\s|pour\s|à\sla\s|à\sl['’]|à\s|au\ssein\sde\s(?:la\s|l['’])?|d['’]|de\sl['’]|de\sla\s|de\s)(?:(?:société|start-?up|entreprise|boîte|agence|association)\s[«“\x22]?\s?)?(?P<name>\p{Lu})",
);
/// Words for a company in [`CALLED`], as far as case and spelling leave them alone.
pub(super) const HOUSES: [&str; 14] = [
    "ociété",
    "tart",
    "oîte",
    "oopérative",
    "scop",
    "roupe",
    "abinet",
    "tudio",
    "ollectif",
    "ntreprise",
    "gence",
    "diteur",
    "ssociation",
    "quipe",
];
/// Characters from such a word on within which the name that [`CALLED`] finds begins.
pub(super) const HOUSE_TO_NAME: usize = 15;
/// "présenté par la société X", "la startup X nous montre": a company that gives a session, called one.
pub(super) static CALLED: Pattern = Pattern::new(
    r"(?:[Ll]a\s(?:société|start-?up|boîte|coopérative|scop)|[Ll]e\s(?:groupe|cabinet|studio|collectif)|[Ll]['’](?:entreprise|agence|éditeur|association|équipe))\s[«“\x22]?\s?(?P<name>\p{Lu})",
);
/// "un architecte de la X est venu": a speaker without a name, known by the job.
pub(super) static SOMEBODY: Pattern = Pattern::new(
    r"(?:[Uu]ne?|[DdLl]es|[Dd]eux|[Tt]rois|[Pp]lusieurs)\s(?P<job>[^.,;:()!?]+?)\s(?:de\schez\s|de\sla\s|de\sl['’]|de\s|d['’])(?:(?:société|start-?up|entreprise|boîte|agence|association)\s[«“\x22]?\s?)?(?P<name>\p{Lu})",
);
/// "la migration effectuée chez X", "comment c'est mis en place chez X": what the speakers tell of was done where they work.
pub(super) static DONE: Pattern = Pattern::new(
    r"(?:effectu|réalis|men|déploy|utilis|adopt|constru|conçu|développ|mise?s?\sen\s(?:place|œuvre|oeuvre|production))[a-zé]{0,4}\s(?:[a-zà-ÿ]+\s){0,2}?(?:chez\s|au\ssein\s(?:de\s(?:la\s)?|d['’]|du\sgroupe\s))(?P<name>\p{Lu})",
);
/// "comment ils font chez X": in the first lines, where nobody else is named.
pub(super) static AT: Pattern = Pattern::new(r"(?:[Cc]hez)\s(?P<name>\p{Lu})");
/// "l'équipe de X", "les équipes d'X".
pub(super) static TEAM: Pattern = Pattern::new(
    r"(?:[ée]quipes?|team|collègues?|collaborateurs?|gens|gars)\s(?:\P{L}\s?)?(?:[A-Za-zà-ÿ&-]+\s){0,2}?(?:de\s(?:chez\s|la\s|l['’])?|d['’]|chez\s)(?P<name>\p{Lu})",
);
/// "deux ingénieurs de chez X".
pub(super) static JOB_AT: Pattern =
    Pattern::new(r"(?P<job>(?:[A-Za-zÀ-ÖØ-öø-ɏ]+\s){1,3}?)(?:de\s)?chez\s(?P<name>\p{Lu})");
