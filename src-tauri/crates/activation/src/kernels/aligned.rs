//! A growable buffer of 32-bit words that begins on a cache line, so that full-width loads never straddle two.
//!
//! Absent on purpose: anything a `Vec` does beyond "be this long"; the kernels only ever fill whole regions.

/// One cache line of words.
#[derive(Clone, Copy)]
#[repr(C, align(64))]
struct Line([u32; LINE_WORDS]);

const LINE_WORDS: usize = 16;

/// Zeroed 32-bit words on a 64-byte boundary: `f32` bits, or pairs of bf16.
#[derive(Default)]
pub struct AlignedWords {
    lines: Vec<Line>,
}

impl AlignedWords {
    /// At least `words` zeroed words.
    #[must_use]
    pub fn zeroed(words: usize) -> Self {
        Self { lines: vec![Line([0; LINE_WORDS]); words.div_ceil(LINE_WORDS)] }
    }

    /// Makes room for `words` words; what was there keeps its place, what is new is zero.
    pub fn grow(&mut self, words: usize) {
        let lines = words.div_ceil(LINE_WORDS);
        if lines > self.lines.len() {
            self.lines.resize(lines, Line([0; LINE_WORDS]));
        }
    }

    /// All words, rounded up to whole lines.
    #[must_use]
    pub fn words(&self) -> &[u32] {
        self.lines.as_flattened_words()
    }

    /// All words, to be written.
    #[must_use]
    pub fn words_mut(&mut self) -> &mut [u32] {
        let words = self.lines.len() * LINE_WORDS;
        // SAFETY: `Line` is `repr(C)` around `[u32; 16]` with size 64 and no padding, so the vector's memory is
        // `words` initialised u32; the borrow of `self` is exclusive for the life of the slice.
        unsafe { std::slice::from_raw_parts_mut(self.lines.as_mut_ptr().cast(), words) }
    }

    /// All words read as `f32`, to be written.
    #[must_use]
    pub fn floats_mut(&mut self) -> &mut [f32] {
        let words = self.words_mut();
        // SAFETY: u32 and f32 have the same size and alignment, and every bit pattern is valid for both.
        unsafe { std::slice::from_raw_parts_mut(words.as_mut_ptr().cast(), words.len()) }
    }
}

trait AsFlattenedWords {
    fn as_flattened_words(&self) -> &[u32];
}

impl AsFlattenedWords for [Line] {
    fn as_flattened_words(&self) -> &[u32] {
        // SAFETY: as in `words_mut`: `Line` is exactly sixteen u32 without padding.
        unsafe { std::slice::from_raw_parts(self.as_ptr().cast(), self.len() * LINE_WORDS) }
    }
}
