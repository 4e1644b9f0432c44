//! What is done when a graphics card has no memory left: the processor goes on with the same model, where the person left
//! the choice of the device to the app.
//!
//! Deliberately absent: brief trainings of an adapter (`training`). A card that is too small for them ends them with the
//! device's own words.

use activation::ReadError;

use super::seam::SeamError;

/// Works with a model; where the device's memory ran out and the model `may_move`, once more with the same one elsewhere.
/// Answers whether it was moved.
///
/// # Errors
/// What the work says. Where the model cannot be opened elsewhere, that the device has no memory left, since that is what
/// a person can do something about.
pub fn or_elsewhere<M, T>(
    model: &mut M,
    may_move: bool,
    work: impl Fn(&M) -> Result<T, ReadError>,
    elsewhere: impl FnOnce() -> Result<M, SeamError>,
) -> Result<(T, bool), ReadError> {
    let refused = match work(model) {
        Err(error) if error.is_out_of_memory() && may_move => error,
        done => return Ok((done?, false)),
    };
    *model = elsewhere().map_err(|_| refused)?;
    Ok((work(model)?, true))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::seam::ended;
    use super::*;

    /// A card that takes ten tokens of a document, and a processor that takes all.
    fn read(model: &&str, tokens: usize) -> Result<String, ReadError> {
        if *model == "card" && tokens > 10 {
            return Err(ReadError::DeviceMemory { tokens });
        }
        Ok(format!("{tokens} on the {model}"))
    }

    #[test]
    fn the_processor_goes_on_where_the_card_is_too_small_and_stays_in_use() {
        let mut model = "card";
        let small = or_elsewhere(&mut model, true, |model| read(model, 9), || panic!("there was room"));
        assert_eq!(small.unwrap(), ("9 on the card".to_owned(), false));
        let large = or_elsewhere(&mut model, true, |model| read(model, 11), || Ok("processor"));
        assert_eq!(large.unwrap(), ("11 on the processor".to_owned(), true));
        let next = or_elsewhere(&mut model, true, |model| read(model, 9), || panic!("it was moved"));
        assert_eq!(next.unwrap().0, "9 on the processor");
    }

    #[test]
    fn a_device_that_a_person_chose_is_not_left_for_another() {
        let mut model = "card";
        let ended = or_elsewhere(&mut model, false, |model| read(model, 11), || Ok("processor"));
        assert!(matches!(ended, Err(ReadError::DeviceMemory { tokens: 11 })));
        assert_eq!(model, "card");
    }

    #[test]
    fn where_the_processor_cannot_take_over_the_card_s_memory_is_the_reason_given() {
        let mut model = "card";
        let unable = || Err(ended("no fast products here"));
        let ended = or_elsewhere(&mut model, true, |model| read(model, 11), unable);
        assert!(matches!(ended, Err(ReadError::DeviceMemory { tokens: 11 })));
    }

    #[test]
    fn other_failures_move_nothing() {
        let mut model = "card";
        let failing = |_: &&str| Err::<(), _>(ReadError::NoHead);
        let ended = or_elsewhere(&mut model, true, failing, || Ok("processor"));
        assert!(matches!(ended, Err(ReadError::NoHead)));
        assert_eq!(model, "card");
    }
}
