//! A real window under a display of its own, driven as a person would: by what is written on things, and by keys.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};

mod screen;

/// How long anything on the screen may take to appear.
const PATIENCE: Duration = Duration::from_mins(1);

/// Finds, in the page, the visible elements that a person would call by a role and a name; those of an open dialog first.
const FIND: &str = r"
const [role, name, index] = arguments;
const roles = { button: 'button,[role=button],[role=menuitem],[role=menuitemradio],[role=option],[role=tab],[role=radio],[role=link],a,summary,label',
  field: 'input,textarea,[role=searchbox],[role=textbox],[role=spinbutton],[role=combobox],select', any: '*' };
const named = (e) => (e.getAttribute('aria-label') || (e.labels && e.labels[0] && e.labels[0].textContent) || e.getAttribute('placeholder') || e.textContent || '').replace(/\s+/g, ' ').trim();
const seen = (e) => { const r = e.getBoundingClientRect(); return r.width > 0 && r.height > 0 && getComputedStyle(e).visibility !== 'hidden'; };
const among = (place) => {
  const all = [...place.querySelectorAll(roles[role])].filter(seen);
  return all.filter((e) => named(e) === name).concat(all.filter((e) => named(e) !== name && named(e).startsWith(name)));
};
const dialog = [...document.querySelectorAll('.dialog')].at(-1);
const one = (dialog ? among(dialog) : []).concat(among(document))[index || 0];
if (one) one.scrollIntoView({ block: 'nearest' });
return one || null;
";

/// The app in its window, with everything it needs around it; gone when dropped.
pub struct Window {
    client: Client,
    home: tempfile::TempDir,
    picks: PathBuf,
    screenshots: Option<PathBuf>,
    display_number: u32,
    _driver: Ended,
    _display: Ended,
}

/// A process that ends with its owner.
struct Ended(Child);

impl Drop for Ended {
    fn drop(&mut self) {
        // It may have ended by itself: then there is nothing left to do.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Window {
    /// Opens the app with an empty home of its own and the arguments given.
    pub async fn open(arguments: &[&str]) -> Self {
        Self::open_at(tempfile::tempdir().expect("a folder for the journey"), arguments).await
    }

    /// Opens the app on a home that an earlier window left behind.
    pub async fn open_at(home: tempfile::TempDir, arguments: &[&str]) -> Self {
        let (display, number) = display();
        let picks = home.path().join("picks.txt");
        std::fs::write(&picks, "").expect("a script of picks");
        let port = free_port();
        let driver = Command::new("WebKitWebDriver")
            .args(["--host=127.0.0.1", &format!("--port={port}")])
            .env("DISPLAY", format!(":{number}"))
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .env("NEUROSIEVE_HOME", home.path())
            .env("NEUROSIEVE_PICKS", &picks)
            // What the window's page remembers lies there, and must not reach another journey.
            .env("XDG_DATA_HOME", home.path().join("web"))
            .env("WEBKIT_DISABLE_DMABUF_RENDERER", "1")
            .env("LANG", "en_US.UTF-8")
            .env_remove("WAYLAND_DISPLAY")
            .stdout(Stdio::null())
            .spawn()
            .expect("WebKitWebDriver: install webkit2gtk-driver");
        let driver = Ended(driver);
        let client = connected(port, arguments).await;
        let screenshots = std::env::var_os("NEUROSIEVE_SCREENSHOTS").map(PathBuf::from);
        Self { client, home, picks, screenshots, display_number: number, _driver: driver, _display: display }
    }

    /// Closes the window as a person would, and gives the home back.
    pub async fn close(self) -> tempfile::TempDir {
        // Ends the app as well; a session that is gone already is closed.
        let _ = self.client.clone().close().await;
        tokio::time::sleep(Duration::from_millis(500)).await;
        self.home
    }

    /// What the next file dialogs will answer: a line each.
    pub fn will_pick(&self, paths: &[&Path]) {
        let mut script = std::fs::read_to_string(&self.picks).unwrap_or_default();
        for path in paths {
            script.push_str(&path.to_string_lossy());
            script.push('\n');
        }
        std::fs::write(&self.picks, script).expect("a script of picks");
    }

    /// Everything that is written in the window.
    pub async fn text(&self) -> String {
        let asked = self.client.execute("return document.body.innerText", vec![]);
        // A driver that does not answer is a failure of the journey, not an endless wait.
        let text = tokio::time::timeout(Duration::from_secs(20), asked).await.expect("the driver answers within 20 s");
        text.ok().and_then(|t| t.as_str().map(str::to_owned)).unwrap_or_default()
    }

    /// Waits until something is written in the window.
    pub async fn sees(&self, words: &str) {
        self.sees_within(words, PATIENCE).await;
    }

    /// Waits longer, for work that takes its time.
    pub async fn sees_within(&self, words: &str, patience: Duration) {
        println!("  sees \"{words}\"");
        let begun = Instant::now();
        loop {
            let text = self.text().await;
            if text.contains(words) {
                return;
            }
            if begun.elapsed() > patience {
                // What is said first is said even if the picture cannot be taken.
                println!("  \"{words}\" did not appear; the window says:\n{text}");
                self.screenshot("failed").await;
                panic!("\"{words}\" did not appear within {patience:?}");
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    /// Presses a button, tab, option or link by what is written on it, once it can be pressed.
    pub async fn press(&self, name: &str) {
        self.act("button", name, 0, "if (one.disabled) return false; one.click();").await;
    }

    /// Puts the focus on what a person would call so: a table, a handle, a field.
    pub async fn focus(&self, name: &str) {
        self.act(
            "any",
            name,
            0,
            "(one.matches('[tabindex],input,button') ? one : one.querySelector('[tabindex=\"0\"]') || one).focus();",
        )
        .await;
    }

    /// Scrolls its pane until what is written so stands at the top; nothing but the pane moves.
    pub async fn scroll_to(&self, words: &str) {
        println!("  scrolls to \"{words}\"");
        let script = "const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
            for (let node = walker.nextNode(); node; node = walker.nextNode()) {
                const one = node.parentElement;
                if (!node.textContent.trim().startsWith(arguments[0]) || one.getBoundingClientRect().height === 0) continue;
                let pane = one;
                while (pane && !/auto|scroll/.test(getComputedStyle(pane).overflowY)) pane = pane.parentElement;
                if (pane) pane.scrollTop += one.getBoundingClientRect().top - pane.getBoundingClientRect().top - 8;
                return true;
            }
            return false;";
        let found = self.client.execute(script, vec![json!(words)]).await.expect("the page answers");
        assert_eq!(found, true, "\"{words}\" is there to scroll to");
    }

    /// What is written in the part of the window with that name.
    pub async fn pane_text(&self, name: &str) -> String {
        let script = "return document.querySelector(`[aria-label=\"${arguments[0]}\"]`)?.innerText ?? null";
        let text = self.client.execute(script, vec![json!(name)]).await.expect("the page answers");
        text.as_str().unwrap_or_else(|| panic!("there is no part \"{name}\"")).to_owned()
    }

    /// Writes into a field, called by its label, in place of what is there.
    pub async fn fill(&self, name: &str, value: &str) {
        let set = format!(
            "one.focus();
             const kinds = {{ TEXTAREA: HTMLTextAreaElement, SELECT: HTMLSelectElement }};
             const proto = (kinds[one.tagName] || HTMLInputElement).prototype;
             Object.getOwnPropertyDescriptor(proto, 'value').set.call(one, {});
             one.dispatchEvent(new Event('input', {{ bubbles: true }}));
             one.dispatchEvent(new Event('change', {{ bubbles: true }}));",
            json!(value)
        );
        self.act("field", name, 0, &set).await;
    }

    /// Runs a script on the element a person would call so, once it is there.
    async fn act(&self, role: &str, name: &str, index: u32, action: &str) {
        println!("  {role} \"{name}\"");
        let script = format!(
            "const one = (function () {{ {FIND} }}).apply(null, arguments); if (!one) return false; {action} return true;"
        );
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            let done = self.client.execute(&script, vec![json!(role), json!(name), json!(index)]).await;
            if matches!(done, Ok(Value::Bool(true))) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        self.screenshot("failed").await;
        panic!("there is no {role} \"{name}\"; the window says:\n{}", self.text().await);
    }

    /// Strikes keys where the focus is: characters as they are, others by their `WebDriver` code points.
    pub async fn keys(&self, keys: &str) {
        println!("  keys {keys:?}");
        let strokes = keys.chars().fold(KeyActions::new("keyboard".to_owned()), |actions, value| {
            actions.then(KeyAction::Down { value }).then(KeyAction::Up { value })
        });
        self.client.perform_actions(strokes).await.expect("keys reach the window");
    }

    /// Strikes a key while another is held.
    pub async fn chord(&self, held: char, key: char) {
        println!("  chord {held:?} {key:?}");
        let strokes = KeyActions::new("keyboard".to_owned())
            .then(KeyAction::Down { value: held })
            .then(KeyAction::Down { value: key })
            .then(KeyAction::Up { value: key })
            .then(KeyAction::Up { value: held });
        self.client.perform_actions(strokes).await.expect("keys reach the window");
    }

    /// Runs a script in the page, to look at what text does not tell.
    pub async fn look(&self, script: &str) -> Value {
        self.client.execute(script, vec![]).await.expect("the page answers")
    }

    /// Runs a script that waits, and gives what it returns.
    pub async fn runs(&self, script: &str) -> Value {
        let script = format!(
            "const done = arguments[arguments.length - 1];
             (async () => {{ {script} }})().then((value) => done({{ value }}), (error) => done({{ error: String(error) }}));"
        );
        let done = self.client.execute_async(&script, vec![]).await.expect("the page answers");
        assert!(done["error"].is_null(), "the page says: {}", done["error"]);
        done["value"].clone()
    }

    /// Gives the window a size.
    pub async fn resize(&self, width: u32, height: u32) {
        self.client.set_window_size(width, height).await.expect("the window takes a size");
        // The page hears of its size a little later: mostly at once, and on a busy machine within this.
        for _ in 0..8 {
            tokio::time::sleep(Duration::from_millis(50)).await;
            if self.look("return window.innerWidth").await == width {
                break;
            }
        }
    }
}

/// Starts a display and waits until it says its number.
fn display() -> (Ended, u32) {
    let mut xvfb = Command::new("Xvfb")
        .args(["-displayfd", "1", "-screen", "0", "1680x1050x24", "-nolisten", "tcp"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("Xvfb: install xvfb");
    let mut line = String::new();
    let output = xvfb.stdout.take().expect("it was piped");
    BufReader::new(output).read_line(&mut line).expect("Xvfb says its number");
    (Ended(xvfb), line.trim().parse().expect("Xvfb says a number"))
}

fn free_port() -> u16 {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.local_addr().expect("an address").port()
}

async fn connected(port: u16, arguments: &[&str]) -> Client {
    let options = json!({ "binary": built("neurosieve-app"), "args": arguments });
    let capabilities = [("webkitgtk:browserOptions".to_owned(), options)].into_iter().collect();
    let begun = Instant::now();
    loop {
        let tried = ClientBuilder::new(HttpConnector::new())
            .capabilities(serde_json::Map::clone(&capabilities))
            .connect(&format!("http://127.0.0.1:{port}"))
            .await;
        match tried {
            Ok(client) => return client,
            Err(error) if begun.elapsed() > PATIENCE => panic!("the window does not open: {error}"),
            Err(_) => tokio::time::sleep(Duration::from_millis(200)).await,
        }
    }
}

/// A program that cargo built beside this test.
pub fn built(program: &str) -> PathBuf {
    let me = std::env::current_exe().expect("a test has a path");
    let folder = me.parent().and_then(Path::parent).expect("tests lie in target/debug/deps");
    folder.join(program)
}
