//! Talks that are opened: in the editor, in the browser.

use super::*;

#[test]
fn open_starts_the_editor_at_the_line_and_the_browser_at_the_page() {
    let home = indexed();
    let bin = home.path().join("bin");
    std::fs::create_dir(&bin).expect("a folder");
    for name in ["xdg-open", "micro"] {
        use std::os::unix::fs::PermissionsExt;
        let script = format!("#!/bin/sh\necho \"$@\" > '{}'\n", home.path().join(name).display());
        std::fs::write(bin.join(name), script).expect("a program");
        std::fs::set_permissions(bin.join(name), std::fs::Permissions::from_mode(0o755)).expect("a program");
    }
    let path = format!("{}:{}", bin.display(), std::env::var("PATH").unwrap_or_default());
    let open = |args: &[&str]| {
        let mut command = program(home.path());
        command.env("PATH", &path).env("EDITOR", "micro").env_remove("VISUAL").arg("open").args(args);
        command.output().expect("the program runs")
    };
    assert!(open(&["--edit", "sans-peur"]).status.success());
    let argument = std::fs::read_to_string(home.path().join("micro")).expect("the editor ran");
    assert!(argument.trim().ends_with("corpus/qwertz-2022.md:9"), "{argument}");
    assert!(open(&["sans-peur"]).status.success());
    // It comes in its own time.
    let argument = (0..1_200).find_map(|_| {
        std::thread::sleep(std::time::Duration::from_millis(50));
        std::fs::read_to_string(home.path().join("xdg-open")).ok().filter(|argument| argument.ends_with('\n'))
    });
    assert_eq!(argument.as_deref(), Some("https://blog.example.org/qwertz-2022\n"));
    let output = open(&["encore-le-noyau"]);
    assert!(output.status.code() == Some(1) && said(&output).contains("no page"), "{output:?}");
    // A program that is missing or fails is said in words, and the page with it: it can be copied.
    std::fs::write(bin.join("xdg-open"), "#!/bin/sh\nexit 3\n").expect("a program");
    let mut command = program(home.path());
    let output = command.env("PATH", &bin).args(["open", "sans-peur"]).output().expect("the program runs");
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    let page = "https://blog.example.org/qwertz-2022";
    assert_eq!(said(&output), format!("recaps: {page}: no browser could be started\n"));
    let mut command = program(home.path());
    command.env("EDITOR", "nulle-part").env_remove("VISUAL").args(["open", "--edit", "sans-peur"]);
    let output = command.output().expect("the program runs");
    assert!(
        output.status.code() == Some(2) && said(&output).contains("recaps: nulle-part: ended"),
        "{output:?}"
    );
}

#[test]
fn without_an_editor_and_a_terminal_open_says_what_to_set() {
    let home = indexed();
    let mut command = program(home.path());
    command.env_remove("EDITOR").env_remove("VISUAL").args(["open", "--edit", "sans-peur"]);
    let output = command.output().expect("the program runs");
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{output:?}");
    let expected = "recaps: no editor: neither $VISUAL nor $EDITOR is set; try: export EDITOR=nano\n";
    assert_eq!(said(&output), expected);
}
