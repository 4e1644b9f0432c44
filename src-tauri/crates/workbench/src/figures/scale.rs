//! Arithmetic of axes: scales, round steps, and labels that must not overlap. The window's charts do the same.

/// Maps a domain onto a range; a domain without width maps to the range's start.
#[derive(Debug, Clone, Copy)]
pub struct Scale {
    domain: (f64, f64),
    range: (f64, f64),
}

impl Scale {
    /// From values to places.
    #[must_use]
    pub const fn new(domain: (f64, f64), range: (f64, f64)) -> Self {
        Self { domain, range }
    }

    /// The place of a value, kept within the range.
    #[must_use]
    pub fn at(&self, value: f64) -> f64 {
        let width = self.domain.1 - self.domain.0;
        if width.partial_cmp(&0.0) != Some(std::cmp::Ordering::Greater) {
            return self.range.0;
        }
        let share = ((value - self.domain.0) / width).clamp(0.0, 1.0);
        self.range.0 + share * (self.range.1 - self.range.0)
    }
}

/// Round steps (1, 2 or 5 times a power of ten) between two values, about `most_steps` at most.
#[must_use]
pub fn round_steps(least: f64, most: f64, most_steps: u32) -> Vec<f64> {
    let span = most - least;
    if !span.is_finite() || span <= 0.0 {
        return vec![least];
    }
    let raw = span / f64::from(most_steps.max(1));
    let power = 10_f64.powf(raw.log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0].map(|factor| factor * power).into_iter().find(|step| *step >= raw * (1.0 - 1e-9));
    let step = step.unwrap_or(10.0 * power);
    let (first, last) = ((least / step - 1e-9).ceil() as i64, (most / step + 1e-9).floor() as i64);
    (first..=last).map(|place| place as f64 * step).collect()
}

/// Centres for labels of given `(wanted centre, width)`, moved as little as keeps them apart and within `least..most`.
#[must_use]
pub fn place_labels(wanted: &[(f64, f64)], least: f64, most: f64, gap: f64) -> Vec<f64> {
    let inside = |(at, width): (f64, f64)| at.min(most - width / 2.0).max(least + width / 2.0);
    let mut centres: Vec<f64> = wanted.iter().map(|&label| inside(label)).collect();
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|&a, &b| wanted[a].0.total_cmp(&wanted[b].0));
    let apart = |a: usize, b: usize| f64::midpoint(wanted[a].1, wanted[b].1) + gap;
    for pair in order.windows(2) {
        centres[pair[1]] = centres[pair[1]].max(centres[pair[0]] + apart(pair[0], pair[1]));
    }
    for (place, &here) in order.iter().enumerate().rev() {
        let edge = most - wanted[here].1 / 2.0;
        let limit = order.get(place + 1).map_or(edge, |&right| centres[right] - apart(here, right));
        centres[here] = centres[here].min(limit);
    }
    centres
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_round_and_inside() {
        assert_eq!(round_steps(0.0, 1.0, 4), [0.0, 0.5, 1.0]);
        assert_eq!(round_steps(1.0, 9982.0, 6), [2000.0, 4000.0, 6000.0, 8000.0]);
        let fine = round_steps(0.21, 0.48, 4);
        assert!(fine.len() == 3 && (fine[0] - 0.3).abs() < 1e-12 || fine.len() == 2, "{fine:?}");
        assert_eq!(round_steps(3.0, 3.0, 4), [3.0]);
        assert_eq!(round_steps(0.0, f64::NAN, 4), [0.0]);
    }

    #[test]
    fn values_outside_stay_on_the_paper() {
        let scale = Scale::new((0.0, 10.0), (100.0, 200.0));
        assert_eq!([scale.at(-5.0), scale.at(5.0), scale.at(50.0)].map(|at| at as i32), [100, 150, 200]);
        assert!((Scale::new((2.0, 2.0), (7.0, 9.0)).at(2.0) - 7.0).abs() < 1e-12);
    }

    #[test]
    fn labels_keep_apart_and_on_the_paper() {
        let centres = place_labels(&[(50.0, 40.0), (52.0, 40.0), (99.0, 20.0)], 0.0, 120.0, 6.0);
        assert!(centres[1] - centres[0] >= 46.0 && centres[2] - centres[1] >= 36.0, "{centres:?}");
        assert!(centres[2] <= 110.0);
    }
}
