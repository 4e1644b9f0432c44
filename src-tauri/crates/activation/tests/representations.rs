//! Every vector that a pass gives, against a plain f64 computation of the whole model written apart from it; and the same
//! whatever shares the batch, however many threads there are, on packed kernels and on plain tensors.
#![allow(clippy::unwrap_used, reason = "a test may stop")]

mod plain_llama;
mod reference;

use activation::{
    Backbone, Chunk, DeviceChoice, Document, GatedSource, OpenOptions, ReadError, Reading, Representation, Vectors,
};
use plain_llama::{LAYERS, Matrix, Pass, PlainLlama, gated, silu};
use reference::{MODELS, extraction, model};
use selection::method::Representation as Wanted;

/// Of the row's largest number: f32 through four layers against f64 gave 2e-6 at most.
const TOLERANCE: f64 = 1e-5;
const KEPT: usize = 20;
const LLAMA: &str = "tiny-llama-tied";

const TEXTS: [&str; 4] = [
    "The river rose in the night and took the bridge with it.",
    "",
    "Question: what is 7 times 6? Answer: 42, as everybody knows.",
    "x",
];
/// Where "42" starts in the third text.
const ANSWER: usize = 37;

const SOURCES: [GatedSource; 4] = [GatedSource::Gate, GatedSource::Up, GatedSource::GateTimesUp, GatedSource::Hidden];

const fn of_source(source: GatedSource) -> Representation {
    Representation::GatedActivations { layer: 2, top_k: KEPT as u16, source }
}

fn wanted() -> Vec<Representation> {
    let mut wanted: Vec<Representation> = SOURCES.map(of_source).to_vec();
    wanted.extend([
        Representation::Likelihood,
        Representation::LastHidden,
        Representation::MiddleHidden { layer: 1 },
        Representation::MiddleHidden { layer: 3 },
        Representation::Shifts,
        Representation::AnswerLikelihood,
    ]);
    wanted
}

fn options(threads: usize) -> OpenOptions {
    OpenOptions { device: DeviceChoice::Cpu, threads: Some(threads), ..OpenOptions::default() }
}

fn documents() -> Vec<Document<'static>> {
    let mut documents = TEXTS.map(Document::from);
    documents[2].answer_from = Some(ANSWER);
    documents.to_vec()
}

fn read(backbone: &Backbone, documents: &[Document<'_>], representations: Vec<Representation>) -> Chunk {
    let reading = Reading { representations, ..Reading::default() };
    backbone.read_documents(documents, &reading, &|| false).unwrap()
}

/// The mean over tokens with these weights.
fn mean(rows: &Matrix, weight: impl Fn(usize) -> f64) -> Vec<f64> {
    let total: f64 = (0..rows.len()).map(&weight).sum();
    (0..rows[0].len())
        .map(|i| rows.iter().enumerate().map(|(t, row)| weight(t) * row[i]).sum::<f64>() / total)
        .collect()
}

/// All but each row's largest numbers set to zero, and those below zero too.
fn largest(rows: &Matrix) -> Matrix {
    let one = |row: &Vec<f64>| {
        let mut falling = row.clone();
        falling.sort_by(|a, b| b.total_cmp(a));
        row.iter().map(|&x| if x >= falling[KEPT - 1] { x.max(0.0) } else { 0.0 }).collect()
    };
    rows.iter().map(one).collect()
}

/// Each column beside its negative.
fn both_signs(rows: &Matrix) -> Matrix {
    rows.iter().map(|row| row.iter().copied().chain(row.iter().map(|x| -x)).collect()).collect()
}

fn activations(pass: &Pass, source: GatedSource) -> Vec<f64> {
    let seen = &pass.layers[2];
    let rows = match source {
        GatedSource::Gate => seen.gate.iter().map(|row| row.iter().copied().map(silu).collect()).collect(),
        GatedSource::Up => both_signs(&seen.up),
        GatedSource::GateTimesUp => {
            both_signs(&seen.gate.iter().zip(&seen.up).map(|(gate, up)| gated(gate, up)).collect())
        }
        GatedSource::Hidden => both_signs(&seen.hidden),
    };
    mean(&largest(&rows), |_| 1.0)
}

/// Loss and entropy, each the mean over the tokens from `first` on.
fn likelihood(pass: &Pass, ids: &[u32], first: usize) -> [f64; 2] {
    let mut sums = [0.0; 2];
    for token in first..ids.len() {
        let row = &pass.scores[token - 1];
        let total: f64 = row.iter().map(|score| score.exp()).sum();
        let shares: Vec<f64> = row.iter().map(|score| score.exp() / total).collect();
        sums[0] -= shares[ids[token] as usize].ln();
        sums[1] -= shares.iter().map(|p| p * p.ln()).sum::<f64>();
    }
    sums.map(|sum| sum / (ids.len() - first) as f64)
}

fn shifts(pass: &Pass) -> Vec<f64> {
    let shift = |rows: &Matrix| -> Vec<f64> {
        rows[rows.len() - 1].iter().zip(&rows[0]).map(|(last, first)| last - first).collect()
    };
    pass.layers.iter().flat_map(|seen| shift(&seen.hidden)).collect()
}

#[track_caller]
fn assert_near(found: &[f32], wanted: &[f64], what: &str) {
    assert_eq!(found.len(), wanted.len(), "{what}");
    let largest = wanted.iter().fold(0f64, |most, x| most.max(x.abs()));
    let far = found.iter().zip(wanted).fold(0f64, |far, (&f, w)| far.max((f64::from(f) - w).abs()));
    assert!(far <= TOLERANCE * largest, "{what}: {far} of {largest}");
}

#[test]
fn every_vector_is_what_a_plain_computation_of_the_model_gives() {
    let backbone = Backbone::open(&model(LLAMA), &options(2)).unwrap();
    let chunk = read(&backbone, &documents(), wanted());
    let order: Vec<Representation> = chunk.vectors.iter().map(|vectors| vectors.representation).collect();
    assert_eq!(order, wanted(), "in the order asked for");
    let plain = PlainLlama::open(&model(LLAMA));
    for document in [0, 2, 3] {
        let ids = backbone.token_ids(TEXTS[document]).unwrap();
        let pass = plain.run(&ids);
        let check = |representation, wanted: &[f64]| {
            let row = chunk.vectors_of(representation).unwrap().row(document).unwrap();
            assert_near(row, wanted, &format!("{representation:?} of document {document}"));
        };
        for source in SOURCES {
            check(of_source(source), &activations(&pass, source));
        }
        check(Representation::LastHidden, &mean(&pass.normed, |token| (token + 1) as f64));
        for layer in [1, 3] {
            let hidden = &pass.layers[usize::from(layer)].hidden;
            check(Representation::MiddleHidden { layer }, &mean(hidden, |_| 1.0));
        }
        if ids.len() > 1 {
            check(Representation::Shifts, &shifts(&pass));
            check(Representation::Likelihood, &likelihood(&pass, &ids, 1));
        }
    }
}

#[test]
fn an_answer_is_weighed_after_its_question_and_alone() {
    let backbone = Backbone::open(&model(LLAMA), &options(2)).unwrap();
    let plain = PlainLlama::open(&model(LLAMA));
    let ids = |text: &str| backbone.token_ids(text).unwrap();
    let (whole, question, answer) = (ids(TEXTS[2]), ids(&TEXTS[2][..ANSWER]), ids(&TEXTS[2][ANSWER..]));
    assert_eq!([&question[..], &answer].concat(), whole, "this text's tokens split where its answer starts");
    let given = likelihood(&plain.run(&whole), &whole, question.len())[0];
    let alone = likelihood(&plain.run(&answer), &answer, 1)[0];
    for also in [vec![], vec![Representation::Likelihood]] {
        let chunk = read(&backbone, &documents(), [vec![Representation::AnswerLikelihood], also].concat());
        let vectors = chunk.vectors_of(Representation::AnswerLikelihood).unwrap();
        assert_near(vectors.row(2).unwrap(), &[given, alone], "answer");
        assert!([0, 1, 3].iter().all(|&document| vectors.row(document).is_none()), "the others have no answer");
    }
}

#[test]
fn an_answer_that_is_cut_off_is_weighed_as_far_as_it_is_read_or_not_at_all() {
    let backbone = Backbone::open(&model(LLAMA), &options(2)).unwrap();
    let plain = PlainLlama::open(&model(LLAMA));
    let ids = |text: &str| backbone.token_ids(text).unwrap();
    let (whole, question, answer) = (ids(TEXTS[2]), ids(&TEXTS[2][..ANSWER]).len(), ids(&TEXTS[2][ANSWER..]));
    let read_to = |max_tokens: usize| {
        let representations = vec![Representation::AnswerLikelihood];
        let reading = Reading { representations, max_tokens: max_tokens as u32, ..Reading::default() };
        backbone.read_documents(&documents(), &reading, &|| false).unwrap()
    };
    let cut = &whole[..question + 3];
    let wanted =
        [likelihood(&plain.run(cut), cut, question)[0], likelihood(&plain.run(&answer[..3]), &answer[..3], 1)[0]];
    assert_near(read_to(question + 3).vectors[0].row(2).unwrap(), &wanted, "three tokens of the answer");
    for too_short in [question - 1, question, question + 1] {
        assert_eq!(read_to(too_short).vectors[0].row(2), None, "{too_short} tokens");
    }
}

#[test]
fn what_a_document_lacks_is_absent_and_not_zero() {
    let backbone = Backbone::open(&model(LLAMA), &options(1)).unwrap();
    let chunk = read(&backbone, &documents(), wanted());
    assert!(chunk.vectors.iter().all(|vectors| vectors.row(1).is_none()), "an empty document has no vectors");
    let of = |representation| chunk.vectors_of(representation).unwrap().row(3);
    assert_eq!((backbone.count_tokens("x").unwrap(), of(Representation::Likelihood)), (1, None));
    assert_eq!(of(Representation::Shifts), Some(&[0.0; LAYERS * 64][..]), "one token is first and last");
}

fn bits(vectors: &Vectors, document: usize) -> Option<Vec<u32>> {
    vectors.row(document).map(|row| row.iter().map(|x| x.to_bits()).collect())
}

#[test]
fn vectors_are_the_same_bits_for_any_threads_any_neighbours_and_any_company() {
    for name in MODELS {
        let expected = extraction(name, 1);
        let half = |text: &str| (0..=text.len() / 2).rev().find(|&at| text.is_char_boundary(at));
        let documents: Vec<Document<'_>> =
            expected.docs.iter().map(|d| Document { text: &d.doc, answer_from: half(&d.doc) }).collect();
        let mut company = wanted();
        company.extend([Representation::NeuronFeatures, Representation::TokenCounts]);
        let together = read(&Backbone::open(&model(name), &options(5)).unwrap(), &documents, company);
        let single = Backbone::open(&model(name), &options(1)).unwrap();
        for (document, text) in documents.iter().enumerate() {
            let alone = read(&single, std::slice::from_ref(text), wanted());
            for (together, alone) in together.vectors.iter().zip(&alone.vectors) {
                let what = together.representation;
                assert_eq!(bits(together, document), bits(alone, 0), "{name}, {what:?} of document {document}");
            }
        }
        for &representation in &wanted() {
            let alone = read(&single, &documents, vec![representation]);
            let with_others = together.vectors_of(representation).unwrap();
            let same = (0..documents.len()).all(|d| bits(&alone.vectors[0], d) == bits(with_others, d));
            assert!(same, "{name}, {representation:?} without the others");
        }
    }
}

/// The same tolerance, of the row's largest number: where a token's last kept column is a near tie, another column may be
/// kept, so of gated activations one column in a hundred may differ by more.
#[test]
fn packed_kernels_give_the_vectors_that_plain_tensors_give() {
    for name in MODELS {
        let expected = extraction(name, 1);
        let documents: Vec<Document<'_>> = expected.docs.iter().map(|d| Document::from(d.doc.as_str())).collect();
        let packed = read(&Backbone::open(&model(name), &options(2)).unwrap(), &documents, wanted());
        let plain = read(&Backbone::open_on_tensors(&model(name), &options(2)).unwrap(), &documents, wanted());
        let states = plain.vectors_of(Representation::MiddleHidden { layer: 3 }).unwrap();
        for (packed, plain) in packed.vectors.iter().zip(&plain.vectors) {
            let mut compared = 0;
            for (document, _) in documents.iter().enumerate() {
                let (Some(ours), Some(theirs)) = (packed.row(document), plain.row(document)) else {
                    assert_eq!(packed.row(document), plain.row(document));
                    continue;
                };
                // A shift is a difference: it is as exact as the states it is taken of, not as what is left of them.
                let of_states = packed.representation == Representation::Shifts;
                let scale = if of_states { states.row(document).unwrap() } else { theirs };
                let largest = scale.iter().fold(0f32, |most, x| most.max(x.abs()));
                let far = |(a, b): &(&f32, &f32)| f64::from((*a - *b).abs()) > TOLERANCE * f64::from(largest);
                let differing = ours.iter().zip(theirs).filter(far).count();
                let gated = matches!(packed.representation, Representation::GatedActivations { .. });
                let allowed = if gated { ours.len() / 100 } else { 0 };
                assert!(differing <= allowed, "{name} {:?} document {document}: {differing}", packed.representation);
                compared += ours.len();
            }
            let answers = packed.representation == Representation::AnswerLikelihood;
            assert_eq!(compared == 0, answers, "{name} {:?}", packed.representation);
        }
    }
}

#[test]
fn a_layers_rows_come_token_by_token_and_their_mean_is_the_middle_hidden_state() {
    let backbone = Backbone::open(&model(LLAMA), &options(2)).unwrap();
    let rows = backbone.hidden_rows(&TEXTS, 1, 9, &|| false).unwrap();
    assert_eq!((rows[1].len(), rows[3].len()), (0, 64));
    let ids = backbone.token_ids(TEXTS[0]).unwrap();
    let plain = PlainLlama::open(&model(LLAMA)).run(&ids[..9]);
    let wanted: Vec<f64> = plain.layers[1].hidden.concat();
    assert_near(&rows[0], &wanted, "rows of the first nine tokens");
    let said = backbone.hidden_rows(&TEXTS, 4, 9, &|| false).unwrap_err().to_string();
    assert_eq!(said, "layer is 4, but must be 0 to 3 for this model");
}

#[test]
fn an_answer_that_does_not_start_inside_its_text_is_refused_by_document() {
    let backbone = Backbone::open(&model(LLAMA), &options(1)).unwrap();
    for (text, from) in [("short", 9), ("ä", 1)] {
        let documents = [Document::from("fine"), Document { text, answer_from: Some(from) }];
        let reading = Reading { representations: vec![Representation::AnswerLikelihood], ..Reading::default() };
        let refused = backbone.read_documents(&documents, &reading, &|| false);
        assert!(matches!(refused, Err(ReadError::Answer { document: 1, .. })), "{text}");
    }
}

#[test]
fn the_usual_settings_follow_from_the_models_size() {
    let backbone = Backbone::open(&model(LLAMA), &options(1)).unwrap();
    let usual = |wanted| Representation::usual(wanted, backbone.card());
    let gated = Representation::GatedActivations { layer: 2, top_k: 20, source: GatedSource::Gate };
    assert_eq!(usual(Wanted::GatedActivations), Some(gated));
    assert_eq!(usual(Wanted::MiddleHidden), Some(Representation::MiddleHidden { layer: 3 }));
    assert_eq!(usual(Wanted::Outside), None);
}
