//! A look into files before they are imported.

use std::path::{Path, PathBuf};

use super::mapping;
use super::texts::excerpt;
use crate::folders::shortened;
use crate::formats::{Compression, FormatError, Found, Mapping, RecordKind as Kind, Source, guess};
use crate::operations::data::{RecordKind, Turn};
use crate::operations::import::{ColumnPreview, FilePreview, ImportMapping, ImportPreview, PreviewImport, SampleRow};
use crate::operations::{Failure, FailureCode};
use crate::workbench::Workbench;

/// Rows shown, and characters of their texts and of columns' values.
const SAMPLES: usize = 3;
const TEXT: usize = 2000;
const VALUE: usize = 120;

/// Looks into files and shows what a mapping makes of them.
pub fn preview(workbench: &Workbench, with: &PreviewImport) -> Result<ImportPreview, Failure> {
    let paths = with.tickets.iter().map(|&t| workbench.path_of(t)).collect::<Result<Vec<_>, _>>()?;
    let opened: Vec<(PathBuf, Result<Source, FormatError>)> =
        paths.into_iter().map(|path| (path.clone(), Source::open(&path))).collect();
    let files = opened.iter().map(|(path, source)| file_preview(path, source)).collect();
    let readable = || opened.iter().filter_map(|(_, source)| source.as_ref().ok());
    let Some(first) = readable().next() else {
        return Ok(ImportPreview {
            files,
            columns: Vec::new(),
            mapping: None,
            record_kind: RecordKind::Text,
            samples: Vec::new(),
        });
    };
    let used = used_mapping(with.mapping.as_ref(), first.found());
    Ok(ImportPreview {
        files,
        columns: columns(readable().map(Source::found)),
        record_kind: kind(used.kind()),
        mapping: mapping::shown(&used),
        samples: samples(first, &used)?,
    })
}

/// What a face says, or the guess.
pub fn used_mapping(said: Option<&ImportMapping>, found: &Found) -> Mapping {
    let guess = guess(found);
    said.map_or_else(|| guess.clone(), |said| mapping::applied(said, &guess))
}

/// "JSONL", "CSV, gzip", …
pub fn format_label(found: &Found) -> String {
    match found.compression {
        Compression::None => found.format.label().to_owned(),
        Compression::Gzip => format!("{}, gzip", found.format.label()),
    }
}

/// Why a file cannot be read, as a failure.
pub fn format_failure(path: &Path, error: &FormatError) -> Failure {
    match error {
        FormatError::Io { source, .. } => crate::files::io_failure(path, source),
        FormatError::NoRows | FormatError::EmptyFolder => {
            Failure::new(FailureCode::NothingToImport).text("path", shortened(path)).text("detail", error.to_string())
        }
        _ => Failure::new(FailureCode::UnreadableFile).text("path", shortened(path)).text("detail", error.to_string()),
    }
}

/// A record kind as faces know it.
pub const fn kind(kind: Kind) -> RecordKind {
    match kind {
        Kind::Text => RecordKind::Text,
        Kind::Instruction => RecordKind::Instruction,
        Kind::Chat => RecordKind::Chat,
    }
}

fn file_preview(path: &Path, source: &Result<Source, FormatError>) -> FilePreview {
    let name = path.file_name().map_or_else(|| shortened(path), |name| name.to_string_lossy().into_owned());
    match source {
        Ok(source) => {
            let found = source.found();
            FilePreview {
                name,
                format: format_label(found),
                size_bytes: found.bytes,
                notices: found.notices.iter().map(ToString::to_string).collect(),
                problem: None,
            }
        }
        Err(error) => FilePreview {
            name,
            format: String::new(),
            size_bytes: std::fs::metadata(path).map_or(0, |facts| facts.len()),
            notices: Vec::new(),
            problem: Some(error.to_string()),
        },
    }
}

fn columns<'a>(found: impl Iterator<Item = &'a Found>) -> Vec<ColumnPreview> {
    let mut columns: Vec<ColumnPreview> = Vec::new();
    for column in found.flat_map(|found| &found.columns) {
        if columns.iter().all(|known| known.name != column.name) {
            let samples = column.samples.iter().take(SAMPLES).map(|value| excerpt(value, VALUE)).collect();
            columns.push(ColumnPreview { name: column.name.clone(), samples });
        }
    }
    columns
}

fn samples(source: &Source, mapping: &Mapping) -> Result<Vec<SampleRow>, Failure> {
    let path = Path::new(&source.found().name);
    let records = source.first_records(SAMPLES).map_err(|error| format_failure(path, &error))?;
    Ok(records
        .iter()
        .map(|record| match mapping.apply(record) {
            Ok(mapped) => SampleRow {
                id: mapped.id,
                text: excerpt(&mapped.text, TEXT),
                turns: mapped.turns.into_iter().map(|t| Turn { role: t.role, content: t.content }).collect(),
                set_aside: None,
            },
            Err(reason) => SampleRow {
                id: format!("{}:{}", record.file.name, record.file_row),
                text: excerpt(&String::from_utf8_lossy(&record.raw), TEXT),
                turns: Vec::new(),
                set_aside: Some(reason.to_string()),
            },
        })
        .collect())
}
