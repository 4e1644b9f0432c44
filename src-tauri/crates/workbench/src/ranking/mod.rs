//! Rankings of the open project: asked for, kept in memory, cut and explained.
//!
//! What a ranking is made of comes from the store as [`RankPool`] and [`GoalExamples`]; the mathematics is in
//! `selection`. Nothing here is written to the project: a ranking follows from pool, goal, features and settings, and is
//! made again when asked.

pub mod again;
pub mod changes;
mod compose;
mod composed;
mod cut;
mod drawn;
mod explain;
mod flow;
pub(crate) mod gather;
mod goal_examples;
mod ignored;
mod kept;
pub(crate) mod made;
mod neuron;
mod notes;
mod pair;
mod pair_drawn;
mod pool;
pub mod requests;
pub mod runs;
pub mod saved;
mod surprise;
mod tokens;

pub use composed::Composed;
pub use cut::cut;
pub use drawn::figure;
pub use explain::{neuron_strip, why};
pub use kept::{GoalSeen, Kept, Rankings};
pub use made::{GoalExamples, make};
pub use neuron::firing_all;
pub use pair::neuron_pair;
pub use pair_drawn::neuron_pair_figure;
pub use pool::RankPool;
pub use surprise::surprises;
pub use tokens::{TokenKeeper, neuron_tokens, tokens};

use selection::method::{Kind, Representation, Setting, Settings, Standing};

use crate::operations::ranking::{MethodSettingView, MethodStanding, MethodView};

/// The methods, as the code describes them.
#[must_use]
pub fn methods() -> Vec<MethodView> {
    selection::method::ALL
        .iter()
        .map(|method| {
            let description = method.description();
            let needs = method.needs(&Settings::default());
            MethodView {
                method: description.id.to_owned(),
                technical: description.technical.to_owned(),
                plain: description.plain.to_owned(),
                sentence: description.sentence.to_owned(),
                good_when: description.good_when.to_owned(),
                careful_when: description.careful_when.to_owned(),
                source: description.source.to_owned(),
                standing: standing(description.standing),
                picks_a_set: description.kind == Kind::Set,
                needs_examples: description.needs_examples,
                needs_model: needs.iter().any(|one| one.needs_backbone()),
                needs: needs.into_iter().map(|one: Representation| one.name().to_owned()).collect(),
                settings: description.settings.iter().map(setting).collect(),
            }
        })
        .collect()
}

const fn standing(standing: Standing) -> MethodStanding {
    match standing {
        Standing::Published => MethodStanding::Published,
        Standing::Interpretation => MethodStanding::Interpretation,
        Standing::Extension => MethodStanding::Extension,
        Standing::Baseline => MethodStanding::Baseline,
    }
}

fn setting(setting: &Setting) -> MethodSettingView {
    MethodSettingView {
        name: setting.name.to_owned(),
        means: setting.means.to_owned(),
        default: setting.default,
        least: setting.least,
        most: setting.most,
        step: setting.step,
        choices: setting.choices.iter().map(|&choice| choice.to_owned()).collect(),
    }
}
