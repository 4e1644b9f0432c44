//! Documents a second, and what share of the arithmetic floor that is: the time that the products alone would take at this
//! machine's best rate.

use std::path::Path;

use activation::kernels::pack::WeightFormat;
use activation::kernels::peak::{Peak, Product};
use activation::{Backbone, BackboneCard, NumericProfile, OpenOptions, Reading};
use serde_json::{Value, json};

use super::clocks::{Took, peak_memory_mb, timed};
use super::{THREADS, documents};

const DOCUMENTS: usize = 300;
/// Documents read at a time, as a job commits them.
const CHUNK: usize = 32;
/// Times that each product is run between two chunks.
const PRODUCTS: usize = 12;

/// Reads both sets of documents.
pub fn measure(model: &Path, options: &OpenOptions) -> Value {
    let (backbone, load) = timed(|| Backbone::open(model, options).unwrap());
    let sets = [("equal", documents::equal(&backbone, DOCUMENTS)), ("mixed", documents::mixed(&backbone, DOCUMENTS))];
    for (_, texts) in &sets {
        read(&backbone, &texts[..CHUNK]);
    }
    let memory_mb = peak_memory_mb(); // before the matrices of the yardstick are there
    let pool = rayon::ThreadPoolBuilder::new().num_threads(THREADS).build().unwrap();
    let mut yardstick = Yardstick::new(options.profile);
    let mut answer = json!({
        "device": backbone.device_label(),
        "load_seconds": load.wall,
        "peak_memory_mb": memory_mb,
    });
    for (name, texts) in &sets {
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let rounds: Vec<Round> = texts
            .chunks(CHUNK)
            .map(|texts| {
                pool.install(|| yardstick.measure());
                Round::of(&backbone, texts)
            })
            .collect();
        answer[name] = summary(&rounds, &yardstick);
    }
    answer["gflop_per_second"] = yardstick.table();
    answer
}

fn read(backbone: &Backbone, texts: &[impl AsRef<str>]) -> Vec<u32> {
    let texts: Vec<&str> = texts.iter().map(AsRef::as_ref).collect();
    backbone.read(&texts, &Reading::default(), &|| false).unwrap().read_tokens
}

/// One chunk of documents, read.
struct Round {
    documents: usize,
    tokens: u32,
    operations: f64,
    took: Took,
}

impl Round {
    fn of(backbone: &Backbone, texts: &[&str]) -> Self {
        let (lengths, took) = timed(|| read(backbone, texts));
        Self {
            documents: texts.len(),
            tokens: lengths.iter().sum(),
            operations: lengths.iter().map(|&tokens| operations(backbone.card(), f64::from(tokens))).sum(),
            took,
        }
    }
}

/// Floating point operations that a document's features need: all products with weights up to the last layer's `up`,
/// and the part of attention left of the diagonal. Biases and norms are counted neither as weights nor as work; the
/// embedding table is tied to the head (true of the starter model) and costs nothing.
fn operations(card: &BackboneCard, tokens: f64) -> f64 {
    let norms = (2 * card.layers + 1) * card.hidden;
    let weights = card.parameters as f64 - (card.vocabulary * card.hidden + norms) as f64;
    let unneeded = (2 * card.intermediate * card.hidden) as f64; // the last layer's gate and down
    let attention = (card.layers * card.heads * card.head_width) as f64 * tokens * (tokens + 1.0) / 2.0;
    2.0 * (weights - unneeded) * tokens + 4.0 * attention
}

/// Large products, measured in turns with the documents.
struct Yardstick {
    peak: Peak,
    measured: Vec<Measured>,
    profile: NumericProfile,
}

/// How fast one product was.
struct Measured {
    product: Product,
    /// Operations a second on the clock, the best single run.
    clock: f64,
    /// Processor seconds of all runs, and how many there were. A single run is shorter than the system's ticks.
    processor: Option<f64>,
    runs: usize,
}

impl Yardstick {
    fn new(profile: NumericProfile) -> Self {
        let peak = Peak::default();
        let unmeasured = |product| Measured { product, clock: 0.0, processor: Some(0.0), runs: 0 };
        let measured = peak.products().into_iter().map(unmeasured).collect();
        Self { peak, measured, profile }
    }

    fn measure(&mut self) {
        for measured in &mut self.measured {
            let (best, took) = timed(|| {
                let one = |_| timed(|| self.peak.run(measured.product)).1.wall;
                (0..PRODUCTS).map(one).fold(f64::INFINITY, f64::min)
            });
            measured.clock = measured.clock.max(Peak::operations() / best);
            measured.processor = measured.processor.zip(took.processor).map(|(a, b)| a + b);
            measured.runs += PRODUCTS;
        }
    }

    /// The best rates of the profile's products, on the clock and of the processor.
    fn rates(&self) -> (f64, f64) {
        let fast = self.profile == NumericProfile::Bf16Fast;
        let is_fast = |product| product == Product::Packed(WeightFormat::Bf16);
        let of_profile = self.measured.iter().filter(|m| is_fast(m.product) == fast);
        of_profile
            .fold((0.0, 0.0), |best, measured| (best.0.max(measured.clock), best.1.max(measured.processor_rate())))
    }

    fn table(&self) -> Value {
        let row = |measured: &Measured| {
            json!({
                "product": format!("{:?}", measured.product),
                "clock": measured.clock / 1e9,
                "processor_times_threads": measured.processor_rate() / 1e9,
            })
        };
        self.measured.iter().map(row).collect()
    }
}

impl Measured {
    /// Operations a second of processor time, times threads; 0 where the system does not tell.
    fn processor_rate(&self) -> f64 {
        let operations = THREADS as f64 * self.runs as f64 * Peak::operations();
        self.processor.map_or(0.0, |processor| operations / processor)
    }
}

fn summary(rounds: &[Round], yardstick: &Yardstick) -> Value {
    let total = |value: fn(&Round) -> f64| rounds.iter().map(value).sum::<f64>();
    let (documents, tokens) = (total(|r| r.documents as f64), total(|r| f64::from(r.tokens)));
    let (operations, wall) = (total(|r| r.operations), total(|r| r.took.wall));
    let best = rounds.iter().map(|r| r.operations / r.took.wall).fold(0.0, f64::max);
    let processor: Option<f64> = rounds.iter().map(|r| r.took.processor).sum();
    let (clock_rate, processor_rate) = yardstick.rates();
    json!({
        "documents": documents,
        "tokens_mean": tokens / documents,
        "gflop_per_document": operations / documents / 1e9,
        "documents_per_second": documents / wall,
        "documents_per_second_best_chunk": best * documents / operations,
        "documents_per_processor_second_times_threads": processor.map(|p| documents * THREADS as f64 / p),
        "tokens_per_second_best_chunk": best * tokens / operations,
        "floor_documents_per_second": clock_rate * documents / operations,
        "share_of_floor_best_chunk": best / clock_rate,
        "share_of_floor_processor_time": processor.map(|p| THREADS as f64 * operations / p / processor_rate),
    })
}
