//! The command line, case by case: each file under `tests/cli` is a session in a folder of its own.

#[test]
fn sessions() {
    trycmd::TestCases::new().case("tests/cli/*.trycmd");
}
