//! Keys to states, states to frames, on a terminal in memory.

use crate::choice::Choice;
use crate::common::{self, Fixture};
use crate::fixture;
use ratatui::crossterm::event::{KeyCode, KeyModifiers};
use ratatui::style::{Color, Modifier};
use recaps::pick::{Step, Theme};
use recaps::talk::Kind;

#[test]
fn every_letter_is_answered_and_the_words_that_matched_are_marked() {
    let fixture = fixture();
    let mut choice = Choice::new(&fixture, 100, 24);
    assert_eq!(choice.state.total(), fixture.index.talks() as usize, "nothing typed: all talks");
    choice.type_in("kub");
    assert_eq!(choice.titles(), ["Kubernetes sans larmes"], "the beginning of a word");
    choice.type_in("ernetes obs");
    assert_eq!(choice.titles()[0], "Kubernetes sans larmes");
    let screen = choice.screen();
    assert!(screen.starts_with("> kubernetes obs\n"), "{screen}");
    assert!(screen.contains("  1 Kubernetes sans larmes") && screen.contains("2021"), "{screen}");
    assert!(screen.contains("Luc Roy (Azerty)") && screen.contains("corpus/a-2021.md:7"), "{screen}");
    let marked = choice.with(Modifier::REVERSED);
    assert!(marked.contains(&"observabilité".to_owned()), "{marked:?}");
    assert!(marked.iter().filter(|word| *word == "Kubernetes").count() >= 2, "{marked:?}");
    choice.press_with(KeyCode::Char('u'), KeyModifiers::CONTROL);
    choice.type_in("obzervabilité ");
    assert!(choice.screen().contains(" taken for observabilité"), "{}", choice.screen());
    assert_eq!(choice.state.paste(&"x".repeat(9000)), Step::Search);
    assert!(choice.finder.answer(&choice.state).is_err(), "a query beyond the limits is refused");
}

#[test]
fn keys_move_mark_and_choose() {
    let fixture = fixture();
    let mut choice = Choice::new(&fixture, 80, 24);
    let ids: Vec<String> = choice.state.talks().iter().map(|talk| talk.id.clone()).collect();
    choice.press(KeyCode::Up);
    assert_eq!(choice.state.selected(), 0);
    choice.press(KeyCode::Down);
    assert_eq!(choice.press(KeyCode::Enter), Step::Choose(vec![ids[1].clone()]));
    choice.press(KeyCode::PageDown);
    assert_eq!(choice.state.selected(), ids.len() - 1);
    choice.press(KeyCode::PageUp);
    choice.press(KeyCode::Tab);
    choice.press(KeyCode::Tab);
    choice.press(KeyCode::Up);
    choice.press(KeyCode::Tab);
    assert!(choice.screen().contains("1 marked"), "marked twice is not marked: {}", choice.screen());
    choice.press(KeyCode::Tab);
    choice.type_in("noyau");
    assert_eq!(choice.press(KeyCode::Enter), Step::Choose(vec![ids[0].clone(), ids[2].clone()]));
    assert_eq!(choice.press(KeyCode::Esc), Step::Leave);
    assert_eq!(choice.press_with(KeyCode::Char('c'), KeyModifiers::CONTROL), Step::Interrupt);
    choice.press_with(KeyCode::Char('u'), KeyModifiers::CONTROL);
    let mut nothing = Choice::new(&fixture, 80, 24);
    nothing.type_in("\"xyzzy\"");
    assert_eq!((nothing.state.total(), nothing.press(KeyCode::Enter)), (0, Step::Stay));
}

#[test]
fn keys_go_through_kinds_and_years() {
    let fixture = fixture();
    let mut choice = Choice::new(&fixture, 80, 24);
    let all = choice.state.total();
    choice.press_with(KeyCode::Char('k'), KeyModifiers::ALT);
    assert!(choice.state.talks().iter().all(|talk| talk.kind == Kind::Talk));
    assert!(choice.state.total() < all && choice.screen().contains("kind talk"));
    for _ in 0..3 {
        choice.press_with(KeyCode::Char('t'), KeyModifiers::CONTROL);
    }
    assert_eq!(choice.state.total(), all);
    let mut years = Vec::new();
    for _ in 0..4 {
        choice.press_with(KeyCode::Char('y'), KeyModifiers::ALT);
        years.push(choice.state.year());
        let shown = choice.state.talks().iter();
        assert!(
            shown.into_iter().all(|talk| choice.state.year().is_none() || talk.year == choice.state.year())
        );
    }
    assert_eq!(years, [Some(2023), Some(2022), Some(2021), None]);
    choice.type_in("noyau");
    choice.press_with(KeyCode::Char('y'), KeyModifiers::CONTROL);
    assert_eq!(choice.titles(), ["Observabilité du noyau"]);
}

#[test]
fn a_long_talk_opens_where_it_matched_and_scrolls() {
    let fixture = fixture();
    let mut choice = Choice::new(&fixture, 80, 24);
    choice.type_in("graouli");
    assert!(choice.screen().contains("Fin : le graouli.") && choice.screen().contains("Ida Petit"));
    for _ in 0..20 {
        choice.press_with(KeyCode::PageUp, KeyModifiers::ALT);
    }
    assert!(choice.screen().contains("Ligne 1 d’un"), "{}", choice.screen());
    choice.press_with(KeyCode::Down, KeyModifiers::SHIFT);
    assert!(!choice.screen().contains("Ligne 1 d’un") && choice.screen().contains("Ligne 2 d’un"));
    for _ in 0..100 {
        choice.press_with(KeyCode::PageDown, KeyModifiers::SHIFT);
    }
    assert!(choice.screen().contains("Fin : le graouli."), "the end stays in sight: {}", choice.screen());
}

#[test]
fn the_keys_are_explained_on_f1_and_on_a_question_mark_that_stands_alone() {
    let fixture = fixture();
    let mut choice = Choice::new(&fixture, 80, 24);
    choice.type_in("?");
    assert!(choice.screen().contains("Ctrl-U Ctrl-W"), "{}", choice.screen());
    choice.press(KeyCode::Esc);
    assert!(!choice.state.help() && choice.state.query().text().is_empty());
    choice.type_in("quoi ?");
    assert!(!choice.state.help());
    choice.press(KeyCode::F(1));
    assert!(choice.state.help());
}

#[test]
fn no_size_of_terminal_is_too_small() {
    let fixture = fixture();
    let mut choice = Choice::new(&fixture, 80, 24);
    let step = choice.state.paste("l’observabilité du noyau 👩\u{200d}💻");
    choice.after(step);
    for width in (0..24).chain([71, 72, 200]) {
        for height in (0..16).chain([60]) {
            choice.terminal.backend_mut().resize(width, height);
            choice.press(KeyCode::F(1));
            choice.press(KeyCode::F(1));
            choice.press(KeyCode::Tab);
            choice.press_with(KeyCode::PageDown, KeyModifiers::ALT);
            choice.press(KeyCode::Left);
        }
    }
    let mut choice = Choice::new(&fixture, 40, 24);
    choice.type_in("noyau");
    assert!(choice.screen().contains("Le noyau se laisse observer."), "{}", choice.screen());
}

#[test]
fn without_colours_bold_and_reverse_say_it_all() {
    let fixture = fixture();
    let mut choice = Choice::new(&fixture, 80, 24);
    choice.type_in("noyau");
    let colored = |choice: &Choice<'_>| {
        choice.buffer().content().iter().any(|cell| (cell.fg, cell.bg) != (Color::Reset, Color::Reset))
    };
    assert!(!colored(&choice) && !choice.with(Modifier::REVERSED).is_empty());
    choice.draw(&Theme::coloured());
    assert!(colored(&choice));
}

#[test]
fn nothing_of_a_recap_acts_on_the_screen() {
    let hostile = "\u{1b}[31m\u{1b}]0;x\u{7}\u{9b}2J\u{202e}\u{200b}\u{200d}\u{feff}";
    let text = format!(
        "# Journée Qwertz 2021\n\n## Noyau{hostile} ouvert\n\nLe noyau{hostile} est{hostile} ouvert.\n"
    );
    let fixture = common::index(&[("a.md", &text)]);
    for (width, height) in [(100, 24), (30, 8)] {
        let mut choice = Choice::new(&fixture, width, height);
        choice.type_in(&format!("noyau{hostile}"));
        choice.state.paste(hostile);
        choice.draw(&Theme::plain());
        let acts = |c: char| c.is_control() || "\u{202e}\u{200b}\u{200d}\u{feff}".contains(c);
        assert!(!choice.screen().replace('\n', "").chars().any(acts), "{:?}", choice.screen());
    }
}

/// Two talks of an event that has a short name, and one of another.
fn occasions() -> Fixture {
    let kube = "---\nurl: https://blog.example.org/kube\n---\n\n# Retour sur la KubeCon Europe 2024 à Paris\n\n\
        ## Un titre de conférence assez long pour manquer de place ailleurs, par Awa Diop (Bépo)\n\n\
        Note : 4/5\n\nDu sable et des galets.\n\n[Vidéo](https://video.example.org/1)\n\n\
        ## Un autre galet, par Luc Roy (Azerty)\n\nEncore du sable.\n";
    let other = "# Galet Conf 2023\n\n## Du sable en hiver, par Awa Diop (Bépo)\n\nDu sable froid.\n";
    common::index(&[("kube-2024.md", kube), ("galet-2023.md", other)])
}

fn alt(choice: &mut Choice<'_>, key: char) -> Step {
    choice.press_with(KeyCode::Char(key), KeyModifiers::ALT)
}

#[test]
fn keys_open_edit_and_copy_the_selected_talk() {
    let fixture = occasions();
    let mut choice = Choice::new(&fixture, 80, 24);
    choice.type_in("un titre de conférence assez long");
    let talk = choice.state.talks()[0].clone();
    assert_eq!(alt(&mut choice, 'o'), Step::Browse("https://video.example.org/1".to_owned()));
    assert_eq!(alt(&mut choice, 'l'), Step::Copy("https://video.example.org/1".to_owned()));
    assert_eq!(alt(&mut choice, 'i'), Step::Copy(talk.id.clone()));
    let edit = Step::Edit { file: "corpus/kube-2024.md".to_owned(), line: talk.source.first_line };
    assert_eq!(alt(&mut choice, 'f'), edit);
    assert_eq!(choice.press_with(KeyCode::Char('x'), KeyModifiers::CONTROL), edit);
    choice.press_with(KeyCode::Char('u'), KeyModifiers::CONTROL);
    choice.type_in("hiver");
    assert_eq!(alt(&mut choice, 'o'), Step::Stay);
    assert!(choice.screen().contains("of this talk no page is known"), "{}", choice.screen());
    choice.press(KeyCode::Home);
    assert!(!choice.screen().contains("no page"), "said until the next key: {}", choice.screen());
}

#[test]
fn keys_narrow_to_what_the_selected_talk_has() {
    let fixture = occasions();
    let mut choice = Choice::new(&fixture, 80, 24);
    choice.type_in("sable hiver");
    let all = choice.state.total();
    assert_eq!(all, 3);
    assert_eq!(choice.titles()[0], "Du sable en hiver");
    alt(&mut choice, 's');
    assert_eq!(choice.state.total(), 2, "{}", choice.screen());
    assert!(choice.screen().contains("speaker Awa Diop"), "{}", choice.screen());
    alt(&mut choice, 's');
    assert_eq!(choice.state.total(), all);
    choice.press(KeyCode::Down);
    alt(&mut choice, 'e');
    assert!(choice.state.talks().iter().all(|talk| talk.year == Some(2024)), "{:?}", choice.titles());
    assert!(choice.screen().contains("event KubeCon EU"), "{}", choice.screen());
    alt(&mut choice, 'v');
    assert!(choice.state.total() == 1 && choice.screen().contains("with video"), "{}", choice.screen());
    alt(&mut choice, 'r');
    alt(&mut choice, 'r');
    assert!(choice.state.total() == 1 && choice.screen().contains("rated 4 or more"), "{}", choice.screen());
    alt(&mut choice, 'r');
    assert_eq!(choice.state.total(), 0);
    alt(&mut choice, 'a');
    assert_eq!(choice.state.total(), all);
}

#[test]
fn at_every_width_titles_have_the_room_and_nothing_is_torn() {
    let fixture = occasions();
    let prose = "Une phrase assez longue pour remplir toute une ligne. ".repeat(12);
    let long = common::index(&[(
        "kube-2024.md",
        &format!("# KubeCon Europe 2024\n\n## Sable fin, par Awa Diop\n\n{prose}\n"),
    )]);
    for (width, height) in [(40, 20), (80, 24), (119, 30), (120, 30), (200, 50)] {
        let mut choice = Choice::new(&fixture, width, height);
        choice.type_in("titre de conférence");
        let screen = choice.screen();
        let keys = screen.lines().last().expect("a line of keys");
        assert!(keys.starts_with("Enter choose · Esc leave"), "{keys}");
        let last = keys.rsplit(" · ").next().expect("a key");
        let whole = [
            "F1 keys",
            "Tab mark",
            "Alt-F edit",
            "Alt-E event",
            "Alt-A no filter",
            "Alt-V video",
            "Alt-R rating",
            "Alt-Y year",
        ];
        assert!(whole.contains(&last), "cut: {keys}");
        assert!(screen.contains(if width < 120 { "────" } else { "│" }), "a rule: {screen}");
        assert_eq!(screen.contains("KubeCon EU 2024"), width >= 80 && width != 120, "{screen}");
        choice.press(KeyCode::F(1));
        let keys = choice.screen();
        for key in ["Alt-O Ctrl-O", "Alt-A", "these keys"] {
            assert!(keys.contains(key), "{width} columns: {keys}");
        }
        let mut choice = Choice::new(&long, width, height);
        choice.type_in("sable");
        let screen = choice.screen();
        let text: Vec<&str> =
            screen.lines().map(|line| line.rsplit('│').next().unwrap_or(line).trim()).collect();
        let widest =
            text.iter().filter(|line| line.contains("phrase")).map(|line| line.chars().count()).max();
        assert!(widest.is_some_and(|widest| widest > 20 && widest <= 100), "{widest:?} of {width}: {screen}");
        let torn = |line: &&&str| {
            !(line.ends_with(' ')
                || "Une phrase assez longue pour remplir toute une ligne. "
                    .split_inclusive(' ')
                    .any(|word| line.ends_with(word.trim_end())))
        };
        assert_eq!(text.iter().filter(|line| line.contains("phrase")).find(torn), None, "{screen}");
    }
}

#[test]
fn the_text_is_set_as_its_file_has_it_where_that_was_looked_up() {
    use recaps::corpus::Document;
    use recaps::output::layout::{Source, settings};
    let text = "# Journée Qwertz 2023\n\n## Observabilité du noyau, par Ève Martin (Dvorak)\n\nLe noyau se laisse observer.\n\n\
        - Un premier point, assez long pour qu’il ne tienne pas sur une seule ligne.\n- Un second.\n\n```\n  deux\n```\n";
    let fixture = common::index(&[("c-2023.md", text)]);
    let mut choice = Choice::new(&fixture, 60, 30);
    assert!(!choice.screen().contains("- Un second."), "{}", choice.screen());
    let path = fixture.home.path().join("corpus/c-2023.md");
    let document = Document::of_file(text.as_bytes(), &path, "corpus/c-2023.md", None).expect("a text");
    let talk = choice.state.unset().expect("a talk that nobody has set");
    let set = settings(&talk.body.text, &talk.body.lines, Some(&Source::new(&document)));
    choice.state.set(set);
    choice.draw(&Theme::plain());
    let screen = choice.screen();
    assert!(screen.contains("\n- Un premier point") && screen.contains("\n- Un second.\n"), "{screen}");
    let below = screen.lines().skip_while(|line| !line.starts_with("- Un premier")).nth(1);
    assert!(below.is_some_and(|line| line.starts_with("  ") && line.ends_with("seule ligne.")), "{screen}");
    assert!(choice.state.unset().is_none());
    choice.type_in("noyau");
    assert!(choice.state.unset().is_some(), "another answer is looked up anew");
}

#[test]
fn an_id_that_is_wider_than_the_screen_is_cut_at_its_signs() {
    let title = "Pourquoi le noyau se raconte mieux que toutes les histoires";
    let text = format!("# Journée Qwertz 2023\n\n## {title}, par Ève Martin (Dvorak)\n\nLe noyau.\n");
    let fixture = common::index(&[("c-2023.md", &text)]);
    let choice = Choice::new(&fixture, 40, 24);
    let id = choice.state.talks()[0].id.clone();
    assert!(id.len() > 40, "{id}");
    let screen = choice.screen();
    let lines: Vec<&str> = screen.lines().skip_while(|line| !line.starts_with("c-2023/")).collect();
    let (first, rest) = (lines[0], lines[1]);
    assert!(first.ends_with(['-', '/']) && id.starts_with(&format!("{first}{rest}")), "{screen}");
}
