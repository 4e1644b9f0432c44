//! What a method says of itself: names, needs, cautions, settings. Faces list methods from here.

/// What a method says of itself. A face in another language has its words under the method's id.
#[derive(Debug)]
pub struct Description {
    /// Its name in settings, files and on the command line.
    pub id: &'static str,
    /// Its technical name, as papers have it.
    pub technical: &'static str,
    /// Its plain name.
    pub plain: &'static str,
    /// What it does, in one sentence of at most 20 words.
    pub sentence: &'static str,
    /// When it is a good choice.
    pub good_when: &'static str,
    /// What to be careful about.
    pub careful_when: &'static str,
    /// Where it is described: arXiv number and section, or the published code.
    pub source: &'static str,
    /// How close this is to what is described there.
    pub standing: Standing,
    /// Whether it scores documents one by one or picks a set.
    pub kind: Kind,
    /// It needs examples.
    pub needs_examples: bool,
    /// What can be set, with defaults and ranges, most useful first.
    pub settings: &'static [Setting],
}

/// How close a method is to its source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Standing {
    /// As published, held against the published code or its formulas.
    Published,
    /// The source says too little: this is our reading of it.
    Interpretation,
    /// Ours, built on something published.
    Extension,
    /// A yardstick to hold the others against.
    Baseline,
}

/// How a method chooses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Every document has a score of its own.
    Pointwise,
    /// What is taken depends on what was taken before.
    Set,
}

/// Something that can be set: a number within a range, or one of several named choices.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Setting {
    /// Its name.
    pub name: &'static str,
    /// What it does, in one sentence.
    pub means: &'static str,
    /// Used where nothing is said; for choices, the place in [`Self::choices`].
    pub default: f64,
    /// Least allowed.
    pub least: f64,
    /// Most allowed.
    pub most: f64,
    /// Step between values.
    pub step: f64,
    /// The choices by name; none for a number.
    pub choices: &'static [&'static str],
}

impl Setting {
    /// A number within a range.
    #[must_use]
    pub const fn number(
        name: &'static str,
        means: &'static str,
        default: f64,
        (least, most, step): (f64, f64, f64),
    ) -> Self {
        Self { name, means, default, least, most, step, choices: &[] }
    }

    /// One of several choices, the first by default.
    #[must_use]
    pub const fn choice(name: &'static str, means: &'static str, choices: &'static [&'static str]) -> Self {
        Self { name, means, default: 0.0, least: 0.0, most: (choices.len() - 1) as f64, step: 1.0, choices }
    }

    /// The seed of a method that draws.
    #[must_use]
    pub const fn seed() -> Self {
        Self::number("seed", "Another seed gives another draw.", 1.0, (0.0, 1_000_000.0, 1.0))
    }
}
