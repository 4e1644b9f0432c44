//! Groups of a finished map: hills of its density, where a hill that hardly rises above its pass belongs to the next one
//! (`ToMATo`, Chazal and others 2013, on a grid).
//!
//! A grid and not a tree of distances: 200,000 documents take some milliseconds, and what a person sees as one cloud is
//! one group. Deliberately absent: groups by the documents' own distances; these are the picture's, to name its parts.

use super::Point;

/// Stands for a document in no group: its hill is too small to be named.
pub const NO_GROUP: u16 = u16::MAX;

/// Cells along the longer side.
const CELLS: usize = 192;
/// A hill stands by itself when its pass lies below this share of its top.
const PASS: f32 = 0.75;
/// A group has at least this share of all documents, and this many.
const LEAST_SHARE: f64 = 0.01;
const LEAST: usize = 5;
/// Width of the smoothing, as a share of what one cloud of so many points would want (Scott 1992).
const NARROW: f64 = 0.28;

/// The groups of a map, the largest first.
#[derive(Debug, Clone, PartialEq)]
pub struct Groups {
    /// The group of each document, or [`NO_GROUP`].
    pub of: Vec<u16>,
    /// Where the top of each group's hill is.
    pub tops: Vec<Point>,
    /// Documents of each.
    pub sizes: Vec<u32>,
}

impl Groups {
    /// Finds the groups of a map's points. Equal points give equal groups, whatever their order says of ties.
    #[must_use]
    pub fn of(points: &[Point]) -> Self {
        let Some(grid) = Grid::over(points) else {
            return Self { of: vec![NO_GROUP; points.len()], tops: Vec::new(), sizes: Vec::new() };
        };
        let density = grid.density(points);
        let hills = hills(&density, grid.columns);
        let cells: Vec<usize> = points.iter().map(|&point| grid.cell(point)).collect();
        let mut counts: Vec<(u32, usize)> = vec![(0, 0); density.len()];
        for &cell in &cells {
            counts[hills[cell]].0 += 1;
        }
        let least = LEAST.max((points.len() as f64 * LEAST_SHARE).ceil() as usize) as u32;
        let mut large: Vec<(u32, usize)> =
            counts.iter().enumerate().map(|(top, count)| (count.0, top)).filter(|hill| hill.0 >= least).collect();
        large.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        let mut number = vec![NO_GROUP; density.len()];
        large.iter().enumerate().for_each(|(group, hill)| number[hill.1] = group as u16);
        Self {
            of: cells.iter().map(|&cell| number[hills[cell]]).collect(),
            tops: large.iter().map(|hill| grid.middle(hill.1)).collect(),
            sizes: large.iter().map(|hill| hill.0).collect(),
        }
    }
}

/// Square cells over all points, with a margin that smoothing may flow into.
struct Grid {
    least: Point,
    side: f32,
    columns: usize,
    rows: usize,
    /// Width of the smoothing, in cells.
    width: f64,
}

impl Grid {
    fn over(points: &[Point]) -> Option<Self> {
        let end = |start: f32, pick: fn(f32, f32) -> f32| {
            [0, 1].map(|axis| points.iter().map(|point| point[axis]).fold(start, pick))
        };
        let (least, most) = (end(f32::INFINITY, f32::min), end(f32::NEG_INFINITY, f32::max));
        let longest = (most[0] - least[0]).max(most[1] - least[1]);
        if points.is_empty() || !longest.is_finite() || longest <= 0.0 {
            return None;
        }
        let side = longest / CELLS as f32;
        let scott = spread(points) * (points.len() as f64).powf(-1.0 / 6.0);
        let width = (NARROW * scott / f64::from(side)).max(1.0);
        let margin = (3.0 * width).ceil();
        let cells = |axis: usize| ((most[axis] - least[axis]) / side) as usize + 1 + 2 * margin as usize;
        let corner = [0, 1].map(|axis| least[axis] - margin as f32 * side);
        Some(Self { least: corner, side, columns: cells(0), rows: cells(1), width })
    }

    fn cell(&self, point: Point) -> usize {
        let at = |axis: usize, cells: usize| (((point[axis] - self.least[axis]) / self.side) as usize).min(cells - 1);
        at(1, self.rows) * self.columns + at(0, self.columns)
    }

    fn middle(&self, cell: usize) -> Point {
        let at = |place: usize, axis: usize| self.least[axis] + (place as f32 + 0.5) * self.side;
        [at(cell % self.columns, 0), at(cell / self.columns, 1)]
    }

    /// Documents in each cell, smoothed by a bell in both directions.
    fn density(&self, points: &[Point]) -> Vec<f32> {
        let mut counts = vec![0.0f32; self.columns * self.rows];
        for &point in points {
            counts[self.cell(point)] += 1.0;
        }
        let reach = (3.0 * self.width).ceil() as isize;
        let bell: Vec<f32> = (-reach..=reach).map(|d| (-0.5 * (d as f64 / self.width).powi(2)).exp() as f32).collect();
        let across = smoothed(&counts, self.columns, &bell, 1);
        smoothed(&across, self.rows, &bell, self.columns)
    }
}

/// Smooths along lines of `length` cells that lie `stride` apart.
fn smoothed(cells: &[f32], length: usize, bell: &[f32], stride: usize) -> Vec<f32> {
    let reach = bell.len() / 2;
    let along = |cell: usize| cell / stride % length;
    let sum = |cell: usize| -> f32 {
        let at = along(cell);
        let (from, to) = (at.saturating_sub(reach), (at + reach).min(length - 1));
        (from..=to).map(|other| bell[other + reach - at] * cells[cell + other * stride - at * stride]).sum()
    };
    (0..cells.len()).map(sum).collect()
}

/// Mean of the spreads along both axes.
fn spread(points: &[Point]) -> f64 {
    let of = |axis: usize| {
        let values = || points.iter().map(|point| f64::from(point[axis]));
        let mean = values().sum::<f64>() / points.len() as f64;
        (values().map(|value| (value - mean).powi(2)).sum::<f64>() / points.len() as f64).sqrt()
    };
    f64::midpoint(of(0), of(1))
}

/// The top of the hill that each cell belongs to. Cells are taken from the highest down: one that touches a hill joins it,
/// and where it touches two, the lower hill joins the higher if its top hardly rises above this pass.
fn hills(density: &[f32], columns: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..density.len()).filter(|&cell| density[cell] > 0.0).collect();
    order.sort_unstable_by(|&a, &b| density[b].total_cmp(&density[a]).then(a.cmp(&b)));
    let mut top: Vec<usize> = vec![usize::MAX; density.len()];
    for &cell in &order {
        let mut touched: Vec<usize> =
            around(cell, columns, density.len()).filter(|&near| top[near] != usize::MAX).collect();
        for hill in &mut touched {
            *hill = root(&mut top, *hill);
        }
        touched.sort_unstable_by(|&a, &b| density[b].total_cmp(&density[a]).then(a.cmp(&b)));
        touched.dedup();
        let Some((&highest, lower)) = touched.split_first() else {
            top[cell] = cell;
            continue;
        };
        top[cell] = highest;
        for &hill in lower.iter().filter(|&&hill| density[cell] > PASS * density[hill]) {
            top[hill] = highest;
        }
    }
    (0..density.len()).map(|cell| if top[cell] == usize::MAX { cell } else { root(&mut top, cell) }).collect()
}

fn root(top: &mut [usize], cell: usize) -> usize {
    let mut at = cell;
    while top[at] != at {
        top[at] = top[top[at]];
        at = top[at];
    }
    at
}

/// The eight cells around one.
fn around(cell: usize, columns: usize, cells: usize) -> impl Iterator<Item = usize> {
    let (x, y) = ((cell % columns) as isize, (cell / columns) as isize);
    let rows = (cells / columns) as isize;
    let near = (-1..=1).flat_map(move |dy: isize| (-1..=1).map(move |dx: isize| (x + dx, y + dy)));
    let inside = move |&(nx, ny): &(isize, isize)| {
        (nx, ny) != (x, y) && (0..columns as isize).contains(&nx) && (0..rows).contains(&ny)
    };
    near.filter(inside).map(move |(nx, ny)| ny as usize * columns + nx as usize)
}
