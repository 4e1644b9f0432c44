//! The journey of hostile words: 200 scripts as texts, ids, names, columns, categories, notes and files. They are shown as
//! what they are; none runs, none becomes markup, none reaches the workbench.

use std::path::Path;

use super::{CONTROL, ESCAPE};
use crate::harness::Window;

/// What a script would do: raise a counter that the journey reads, and ask the workbench for a goal of its own.
const DEEDS: [&str; 10] = [
    "window.__ran=(window.__ran||0)+1",
    "document.title='ran'",
    "localStorage.setItem('ran','1')",
    "window.__TAURI_INTERNALS__.invoke('call',{request:{op:'create_goal',with:{name:'made by a script'}}})",
    "fetch('ipc://localhost/call',{method:'POST',body:'{}'}).then(()=>window.__ran=1)",
    "eval(atob('d2luZG93Ll9fcmFuPTE='))",
    "setTimeout('window.__ran=1')",
    "new Function('window.__ran=1')()",
    "import('data:text/javascript,window.__ran=1')",
    "location='tauri://localhost/?ran'",
];

/// Ways in which text becomes a script where it is taken for markup, a template or an address.
const FORMS: [&str; 20] = [
    "<script>DEED</script>",
    "<img src=x onerror=\"DEED\">",
    "<svg onload=\"DEED\"></svg>",
    "<svg><script>DEED</script></svg>",
    "<iframe srcdoc=\"<script>parent.DEED</script>\"></iframe>",
    "<a href=\"javascript:DEED\">read more</a>",
    "<body onload=\"DEED\">",
    "<details open ontoggle=\"DEED\"><summary>x</summary></details>",
    "<video><source onerror=\"DEED\"></video>",
    "<input autofocus onfocus=\"DEED\">",
    "<object data=\"javascript:DEED\"></object>",
    "<math href=\"javascript:DEED\">x</math>",
    "<meta http-equiv=\"refresh\" content=\"0;url=javascript:DEED\">",
    "<style>*{animation:x}@keyframes x{}</style><x onanimationstart=\"DEED\">",
    "\"><script>DEED</script><\"",
    "'-DEED-'",
    "{{constructor.constructor(\"DEED\")()}}",
    "${DEED}",
    "--></textarea></title><script>DEED</script>",
    "\u{202e}<scr\u{0}ipt>DEED</scr\u{0}ipt>\u{2028}",
];

fn payloads() -> Vec<String> {
    FORMS.iter().flat_map(|form| DEEDS.map(|deed| form.replace("DEED", deed))).collect()
}

/// A file of rows that are payloads in every field, in a folder of files that are named so.
fn hostile_data(folder: &Path) -> std::path::PathBuf {
    let row = |(number, payload): (usize, &String)| {
        let mut row = serde_json::Map::new();
        row.insert("id".to_owned(), format!("{number} {payload}").into());
        row.insert("text".to_owned(), format!("Row {number} says {payload} and goes on.").into());
        row.insert("category".to_owned(), payload.chars().take(60).collect::<String>().into());
        row.insert(format!("<img src=x onerror=window.__ran={}>", number % 5), payload.as_str().into());
        serde_json::Value::Object(row).to_string()
    };
    let lines: Vec<String> = payloads().iter().enumerate().map(row).collect();
    let place = folder.join("<b onclick=window.__ran=1>data");
    std::fs::create_dir(&place).unwrap();
    for (number, part) in lines.chunks(20).enumerate() {
        let name = FORMS[number + 1].replace("DEED", "window.__ran=1").replace(['/', '\0'], "_");
        std::fs::write(place.join(format!("{name}.jsonl")), part.join("\n")).unwrap();
    }
    place
}

/// A model whose folder and card say such things.
fn hostile_model(folder: &Path) -> std::path::PathBuf {
    let tiny = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/goldens/models/tiny-llama-tied");
    let place = folder.join("<img src=x onerror=window.__ran=1>");
    std::fs::create_dir(&place).unwrap();
    for file in ["config.json", "tokenizer.json", "tokenizer_config.json", "model.safetensors"] {
        std::fs::copy(tiny.join(file), place.join(file)).unwrap();
    }
    std::fs::write(place.join("README.md"), payloads().join("\n\n")).unwrap();
    place
}

/// Asks the workbench from the page, as the page itself does.
fn asked(op: &str, with: &serde_json::Value) -> String {
    let request = serde_json::json!({ "op": op, "with": with });
    format!("return (await window.__TAURI_INTERNALS__.invoke('call', {{ request: {request} }})).value")
}

/// Nothing ran, nothing of the data became an element, and the workbench was asked for nothing.
async fn assert_harmless(window: &Window, place: &str) {
    let found = window
        .look(
            "return [window.__ran ?? 0, document.title, localStorage.getItem('ran') ?? 'no',
                document.querySelectorAll('iframe,object,embed,math,meta[http-equiv=refresh],img[src=x],base,[onload],[onerror],[onclick],[onfocus],[ontoggle]').length,
                document.querySelectorAll('script').length, location.search].join(' ')",
        )
        .await;
    assert_eq!(found, "0 Neurosieve no 0 1 ", "in {place}");
    let goals = window.runs(&asked("goals", &serde_json::json!({}))).await;
    let names: Vec<&str> = goals.as_array().unwrap().iter().filter_map(|goal| goal["name"].as_str()).collect();
    assert!(!names.contains(&"made by a script"), "in {place}: {names:?}");
}

#[tokio::test]
#[ignore = "needs the built app and a display driver: cargo xtask test journeys"]
async fn two_hundred_scripts_in_every_field_are_shown_and_none_runs() {
    assert_eq!(payloads().len(), 200);
    let folder = tempfile::tempdir().unwrap();
    let (data, model) = (hostile_data(folder.path()), hostile_model(folder.path()));
    let window = Window::open(&[]).await;

    window.will_pick(&[&data]);
    window.press("Start with my data").await;
    window.sees("The first rows, as a model reads them").await;
    assert_harmless(&window, "the import's preview").await;
    window.screenshot("hostile-import").await;
    window.press("Looks right").await;
    window.sees("200 rows ready").await;
    assert_harmless(&window, "the data's table").await;
    for _ in 0..3 {
        window.keys("\u{e015}").await;
    }
    window.screenshot("hostile-data").await;
    assert_harmless(&window, "a row").await;

    let name = FORMS[1].replace("DEED", DEEDS[0]);
    let made = window.runs(&asked("create_goal", &serde_json::json!({ "name": name }))).await;
    let source = serde_json::json!({ "from": "pasted", "text": payloads().join("\n\n"), "split": true });
    let with = serde_json::json!({ "goal": made["goal"], "source": source, "unwanted": false });
    window.runs(&asked("add_examples", &with)).await;
    let rename = serde_json::json!({ "name": FORMS[4].replace("DEED", "x").replace('\0', "") });
    window.runs(&asked("rename_project", &rename)).await;
    for decision in [
        serde_json::json!({ "what": "note", "note": payloads()[..20].join("\n") }),
        serde_json::json!({ "what": "tag", "tag": "<img src=x onerror=window.__ran=1>", "on": true }),
    ] {
        let on = serde_json::json!({ "which": "rows", "rows": [1, 2, 3] });
        let with = serde_json::json!({ "annotator": "<svg onload=window.__ran=1>", "on": on, "decision": decision });
        window.runs(&asked("decide", &with)).await;
    }

    window.chord(CONTROL, '2').await;
    window.sees("examples ticked").await;
    window.screenshot("hostile-goal").await;
    assert_harmless(&window, "the goal").await;

    window.will_pick(&[&model]);
    window.chord(CONTROL, '3').await;
    window.press("Add from disk").await;
    window.press("Model folder").await;
    window.sees("was added").await;
    window.screenshot("hostile-model").await;
    assert_harmless(&window, "the models").await;

    window.chord(CONTROL, '4').await;
    window.press("See a random pick").await;
    window.sees("Keeping").await;
    window.keys(ESCAPE).await;
    window.screenshot("hostile-results").await;
    assert_harmless(&window, "the ranking").await;
    window.chord(CONTROL, '5').await;
    window.sees("as they will stand in").await;
    assert_harmless(&window, "the export").await;
    for place in ["Activity", "Projects", "Settings", "Data"] {
        window.press(place).await;
        tokio::time::sleep(std::time::Duration::from_millis(500)).await;
        assert_harmless(&window, place).await;
    }

    // The yardstick: the same words put in as markup are elements, and the content policy still lets none of them run.
    let put =
        format!("document.body.insertAdjacentHTML('beforeend', {}); return 0", serde_json::json!(payloads().concat()));
    window.look(&put).await;
    tokio::time::sleep(std::time::Duration::from_secs(1)).await;
    let elements = window.look("return document.querySelectorAll('iframe,img[src=x],[onload]').length").await;
    assert!(elements.as_u64().unwrap() > 10, "markup would have been noticed: {elements}");
    assert_eq!(window.look("return window.__ran ?? 0").await, 0, "the content policy lets no script of a text run");
    window.close().await;
}
