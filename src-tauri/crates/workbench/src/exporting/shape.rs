//! What a format means: the form of a row, the kind of file, one file or a folder of them.

use std::path::Path;

use super::survey::Survey;
use crate::jobs::plan::ExportPlan;
use crate::operations::export::ExportFormat;
use crate::writing::OutFormat;
use crate::writing::forms::Form;

impl ExportFormat {
    /// Whether the rows of this format are made over, so that each is looked at beforehand.
    pub(crate) const fn has_form(self) -> bool {
        matches!(self, Self::Alpaca | Self::Sharegpt | Self::Openai | Self::LlamaFactory | Self::Axolotl)
    }

    /// Whether columns and their types are looked for beforehand.
    pub(crate) const fn has_columns(self) -> bool {
        matches!(self, Self::Csv | Self::Parquet | Self::Datasets | Self::LlamaFactory | Self::Axolotl)
    }

    /// Whether it is a folder by itself; any format is one where the rows are divided.
    pub(crate) const fn is_kit(self) -> bool {
        matches!(self, Self::LlamaFactory | Self::Axolotl | Self::Datasets)
    }

    /// What each row becomes: for a tool that reads several forms, the plainest that says all rows.
    pub(crate) fn form(self, survey: &Survey) -> Option<Form> {
        match self {
            Self::LlamaFactory | Self::Axolotl if survey.is_plain() => Some(Form::Text),
            Self::LlamaFactory if survey.long == 0 => Some(Form::Alpaca),
            // Its Alpaca form knows neither earlier turns nor a system message.
            Self::Axolotl if survey.long == 0 && survey.with_system == 0 => Some(Form::Alpaca),
            Self::Alpaca => Some(Form::Alpaca),
            Self::Sharegpt | Self::LlamaFactory => Some(Form::Sharegpt),
            Self::Openai | Self::Axolotl => Some(Form::Openai),
            Self::Jsonl | Self::Json | Self::Csv | Self::Parquet | Self::Datasets => None,
        }
    }

    /// How the rows stand in the file; forms are arrays where the file's name says so.
    pub(crate) fn file_format(self, path: &Path) -> OutFormat {
        match self {
            Self::Jsonl | Self::LlamaFactory | Self::Axolotl => OutFormat::Jsonl,
            Self::Json => OutFormat::Json,
            Self::Csv => OutFormat::Csv,
            Self::Parquet | Self::Datasets => OutFormat::Parquet,
            Self::Alpaca | Self::Sharegpt | Self::Openai => match OutFormat::of(path) {
                Ok(OutFormat::Json) => OutFormat::Json,
                _ => OutFormat::Jsonl,
            },
        }
    }

    /// The ending of its file's name.
    pub(crate) const fn suffix(self) -> &'static str {
        match self {
            Self::Json | Self::Alpaca | Self::Sharegpt => "json",
            Self::Jsonl | Self::Openai | Self::LlamaFactory | Self::Axolotl => "jsonl",
            Self::Csv => "csv",
            Self::Parquet | Self::Datasets => "parquet",
        }
    }
}

impl ExportPlan {
    /// Whether a folder is written.
    pub(crate) const fn is_folder(&self) -> bool {
        self.format.is_kit() || self.split.is_some()
    }

    /// The name of the data, for tools that want one: letters, digits, `-` and `_` of the folder's.
    pub(crate) fn set_name(&self) -> String {
        let name = self.path.file_stem().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        let safe: String = name.chars().map(|c| if c.is_alphanumeric() || c == '_' { c } else { '-' }).collect();
        let safe = safe.trim_matches('-');
        if safe.is_empty() { "selection".to_owned() } else { safe.to_owned() }
    }

    /// Data files inside the folder, those to check with last, with forward slashes.
    pub(crate) fn file_names(&self) -> Vec<String> {
        let parts = if self.split.is_some() { &["train", "validation"][..] } else { &["train"] };
        let set = self.set_name();
        let named = |part: &&str| match self.format {
            ExportFormat::LlamaFactory if *part == "train" => format!("{set}.jsonl"),
            ExportFormat::LlamaFactory => format!("{set}-{part}.jsonl"),
            ExportFormat::Datasets => format!("data/{part}-00000-of-00001.parquet"),
            other => format!("{part}.{}", other.suffix()),
        };
        parts.iter().map(named).collect()
    }
}
