//! A ranking's method asked again: with other examples, or with held-back examples planted among the pool.
//!
//! What was read is there already, so no model is run.

use std::collections::BTreeMap;
use std::sync::Arc;

use selection::method::{Evidence, Known, Method, MethodError, Representation, Settings, by_id};
use selection::{Features, Material, Neuron, Scores, Texts};

use super::gather::{gather, held_back};
use super::ignored::ignored;
use super::kept::{Kept, Rankings};
use super::made::{GoalExamples, chosen_layers, dense, mixed, said, sparse};
use super::pool::RankPool;
use crate::operations::Failure;
use crate::session::Session;
use crate::store::StoreError;
use crate::store::numbers::{Numbers, joined};

/// A method with everything that it reads of pool and examples.
pub struct Again {
    method: &'static dyn Method,
    settings: Settings,
    /// The settings that were given, by name.
    given: BTreeMap<String, f64>,
    pool: Arc<RankPool>,
    pool_features: Option<Arc<Features>>,
    ignored: Vec<Neuron>,
    ticked: GoalExamples,
    held_back: GoalExamples,
    /// Positions of the pool's rows that are examples, ticked or held back.
    example_positions: Vec<usize>,
}

/// Which examples: places among the ticked ones and then the held-back ones.
pub type Places = [usize];

impl Again {
    /// The method of a kept ranking.
    ///
    /// # Errors
    /// What is missing by now, as when it was ranked.
    pub fn of(session: &Session, rankings: &Rankings, kept: &Kept) -> Result<Self, Failure> {
        let query = &kept.view.query;
        let gathered = gather(session, rankings, query)?;
        let (mut ticked, mut held_back) = (gathered.goal, held_back(session, query)?);
        let method = by_id(&query.method).map_err(|error| said(&error, &ticked))?;
        let settings =
            Settings::checked(method.description(), query.settings.clone()).map_err(|error| said(&error, &ticked))?;
        let pool = gathered.pool;
        let mut pool_features = pool.read.as_ref().map(|read| Arc::clone(&read.features));
        let mut ignores = Vec::new();
        if let Some(features) = &pool_features {
            let all = features.shape().layers;
            ignores = ignored(query, &chosen_layers(query, all)?, all)?;
        }
        if let Some(features) = &pool_features
            && query.layers.is_some()
        {
            let layers = chosen_layers(query, features.shape().layers)?;
            let cut = |features: &Features| features.with_layers(&layers).map_err(|error| mixed(&error));
            pool_features = Some(Arc::new(cut(features)?));
            for goal in ticked.unwanted.as_deref_mut().into_iter().chain([&mut held_back]) {
                goal.features = goal.features.as_ref().map(cut).transpose()?;
            }
            ticked.features = ticked.features.as_ref().map(cut).transpose()?;
        }
        let rows = ticked.rows.iter().chain(&held_back.rows);
        let example_positions = rows.filter_map(|&row| pool.frame.position(row)).collect();
        let given = query.settings.clone();
        Ok(Self {
            method,
            settings,
            given,
            pool,
            pool_features,
            ignored: ignores,
            ticked,
            held_back,
            example_positions,
        })
    }

    /// From now on draws as it draws for another turn, the first being its own. Turns are only as many as they seem where
    /// none repeats another's draw. A method without a seed stays as it is.
    ///
    /// # Errors
    /// None of a seed that lies in its range, as this one does.
    pub fn draw(&mut self, turn: usize) -> Result<(), Failure> {
        let method = self.method.description();
        let Some(seed) = method.settings.iter().find(|setting| setting.name == "seed") else { return Ok(()) };
        let own = self.given.get(seed.name).copied().unwrap_or(seed.default);
        let mut given = self.given.clone();
        given.insert(seed.name.to_owned(), (own + turn as f64) % (seed.most + 1.0));
        self.settings = Settings::checked(method, given).map_err(|error| said(&error, &self.ticked))?;
        Ok(())
    }

    /// Whether other examples could make another ranking.
    #[must_use]
    pub fn reads_examples(&self) -> bool {
        self.method.description().needs_examples
    }

    /// Ticked examples.
    #[must_use]
    pub fn ticked(&self) -> usize {
        self.ticked.examples.len()
    }

    /// The numbers of the ticked examples, in the order of their places.
    #[must_use]
    pub fn ticked_numbers(&self) -> &[i64] {
        &self.ticked.examples
    }

    /// Positions of the pool's documents that are examples, ticked or held back.
    #[must_use]
    pub fn example_positions(&self) -> &[usize] {
        &self.example_positions
    }

    /// Examples that are not ticked.
    #[must_use]
    pub fn held_back(&self) -> usize {
        self.held_back.examples.len()
    }

    /// Scores the pool by some of the examples. Rows of the pool that are examples themselves are unscored.
    ///
    /// # Errors
    /// What the method says of these examples.
    pub fn score(&self, examples: &Places) -> Result<Scores, Failure> {
        self.planted(examples, &[])
    }

    /// The same with other examples planted behind the pool's documents, in their order.
    ///
    /// # Errors
    /// What the method says of these examples.
    pub fn planted(&self, examples: &Places, planted: &Places) -> Result<Scores, Failure> {
        let examples = self.examples(examples)?;
        let mut scores = if planted.is_empty() {
            let vectors = dense(self.pool.vectors.iter().map(|v| (v.representation, &v.numbers)));
            self.scored(
                Material {
                    documents: self.pool.frame.len(),
                    features: self.pool_features.as_deref(),
                    vectors: &vectors,
                    latents: sparse(self.pool.vectors.iter().map(|v| &v.numbers)),
                    texts: self.pool.texts.as_deref(),
                    tokens: Some(&self.pool.tokens),
                },
                &examples,
                Some(&self.pool.known),
            )?
        } else {
            self.with_pool(&self.examples(planted)?)?.lend(|pool| self.scored(pool, &examples, None))?
        };
        self.example_positions.iter().for_each(|&position| scores.forget(position));
        Ok(scores)
    }

    fn scored(&self, pool: Material, examples: &Owned, known: Option<&Known>) -> Result<Scores, Failure> {
        let said = |error: MethodError| said(&error, &self.ticked);
        let ignored = &*self.ignored;
        let vectors = self.ticked.unwanted.as_ref().map_or_else(Vec::new, |unwanted| unwanted.dense());
        let unwanted = match &self.ticked.unwanted {
            Some(unwanted) => unwanted.material(unwanted.features.as_ref(), &vectors),
            None => Material::default(),
        };
        examples.lend(|examples| {
            self.method
                .score(&Evidence { pool, examples, ignored, unwanted, known, fired: None }, &self.settings)
                .map_err(said)
        })
    }

    /// Some of the examples.
    fn examples(&self, places: &Places) -> Result<Owned, Failure> {
        let goal = |place: usize| match place.checked_sub(self.ticked()) {
            None => (&self.ticked, place),
            Some(held_back) => (&self.held_back, held_back),
        };
        let features = places.iter().map(|&place| goal(place)).map(|(goal, at)| Some((goal.features.as_ref()?, at)));
        let features = features_of(features.collect())?;
        let mut vectors = Vec::new();
        for (kind, first) in &self.ticked.vectors {
            let one = |(goal, at): (&'_ GoalExamples, usize)| {
                // Both were gathered for the same question: the same kinds in the same order.
                let place = self.ticked.vectors.iter().position(|(other, _)| other == kind);
                place.and_then(|place| goal.vectors.get(place)).map(|(_, numbers)| (numbers.clone(), at))
            };
            let found: Vec<_> = places.iter().map(|&place| one(goal(place))).collect();
            let found = found.iter().map(|found| found.as_ref().map(|(numbers, at)| (numbers, *at)));
            vectors.push((*kind, joined(found, first.layout()).map_err(|error| damaged(&error))?));
        }
        let texts: Texts = places.iter().map(|&place| goal(place)).map(|(goal, at)| goal.texts.at(at)).collect();
        let tokens = texts.iter().map(|text| self.tokens_of(text)).collect();
        Ok(Owned { documents: places.len(), features, vectors, texts: Some(texts), tokens })
    }

    /// About how many tokens a text has, by the pool's own tokens and characters.
    fn tokens_of(&self, text: &str) -> u64 {
        let tokens: u64 = self.pool.tokens.iter().sum();
        let characters: u64 = self.pool.frame.characters.iter().map(|&count| u64::from(count)).sum();
        (text.chars().count() as f64 * tokens as f64 / characters.max(1) as f64).round() as u64
    }

    /// The pool with some examples behind it.
    fn with_pool(&self, more: &Owned) -> Result<Owned, Failure> {
        let documents = self.pool.frame.len();
        let features = match (&self.pool_features, &more.features) {
            (Some(pool), Some(more)) => {
                let all = (0..documents).map(|at| (&**pool, at)).chain((0..more.len()).map(|at| (more, at)));
                features_of(all.map(Some).collect())?
            }
            _ => None,
        };
        let mut vectors = Vec::new();
        for pool in &self.pool.vectors {
            let own = (0..documents).map(|at| Some((&pool.numbers, at)));
            let found = more.vectors.iter().find(|(kind, _)| *kind == pool.representation);
            let behind = (0..more.documents).map(|at| found.map(|(_, numbers)| (numbers, at)));
            let all = joined(own.chain(behind), pool.numbers.layout()).map_err(|error| damaged(&error))?;
            vectors.push((pool.representation, all));
        }
        let texts = match (&self.pool.texts, &more.texts) {
            (Some(pool), Some(more)) => Some(pool.iter().chain(more.iter()).collect()),
            _ => None,
        };
        let tokens = self.pool.tokens.iter().chain(&more.tokens).copied().collect();
        Ok(Owned { documents: documents + more.documents, features, vectors, texts, tokens })
    }
}

/// What was read of some documents, gathered for one question.
struct Owned {
    documents: usize,
    features: Option<Features>,
    vectors: Vec<(Representation, Numbers)>,
    texts: Option<Texts>,
    tokens: Vec<u64>,
}

impl Owned {
    fn lend<T>(&self, to: impl FnOnce(Material) -> T) -> T {
        let vectors = dense(self.vectors.iter().map(|(kind, numbers)| (*kind, numbers)));
        to(Material {
            documents: self.documents,
            features: self.features.as_ref(),
            vectors: &vectors,
            latents: sparse(self.vectors.iter().map(|(_, numbers)| numbers)),
            texts: self.texts.as_ref(),
            tokens: Some(&self.tokens),
        })
    }
}

/// Features of single documents of several lists; none where a list is missing or there is no document.
fn features_of(documents: Vec<Option<(&Features, usize)>>) -> Result<Option<Features>, Failure> {
    let Some(documents) = documents.into_iter().collect::<Option<Vec<_>>>() else { return Ok(None) };
    let Some((first, _)) = documents.first() else { return Ok(None) };
    let shape = first.shape();
    let slots = documents.iter().flat_map(|(features, at)| features.document(*at)).copied().collect();
    Features::new(shape, slots).map(Some).map_err(|error| mixed(&error))
}

fn damaged(error: &selection::VectorsError) -> Failure {
    StoreError::Value(error.to_string()).into()
}
