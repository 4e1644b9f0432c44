//! How fast the vector and neuron methods score documents that are in memory, 100,000 or as many as an argument says: features of 30 layers x 20, gated
//! activations of 1536, latents of 200 entries, other vectors of 576, 50 examples; set methods look at 20,000 candidates and pick 2,000.
//! Each method gets what it needs and what else it welcomes. Prints a table; arguments name methods, none means all that
//! read neurons or vectors. `again` is the same pool ranked once more with an example fewer, as when a person unticks one.

#![allow(clippy::unwrap_used)]

use std::time::Instant;

use selection::method::{ALL, Evidence, Known, Representation, Settings};
use selection::random::{mixed, unit};
use selection::{FeatureShape, Features, Material, SparseVectors, Vectors};

/// Documents, unless an argument says how many.
const DOCUMENTS: usize = 100_000;
const EXAMPLES: usize = 50;
const LAYERS: usize = 30;
const TOP_K: usize = 20;
/// Kinds of documents: vectors of one kind lie near each other, as those of texts on one subject do.
const KINDS: u64 = 400;

fn main() {
    let mut asked: Vec<String> = std::env::args().skip(1).collect();
    let told = asked.iter().find_map(|argument| argument.parse().ok());
    let documents = told.unwrap_or(DOCUMENTS);
    asked.retain(|argument| argument.parse::<usize>().is_err());
    let needs = |method: &dyn selection::method::Method| method.needs(&Settings::default());
    let measured = ALL.iter().filter(|method| needs(**method).iter().any(|&n| made(n).is_some()));
    println!("method | reads | threads | seconds | documents/s | again, seconds");
    for method in measured.filter(|m| asked.is_empty() || asked.iter().any(|id| id == m.description().id)) {
        let mut reads = needs(*method);
        reads.extend(method.welcomes(&Settings::default()));
        let names: Vec<&str> = reads.iter().map(|one| one.name()).collect();
        let (pool, examples) = (Read::new(&reads, documents, 1), Read::new(&reads, EXAMPLES, 2));
        for threads in [1, std::thread::available_parallelism().map_or(1, usize::from)] {
            let rayon = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            let fewer = examples.fewer();
            let (pool_vectors, example_vectors, fewer_vectors) = (pool.vectors(), examples.vectors(), fewer.vectors());
            let known = Known::default();
            let evidence = Evidence {
                pool: pool.material(&pool_vectors),
                examples: examples.material(&example_vectors),
                known: Some(&known),
                ..Evidence::default()
            };
            let begun = Instant::now();
            let scores = rayon.install(|| method.score(&evidence, &Settings::default())).unwrap();
            let seconds = begun.elapsed().as_secs_f64();
            assert_eq!(scores.len(), documents);
            let evidence = Evidence { examples: fewer.material(&fewer_vectors), ..evidence };
            let begun = Instant::now();
            rayon.install(|| method.score(&evidence, &Settings::default())).unwrap();
            let again = begun.elapsed().as_secs_f64();
            let (id, speed) = (method.description().id, documents as f64 / seconds);
            println!("{id} | {} | {threads} | {seconds:.2} | {speed:.0} | {again:.2}", names.join(", "));
        }
    }
}

/// Numbers of a row of what can be made up here.
fn made(representation: Representation) -> Option<usize> {
    match representation {
        Representation::NeuronFeatures => Some(LAYERS * TOP_K),
        Representation::GatedActivations => Some(1536),
        Representation::Latents => Some(200),
        Representation::Shifts => Some(LAYERS * 576),
        Representation::LastHidden
        | Representation::MiddleHidden
        | Representation::Outside
        | Representation::Sentence => Some(576),
        _ => None,
    }
}

/// Made-up material of what a method reads.
struct Read {
    features: Option<Features>,
    latents: Option<SparseVectors>,
    vectors: Vec<(Representation, Vectors)>,
    tokens: Vec<u64>,
}

impl Read {
    fn new(reads: &[Representation], documents: usize, seed: u64) -> Self {
        let wants = |one: Representation| reads.contains(&one);
        let made = |&one: &Representation| match one {
            Representation::NeuronFeatures | Representation::Latents => None,
            Representation::Shifts => Some((one, vectors(documents, made(one)?, seed).in_parts(LAYERS).unwrap())),
            one => Some((one, vectors(documents, made(one)?, seed))),
        };
        Self {
            features: wants(Representation::NeuronFeatures).then(|| features(documents, seed)),
            latents: wants(Representation::Latents).then(|| latents(documents, 200, seed)),
            vectors: reads.iter().filter_map(made).collect(),
            tokens: (0..documents as u64).map(|document| 20 + mixed(seed + 3, document) % 100).collect(),
        }
    }

    /// All but the first.
    fn fewer(&self) -> Self {
        let rest: Vec<usize> = (1..self.tokens.len()).collect();
        Self {
            features: self.features.as_ref().map(|features| features.some(&rest)),
            latents: self.latents.as_ref().map(|_| latents(rest.len(), 200, 2)),
            vectors: self.vectors.iter().map(|(kind, vectors)| (*kind, vectors.some(&rest))).collect(),
            tokens: self.tokens[1..].to_vec(),
        }
    }

    fn vectors(&self) -> Vec<(Representation, &Vectors)> {
        self.vectors.iter().map(|(representation, vectors)| (*representation, vectors)).collect()
    }

    fn material<'a>(&'a self, vectors: &'a [(Representation, &'a Vectors)]) -> Material<'a> {
        Material {
            documents: self.tokens.len(),
            features: self.features.as_ref(),
            latents: self.latents.as_ref(),
            vectors,
            tokens: Some(&self.tokens),
            ..Material::default()
        }
    }
}

/// A common part, a part of the kind and a part of the document's own, each as large as the others.
fn vectors(documents: usize, width: usize, seed: u64) -> Vectors {
    let part = |of: u64, dimension: usize| unit(of, dimension as u64) - 0.5;
    let row = |document: u64| {
        let kind = 1000 + mixed(seed, document) % KINDS;
        let own = mixed(seed + 7, document);
        (0..width).map(move |d| (part(3, d) + part(kind, d) + part(own, d)) as f32)
    };
    Vectors::new(width, (0..documents as u64).flat_map(row).collect()).unwrap()
}

fn latents(documents: usize, entries: usize, seed: u64) -> SparseVectors {
    let mut latents = SparseVectors::new(entries * 90);
    for document in 0..documents as u64 {
        let own = mixed(seed, document);
        let row: Vec<(u32, f32)> = (0..entries as u64)
            .map(|entry| (90 * entry as u32 + (mixed(own, entry) % 90) as u32, unit(own, entry) as f32))
            .collect();
        latents.push(Some(&row)).unwrap();
    }
    latents
}

/// Low numbers are frequent, as always-on neurons are; each once in a layer.
fn features(documents: usize, seed: u64) -> Features {
    let shape = FeatureShape { layers: LAYERS, top_k: TOP_K };
    let mut indices = Vec::with_capacity(documents * shape.slots());
    let mut position = 0;
    for _ in 0..documents * LAYERS {
        let layer = indices.len();
        while indices.len() < layer + TOP_K {
            position += 1;
            let drawn = mixed(seed, position);
            let neuron = ((drawn % 1536) * ((drawn >> 32) % 1536) / 1536) as u16;
            if !indices[layer..].contains(&neuron) {
                indices.push(neuron);
            }
        }
    }
    Features::new(shape, indices).unwrap()
}
