//! Rankings of the open project: asked for, kept in memory, cut and explained.
//!
//! What a ranking is made of comes from the store as [`RankPool`] and [`GoalExamples`]; the mathematics is in
//! `selection`. Nothing here is written to the project: a ranking follows from pool, goal, features and settings, and is
//! made again when asked.

mod cut;
mod drawn;
mod explain;
mod gather;
mod kept;
mod made;
mod pool;
pub mod requests;
pub mod saved;

pub use cut::cut;
pub use drawn::figure;
pub use explain::{neuron_strip, why};
pub use kept::{GoalSeen, Kept, Rankings};
pub use made::{GoalExamples, make};
pub use pool::RankPool;

use crate::operations::ranking::{MethodSettingView, MethodView};

/// The methods, as the code describes them.
#[must_use]
pub fn methods() -> Vec<MethodView> {
    selection::method::ALL
        .iter()
        .map(|method| {
            let description = method.description();
            MethodView {
                method: description.id.to_owned(),
                technical: description.technical.to_owned(),
                needs_examples: description.needs_examples,
                needs_model: description.needs.is_some(),
                source: description.source.to_owned(),
                settings: description
                    .settings
                    .iter()
                    .map(|setting| MethodSettingView {
                        name: setting.name.to_owned(),
                        default: setting.default,
                        least: setting.least,
                        most: setting.most,
                        step: setting.step,
                    })
                    .collect(),
            }
        })
        .collect()
}
