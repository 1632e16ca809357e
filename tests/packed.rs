//! Talks that are packed answer like those that are not: packed from the start, added later, or merged.

use recaps::corpus::Corpus;
use recaps::index::{Index, Options, update};
use recaps::talk::Talk;
use std::fs;
use std::path::Path;

const THEMES: [&str; 12] = [
    "la mise en réseau",
    "les métriques",
    "la sauvegarde",
    "le maillage de services",
    "la facture du nuage",
    "les tests de charge",
    "la revue de code",
    "le déploiement continu",
    "les secrets",
    "la migration",
    "le noyau",
    "les journaux",
];

/// Writes recaps that have much in common, as recaps do.
fn write(corpus: &Path, numbers: std::ops::Range<usize>) {
    fs::create_dir_all(corpus).expect("a folder");
    for number in numbers {
        let mut recap = format!("# Retour sur la Journée Qwertz {}\n", 2000 + number % 20);
        for talk in 0..6 {
            let theme = |step: usize| THEMES[(number * 5 + talk * step) % THEMES.len()];
            recap += &format!(
                "\n## Tout savoir sur {}, épisode {number}-{talk}\n\nDans cette présentation, on parle de {} et de {}. \
                 Ce qu'il faut en retenir : {} ne s'improvise pas, même avec mot{number}x{talk}.\n",
                theme(1),
                theme(3),
                theme(7),
                theme(11),
            );
        }
        fs::write(corpus.join(format!("recap-{number:03}.md")), recap).expect("a recap");
    }
}

fn index(home: &Path, name: &str, pack_from: u64) -> Index {
    let corpus = Corpus::from_roots([("corpus".to_owned(), home.join("corpus"))]);
    let folder = home.join(name);
    let options = Options { pack_from, ..Options::default() };
    update(&folder, &corpus, &options, &mut |_| ()).expect("an index");
    Index::open(&folder).expect("an index")
}

fn talks(index: &Index) -> Vec<Talk> {
    let mut talks: Vec<Talk> = index.docs().map(|doc| index.talk(doc).expect("a talk")).collect();
    talks.sort_by(|a, b| a.id.cmp(&b.id));
    talks
}

#[test]
fn packed_talks_are_those_that_were_cut() {
    let home = tempfile::tempdir().expect("a folder");
    write(&home.path().join("corpus"), 0..96);
    let plain = index(home.path(), "plain", u64::MAX);
    let packed = index(home.path(), "packed", 0);
    assert!(plain.manifest().dictionary.is_none());
    assert!(packed.manifest().dictionary.is_some(), "enough to learn from");
    assert_eq!(talks(&packed), talks(&plain));

    // What comes later is packed against the same dictionary, in a segment of its own or merged with the rest.
    write(&home.path().join("corpus"), 96..98);
    let (plain, packed) = (index(home.path(), "plain", u64::MAX), index(home.path(), "packed", 0));
    assert_eq!(talks(&packed), talks(&plain));
    // Plain talks and packed ones can lie in one segment.
    write(&home.path().join("corpus"), 98..400);
    let mixed = index(home.path(), "plain", 0);
    assert!(mixed.manifest().dictionary.is_some());
    assert_eq!(talks(&mixed), talks(&index(home.path(), "packed", 0)));
    assert_eq!(mixed.segments().len(), 1, "merged");
}

#[test]
fn a_dictionary_that_is_damaged_is_damage_of_the_index() {
    let home = tempfile::tempdir().expect("a folder");
    write(&home.path().join("corpus"), 0..96);
    let packed = index(home.path(), "packed", 0);
    let file = &packed.manifest().dictionary.as_ref().expect("a dictionary").name;
    let path = home.path().join("packed/generation-1").join(file);
    let mut bytes = fs::read(&path).expect("a dictionary");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&path, bytes).expect("a damaged dictionary");
    assert!(matches!(Index::open(&home.path().join("packed")), Err(recaps::Error::Damaged { .. })));
}
