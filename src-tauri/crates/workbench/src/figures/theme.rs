//! Colours of figures on paper: the light theme of the window's tokens, which are the source; a test compares them.

use plotters::style::RGBColor;

use crate::operations::figure::Tone;

/// A token of `ui/src/tokens.css` and its colour.
struct Token {
    #[cfg_attr(not(test), allow(dead_code, reason = "the name is what the test finds the token by"))]
    name: &'static str,
    colour: RGBColor,
}

const fn token(name: &'static str, hex: u32) -> Token {
    Token { name, colour: RGBColor((hex >> 16) as u8, (hex >> 8) as u8, hex as u8) }
}

const SURFACE: Token = token("--surface-0", 0xff_ffff);
const INK_1: Token = token("--ink-1", 0x1a_1b1e);
const INK_3: Token = token("--ink-3", 0x66_6971);
const LINE_1: Token = token("--line-1", 0xe6_e7ea);
const LINE_3: Token = token("--line-3", 0x82_868f);
const ACCENT: Token = token("--accent", 0x1d_5fd1);
const SCORE: Token = token("--score-4", 0x24_77b8);
const SCORE_PALE: Token = token("--score-1", 0xd6_e6f4);
const METHOD_A: Token = token("--method-a", 0x3b_6fe0);
const METHOD_B: Token = token("--method-b", 0xd5_5e00);
const METHOD_C: Token = token("--method-c", 0xa9_4aa3);
const METHOD_D: Token = token("--method-d", 0x88_8574);
const QUIET: Token = token("--diff-zero", 0xc9_ccd2);

/// Paper.
pub const PAPER: RGBColor = SURFACE.colour;
/// Titles and rules.
pub const INK: RGBColor = INK_1.colour;
/// Labels of axes.
pub const LABEL: RGBColor = INK_3.colour;
/// Grid lines.
pub const GRID: RGBColor = LINE_1.colour;
/// The axis.
pub const AXIS: RGBColor = LINE_3.colour;

/// The colour that fills marks of a tone.
#[must_use]
pub const fn fill(tone: Tone) -> RGBColor {
    match tone {
        Tone::Score => SCORE.colour,
        Tone::Quiet => QUIET.colour,
        Tone::Ink => INK_1.colour,
        Tone::Accent => ACCENT.colour,
        Tone::MethodA => METHOD_A.colour,
        Tone::MethodB => METHOD_B.colour,
        Tone::MethodC => METHOD_C.colour,
        Tone::MethodD => METHOD_D.colour,
    }
}

/// The colour under a line, where it is filled.
#[must_use]
pub const fn under(tone: Tone) -> RGBColor {
    match tone {
        Tone::Score => SCORE_PALE.colour,
        _ => QUIET.colour,
    }
}

/// The colour that draws lines of a tone: quiet ones must still be seen.
#[must_use]
pub const fn stroke(tone: Tone) -> RGBColor {
    match tone {
        Tone::Quiet => INK_3.colour,
        other => fill(other),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_colours_on_paper_are_those_of_the_light_theme() {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../ui/src/tokens.css");
        let Ok(css) = std::fs::read_to_string(&path) else {
            println!("skipped: {} is not there", path.display());
            return;
        };
        let light = css.split("[data-theme=\"dark\"]").next().unwrap();
        let methods = [METHOD_A, METHOD_B, METHOD_C, METHOD_D];
        let others = [SURFACE, INK_1, INK_3, LINE_1, LINE_3, ACCENT, SCORE, SCORE_PALE, QUIET];
        for token in others.into_iter().chain(methods) {
            let value = light.split(&format!("{}:", token.name)).nth(1).unwrap().split(';').next().unwrap().trim();
            let RGBColor(red, green, blue) = token.colour;
            assert_eq!(value, format!("#{red:02x}{green:02x}{blue:02x}"), "{}", token.name);
        }
    }
}
