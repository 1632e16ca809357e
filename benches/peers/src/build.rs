//! Builds the programs of this project, as people install them and as a static program.

use crate::measure::Call;
use crate::programs::Built;
use anyhow::{Context, Result, ensure};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The project that this package measures.
pub(crate) fn project() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_owned()
}

/// What makes a program static; without a relocatable image there is less to do at its start.
const STATIC: &str = "-C target-feature=+crt-static -C relocation-model=static";

/// Builds `recaps` and the floor, both dynamic and static, into the folder this program was built into. Where `build` is
/// not wanted, what is there is taken.
pub(crate) fn build(build: bool) -> Result<Built> {
    let exe = std::env::current_exe()?;
    let target = exe.ancestors().nth(2).context("a target folder")?;
    let rustc = Call::new("rustc").arg("-vV").command().envs(std::env::vars_os()).output()?;
    let about = String::from_utf8(rustc.stdout)?;
    let host =
        about.lines().find_map(|line| line.strip_prefix("host: ")).context("rustc does not name its host")?;
    let cargo = |manifest: &Path, program: &str, linked: &[&str], flags: &str| -> Result<()> {
        if !build {
            return Ok(());
        }
        let mut cargo = Command::new(env!("CARGO"));
        cargo.args(["build", "--locked", "--release", "--bin", program, "--target-dir"]).arg(target);
        cargo.arg("--manifest-path").arg(manifest).args(linked).env_remove("CARGO_ENCODED_RUSTFLAGS");
        let status = cargo.env("RUSTFLAGS", flags).status()?;
        ensure!(status.success(), "{program} does not build");
        Ok(())
    };
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml");
    let recaps = project().join("Cargo.toml");
    for (manifest, program) in [(&recaps, "recaps"), (&own, "floor")] {
        cargo(manifest, program, &[], "")?;
        cargo(manifest, program, &["--target", host], STATIC)?;
    }
    let (dynamic, linked) = (target.join("release"), target.join(host).join("release"));
    // A file as a linker left it is mapped in smaller pieces than one that was copied, as installed programs are: they
    // start 0.2 to 0.5 ms later.
    let tools = target.join("peers-tools/bin");
    std::fs::create_dir_all(&tools)?;
    let installed = |from: &Path, name: &str| -> Result<PathBuf> {
        let to = tools.join(name);
        std::fs::copy(from, &to).with_context(|| from.display().to_string())?;
        Ok(to)
    };
    Ok(Built {
        recaps: installed(&linked.join("recaps"), "recaps")?,
        recaps_dynamic: installed(&dynamic.join("recaps"), "recaps-dynamic")?,
        floor: installed(&linked.join("floor"), "floor")?,
        floor_dynamic: installed(&dynamic.join("floor"), "floor-dynamic")?,
        tantivy_cli: tools.join("tantivy"),
    })
}
