//! Products against chains of fused additions.

use super::super::isa::{Isa, has_bf16_products};
use super::super::matmul;
use super::super::pack::{PackedMatrix, WeightFormat};
use super::{assert_close, bits, numbers, on_threads};

/// `rows · weightᵀ` by the packed product.
fn product(format: WeightFormat, rows: &[f32], weights: &[&[f32]], inputs: usize) -> Vec<Vec<f32>> {
    let outputs: Vec<usize> = weights.iter().map(|w| w.len() / inputs).collect();
    let mut packed = PackedMatrix::zeroed(format, inputs, &outputs);
    for (part, weight) in weights.iter().enumerate() {
        packed.fill(part, weight);
    }
    let mut out: Vec<Vec<f32>> = outputs.iter().map(|n| vec![f32::NAN; rows.len() / inputs * n]).collect();
    let mut slices: Vec<&mut [f32]> = out.iter_mut().map(Vec::as_mut_slice).collect();
    matmul::multiply(rows, &packed, 0..weights.len(), &mut slices);
    out
}

/// The same, one fused chain of additions an element.
fn product_twin(rows: &[f32], weight: &[f32], inputs: usize) -> Vec<f32> {
    let chain = |x: &[f32], w: &[f32]| x.iter().zip(w).fold(0f32, |sum, (x, w)| x.mul_add(*w, sum));
    rows.chunks_exact(inputs).flat_map(|x| weight.chunks_exact(inputs).map(move |w| chain(x, w))).collect()
}

#[test]
fn products_equal_their_twin_bit_for_bit_at_every_odd_size() {
    if Isa::current() == Isa::Portable {
        println!("skipped: this processor does not fuse, its products are compared by tolerance in the tiles' tests");
        return;
    }
    for (tokens, inputs, first, second) in
        [(1, 1, 1, 1), (3, 7, 33, 2), (13, 385, 31, 64), (29, 768, 96, 5), (200, 50, 70, 1), (401, 17, 3, 100)]
    {
        let rows = numbers(tokens * inputs, 1);
        let (a, b) = (numbers(first * inputs, 2), numbers(second * inputs, 3));
        for threads in [1, 3] {
            let found = on_threads(threads, || product(WeightFormat::F32, &rows, &[&a, &b], inputs));
            assert_eq!(bits(&found[0]), bits(&product_twin(&rows, &a, inputs)), "{tokens} x {inputs} x {first}");
            assert_eq!(bits(&found[1]), bits(&product_twin(&rows, &b, inputs)), "{tokens} x {inputs} x {second}");
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
    let rounded = |values: &[f32]| -> Vec<f32> { values.iter().map(|&x| half::bf16::from_f32(x).to_f32()).collect() };
    for (tokens, inputs, outputs) in [(1, 1, 1), (14, 33, 37), (5, 1601, 64), (250, 64, 9)] {
        let (rows, weight) = (numbers(tokens * inputs, 4), numbers(outputs * inputs, 5));
        let found = product(WeightFormat::Bf16, &rows, &[&weight], inputs);
        let (rows, weight) = (rounded(&rows), rounded(&weight));
        let exact = |x: &[f32], w: &[f32]| x.iter().zip(w).map(|(x, w)| f64::from(*x) * f64::from(*w)).sum::<f64>();
        let wanted: Vec<f64> =
            rows.chunks_exact(inputs).flat_map(|x| weight.chunks_exact(inputs).map(move |w| exact(x, w))).collect();
        assert_close(&found[0], &wanted, 2e-6 * (inputs as f64).sqrt().max(1.0));
    }
}

#[test]
fn a_rows_products_do_not_depend_on_its_place_among_others() {
    let (inputs, outputs) = (391, 45);
    let (rows, weight) = (numbers(77 * inputs, 6), numbers(outputs * inputs, 7));
    let formats = [Some(WeightFormat::F32), has_bf16_products().then_some(WeightFormat::Bf16)];
    for format in formats.into_iter().flatten() {
        let all = on_threads(2, || product(format, &rows, &[&weight], inputs));
        for row in [0, 11, 12, 70, 76] {
            let alone = product(format, &rows[row * inputs..(row + 1) * inputs], &[&weight], inputs);
            assert_eq!(bits(&alone[0]), bits(&all[0][row * outputs..(row + 1) * outputs]), "{format:?}, row {row}");
        }
    }
}
