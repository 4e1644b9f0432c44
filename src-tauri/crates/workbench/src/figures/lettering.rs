//! Letters: one bundled font measures all text and draws it into bitmaps.
//!
//! plotters can draw text itself, but its bitmaps leave out each letter's side bearing, so words look uneven. SVG text
//! stays text, in the reader's own sans-serif.

use std::sync::OnceLock;

use ab_glyph::{Font, FontRef, PxScale, ScaleFont, point};

static BYTES: &[u8] = include_bytes!("../../fonts/NotoSansSC-subset.otf");

/// Half the height of a small letter, in ems: from a line's middle to its baseline.
const HALF_X_HEIGHT: f64 = 0.27;

/// A pixel of a letter: where, and how much of it is ink.
pub type Dot = ((i32, i32), f64);

fn font() -> &'static FontRef<'static> {
    static FONT: OnceLock<FontRef<'static>> = OnceLock::new();
    FONT.get_or_init(|| FontRef::try_from_slice(BYTES).expect("the bundled font is whole: a test draws with it"))
}

/// The scale at which an em is `size` pixels.
fn scale(size: f64) -> PxScale {
    let font = font();
    PxScale::from(size as f32 * font.height_unscaled() / font.units_per_em().unwrap_or(1000.0))
}

/// The width of a line of text in pixels, at `size` pixels to the em.
#[must_use]
pub fn width(text: &str, size: f64) -> f64 {
    let scaled = font().as_scaled(scale(size));
    text.chars().map(|letter| f64::from(scaled.h_advance(scaled.glyph_id(letter)))).sum()
}

/// The pixels of a line of text that starts at `left` with its middle at `middle`.
#[must_use]
pub fn dots(text: &str, size: f64, left: f64, middle: f64) -> Vec<Dot> {
    let (font, scale) = (font(), scale(size));
    let scaled = font.as_scaled(scale);
    let baseline = (middle + HALF_X_HEIGHT * size) as f32;
    let mut at = left as f32;
    let mut dots = Vec::new();
    for letter in text.chars() {
        let id = scaled.glyph_id(letter);
        if let Some(outline) = font.outline_glyph(id.with_scale_and_position(scale, point(at, baseline))) {
            let corner = outline.px_bounds().min;
            outline.draw(|x, y, ink| {
                let place = (corner.x as i32 + x as i32, corner.y as i32 + y as i32);
                dots.push((place, f64::from(ink.clamp(0.0, 1.0))));
            });
        }
        at += scaled.h_advance(id);
    }
    dots
}

/// Breaks a sentence into lines no wider than `most` pixels. Chinese breaks between any two characters, as it is written
/// without spaces.
#[must_use]
pub fn lines(sentence: &str, size: f64, most: f64) -> Vec<String> {
    let mut lines = vec![String::new()];
    for piece in pieces(sentence) {
        let last = lines.last().map_or("", String::as_str);
        let longer = format!("{last}{piece}");
        if !last.is_empty() && width(longer.trim_end(), size) > most {
            lines.push(piece.trim_start().to_owned());
        } else if let Some(last) = lines.last_mut() {
            *last = longer;
        }
    }
    lines.iter().map(|line| line.trim_end().to_owned()).collect()
}

fn pieces(sentence: &str) -> Vec<String> {
    let mut pieces: Vec<String> = vec![String::new()];
    for letter in sentence.chars() {
        let wide = ('\u{2e80}'..='\u{9fff}').contains(&letter);
        let open = pieces.last().is_some_and(|piece| piece.ends_with(' ') || (wide && !piece.is_empty()));
        if open {
            pieces.push(String::new());
        }
        if let Some(piece) = pieces.last_mut() {
            piece.push(letter);
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundled_font_has_latin_greek_and_chinese() {
        for letter in "Aa0%·—“”→≥αλжé神经元匹配数据模型语言选择".chars() {
            assert_ne!(font().glyph_id(letter).0, 0, "{letter}");
        }
    }

    #[test]
    fn letters_have_ink_where_they_were_put() {
        let dots = dots("x", 20.0, 100.0, 50.0);
        let ink: f64 = dots.iter().map(|(_, ink)| ink).sum();
        assert!(ink > 10.0);
        assert!(dots.iter().all(|((x, y), _)| (98..115).contains(x) && (40..60).contains(y)));
    }

    #[test]
    fn a_long_sentence_is_broken_and_nothing_of_it_is_lost() {
        let sentence =
            "The best rows share 48% of their strongest neurons with your examples; a typical row shares 24%.";
        let broken = lines(sentence, 14.0, 300.0);
        assert!(broken.len() > 1 && broken.iter().all(|line| width(line, 14.0) <= 300.0));
        assert_eq!(broken.join(" "), sentence);
        let chinese = "最好的行与示例共享最强的神经元，典型的行共享较少。";
        let broken = lines(chinese, 14.0, 100.0);
        assert!(broken.len() > 2 && broken.concat() == chinese);
    }
}
