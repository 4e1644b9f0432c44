//! Feature records as the published code writes and reads them, so that both can be mixed.
//!
//! A record is `{"docid": "…", "fwd_up_feature": {"layer_topk_value_index": [layers x top-k indices]}}`, layer after
//! layer, falling impact inside a layer; one key for each projection ([`selection::Projection::record_key`]). JSONL or
//! Parquet, packed or not. A document that could not be scored has an empty list.
//!
//! A record does not say how its list is cut into layers. The shape comes from the caller, from the manifest beside the
//! file, or from `num_layers` and `top_k` in the first record.

mod error;
mod reading;
mod writing;

pub use error::FeaturesFileError;
pub use reading::{FeatureFile, FeatureReader, read};
pub use writing::FeatureWriter;

/// The field inside a projection's object.
const INDICES: &str = "layer_topk_value_index";
