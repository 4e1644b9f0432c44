//! Pictures of the window.

use std::process::Command;
use std::time::Duration;

use serde_json::json;

use super::Window;

/// The sizes in which every screen is looked at: the smallest, and a usual one.
const SIZES: [(u32, u32); 2] = [(1024, 640), (1600, 1000)];

/// What makes the page wider than its window: nothing, or the elements that reach beyond it.
const RUNS_OUT: &str = "
    if (document.documentElement.scrollWidth <= window.innerWidth) return [];
    const beyond = [...document.querySelectorAll('body *')].filter((e) => e.getBoundingClientRect().right > window.innerWidth + 1);
    return beyond.slice(-6).map((e) => e.tagName + '.' + e.getAttribute('class') + ' ' + e.textContent.slice(0, 40));";

impl Window {
    /// Keeps a picture of the window among the run's artefacts.
    ///
    /// Taken from the display, not by the driver: `WebKitWebDriver` waits without end for the next frame of a page that
    /// has nothing more to paint.
    pub async fn screenshot(&self, name: &str) {
        let Some(folder) = &self.screenshots else { return };
        tokio::time::sleep(Duration::from_millis(300)).await;
        let size = self.look("return window.innerWidth + 'x' + window.innerHeight").await;
        let size = size.as_str().unwrap_or("1280x820").to_owned();
        let taken = Command::new("import")
            .args([
                "-display",
                &format!(":{}", self.display_number),
                "-window",
                "root",
                "-crop",
                &format!("{size}+0+0"),
            ])
            .arg(folder.join(format!("{name}.png")))
            .status();
        assert!(taken.is_ok_and(|status| status.success()), "import takes the picture: install imagemagick");
    }

    /// Keeps pictures in both themes and at both sizes; without a folder for them it only looks whether anything runs
    /// out of the window.
    pub async fn pictures(&self, name: &str) {
        for (width, height) in SIZES {
            self.resize(width, height).await;
            let wide = self.look(RUNS_OUT).await;
            assert_eq!(wide, json!([]), "{name}: nothing runs out of a window of {width} x {height}");
            for theme in ["light", "dark"] {
                self.look(&format!("document.documentElement.dataset.theme = '{theme}'")).await;
                self.screenshot(&format!("{name}-{width}-{theme}")).await;
            }
            self.look("document.documentElement.dataset.theme = 'light'").await;
        }
    }
}
