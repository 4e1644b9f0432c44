//! What an outline drawn on a map encloses.

use super::Point;

/// A closed outline, its last corner joined to its first.
#[derive(Debug, Clone, PartialEq)]
pub struct Outline {
    corners: Vec<Point>,
    least: Point,
    most: Point,
}

impl Outline {
    /// Through these corners; none when there are fewer than three, or one is not finite.
    #[must_use]
    pub fn of(corners: Vec<Point>) -> Option<Self> {
        if corners.len() < 3 || corners.iter().flatten().any(|value| !value.is_finite()) {
            return None;
        }
        let fold = |start: f32, pick: fn(f32, f32) -> f32, axis: usize| {
            corners.iter().map(|corner| corner[axis]).fold(start, pick)
        };
        let least = [0, 1].map(|axis| fold(f32::INFINITY, f32::min, axis));
        let most = [0, 1].map(|axis| fold(f32::NEG_INFINITY, f32::max, axis));
        Some(Self { corners, least, most })
    }

    /// Whether a point lies inside: a ray from it to the right crosses the outline an odd number of times. So a part that
    /// a hand has gone round twice is outside again, as in every drawing program.
    #[must_use]
    pub fn holds(&self, [x, y]: Point) -> bool {
        if x < self.least[0] || x > self.most[0] || y < self.least[1] || y > self.most[1] {
            return false;
        }
        let ends = self.corners.iter().zip(self.corners.iter().cycle().skip(1));
        let crossings = ends.filter(|&(&[ax, ay], &[bx, by])| {
            // Half open, so that a corner at the ray's height counts once.
            (ay > y) != (by > y) && f64::from(x) < crossing([ax, ay], [bx, by], y)
        });
        crossings.count() % 2 == 1
    }
}

fn crossing([ax, ay]: Point, [bx, by]: Point, y: f32) -> f64 {
    let [ax, ay, bx, by, y] = [ax, ay, bx, by, y].map(f64::from);
    ax + (y - ay) / (by - ay) * (bx - ax)
}
