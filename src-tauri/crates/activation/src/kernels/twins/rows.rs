//! Attention, norms, rope, gates and impacts against the formulas in f64.

use std::ops::Range;

use super::super::attention::{self, Shape};
use super::super::elementwise::{self, Gate};
use super::super::{impact, likelihood, norm, rope};
use super::{assert_close, bits, numbers, on_threads};

/// One document's attention in f64.
fn attention_twin(shape: Shape, [q, k, v]: [&[f32]; 3], span: Range<usize>) -> Vec<f64> {
    let Shape { queries, keys, width, scale, window } = shape;
    let at = |m: &[f32], heads: usize, t: usize, head: usize, i: usize| f64::from(m[(t * heads + head) * width + i]);
    let mut out = Vec::new();
    for row in span.clone() {
        for head in 0..queries {
            let shared = head / (queries / keys);
            let first = window.map_or(span.start, |w| span.start.max((row + 1).saturating_sub(w)));
            let dot = |t| (0..width).map(|i| at(q, queries, row, head, i) * at(k, keys, t, shared, i)).sum::<f64>();
            let scores: Vec<f64> = (first..=row).map(|t| dot(t) * f64::from(scale)).collect();
            let greatest = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let powers: Vec<f64> = scores.iter().map(|s| (s - greatest).exp()).collect();
            let sum: f64 = powers.iter().sum();
            for i in 0..width {
                out.push((first..=row).zip(&powers).map(|(t, p)| p / sum * at(v, keys, t, shared, i)).sum());
            }
        }
    }
    out
}

#[test]
fn attention_equals_its_twin_for_grouped_heads_windows_and_odd_lengths() {
    let spans = [0..1, 1..14, 14..54, 54..187];
    let tokens = 187;
    for (queries, keys, width, window) in [
        (1, 1, 8, None),
        (6, 2, 20, None),
        (4, 4, 64, Some(5)),
        (3, 1, 33, Some(1)),
        (4, 2, 16, Some(40)),
        (2, 1, 8, Some(500)),
    ] {
        let shape = Shape { queries, keys, width, scale: 1.7, window };
        let [q, k, v] = [queries, keys, keys].map(|heads| numbers(tokens * heads * width, heads as u64 + 8));
        let mut out = vec![f32::NAN; q.len()];
        on_threads(2, || {
            attention::attend(shape, attention::Rows { q: &q, k: &k, v: &v }, &spans, &mut out);
        });
        let wanted: Vec<f64> =
            spans.iter().flat_map(|span| attention_twin(shape, [&q, &k, &v], span.clone())).collect();
        assert_close(&out, &wanted, 2e-6);

        let (first, last) = (54 * queries * width, 54 * keys * width);
        let mut alone = vec![f32::NAN; q.len() - first];
        let rows = attention::Rows { q: &q[first..], k: &k[last..], v: &v[last..] };
        on_threads(1, || {
            attention::attend(shape, rows, std::slice::from_ref(&(0..133)), &mut alone);
        });
        assert_eq!(bits(&alone), bits(&out[first..]), "a document alone equals itself in a batch");
    }
}

#[test]
fn norms_equal_their_twin_over_rows_and_over_heads() {
    for width in [1, 7, 16, 64, 577] {
        let (rows, weight) = (numbers(9 * width, 10), numbers(width, 11));
        let wanted: Vec<f64> = rows
            .chunks_exact(width)
            .flat_map(|row| {
                let mean = row.iter().map(|&x| f64::from(x).powi(2)).sum::<f64>() / width as f64;
                let factor = 1.0 / (mean + 1e-5).sqrt();
                row.iter().zip(&weight).map(move |(&x, &w)| f64::from(x) * factor * f64::from(w))
            })
            .collect();
        let mut out = vec![f32::NAN; rows.len()];
        norm::rms_norm(&rows, &weight, 1e-5, &mut out);
        assert_close(&out, &wanted, 1e-6);
        let mut heads = rows.clone();
        norm::head_norm(&mut heads, &weight, 1e-5);
        assert_eq!(bits(&heads), bits(&out));
    }
}

#[test]
fn rotation_turns_halves_by_each_tokens_own_position() {
    for half in [1, 3, 32] {
        let (heads, positions) = (3, [0u32, 4, 1, 0]);
        let (cos, sin) = (numbers(5 * half, 12), numbers(5 * half, 13));
        let rows = numbers(4 * heads * 2 * half, 14);
        let mut wanted = Vec::new();
        for (head, x) in rows.chunks_exact(2 * half).enumerate() {
            let at = positions[head / heads] as usize * half;
            let pair = |i: usize| [x[i], x[i + half], cos[at + i], sin[at + i]].map(f64::from);
            wanted.extend((0..half).map(pair).map(|[x, y, c, s]| x * c - y * s));
            wanted.extend((0..half).map(pair).map(|[x, y, c, s]| y * c + x * s));
        }
        let mut turned = rows.clone();
        rope::rotate(&mut turned, heads * 2 * half, &positions, rope::Angles { half, cos: &cos, sin: &sin });
        assert_close(&turned, &wanted, 1e-6);
    }
}

#[test]
fn gates_sums_biases_and_embeddings_equal_their_twins() {
    let (gate, up) = (numbers(37 * 1001, 15), numbers(37 * 1001, 16));
    let gate: Vec<f32> = gate.iter().map(|x| x * 12.0).collect();
    let silu = |x: f64| x / (1.0 + (-x).exp());
    let gelu = |x: f64| 0.5 * x * (1.0 + ((2.0 / std::f64::consts::PI).sqrt() * (x + 0.044_715 * x.powi(3))).tanh());
    for (activation, twin) in [(Gate::Silu, &silu as &dyn Fn(f64) -> f64), (Gate::GeluTanh, &gelu)] {
        let wanted: Vec<f64> = gate.iter().zip(&up).map(|(&g, &u)| twin(f64::from(g)) * f64::from(u)).collect();
        let mut found = gate.clone();
        elementwise::gated(activation, &mut found, &up);
        assert_close(&found, &wanted, 1e-6);
    }
    let mut sum = gate.clone();
    elementwise::add(&mut sum, &up);
    assert_eq!(bits(&sum), gate.iter().zip(&up).map(|(a, b)| (a + b).to_bits()).collect::<Vec<_>>());
    let mut with_bias = gate.clone();
    elementwise::add_bias(&mut with_bias, &up[..1001]);
    assert_eq!(with_bias[2002].to_bits(), (gate[2002] + up[0]).to_bits());
    let mut rows = vec![0.0; 6];
    elementwise::embed(&[1.0, 2.0, 3.0, 4.0, 5.0, 6.0], 3, &[1, 0], 2.0, &mut rows);
    assert_eq!(rows, [8.0, 10.0, 12.0, 2.0, 4.0, 6.0]);
}

#[test]
fn a_rows_sums_over_the_vocabulary_equal_their_twin_at_every_length() {
    for width in [1, 15, 16, 17, 255, 257, 768, 49_157] {
        let scores: Vec<f32> = numbers(width, 18).iter().map(|x| x * 20.0).collect();
        let greatest = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let below = || scores.iter().map(|&x| f64::from(x) - f64::from(greatest));
        let wanted = [below().map(f64::exp).sum::<f64>(), below().map(|d| d * d.exp()).sum()];
        let [found, sum, weighted] = likelihood::sums(&scores);
        assert_eq!(found.to_bits(), f64::from(greatest).to_bits());
        // Each term is within 4e-7 of itself (exponential and difference in f32), and all have one sign.
        assert!((sum - wanted[0]).abs() <= 1e-6 * wanted[0], "{width}: {sum}, not {}", wanted[0]);
        assert!((weighted - wanted[1]).abs() <= 2e-6 * wanted[1].abs(), "{width}: {weighted}, not {}", wanted[1]);
    }
}

#[test]
fn impacts_are_means_of_magnitudes_over_each_documents_own_tokens() {
    let (width, spans) = (70, [0..1, 1..120, 120..250]);
    let rows = numbers(250 * width, 17);
    let mut out = vec![f32::NAN; 3 * width];
    impact::mean_abs(&rows, width, &spans, &mut out);
    let wanted: Vec<f64> = spans
        .iter()
        .flat_map(|span| (0..width).map(|c| (span.clone(), c)))
        .map(|(span, c)| span.clone().map(|t| f64::from(rows[t * width + c].abs())).sum::<f64>() / span.len() as f64)
        .collect();
    assert_close(&out, &wanted, 1e-6);
}
