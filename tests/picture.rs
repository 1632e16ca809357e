//! The picture of the README is the program's own output: it is drawn here, and compared with the file.
//!
//! `RECAPS_PICTURE=write cargo test --test picture` draws it anew.

use recaps::corpus::Corpus;
use recaps::index::{Index, Options, update};
use recaps::output::text::Printer;
use recaps::query::parse;
use recaps::search::{Request, search};
use recaps::snippet::Highlighter;
use std::path::Path;

/// Columns of the picture.
const WIDTH: usize = 92;

#[test]
fn the_readme_shows_what_the_program_prints() {
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let home = tempfile::tempdir().expect("a temporary folder");
    let corpus = Corpus::from_roots([("corpus".to_owned(), project.join("corpus"))]);
    let folder = home.path().join("index");
    update(&folder, &corpus, &Options::default(), &mut |_| {}).expect("a build");
    let index = Index::open(&folder).expect("an index");
    let nodes = parse("eBPF Cilium").expect("a query");
    let found = search(&index, &Request { nodes, limit: 3, ..Request::default() }).expect("an answer");
    let highlighter = Highlighter::new(&found.plan);
    let mut shown = b"$ recaps search eBPF Cilium -n 3\n".to_vec();
    let mut printer = Printer::new(&mut shown, Some(WIDTH));
    for hit in &found.hits {
        printer.hit(hit.rank, &hit.talk, &highlighter.snippets(&hit.talk, 2), false).expect("a hit");
    }
    let shown = String::from_utf8(shown).expect("UTF-8");
    let drawn = anstyle_svg::Term::new().min_width_px(860).render_svg(&shown);
    let picture = project.join("README.svg");
    if std::env::var_os("RECAPS_PICTURE").is_some() {
        std::fs::write(&picture, &drawn).expect("a picture");
    }
    let kept = std::fs::read_to_string(&picture).expect("a picture");
    assert!(kept == drawn, "README.svg is not what the program prints: RECAPS_PICTURE=write draws it anew");
}
