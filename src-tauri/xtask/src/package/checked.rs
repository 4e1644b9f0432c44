//! A package tried as a stranger would: installed in a fresh Debian of its own, started there, and taken away again.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::packages;
use crate::step::{Failed, ask, show, step};
use crate::tree::artefacts;

/// What makes a fresh Debian, a display and a picture of it.
const TOOLS: &[&str] = &["debootstrap", "xvfb", "imagemagick", "x11-utils"];

/// What is set up once in the fresh Debian beside the package: a session's bus, and letters.
const SESSION: &str = "dbus-x11,desktop-file-utils,shared-mime-info,libglib2.0-bin,fonts-noto-core";

/// The number of the display, high enough to be free.
const DISPLAY: &str = ":187";

/// Installs the package in a fresh root, looks at what it brought, opens its window there, and removes it. Root only.
///
/// # Errors
/// The step that failed.
pub fn check(package: &Path) -> Result<(), Failed> {
    packages::debian(TOOLS)?;
    let place = step("Make a fresh Debian", "this needs root, and the system's own package source", fresh)?;
    let name = package.file_name().unwrap_or_default().to_string_lossy().into_owned();
    step("Install the package in it", "see apt's message above", || {
        std::fs::copy(package, place.join(&name)).map_err(|error| error.to_string())?;
        show(&mut place.runs(&["apt-get", "install", "-y", "-qq", "--no-install-recommends", &format!("/{name}")]))
    })?;
    step("Look at what it brought", "the package lacks what the message names", || brought(&place))?;
    step("Open its window", "see the message above, and the picture", || opened(&place))?;
    step("Remove it", "see apt's message above", || {
        show(&mut place.runs(&["apt-get", "purge", "-y", "-qq", &installed(&place)?]))?;
        let found = ask(&mut place.runs(&["find", "/usr", "/etc", "/opt", "-iname", "*neurosieve*"]))?;
        if found.is_empty() { Ok(()) } else { Err(format!("it left behind: {found}")) }
    })
}

/// A folder with a Debian in it, gone when dropped.
struct Root(PathBuf);

impl Root {
    fn join(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// A command in the root.
    fn runs(&self, line: &[&str]) -> Command {
        let mut command = Command::new("chroot");
        command.arg(&self.0).args(["/usr/bin/env", "DEBIAN_FRONTEND=noninteractive", "LANG=C.UTF-8"]).args(line);
        command
    }
}

impl Drop for Root {
    fn drop(&mut self) {
        for inner in ["proc", "dev", "tmp/.X11-unix"] {
            // Not mounted: then there is nothing to take off.
            let _ =
                Command::new("umount").arg("-l").arg(self.0.join(inner)).stderr(std::process::Stdio::null()).status();
        }
        // Left behind it costs room and nothing else; the next check makes its own.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// The same Debian as this one, with nothing in it but what a session needs.
fn fresh() -> Result<Root, String> {
    let folder = std::env::temp_dir().join(format!("neurosieve-debian-{}", std::process::id()));
    std::fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
    let place = Root(folder);
    let release = std::fs::read_to_string("/etc/os-release").map_err(|error| error.to_string())?;
    let name = release.lines().find_map(|line| line.strip_prefix("VERSION_CODENAME=")).ok_or("no name of a release")?;
    let mut bootstrap = Command::new("debootstrap");
    show(bootstrap.args(["--variant=minbase", &format!("--include={SESSION}"), name]).arg(&place.0))?;
    for file in ["etc/apt/sources.list", "etc/resolv.conf"] {
        // Not there: then the fresh one's own serves.
        let _ = std::fs::copy(Path::new("/").join(file), place.join(file));
    }
    for (kind, inner) in [("proc", "proc"), ("devtmpfs", "dev")] {
        show(Command::new("mount").args(["-t", kind, kind]).arg(place.join(inner)))?;
    }
    show(&mut place.runs(&["apt-get", "update", "-qq"]))?;
    Ok(place)
}

/// The name under which the package is installed.
fn installed(place: &Root) -> Result<String, String> {
    let all = ask(&mut place.runs(&["dpkg-query", "-W", "-f", "${Package}\n"]))?;
    all.lines()
        .find(|name| name.contains("neurosieve"))
        .map(str::to_owned)
        .ok_or_else(|| "it is not installed".to_owned())
}

fn brought(place: &Root) -> Result<(), String> {
    let entries = ask(&mut place.runs(&["sh", "-c", "ls /usr/share/applications/*[nN]eurosieve*.desktop"]))?;
    let entry = entries.lines().next().ok_or("there is no entry for the menu")?;
    show(&mut place.runs(&["desktop-file-validate", entry]))?;
    let written = ask(&mut place.runs(&["cat", entry]))?;
    println!("{written}");
    for wanted in ["MimeType=application/vnd.neurosieve.project+sqlite3", "Exec=neurosieve-app %f"] {
        if !written.contains(wanted) {
            return Err(format!("the entry for the menu does not say {wanted}"));
        }
    }
    let kind = "neurosieve project new /tmp/a.neurosieve && gio info -a standard::content-type /tmp/a.neurosieve";
    let kind = ask(&mut place.runs(&["sh", "-c", kind]))?;
    if !kind.contains("application/vnd.neurosieve.project+sqlite3") {
        return Err(format!("a project file is taken for something else: {kind}"));
    }
    let icons = ask(&mut place.runs(&["find", "/usr/share/icons", "-iname", "*neurosieve*"]))?;
    if icons.is_empty() {
        return Err("there is no icon".to_owned());
    }
    let version = ask(&mut place.runs(&["neurosieve", "--version"]))?;
    println!("    {version}; {} icons", icons.lines().count());
    Ok(())
}

/// Starts what the menu starts, on the sample, and takes a picture of the window.
fn opened(place: &Root) -> Result<(), String> {
    let picture = artefacts("package")?.join("window.png");
    let mut display = Command::new("Xvfb")
        .args([DISPLAY, "-screen", "0", "1280x820x24", "-listen", "tcp", "-ac"])
        .spawn()
        .map_err(|error| error.to_string())?;
    let session = format!(
        "export DISPLAY=127.0.0.1{DISPLAY} HOME=/root LANG=C.UTF-8 WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS=1 \
         WEBKIT_DISABLE_DMABUF_RENDERER=1; exec timeout 40 dbus-launch --exit-with-session neurosieve-app --sample"
    );
    let mut app = place.runs(&["sh", "-c", &session]).spawn().map_err(|error| error.to_string())?;
    let seen = wait_for_window(&picture);
    // Both end by themselves as well; what matters is the picture.
    for process in [&mut app, &mut display] {
        let _ = process.kill();
        let _ = process.wait();
    }
    println!("    {}", picture.display());
    seen
}

/// Waits until something is drawn: a window that paints nothing has one colour.
fn wait_for_window(picture: &Path) -> Result<(), String> {
    for _ in 0..30 {
        std::thread::sleep(std::time::Duration::from_secs(1));
        let taken = show(Command::new("import").args(["-display", DISPLAY, "-window", "root"]).arg(picture));
        if taken.is_err() {
            continue;
        }
        let colours = ask(Command::new("identify").args(["-format", "%k"]).arg(picture))?;
        if colours.parse::<u32>().is_ok_and(|colours| colours > 200) {
            return Ok(());
        }
    }
    Err("its window did not show anything within 30 s".to_owned())
}
