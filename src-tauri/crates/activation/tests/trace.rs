//! Token by token: the numbers of a trace are those of an extraction before it takes the mean over tokens.
#![allow(clippy::unwrap_used, reason = "a test may stop")]

mod reference;

use activation::{
    Backbone, Columns, DeviceChoice, GatedSource, OpenOptions, Reading, Representation, Trace, Tracing, Watch, Watched,
};
use selection::Projection;

const TEXTS: [&str; 5] = [
    "A rope of 60 m is cut into 4 equal parts.",
    "كتب الولد رسالة إلى صديقه.",
    "東京は日本の首都です。🙂🙂 naïve",
    "def add(a, b):\n\treturn a + b\n",
    "   leading and trailing   ",
];

fn open(model: &str) -> Backbone {
    let options = OpenOptions { device: DeviceChoice::Cpu, ..OpenOptions::default() };
    Backbone::open(&reference::model(model), &options).unwrap()
}

fn chosen(of: Watch, columns: Vec<u32>) -> Watched {
    Watched { of, wanted: Columns::Chosen(columns) }
}

fn trace(backbone: &Backbone, text: &str, watched: Vec<Watched>, max_tokens: u32) -> Trace {
    let tracing = Tracing { watched, likelihood: true, max_tokens };
    backbone.trace(text, &tracing, &|| false).unwrap()
}

/// The mean over tokens of one column of one place.
fn mean(trace: &Trace, place: usize, numbers: usize, column: usize) -> f64 {
    let values = trace.values[place].iter().skip(column).step_by(numbers);
    values.map(|&value| f64::from(value)).sum::<f64>() / trace.spans.len() as f64
}

/// An extraction adds a document's tokens in f32, this test in f64: a sum of 30 numbers differs by 30 half-units of f32 at
/// most, 2e-6, and by a tenth of that on these.
const CLOSE: f64 = 1e-6;

fn assert_close(found: f64, wanted: f64, what: &str) {
    assert!((found - wanted).abs() <= CLOSE * wanted.abs().max(1e-3), "{what}: {found}, not {wanted}");
}

#[test]
fn the_mean_over_tokens_is_the_impact_that_is_stored_for_every_projection() {
    for model in reference::MODELS {
        let backbone = open(model);
        let reading = Reading {
            representations: vec![Representation::NeuronImpacts],
            projections: Projection::ALL.to_vec(),
            max_tokens: 30,
            ..Reading::default()
        };
        for text in TEXTS {
            let chunk = backbone.read(&[text, "another of another length"], &reading, &|| false).unwrap();
            for features in &chunk.features {
                let columns: Vec<u32> = (0..features.width as u32).step_by(5).collect();
                let places = (0..features.layers as u16)
                    .map(|layer| chosen(Watch::Neurons { layer, projection: features.projection }, columns.clone()));
                let trace = trace(&backbone, text, places.collect(), 30);
                for layer in 0..features.layers {
                    for (at, &column) in columns.iter().enumerate() {
                        let stored = features.impacts.as_ref().unwrap()[layer * features.width + column as usize];
                        let found = mean(&trace, layer, columns.len(), at);
                        assert_close(found, f64::from(stored), features.projection.name());
                    }
                }
            }
        }
    }
}

#[test]
fn the_mean_over_tokens_is_the_vector_that_is_stored_and_so_is_its_product_with_a_direction() {
    let backbone = open("tiny-qwen3-untied");
    let card = backbone.card().clone();
    let vectors = [
        (Representation::GatedActivations { layer: 1, top_k: 9, source: GatedSource::Gate }, card.intermediate),
        (Representation::GatedActivations { layer: 1, top_k: 9, source: GatedSource::Hidden }, 2 * card.hidden),
        (Representation::MiddleHidden { layer: 1 }, card.hidden),
        (Representation::LastHidden, card.hidden),
    ];
    let reading = Reading { representations: vectors.map(|one| one.0).to_vec(), ..Reading::default() };
    let chunk = backbone.read(&[TEXTS[0]], &reading, &|| false).unwrap();
    for (representation, width) in vectors {
        let direction: Vec<f32> = (0..width).map(|d| (d % 7) as f32 - 3.0).collect();
        let all = chosen(Watch::Vector(representation), (0..width as u32).collect());
        let along = Watched { of: Watch::Vector(representation), wanted: Columns::Along(direction.clone()) };
        let trace = trace(&backbone, TEXTS[0], vec![all, along], 120);
        let stored = chunk.vectors_of(representation).unwrap();
        let stored = stored.row(0).unwrap();
        for (column, &value) in stored.iter().enumerate() {
            assert_close(mean(&trace, 0, width, column), f64::from(value), "vector");
        }
        let product: f64 = stored.iter().zip(&direction).map(|(&v, &d)| f64::from(v) * f64::from(d)).sum();
        assert!((mean(&trace, 1, 1, 0) - product).abs() < 1e-4, "{} and {product}", mean(&trace, 1, 1, 0));
    }
}

#[test]
fn the_means_of_loss_and_entropy_are_those_stored_and_the_first_token_has_none() {
    let backbone = open("tiny-smollm3-tied");
    let reading = Reading { representations: vec![Representation::Likelihood], ..Reading::default() };
    let chunk = backbone.read(&[TEXTS[0]], &reading, &|| false).unwrap();
    let trace = trace(&backbone, TEXTS[0], Vec::new(), 120);
    assert_eq!(trace.predicted.len() + 1, trace.spans.len());
    for (at, &stored) in chunk.vectors[0].row(0).unwrap().iter().enumerate() {
        let mean = trace.predicted.iter().map(|token| token[at]).sum::<f64>() / trace.predicted.len() as f64;
        assert_close(mean, f64::from(stored), "likelihood");
    }
}

#[test]
fn spans_lie_on_characters_in_order_and_cover_every_byte_that_was_read() {
    for model in reference::MODELS {
        let backbone = open(model);
        for text in TEXTS {
            let trace = trace(&backbone, text, Vec::new(), 512);
            assert_eq!(trace.spans.len(), backbone.token_ids(text).unwrap().len());
            let mut covered = 0;
            for span in &trace.spans {
                assert!(text.get(span.clone()).is_some(), "{span:?} cuts a character of {text:?}");
                assert!(span.start <= covered, "nothing of {text:?} lies between two tokens at {span:?}");
                covered = covered.max(span.end);
            }
            assert_eq!(covered, text.len(), "{text:?}");
        }
    }
}

#[test]
fn pieces_of_one_character_all_have_that_character() {
    let text = "a🙂b";
    let trace = trace(&open("tiny-llama-tied"), text, Vec::new(), 120);
    let of_face: Vec<_> = trace.spans.iter().filter(|span| span.start >= 1 && span.end <= 5).collect();
    assert!(of_face.len() > 1, "the tiny tokenizer has no token for this character");
    assert!(of_face.iter().all(|span| **span == (1..5)), "{of_face:?}");
}

#[test]
fn a_long_text_is_read_as_far_as_asked_and_its_length_is_told() {
    let trace = trace(&open("tiny-llama-tied"), &"word ".repeat(60), Vec::new(), 7);
    assert_eq!((trace.spans.len(), trace.predicted.len()), (7, 6));
    assert!(trace.tokens >= 60);
}

#[test]
fn an_empty_text_has_no_tokens_and_no_numbers() {
    let of = Watch::Neurons { layer: 0, projection: Projection::Up };
    let trace = trace(&open("tiny-llama-tied"), "", vec![chosen(of, vec![0])], 120);
    assert_eq!(trace, Trace { values: vec![Vec::new()], ..Trace::default() });
}

#[test]
fn places_and_columns_that_are_not_there_are_refused_with_the_limits() {
    let backbone = open("tiny-llama-tied");
    let said = |watched: Watched| {
        let tracing = Tracing { watched: vec![watched], likelihood: false, max_tokens: 120 };
        backbone.trace("x", &tracing, &|| false).unwrap_err().to_string()
    };
    let layers = backbone.card().layers as u16;
    let beyond = said(chosen(Watch::Neurons { layer: layers, projection: Projection::Up }, vec![0]));
    assert!(beyond.contains(&format!("must be 0 to {}", layers - 1)), "{beyond}");
    let wide = said(chosen(Watch::Neurons { layer: 0, projection: Projection::Up }, vec![60_000]));
    assert!(wide.contains("column is 60000"), "{wide}");
    let short = Watched { of: Watch::Vector(Representation::LastHidden), wanted: Columns::Along(vec![1.0]) };
    assert!(said(short).contains("weights is 1"));
    let many = said(chosen(Watch::Neurons { layer: 0, projection: Projection::Up }, vec![0; 9000]));
    assert!(many.contains("8192 at most"), "{many}");
    let shifts = said(chosen(Watch::Vector(Representation::Shifts), vec![0]));
    assert!(shifts.contains("a mean over tokens"), "{shifts}");
}
