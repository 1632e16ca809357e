//! The command line, case by case: each file under `tests/cli` is a session in a folder of its own.

#[test]
fn sessions() {
    trycmd::TestCases::new()
        // What the developer set for themselves is not under test.
        .env("XDG_CONFIG_HOME", concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cli/no-configuration"))
        .case("tests/cli/*.trycmd");
}
