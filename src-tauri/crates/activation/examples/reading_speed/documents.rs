//! Documents made of plain English words in a random order, from a fixed seed: their content does not change how long
//! they take.

use activation::Backbone;

const WORDS: &str = "the of and to in a is that for it as was with be by on not he his but at are this have from or had an \
    they which one you were all her she there would their we him been has when who will no more if out so up said what its \
    about than into them can only other time new some could these two may first then do any like my now over such our man \
    me even most made after also did many before must through years where much your way well down should because each just \
    those people how too little state good very make world still see own work long here get both between being under never \
    day same another know while last might us great old year off come since against go came right used take three";

/// A linear congruential generator (Knuth's constants), its high bits.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end
    }
}

/// `count` documents of at least as many tokens as `length` says, and a few more: reading cuts them there.
fn made_up(backbone: &Backbone, count: usize, mut length: impl FnMut(&mut Dice) -> usize) -> Vec<String> {
    let words: Vec<&str> = WORDS.split_whitespace().collect();
    let mut dice = Dice(20);
    let mut one = || {
        let wanted = length(&mut dice);
        let mut text = String::new();
        while (backbone.count_tokens(&text).unwrap() as usize) < wanted {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(words[dice.below(words.len())]);
        }
        text
    };
    (0..count).map(|_| one()).collect()
}

/// Documents of 120 tokens each.
pub fn equal(backbone: &Backbone, count: usize) -> Vec<String> {
    made_up(backbone, count, |_| 120)
}

/// Documents of 32 to 120 tokens, 76 on average.
pub fn mixed(backbone: &Backbone, count: usize) -> Vec<String> {
    made_up(backbone, count, |dice| 32 + dice.below(89))
}
