//! The window's settings: a new permission, a looser policy or another command fails here before it ships.

#![allow(clippy::unwrap_used, missing_docs)]

use serde_json::{Value, json};

fn read(file: &str) -> Value {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

#[test]
fn the_window_may_use_the_four_commands_and_nothing_of_the_system() {
    let capability = read("capabilities/main.json");
    assert_eq!(capability["permissions"], json!(["allow-call", "allow-columns", "allow-pick", "allow-watch"]));
    assert_eq!(capability["windows"], json!(["main"]));
    assert_eq!(capability.get("remote"), None);
    assert_eq!(std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/capabilities")).unwrap().count(), 1);
}

#[test]
fn the_content_policy_lets_nothing_in_from_elsewhere() {
    let security = &read("tauri.conf.json")["app"]["security"];
    let csp = &security["csp"];
    assert_eq!(csp["default-src"], "'none'");
    assert_eq!(csp["script-src"], "'self'");
    assert_eq!(csp["style-src"], "'self'");
    assert_eq!(csp["connect-src"], "ipc: http://ipc.localhost");
    assert_eq!(csp["img-src"], "'self' blob: data:");
    for closed in ["object-src", "base-uri", "frame-src", "form-action"] {
        assert_eq!(csp[closed], "'none'", "{closed}");
    }
    assert_eq!(csp.as_object().unwrap().len(), 10);
    assert_eq!(security["freezePrototype"], true);
    assert_eq!(security["assetProtocol"]["enable"], false);
    assert_eq!(read("tauri.conf.json")["app"]["withGlobalTauri"], false);
}

#[test]
fn no_development_server_is_trusted() {
    assert_eq!(read("tauri.conf.json")["build"].get("devUrl"), None);
}
