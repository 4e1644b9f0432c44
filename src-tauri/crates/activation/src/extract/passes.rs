//! Documents through the model, batch by batch, before all collectors; in smaller batches once a device's memory ran out.

use super::batches::{Batch, plan};
use super::collector::{Collector, Shared};
use crate::ablation::{Columns, Silencing};
use crate::decoder::Decoder;
use crate::error::ReadError;
use crate::ops::Ops;
use crate::ops::room::Room;

/// Runs documents through the model.
///
/// # Errors
/// As [`super::read`].
pub fn passes<'c, O: Ops>(
    decoder: &Decoder<O>,
    ids: &[&[u32]],
    collectors: &mut [Box<dyn Collector<O> + 'c>],
    stop: &(dyn Fn() -> bool + Sync),
) -> Result<(), ReadError> {
    silent_passes(decoder, ids, collectors, &Columns::default(), stop)
}

/// The same with some neurons silent.
///
/// # Errors
/// As [`super::read`].
pub fn silent_passes<'c, O: Ops>(
    decoder: &Decoder<O>,
    ids: &[&[u32]],
    collectors: &mut [Box<dyn Collector<O> + 'c>],
    silent: &Columns,
    stop: &(dyn Fn() -> bool + Sync),
) -> Result<(), ReadError> {
    let lengths: Vec<usize> = ids.iter().map(|ids| ids.len()).collect();
    in_batches(&lengths, decoder.room(), |documents| {
        let batch = Batch::of(documents.to_vec(), ids);
        let mut hook = Silencing { silent, others: Shared { collectors: &mut *collectors, batch: &batch } };
        decoder.run(&batch.tokens, &batch.spans, &mut hook, stop)
    })
}

/// Works on documents of these lengths batch by batch. Where the device refuses a batch for want of memory, what is not
/// done yet is planned anew with half of that batch's tokens, down to one document at a time.
///
/// # Errors
/// [`ReadError::DeviceMemory`] where one document alone is refused; any other failure of the work as it is.
fn in_batches(
    lengths: &[usize],
    room: &Room,
    mut work: impl FnMut(&[usize]) -> Result<(), ReadError>,
) -> Result<(), ReadError> {
    let all: Vec<usize> = (0..lengths.len()).collect();
    let mut waiting = plan(&all, lengths, room.tokens()).into_iter();
    while let Some(documents) = waiting.next() {
        match work(&documents) {
            Err(error) if error.is_out_of_memory() => {
                let tokens = documents.iter().map(|&document| lengths[document]).sum();
                if documents.len() == 1 {
                    return Err(ReadError::DeviceMemory { tokens });
                }
                room.halve(tokens);
                let mut left: Vec<usize> = documents.into_iter().chain(waiting.flatten()).collect();
                left.sort_unstable();
                waiting = plan(&left, lengths, room.tokens()).into_iter();
            }
            done => done?,
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]

    use super::super::cramped::{Cramped, Refuses};
    use super::*;
    use crate::backbone::Source;
    use crate::decoder::load::Depth;
    use crate::extract::{Tokenised, hidden_rows, read};
    use crate::hooks::{Place, Site};
    use crate::ops::packed::PackedOps;
    use crate::ops::room::tests::refusal;
    use crate::{Chunk, GatedSource, Neurons, Reading, Representation};
    use selection::Projection;

    /// Works on documents with a device that takes so many tokens; answers the batches it was given.
    fn given(lengths: &[usize], usual: usize, takes: usize) -> (Vec<Vec<usize>>, Result<(), ReadError>, usize) {
        let (room, mut given) = (Room::new(usual), Vec::new());
        let ended = in_batches(lengths, &room, |documents| {
            given.push(documents.to_vec());
            let tokens: usize = documents.iter().map(|&document| lengths[document]).sum();
            if tokens > takes { Err(ReadError::Ops(refusal().into())) } else { Ok(()) }
        });
        (given, ended, room.tokens())
    }

    #[test]
    fn a_refused_batch_is_halved_and_what_follows_is_planned_for_the_smaller_room() {
        let (given, ended, room) = given(&[4, 4, 4, 4, 2, 2], 16, 9);
        ended.unwrap();
        assert_eq!(given, [vec![0, 1, 2, 3], vec![0, 1], vec![2, 3], vec![4, 5]]);
        assert_eq!(room, 8);
    }

    #[test]
    fn halving_goes_on_down_to_one_document_and_what_is_done_is_not_done_again() {
        let (given, ended, _) = given(&[5, 5, 5, 1], 16, 5);
        ended.unwrap();
        // Of 16 tokens 8 at most, then of the last 6 at most 3: a longer document goes alone.
        assert_eq!(given, [vec![0, 1, 2, 3], vec![0], vec![1], vec![2, 3], vec![2], vec![3]]);
    }

    #[test]
    fn one_document_that_does_not_fit_alone_is_said_with_its_length() {
        let (given, ended, _) = given(&[3, 9], 12, 8);
        assert_eq!(given, [vec![1, 0], vec![1]]);
        assert!(matches!(ended, Err(ReadError::DeviceMemory { tokens: 9 })));
    }

    #[test]
    fn another_failure_is_no_reason_for_smaller_batches() {
        let room = Room::new(8);
        let mut tries = 0;
        let ended = in_batches(&[3, 3], &room, |_| {
            tries += 1;
            Err(ReadError::NoHead)
        });
        assert!(matches!(ended, Err(ReadError::NoHead)));
        assert_eq!((tries, room.narrowed()), (1, None));
    }

    fn decoder(refuses: Refuses, takes: usize) -> Decoder<Cramped<PackedOps>> {
        let model = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../tests/fixtures/goldens/models/tiny-llama3-untied");
        let source = Source::find(model.as_ref()).unwrap();
        let (spec, store) = (source.spec().unwrap(), source.store().unwrap());
        Decoder::load(Cramped::new(PackedOps::f32(), refuses, takes), spec, store.as_ref(), Depth::Head).unwrap()
    }

    /// Documents of 30 to 149 tokens: 1,790 in all, one batch of the packed kernels.
    fn documents() -> Vec<Vec<u32>> {
        (0..20).map(|d| (0..30 + 119 * d / 19).map(|t| (d * 31 + t * 7) % 250).collect()).collect()
    }

    fn reading() -> Reading {
        let source = GatedSource::GateTimesUp;
        let representations = vec![
            Representation::NeuronFeatures,
            Representation::NeuronImpacts,
            Representation::LastHidden,
            Representation::MiddleHidden { layer: 0 },
            Representation::Shifts,
            Representation::GatedActivations { layer: 0, top_k: 9, source },
            Representation::Likelihood,
        ];
        Reading { representations, projections: Projection::ALL.to_vec(), neurons: Neurons::TopK(8), max_tokens: 200 }
    }

    fn chunk(decoder: &Decoder<Cramped<PackedOps>>) -> Chunk {
        let documents = Tokenised { ids: documents(), answers: Vec::new() };
        let mut chunk = Chunk { documents: documents.ids.len(), ..Chunk::default() };
        read(decoder, &documents, &reading(), None, &|| false, &mut chunk).unwrap();
        chunk
    }

    #[test]
    fn a_cramped_device_gives_the_same_bits_in_more_batches() {
        let roomy = decoder(Refuses::Attention, usize::MAX);
        let whole = chunk(&roomy).to_bytes();
        assert_eq!((roomy.ops().refused(), roomy.room().narrowed()), (0, None));
        // In the middle of a pass, and in the middle of the head's rows: collectors have seen a part of the batch then.
        for refuses in [Refuses::Attention, Refuses::SecondBlockOfTheHead] {
            let cramped = decoder(refuses, 400);
            assert!(chunk(&cramped).to_bytes() == whole, "{refuses:?}: other bits");
            assert!(cramped.ops().refused() >= 2, "{refuses:?}");
            let learnt = cramped.room().tokens();
            let before = cramped.ops().refused();
            chunk(&cramped);
            assert_eq!((cramped.ops().refused(), cramped.room().tokens()), (before, learnt), "it was learnt");
        }
    }

    #[test]
    fn rows_of_a_site_are_the_same_bits_too() {
        let site = Site { layer: 0, place: Place::Hidden };
        let rows = |takes| hidden_rows(&decoder(Refuses::Attention, takes), &documents(), site, &|| false).unwrap();
        let (whole, cramped) = (rows(usize::MAX), rows(150));
        let bits = |rows: Vec<Vec<f32>>| rows.concat().iter().map(|x| x.to_bits()).collect::<Vec<_>>();
        assert!(bits(whole) == bits(cramped));
    }
}
