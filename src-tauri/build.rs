//! Declares the window's commands, so that each needs its permission in `capabilities/`.

fn main() {
    let commands = tauri_build::AppManifest::new().commands(&["call", "columns", "pick", "watch"]);
    let attributes = tauri_build::Attributes::new().app_manifest(commands);
    if let Err(error) = tauri_build::try_build(attributes) {
        // The build script's only way to say what is wrong.
        panic!("{error:#}");
    }
}
