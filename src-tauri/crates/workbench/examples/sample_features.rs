//! Makes the features that ship with the sample: `cargo run --release -p workbench --example sample_features -- MODEL OUT`,
//! with the starter model's GGUF file and `src-tauri/crates/workbench/sample/features.bin`.

use std::error::Error;
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let (Some(model), Some(out)) = (arguments.next(), arguments.next()) else {
        return Err("say the starter model's file and where the features go".into());
    };
    workbench::Workbench::read_in_process();
    let folder = tempfile::tempdir()?;
    let features = workbench::compute_sample_features(&model, folder.path())?;
    std::fs::write(&out, &features)?;
    println!("{}: {} bytes", out.display(), features.len());
    Ok(())
}
