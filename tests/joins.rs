//! How a query meets a text by number, gender, family, sign, and being written apart or together: pairs of our own, all talks
//! in one index, so that what must not be found would be.

mod common;

use recaps::query::parse;
use recaps::search::{Found, Request, search};

/// A query, and a text that it finds.
const FOUND: &[(&str, &str)] = &[
    // Persons of verbs.
    ("codons", "on aime coder"),
    ("lançons", "il faut lancer la fusée"),
    ("mangeons", "manger des crêpes"),
    ("naviguons", "naviguer à vue"),
    ("choisissons", "bien choisir son thé"),
    ("nettoyons", "nettoyer la cuisine"),
    ("archiver", "nous archivons les lettres"),
    ("mesurer", "nous mesurons la marée"),
    // Families.
    ("événementiel", "un événement sonore"),
    ("évènement", "une agence événementielle"),
    ("rédactrice", "un rédacteur patient"),
    ("jardinières", "un jardinier"),
    ("lisibilité", "un poème lisible"),
    ("fiable", "la fiabilité du moulin"),
    ("traçable", "la traçabilité du lait"),
    ("réutiliser", "la réutilisation du verre"),
    ("virtualisation", "virtualiser la bibliothèque"),
    ("paramétrage", "paramétrer le four"),
    ("concevoir", "la conception du pont"),
    ("lire", "une lecture du soir"),
    ("usable", "a usability study"),
    ("recrutement", "recruter des matelots"),
    ("brasseuse", "le brasseur du coin"),
    ("dépanner", "un dépannage de nuit"),
    ("surveillance", "surveiller le lait sur le feu"),
    ("modulaire", "la modularité des meubles"),
    // Gender and number.
    ("française", "le fromage français"),
    ("portugais", "la marine portugaise"),
    ("japonaises", "un jardin japonais"),
    ("mauvaise", "un mauvais temps"),
    ("grosses", "un gros sel"),
    ("épaisse", "un mur épais"),
    ("longues", "un long fleuve"),
    ("doux", "des lumières douces"),
    ("nouvelle", "un nouveau quai"),
    ("clefs", "la clé du grenier"),
    ("vitraux", "un vitrail bleu"),
    ("bocal", "des bocaux de prunes"),
    ("genoux", "un genou plié"),
    ("fous", "une folle envie"),
    // Apostrophes inside a word.
    ("presqu'îles", "une presqu’île déserte"),
    ("prud'homme", "les prud’hommes du port"),
    ("aujourd’hui", "c'est aujourd'hui dimanche"),
    ("chefs-d'œuvre", "un chef-d’œuvre de bois"),
    ("main d'oeuvre", "la main-d’œuvre manque"),
    // Signs and digits.
    ("co2", "du CO₂ dans la cave"),
    ("CO₂", "le taux de CO2 monte"),
    ("h2o", "de l'H₂O pure"),
    ("m2", "une chambre de neuf m²"),
    ("99.95", "à 99,95 % près"),
    ("3,14", "environ 3.14"),
    ("c++", "les nouveautés de C++20"),
    ("C++17", "le guide de C++17"),
    ("c#", "les records de C#12"),
    (".net", "le monde .NET"),
    (".htaccess", "le fichier .HTACCESS du cellier"),
    ("htaccess", "un .htaccess dans la grange"),
    ("brouillard", "trop tard .BROUILLARD partout"),
    ("moulin", "un moulin,grange et verger"),
    ("grange", "un moulin,grange et verger"),
    ("verger pressoir", "verger;pressoir"),
    ("v2.4", "la version 2.4 du poêle"),
    ("12000", "12 000 abeilles"),
    // Names and what is built on them.
    ("azerchain", "on relie tout par AzerChain4j"),
    ("wxc", "chez WXCcloud"),
    ("moteur", "le MoteurGris tourne"),
    // Apart and together, in both numbers.
    ("microfrontends", "un micro-frontend par étal"),
    ("micro-frontends", "des microfrontends partout"),
    ("multicluster", "des multi-clusters d'étoiles"),
    ("multi cluster", "le multicluster du soir"),
    ("microservices", "un micro-service de thé"),
    ("datacenters", "un data center sous la neige"),
    ("backends", "le back-end du manège"),
    ("plugins", "un plug-in pour la harpe"),
    ("cyberattaques", "une cyber-attaque de pirates"),
    ("webhooks", "un web hook rouillé"),
    ("autoscaling", "l'auto-scaling du pain"),
    ("check-list", "deux checklists avant le vol"),
    ("rétroingénierie", "la rétro-ingénierie d'une montre"),
    ("co-fondatrices", "la cofondatrice du marché"),
    ("e-mail", "un email perdu"),
    ("wifi", "le Wi-Fi du phare"),
    ("sous-réseau", "des sous-réseaux de tunnels"),
    ("porte-voix", "un portevoix de cuivre"),
    ("super-héros", "un superhéros timide"),
    ("open source", "le cidre opensource"),
];

/// A query, and a text that it does not find.
const NOT_FOUND: &[(&str, &str)] = &[
    ("France", "le fromage français"),
    ("net", "le monde .NET"),
    (".net", "un gain net"),
    ("c", "les nouveautés de C++20"),
    ("9995", "à 99,95 % près"),
    ("java", "le JavaScript du dimanche"),
    ("parlement", "parler au vent"),
    ("départ", "un département rural"),
    ("pays", "un paysage de neige"),
    ("porte", "porter un sac"),
    ("sobriquet", "un repas sobre"),
    ("testament", "tester le gruau"),
    ("rente", "rendre la monnaie"),
    ("mentalité", "le calcul mental"),
    ("finalité", "la finale de rugby"),
    ("message", "une messe basse"),
    ("courage", "courir au bois"),
    ("objection", "un objet trouvé"),
];

fn fixture() -> common::Fixture {
    let texts = FOUND.iter().chain(NOT_FOUND).enumerate();
    let talks = texts.map(|(at, (_, text))| format!("## Qwertz{at}x\n\nIci, {text}.\n\n"));
    let recap = format!("# Journée Azerty 2018\n\n{}", talks.collect::<String>());
    common::index(&[("recap.md", &recap)])
}

fn titles(found: &Found) -> Vec<String> {
    found.hits.iter().map(|hit| hit.talk.title.clone()).collect()
}

fn ask(fixture: &common::Fixture, query: &str) -> Vec<String> {
    let nodes = parse(query).expect("any text is a query");
    let found = search(&fixture.index, &Request { nodes, limit: 200, ..Request::default() });
    titles(&found.expect("an answer"))
}

#[test]
fn each_query_finds_its_text_and_none_that_it_does_not_mean() {
    let fixture = fixture();
    let mut wrong = Vec::new();
    for (at, (query, text)) in FOUND.iter().chain(NOT_FOUND).enumerate() {
        let is_found = ask(&fixture, query).contains(&format!("Qwertz{at}x"));
        if is_found != (at < FOUND.len()) {
            wrong.push(format!("{query:?} on {text:?}: {}", if is_found { "found" } else { "not found" }));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), FOUND.len() + NOT_FOUND.len(), wrong.join("\n"));
}
