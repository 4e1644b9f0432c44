//! Stories of an open project, told through requests as the faces make them.
#![allow(clippy::unwrap_used)]

mod annotating;
mod at_work;
mod comparing;
mod composing;
mod deeds;
mod exporting;
mod exporting_for_tools;
mod goals;
mod importing;
mod keeping;
mod killed;
mod learning;
mod mapping;
mod merge_killed;
mod neuron_pairs;
mod neurons;
mod opening;
mod proving;
mod reading;
mod real_tools;
mod review_killed;
mod reviewing;
mod studying;
mod tokens;
mod training;
mod trying;
