//! What a measurement gives: numbers with their place in the study's table, and the table made of all draws.

use serde::{Deserialize, Serialize};

use crate::evidence::spread;
use crate::operations::Failure;
use crate::operations::compare::Interval;
use crate::store::StoreError;

/// A number in the table.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Cell {
    /// Row of the table, from 0.
    pub row: usize,
    /// Column, from 0.
    pub column: usize,
    /// What was measured.
    pub value: f64,
}

/// Numbers of all measurements that were done, by draw.
#[derive(Debug, Default)]
pub struct Cells(Vec<(u64, Cell)>);

impl Cells {
    /// From kept parts; `steps` of them make a draw.
    pub fn of(parts: &[(u64, String)], steps: u64) -> Result<Self, Failure> {
        let mut all = Vec::new();
        for (part, json) in parts {
            let cells: Vec<Cell> = serde_json::from_str(json).map_err(StoreError::from)?;
            all.extend(cells.into_iter().map(|cell| (part / steps, cell)));
        }
        Ok(Self(all))
    }

    /// A cell's numbers, one a draw, in the order of draws.
    pub fn at(&self, row: usize, column: usize) -> Vec<f64> {
        let here = self.0.iter().filter(|(_, cell)| (cell.row, cell.column) == (row, column));
        here.map(|(_, cell)| cell.value).collect()
    }

    /// A column of one draw with its rows, rising.
    pub fn column_of(&self, draw: u64, column: usize) -> Vec<(usize, f64)> {
        let here = self.0.iter().filter(|(of, cell)| *of == draw && cell.column == column);
        let mut found: Vec<(usize, f64)> = here.map(|(_, cell)| (cell.row, cell.value)).collect();
        found.sort_by_key(|(row, _)| *row);
        found
    }

    /// The mean over draws, and the range in which 95 % of such draws lie; none where nothing was measured.
    pub fn interval(&self, row: usize, column: usize) -> Option<Interval> {
        spread(&self.at(row, column))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_several_draws_become_a_mean_with_its_spread() {
        let part = |value| serde_json::to_string(&[Cell { row: 1, column: 0, value }]).unwrap();
        let cells = Cells::of(&[(0, part(1.0)), (2, part(2.0)), (4, part(3.0))], 2).unwrap();
        let found = cells.interval(1, 0).unwrap();
        // A standard deviation of 1.
        assert!((found.value - 2.0).abs() < 1e-12 && (found.high.unwrap() - 3.96).abs() < 1e-12);
        assert_eq!((cells.interval(0, 0), cells.column_of(2, 0)), (None, vec![(1, 3.0)]));
    }
}
