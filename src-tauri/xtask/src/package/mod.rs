//! `cargo xtask package`: a Debian package of the window and the command line, with a bill of what is in it.
//!
//! Packages for other systems are configured in `tauri.conf.json` and are not made or checked here.

mod bill;
mod checked;

use std::path::{Path, PathBuf};

use crate::step::{Failed, ask, show, step};
use crate::tree::{artefacts, built, cargo, root};
use crate::{packages, ui};

/// Builds, packs and lists what is in it; `--check` then installs the package in a fresh Debian of its own, starts it there
/// and takes it away again. `--check PACKAGE` does that with one that was made before.
///
/// # Errors
/// The step that failed.
pub fn package(arguments: &[String]) -> Result<(), Failed> {
    if let [check, made] = arguments
        && check == "--check"
    {
        return checked::check(Path::new(made));
    }
    packages::debian(packages::TO_BUILD)?;
    packages::node()?;
    ui::packages()?;
    ui::build()?;
    step("Build what people use", "see the compiler's message above", || {
        show(&mut cargo(&["build", "--workspace", "--bins", "--locked", "--release"]))
    })?;
    let package = step("Pack it for Debian", "see the message above", debian)?;
    step("List what is in it", "see the message above", || {
        let file = package.with_extension("cdx.json");
        std::fs::write(&file, bill::of_materials()?).map_err(|error| format!("{}: {error}", file.display()))?;
        println!("    {}", file.display());
        Ok(())
    })?;
    if arguments.iter().any(|argument| argument == "--check") {
        checked::check(&package)?;
    }
    Ok(())
}

/// Makes the package of the programs that were built; its path.
fn debian() -> Result<PathBuf, String> {
    let folder = artefacts("package")?;
    let settings = folder.join("settings.json");
    let contents = settings_for(&built("release", "neurosieve"), &root().join("src-tauri/packaging"));
    std::fs::write(&settings, contents).map_err(|error| format!("{}: {error}", settings.display()))?;
    let mut bundler = ui::npm(&["exec", "--", "tauri", "bundle", "--bundles", "deb", "--ci", "--config"]);
    // Asked for from the folder of its configuration, which is not the one that npm starts in.
    show(bundler.arg(&settings).env("TAURI_APP_PATH", root().join("src-tauri")).env("CI", "true"))?;
    let made = newest(&built("release", "bundle/deb"))?;
    let name = made.file_name().ok_or("a package without a name")?;
    let package = folder.join(name);
    std::fs::copy(&made, &package).map_err(|error| format!("{}: {error}", package.display()))?;
    println!("    {}", package.display());
    println!("{}", ask(std::process::Command::new("dpkg-deb").arg("--info").arg(&package))?);
    Ok(package)
}

/// What the bundler is told beside `tauri.conf.json`: where the command line lies, and the kind of file that projects are.
fn settings_for(command_line: &Path, packaging: &Path) -> String {
    let files = serde_json::json!({
        "/usr/bin/neurosieve": command_line,
        "/usr/share/mime/packages/neurosieve.xml": packaging.join("neurosieve.mime.xml"),
        "/usr/share/doc/neurosieve/copyright": packaging.join("copyright"),
    });
    // The bundler's own entry does not hand over the project that was opened.
    let entry = packaging.join("neurosieve.desktop");
    serde_json::json!({ "bundle": { "linux": { "deb": { "files": files, "desktopTemplate": entry } } } }).to_string()
}

fn newest(folder: &Path) -> Result<PathBuf, String> {
    let said = |error: std::io::Error| format!("{}: {error}", folder.display());
    let files = std::fs::read_dir(folder).map_err(said)?.filter_map(Result::ok).map(|entry| entry.path());
    let packages = files.filter(|path| path.extension().is_some_and(|suffix| suffix == "deb"));
    let newest = packages.max_by_key(|path| path.metadata().and_then(|of| of.modified()).ok());
    newest.ok_or_else(|| format!("there is no package in {}", folder.display()))
}
