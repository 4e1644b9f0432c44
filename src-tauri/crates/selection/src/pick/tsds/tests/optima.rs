//! The corrected rule reaches the optimum of the paper's objective.
//!
//! `transport_optima.json` holds 160 random instances with the optimum that a solver of linear programs found (`HiGHS`, by
//! its simplex, feasibility to 1e-10, primal and dual value equal to 1e-11): minimise `(α/C) Σ γ_ij d_ij + (1 - α) t` over
//! `γ >= 0` and `t`, with `Σ_j γ_ij = 1/M` and `|M ρ_j γ_ij - 1/S| <= t` for all pairs, `S = Σ 1/ρ`. Distances and
//! densities are made up and rounded, so that many distances are equal; one instance in four has no near-duplicates.

use serde::Deserialize;

use super::super::balanced::spread;
use super::*;
use crate::geometry::neighbours::Neighbours;

#[derive(Deserialize)]
struct Instance {
    alpha: f64,
    c: f64,
    densities: Vec<f64>,
    distances: Vec<Vec<f64>>,
    optimum: f64,
}

impl Instance {
    /// All neighbours of all examples.
    fn reach(&self) -> Reach {
        let documents = self.densities.len();
        let (mut rows, mut distances) = (Vec::new(), Vec::new());
        for of_example in &self.distances {
            let mut order: Vec<u32> = (0..documents as u32).collect();
            order.sort_by(|&a, &b| of_example[a as usize].total_cmp(&of_example[b as usize]));
            distances.extend(order.iter().map(|&row| of_example[row as usize]));
            rows.extend(order);
        }
        Reach::new(Neighbours::known(documents, rows, distances), &self.densities, documents)
    }

    fn is_uniform(&self) -> bool {
        self.densities.iter().all(|density| (*density - 1.0).abs() < f64::EPSILON)
    }

    /// What the objective is at masses filled up to `s`, or given evenly.
    fn objective(&self, found: &Balanced) -> f64 {
        let total: f64 = self.densities.iter().map(|density| 1.0 / density).sum();
        let uneven = if found.cost.is_infinite() { 0.0 } else { (1.0 / found.s - 1.0 / total).max(1.0 / total) };
        self.alpha / self.c * found.transport + (1.0 - self.alpha) * uneven
    }
}

fn instances() -> Vec<Instance> {
    serde_json::from_str(include_str!("../../../../tests/fixtures/transport_optima.json")).unwrap()
}

#[test]
fn no_solver_finds_a_better_plan() {
    let (mut filled, mut beyond_half) = (0, 0);
    for (number, instance) in instances().iter().enumerate() {
        let reach = instance.reach();
        let is_uniform = instance.is_uniform();
        for closed_form in [false, is_uniform] {
            let spread = Spread::Weighed { alpha: instance.alpha, c: instance.c };
            let found = super::super::balanced::spread(&reach, spread, closed_form).unwrap();
            let gap = instance.objective(&found) - instance.optimum;
            assert!(gap.abs() <= 1e-9, "instance {number}: {gap:e} above the optimum {}", instance.optimum);
            assert!((found.probabilities.iter().sum::<f64>() - 1.0).abs() < 1e-12, "instance {number}: mass is lost");
            let is_inside = 2.0 * found.s < reach.total_weight();
            filled += usize::from(is_inside);
            beyond_half += usize::from(!is_inside);
        }
    }
    assert!(filled > 100 && beyond_half > 20, "{filled} and {beyond_half}: both ends of the rule are tried");
}

#[test]
fn without_near_duplicates_the_closed_form_stops_where_the_general_rule_does() {
    for instance in instances().iter().filter(|instance| instance.is_uniform()) {
        let reach = instance.reach();
        let general = super::super::stop::stop(&reach, instance.alpha, instance.c);
        let closed = uniform(&reach, instance.alpha, instance.c).map(|k| k as f64);
        assert_eq!(general, closed);
    }
}

#[test]
fn the_alpha_said_of_a_support_gives_that_support_again() {
    let mut tried = 0;
    for instance in instances() {
        let reach = instance.reach();
        for support in [2, 4, 7] {
            let aimed = spread(&reach, Spread::Support(support), false).unwrap();
            let alpha = aimed.alpha(instance.c);
            // Equal distances let alpha leave out steps; 1 has no step at all.
            if 2.0 * aimed.s > reach.total_weight() || alpha > 0.999 {
                continue;
            }
            let again = spread(&reach, Spread::Weighed { alpha: alpha + 1e-9, c: instance.c }, false).unwrap();
            assert!(again.s <= aimed.s * (1.0 + 1e-12), "{} after {}", again.s, aimed.s);
            let sparser = spread(&reach, Spread::Weighed { alpha: alpha - 1e-6, c: instance.c }, false).unwrap();
            assert!(sparser.s >= again.s);
            tried += usize::from((again.s - aimed.s).abs() < 1e-9);
        }
    }
    assert!(tried > 100, "{tried}");
}
