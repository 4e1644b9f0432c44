//! A Llama in f64 and plain loops, for one document: the independent numbers that representations are held against.

use std::path::Path;

use candle_core::{DType, Device, Tensor};

/// Rows of numbers.
pub type Matrix = Vec<Vec<f64>>;

const HEADS: usize = 4;
const KEY_HEADS: usize = 2;
const HEAD_WIDTH: usize = 16;
const EPSILON: f64 = 1e-5;
const THETA: f64 = 10_000.0;
pub const LAYERS: usize = 4;

/// What one block showed, a row a token.
#[derive(Default)]
pub struct Seen {
    /// Outputs of the gate's map.
    pub gate: Matrix,
    /// Outputs of the up map.
    pub up: Matrix,
    /// What leaves the block.
    pub hidden: Matrix,
}

/// What a whole pass showed.
pub struct Pass {
    pub layers: Vec<Seen>,
    /// After the final norm.
    pub normed: Matrix,
    /// Scores of every next token.
    pub scores: Matrix,
}

pub struct PlainLlama(std::collections::HashMap<String, Tensor>);

impl PlainLlama {
    pub fn open(folder: &Path) -> Self {
        let file = folder.join("model.safetensors");
        Self(candle_core::safetensors::load(file, &Device::Cpu).unwrap())
    }

    fn matrix(&self, name: &str) -> Matrix {
        let tensor = self.0[&format!("model.{name}.weight")].to_dtype(DType::F64).unwrap();
        if tensor.rank() == 1 { vec![tensor.to_vec1().unwrap()] } else { tensor.to_vec2().unwrap() }
    }

    pub fn run(&self, ids: &[u32]) -> Pass {
        let table = self.matrix("embed_tokens");
        let mut rows: Matrix = ids.iter().map(|&id| table[id as usize].clone()).collect();
        let mut layers = Vec::new();
        for layer in 0..LAYERS {
            let weight = |name: &str| self.matrix(&format!("layers.{layer}.{name}"));
            let normed = norm(&rows, &weight("input_layernorm"));
            let project = |name: &str| product(&normed, &weight(&format!("self_attn.{name}")));
            let seen = attention(&rotated(&project("q_proj")), &rotated(&project("k_proj")), &project("v_proj"));
            rows = sum(&rows, &product(&seen, &weight("self_attn.o_proj")));
            let normed = norm(&rows, &weight("post_attention_layernorm"));
            let (gate, up) = (product(&normed, &weight("mlp.gate_proj")), product(&normed, &weight("mlp.up_proj")));
            let gated: Matrix = gate.iter().zip(&up).map(|(gate, up)| gated(gate, up)).collect();
            rows = sum(&rows, &product(&gated, &weight("mlp.down_proj")));
            layers.push(Seen { gate, up, hidden: rows.clone() });
        }
        let normed = norm(&rows, &self.matrix("norm"));
        let scores = product(&normed, &table);
        Pass { layers, normed, scores }
    }
}

pub fn silu(x: f64) -> f64 {
    x / (1.0 + (-x).exp())
}

pub fn gated(gate: &[f64], up: &[f64]) -> Vec<f64> {
    gate.iter().zip(up).map(|(&gate, up)| silu(gate) * up).collect()
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn product(rows: &Matrix, weight: &Matrix) -> Matrix {
    rows.iter().map(|row| weight.iter().map(|weight| dot(row, weight)).collect()).collect()
}

fn sum(a: &Matrix, b: &Matrix) -> Matrix {
    a.iter().zip(b).map(|(a, b)| a.iter().zip(b).map(|(a, b)| a + b).collect()).collect()
}

fn norm(rows: &Matrix, weight: &Matrix) -> Matrix {
    let one = |row: &Vec<f64>| {
        let root = (dot(row, row) / row.len() as f64 + EPSILON).sqrt();
        row.iter().zip(&weight[0]).map(|(x, w)| x / root * w).collect()
    };
    rows.iter().map(one).collect()
}

/// Halves of each head turned into each other by the token's position.
fn rotated(rows: &Matrix) -> Matrix {
    let half = HEAD_WIDTH / 2;
    let turn = |(position, row): (usize, &Vec<f64>)| {
        let mut out = row.clone();
        for head in (0..row.len()).step_by(HEAD_WIDTH) {
            for i in 0..half {
                let angle = position as f64 * THETA.powf(-2.0 * i as f64 / HEAD_WIDTH as f64);
                let (low, high) = (row[head + i], row[head + i + half]);
                out[head + i] = low * angle.cos() - high * angle.sin();
                out[head + i + half] = high * angle.cos() + low * angle.sin();
            }
        }
        out
    };
    rows.iter().enumerate().map(turn).collect()
}

fn attention(q: &Matrix, k: &Matrix, v: &Matrix) -> Matrix {
    let mut out = vec![vec![0.0; HEADS * HEAD_WIDTH]; q.len()];
    for (token, out) in out.iter_mut().enumerate() {
        for head in 0..HEADS {
            let own = head * HEAD_WIDTH..(head + 1) * HEAD_WIDTH;
            let shared = head / (HEADS / KEY_HEADS) * HEAD_WIDTH;
            let shared = shared..shared + HEAD_WIDTH;
            let score = |k: &Vec<f64>| dot(&q[token][own.clone()], &k[shared.clone()]) / (HEAD_WIDTH as f64).sqrt();
            let powers: Vec<f64> = k[..=token].iter().map(|k| score(k).exp()).collect();
            let total: f64 = powers.iter().sum();
            for (power, v) in powers.iter().zip(v) {
                for (out, v) in out[own.clone()].iter_mut().zip(&v[shared.clone()]) {
                    *out += power / total * v;
                }
            }
        }
    }
    out
}
