//! Each kernel against a plain twin that anyone can read: odd sizes, tails, any number of threads, any neighbours.

use std::ops::Range;

use super::attention::{self, Shape};
use super::elementwise::{self, Gate};
use super::impact::{self, TopK};
use super::isa::{Isa, has_bf16_products};
use super::pack::{PackedMatrix, WeightFormat};
use super::{matmul, norm, rope};

/// Numbers in [-1, 1) from a fixed seed.
pub(super) fn numbers(count: usize, seed: u64) -> Vec<f32> {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    (0..count)
        .map(|_| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (state >> 40) as f32 / (1u64 << 23) as f32 - 1.0
        })
        .collect()
}

fn bits(values: &[f32]) -> Vec<u32> {
    values.iter().map(|x| x.to_bits()).collect()
}

#[track_caller]
fn assert_close(found: &[f32], wanted: &[f64], tolerance: f64) {
    assert_eq!(found.len(), wanted.len());
    for (i, (&f, &w)) in found.iter().zip(wanted).enumerate() {
        assert!(
            (f64::from(f) - w).abs() <= tolerance * w.abs().max(1.0),
            "at {i}: found {f}, wanted {w}"
        );
    }
}

fn on_threads<T: Send>(threads: usize, work: impl FnOnce() -> T + Send) -> T {
    rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .unwrap()
        .install(work)
}

/// `rows · weightᵀ` by the packed product.
fn product(format: WeightFormat, rows: &[f32], weights: &[&[f32]], inputs: usize) -> Vec<Vec<f32>> {
    let outputs: Vec<usize> = weights.iter().map(|w| w.len() / inputs).collect();
    let mut packed = PackedMatrix::zeroed(format, inputs, &outputs);
    for (part, weight) in weights.iter().enumerate() {
        packed.fill(part, weight);
    }
    let mut out: Vec<Vec<f32>> = outputs
        .iter()
        .map(|n| vec![f32::NAN; rows.len() / inputs * n])
        .collect();
    let mut slices: Vec<&mut [f32]> = out.iter_mut().map(Vec::as_mut_slice).collect();
    matmul::multiply(rows, &packed, 0..weights.len(), &mut slices);
    out
}

/// The same, one fused chain of additions an element.
fn product_twin(rows: &[f32], weight: &[f32], inputs: usize) -> Vec<f32> {
    let chain = |x: &[f32], w: &[f32]| x.iter().zip(w).fold(0f32, |sum, (x, w)| x.mul_add(*w, sum));
    rows.chunks_exact(inputs)
        .flat_map(|x| weight.chunks_exact(inputs).map(move |w| chain(x, w)))
        .collect()
}

#[test]
fn products_equal_their_twin_bit_for_bit_at_every_odd_size() {
    if Isa::current() == Isa::Portable {
        println!(
            "skipped: this processor does not fuse, its products are compared by tolerance in the tiles' tests"
        );
        return;
    }
    for (tokens, inputs, first, second) in [
        (1, 1, 1, 1),
        (3, 7, 33, 2),
        (13, 385, 31, 64),
        (29, 768, 96, 5),
        (200, 50, 70, 1),
        (401, 17, 3, 100),
    ] {
        let rows = numbers(tokens * inputs, 1);
        let (a, b) = (numbers(first * inputs, 2), numbers(second * inputs, 3));
        for threads in [1, 3] {
            let found = on_threads(threads, || {
                product(WeightFormat::F32, &rows, &[&a, &b], inputs)
            });
            assert_eq!(
                bits(&found[0]),
                bits(&product_twin(&rows, &a, inputs)),
                "{tokens} x {inputs} x {first}"
            );
            assert_eq!(
                bits(&found[1]),
                bits(&product_twin(&rows, &b, inputs)),
                "{tokens} x {inputs} x {second}"
            );
        }
    }
}

#[test]
fn one_of_several_maps_can_be_wanted_alone() {
    let (rows, a, b) = (numbers(5 * 9, 1), numbers(40 * 9, 2), numbers(33 * 9, 3));
    let both = product(WeightFormat::F32, &rows, &[&a, &b], 9);
    let mut packed = PackedMatrix::zeroed(WeightFormat::F32, 9, &[40, 33]);
    packed.fill(1, &b);
    let mut alone = vec![f32::NAN; 5 * 33];
    matmul::multiply(&rows, &packed, 1..2, &mut [&mut alone]);
    assert_eq!(bits(&alone), bits(&both[1]));
}

#[test]
fn bf16_products_are_those_of_the_rounded_factors() {
    if !has_bf16_products() {
        println!("skipped: no bf16 products on this processor");
        return;
    }
    let rounded = |values: &[f32]| -> Vec<f32> {
        values
            .iter()
            .map(|&x| half::bf16::from_f32(x).to_f32())
            .collect()
    };
    for (tokens, inputs, outputs) in [(1, 1, 1), (14, 33, 37), (5, 1601, 64), (250, 64, 9)] {
        let (rows, weight) = (numbers(tokens * inputs, 4), numbers(outputs * inputs, 5));
        let found = product(WeightFormat::Bf16, &rows, &[&weight], inputs);
        let (rows, weight) = (rounded(&rows), rounded(&weight));
        let exact = |x: &[f32], w: &[f32]| {
            x.iter()
                .zip(w)
                .map(|(x, w)| f64::from(*x) * f64::from(*w))
                .sum::<f64>()
        };
        let wanted: Vec<f64> = rows
            .chunks_exact(inputs)
            .flat_map(|x| weight.chunks_exact(inputs).map(move |w| exact(x, w)))
            .collect();
        assert_close(&found[0], &wanted, 2e-6 * (inputs as f64).sqrt().max(1.0));
    }
}

#[test]
fn a_rows_products_do_not_depend_on_its_place_among_others() {
    let (inputs, outputs) = (391, 45);
    let (rows, weight) = (numbers(77 * inputs, 6), numbers(outputs * inputs, 7));
    let formats = [
        Some(WeightFormat::F32),
        has_bf16_products().then_some(WeightFormat::Bf16),
    ];
    for format in formats.into_iter().flatten() {
        let all = on_threads(2, || product(format, &rows, &[&weight], inputs));
        for row in [0, 11, 12, 70, 76] {
            let alone = product(
                format,
                &rows[row * inputs..(row + 1) * inputs],
                &[&weight],
                inputs,
            );
            assert_eq!(
                bits(&alone[0]),
                bits(&all[0][row * outputs..(row + 1) * outputs]),
                "{format:?}, row {row}"
            );
        }
    }
}

/// One document's attention in f64.
fn attention_twin(shape: Shape, [q, k, v]: [&[f32]; 3], span: Range<usize>) -> Vec<f64> {
    let Shape {
        queries,
        keys,
        width,
        scale,
        window,
    } = shape;
    let at = |m: &[f32], heads: usize, t: usize, head: usize, i: usize| {
        f64::from(m[(t * heads + head) * width + i])
    };
    let mut out = Vec::new();
    for row in span.clone() {
        for head in 0..queries {
            let shared = head / (queries / keys);
            let first = window.map_or(span.start, |w| span.start.max((row + 1).saturating_sub(w)));
            let dot = |t| {
                (0..width)
                    .map(|i| at(q, queries, row, head, i) * at(k, keys, t, shared, i))
                    .sum::<f64>()
            };
            let scores: Vec<f64> = (first..=row).map(|t| dot(t) * f64::from(scale)).collect();
            let greatest = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let powers: Vec<f64> = scores.iter().map(|s| (s - greatest).exp()).collect();
            let sum: f64 = powers.iter().sum();
            for i in 0..width {
                out.push(
                    (first..=row)
                        .zip(&powers)
                        .map(|(t, p)| p / sum * at(v, keys, t, shared, i))
                        .sum(),
                );
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
        let shape = Shape {
            queries,
            keys,
            width,
            scale: 1.7,
            window,
        };
        let [q, k, v] =
            [queries, keys, keys].map(|heads| numbers(tokens * heads * width, heads as u64 + 8));
        let mut out = vec![f32::NAN; q.len()];
        on_threads(2, || {
            attention::attend(
                shape,
                attention::Rows {
                    q: &q,
                    k: &k,
                    v: &v,
                },
                &spans,
                &mut out,
            )
        });
        let wanted: Vec<f64> = spans
            .iter()
            .flat_map(|span| attention_twin(shape, [&q, &k, &v], span.clone()))
            .collect();
        assert_close(&out, &wanted, 2e-6);

        let (first, last) = (54 * queries * width, 54 * keys * width);
        let mut alone = vec![f32::NAN; q.len() - first];
        let rows = attention::Rows {
            q: &q[first..],
            k: &k[last..],
            v: &v[last..],
        };
        on_threads(1, || {
            attention::attend(shape, rows, std::slice::from_ref(&(0..133)), &mut alone)
        });
        assert_eq!(
            bits(&alone),
            bits(&out[first..]),
            "a document alone equals itself in a batch"
        );
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
                row.iter()
                    .zip(&weight)
                    .map(move |(&x, &w)| f64::from(x) * factor * f64::from(w))
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
        rope::rotate(
            &mut turned,
            heads * 2 * half,
            &positions,
            rope::Angles {
                half,
                cos: &cos,
                sin: &sin,
            },
        );
        assert_close(&turned, &wanted, 1e-6);
    }
}

#[test]
fn gates_sums_biases_and_embeddings_equal_their_twins() {
    let (gate, up) = (numbers(37 * 1001, 15), numbers(37 * 1001, 16));
    let gate: Vec<f32> = gate.iter().map(|x| x * 12.0).collect();
    let silu = |x: f64| x / (1.0 + (-x).exp());
    let gelu = |x: f64| {
        0.5 * x * (1.0 + ((2.0 / std::f64::consts::PI).sqrt() * (x + 0.044_715 * x.powi(3))).tanh())
    };
    for (activation, twin) in [
        (Gate::Silu, &silu as &dyn Fn(f64) -> f64),
        (Gate::GeluTanh, &gelu),
    ] {
        let wanted: Vec<f64> = gate
            .iter()
            .zip(&up)
            .map(|(&g, &u)| twin(f64::from(g)) * f64::from(u))
            .collect();
        let mut found = gate.clone();
        elementwise::gated(activation, &mut found, &up);
        assert_close(&found, &wanted, 1e-6);
    }
    let mut sum = gate.clone();
    elementwise::add(&mut sum, &up);
    assert_eq!(
        bits(&sum),
        gate.iter()
            .zip(&up)
            .map(|(a, b)| (a + b).to_bits())
            .collect::<Vec<_>>()
    );
    let mut with_bias = gate.clone();
    elementwise::add_bias(&mut with_bias, &up[..1001]);
    assert_eq!(with_bias[2002].to_bits(), (gate[2002] + up[0]).to_bits());
    let mut rows = vec![0.0; 6];
    elementwise::embed(&[1.0, 2.0, 3.0, 4.0, 5.0, 6.0], 3, &[1, 0], 2.0, &mut rows);
    assert_eq!(rows, [8.0, 10.0, 12.0, 2.0, 4.0, 6.0]);
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
        .map(|(span, c)| {
            span.clone()
                .map(|t| f64::from(rows[t * width + c].abs()))
                .sum::<f64>()
                / span.len() as f64
        })
        .collect();
    assert_close(&out, &wanted, 1e-6);
}

#[test]
fn the_strongest_neurons_fall_and_equal_ones_go_to_the_lower_column() {
    let mut top = TopK::default();
    for (width, levels) in [(1, 1u32), (40, 3), (1536, 50), (1536, 1_000_000)] {
        let values: Vec<f32> = numbers(width, 18)
            .iter()
            .map(|x| ((x + 1.0) * levels as f32).floor())
            .collect();
        let mut order: Vec<usize> = (0..width).collect();
        order.sort_by(|&a, &b| values[b].total_cmp(&values[a]).then(a.cmp(&b)));
        for k in [0, 1, 20, width, width + 5] {
            let found: Vec<usize> = top.of(&values, k).unwrap().collect();
            assert_eq!(found, order[..k.min(width)]);
        }
    }
    assert_eq!(
        top.of(&[-1.0, -0.0, 0.0, -2.0], 4)
            .unwrap()
            .collect::<Vec<_>>(),
        [1, 2, 0, 3]
    );
}

#[test]
fn a_layer_with_an_impact_that_is_no_finite_number_is_refused() {
    let mut top = TopK::default();
    for bad in [f32::NAN, f32::INFINITY] {
        let refused = top.of(&[1.0, 2.0, bad, 3.0], 2).err();
        assert_eq!(refused, Some(impact::NotFinite { neuron: 2 }));
    }
}
