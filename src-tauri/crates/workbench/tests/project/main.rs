//! Stories of an open project, told through requests as the faces make them.
#![allow(clippy::unwrap_used)]

mod at_work;
mod comparing;
mod exporting;
mod goals;
mod importing;
mod killed;
mod neurons;
mod opening;
mod reading;
