//! Keys of the catalogue that figures say, in one place, so that a test can hold every catalogue to them.

/// Every key that a figure may carry as title, label or mark.
pub const ALL: [&str; 40] = [
    "figure.score_by_rank",
    "figure.score_histogram",
    "figure.match_by_layer",
    "figure.cut",
    "figure.typical",
    "figure.rank",
    "figure.score",
    "figure.likeness",
    "figure.probability",
    "figure.own_score",
    "figure.rows",
    "figure.layer",
    "figure.match",
    "figure.overlap",
    "figure.overlap_part",
    "figure.jaccard_curve",
    "figure.jaccard",
    "figure.rank_power",
    "figure.rank_shifts",
    "figure.rank_shift_sides",
    "figure.rank_power_down",
    "figure.score_distributions",
    "figure.score_range",
    "figure.share_of_rows",
    "figure.neuron_pair",
    "figure.place",
    "figure.switch_off",
    "figure.switched_off",
    "figure.loss_change",
    "figure.impact_and_loss",
    "figure.impact_rank",
    "figure.layer_study",
    "figure.precision",
    "figure.projection_study",
    "figure.projection",
    "figure.sparsity_study",
    "figure.neurons_a_layer",
    "figure.share_found",
    "figure.separability_study",
    "figure.measure",
];

/// Whether the values on an axis with this label are shares of one, said in percent.
#[must_use]
pub fn is_share(label: &str) -> bool {
    matches!(
        label,
        "figure.score"
            | "figure.likeness"
            | "figure.probability"
            | "figure.match"
            | "figure.jaccard"
            | "figure.share_of_rows"
            | "figure.precision"
            | "figure.share_found"
    )
}

/// Whether 1, 2, … on an axis with this label are names, whose catalogue keys the figure carries as `name_1`, `name_2`, ….
#[must_use]
pub fn is_named(label: &str) -> bool {
    matches!(label, "figure.switched_off" | "figure.projection" | "figure.measure")
}
