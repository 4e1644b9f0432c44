//! Table `chunk`: features, many documents to a row of the table, neurons rank by rank.
//!
//! `neurons` is `[top_k][documents][layers]` u16, little endian: the strongest neuron of every layer of every document,
//! then the second strongest, and so on. Ranking with fewer neurons reads a prefix of the BLOB and nothing else; each
//! rank has its CRC-32 in `checksums`. `rows` is `[documents]` i64, `tokens` is `[documents][2]` u32: tokens of the whole
//! text, tokens read. Documents are committed 32 at a time; once enough of them stand in a row, they are put together
//! into a block of about 4 MiB ([`compact`]), which changes nothing of what is read.

use std::collections::{HashMap, HashSet};

use rusqlite::{Connection, OptionalExtension};
use selection::FeatureShape;

use super::error::StoreError;

/// Documents that are committed together.
pub const UNIT: usize = 32;
/// About how many bytes of neurons a compacted block has.
const BLOCK_BYTES: usize = 4 << 20;

/// Some documents' features as they are stored.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ChunkRow {
    /// Row numbers, rising.
    pub rows: Vec<i64>,
    /// Tokens of each whole text, and tokens read of it; none read = unscored.
    pub tokens: Vec<[u32; 2]>,
    /// `[top_k][documents][layers]`, up to the top-k that was asked for.
    pub neurons: Vec<u16>,
}

impl ChunkRow {
    /// Turns `[documents][layers][top_k]` as extraction gives them into ranks.
    pub fn from_documents(rows: Vec<i64>, tokens: Vec<[u32; 2]>, indices: &[u16], shape: FeatureShape) -> Self {
        let columns = rows.len() * shape.layers;
        let mut neurons = vec![0; indices.len()];
        for (column, ranks) in indices.chunks_exact(shape.top_k).enumerate() {
            for (rank, &neuron) in ranks.iter().enumerate() {
                neurons[rank * columns + column] = neuron;
            }
        }
        Self { rows, tokens, neurons }
    }

    /// All documents as `[documents][layers][top_k]`, turned in blocks that stay in the processor's cache.
    pub fn documents(&self, shape: FeatureShape) -> Vec<u16> {
        const BLOCK: usize = 64;
        let (columns, top_k) = (self.rows.len() * shape.layers, shape.top_k);
        let mut out = vec![0; columns * top_k];
        for (block, out) in out.chunks_mut(BLOCK * top_k).enumerate() {
            let first = block * BLOCK;
            let width = out.len() / top_k;
            for rank in 0..top_k {
                let ranks = &self.neurons[rank * columns + first..][..width];
                for (column, &neuron) in ranks.iter().enumerate() {
                    out[column * top_k + rank] = neuron;
                }
            }
        }
        out
    }

    fn without(&self, gone: impl Fn(i64) -> bool, shape: FeatureShape) -> Self {
        let kept: Vec<usize> = (0..self.rows.len()).filter(|&d| !gone(self.rows[d])).collect();
        Self::joined(&[self], &[kept], shape)
    }

    /// Puts chosen documents of several chunks behind each other.
    fn joined(chunks: &[&Self], chosen: &[Vec<usize>], shape: FeatureShape) -> Self {
        let mut out = Self::default();
        for (chunk, documents) in chunks.iter().zip(chosen) {
            out.rows.extend(documents.iter().map(|&d| chunk.rows[d]));
            out.tokens.extend(documents.iter().map(|&d| chunk.tokens[d]));
        }
        out.neurons.reserve(out.rows.len() * shape.slots());
        for rank in 0..shape.top_k {
            for (chunk, documents) in chunks.iter().zip(chosen) {
                let columns = chunk.rows.len() * shape.layers;
                for &document in documents {
                    let start = rank * columns + document * shape.layers;
                    out.neurons.extend_from_slice(&chunk.neurons[start..start + shape.layers]);
                }
            }
        }
        out
    }
}

/// Adds documents to a reading; `compacted` where they form a block.
pub fn insert(
    connection: &Connection,
    reading: i64,
    chunk: &ChunkRow,
    shape: FeatureShape,
    compacted: bool,
) -> Result<(), StoreError> {
    let neurons = u16_bytes(&chunk.neurons);
    let slab = (chunk.rows.len() * shape.layers * 2).max(1);
    let checksums: Vec<u8> = neurons.chunks(slab).flat_map(|rank| crc32fast::hash(rank).to_le_bytes()).collect();
    let rows: Vec<u8> = chunk.rows.iter().flat_map(|row| row.to_le_bytes()).collect();
    let tokens: Vec<u8> = chunk.tokens.iter().flatten().flat_map(|count| count.to_le_bytes()).collect();
    connection
        .prepare_cached(
            "INSERT INTO chunk (reading, documents, compacted, rows, tokens, checksums, neurons) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute((reading, chunk.rows.len() as i64, compacted, rows, tokens, checksums, neurons))?;
    Ok(())
}

/// Numbers of a reading's chunks, in the order they were written.
pub fn of_reading(connection: &Connection, reading: i64) -> Result<Vec<i64>, StoreError> {
    let mut ask = connection.prepare_cached("SELECT chunk FROM chunk WHERE reading = ?1 ORDER BY chunk")?;
    Ok(ask.query_map([reading], |row| row.get(0))?.collect::<Result<_, _>>()?)
}

/// Documents read in a reading, and bytes they take.
pub fn totals(connection: &Connection, reading: i64) -> Result<(u64, u64), StoreError> {
    let mut ask = connection.prepare_cached(
        "SELECT coalesce(sum(documents), 0), coalesce(sum(length(neurons) + length(rows) + length(tokens)), 0) \
         FROM chunk WHERE reading = ?1",
    )?;
    Ok(ask.query_row([reading], |row| Ok((row.get::<_, i64>(0)? as u64, row.get::<_, i64>(1)? as u64)))?)
}

/// How many chunks a reading has, and the newest one's number; asks only the index.
pub fn pieces(connection: &Connection, reading: i64) -> Result<(u64, i64), StoreError> {
    let mut ask =
        connection.prepare_cached("SELECT count(*), coalesce(max(chunk), 0) FROM chunk WHERE reading = ?1")?;
    Ok(ask.query_row([reading], |row| Ok((row.get::<_, i64>(0)? as u64, row.get(1)?)))?)
}

/// Row numbers and tokens (whole, read) of every document read, in no particular order; no neurons are touched.
pub fn rows_and_tokens(connection: &Connection, reading: i64) -> Result<Vec<(i64, [u32; 2])>, StoreError> {
    let mut ask = connection.prepare_cached("SELECT rows, tokens FROM chunk WHERE reading = ?1")?;
    let mut found = ask.query([reading])?;
    let mut all = Vec::new();
    while let Some(row) = found.next()? {
        let rows = i64_numbers(blob(row, 0)?);
        let tokens = token_pairs(blob(row, 1)?);
        all.extend(rows.into_iter().zip(tokens));
    }
    Ok(all)
}

/// One chunk with the first `shape.top_k` neurons of each layer; what lies behind them is not read.
pub fn one(connection: &Connection, chunk: i64, shape: FeatureShape) -> Result<ChunkRow, StoreError> {
    let mut ask = connection.prepare_cached("SELECT rows, tokens, checksums FROM chunk WHERE chunk = ?1")?;
    let found = ask
        .query_row([chunk], |row| Ok((row.get::<_, Vec<u8>>(0)?, row.get::<_, Vec<u8>>(1)?, row.get::<_, Vec<u8>>(2)?)))
        .optional()?;
    let (rows, tokens, checksums) = found.ok_or(StoreError::NoSuch { what: "chunk", id: chunk })?;
    let rows = i64_numbers(&rows);
    let slab = rows.len() * shape.layers * 2;
    let mut bytes = vec![0; slab * shape.top_k];
    let blob = connection.blob_open("main", "chunk", "neurons", chunk, true)?;
    if blob.len() < bytes.len() {
        return Err(StoreError::Value(format!(
            "chunk {chunk} has {} bytes of neurons, not {}",
            blob.len(),
            bytes.len()
        )));
    }
    blob.read_at_exact(&mut bytes, 0)?;
    for (rank, (found, kept)) in bytes.chunks(slab.max(1)).zip(checksums.chunks_exact(4)).enumerate() {
        if crc32fast::hash(found).to_le_bytes() != *kept {
            return Err(StoreError::Value(format!("chunk {chunk}, rank {rank}: the checksum does not agree")));
        }
    }
    let neurons = bytes.chunks_exact(2).map(|b| u16::from_le_bytes([b[0], b[1]])).collect();
    Ok(ChunkRow { rows, tokens: token_pairs(&tokens), neurons })
}

/// Tokens (whole, read) and `[layers][top_k]` of a document.
pub type TokensAndNeurons = ([u32; 2], Vec<u16>);

/// Some documents by row number, each with its tokens (whole, read) and `[layers][top_k]`; those not read are left out.
pub fn documents(
    connection: &Connection,
    reading: i64,
    shape: FeatureShape,
    wanted: &HashSet<i64>,
) -> Result<HashMap<i64, TokensAndNeurons>, StoreError> {
    let mut found = HashMap::new();
    if wanted.is_empty() {
        return Ok(found);
    }
    let mut ask = connection.prepare_cached("SELECT chunk, rows FROM chunk WHERE reading = ?1")?;
    let mut chunks = ask.query([reading])?;
    while let Some(row) = chunks.next()? {
        if !i64_numbers(blob(row, 1)?).iter().any(|row| wanted.contains(row)) {
            continue;
        }
        let chunk = one(connection, row.get(0)?, shape)?;
        for ((row, tokens), neurons) in
            chunk.rows.iter().zip(&chunk.tokens).zip(chunk.documents(shape).chunks_exact(shape.slots()))
        {
            if wanted.contains(row) {
                found.insert(*row, (*tokens, neurons.to_vec()));
            }
        }
    }
    Ok(found)
}

/// Puts units that stand alone together into a block, once they fill one; at a job's end `all` puts together the rest.
///
/// Blocks are always made of the same number of units, so a reading that was interrupted has the same blocks.
pub fn compact(connection: &Connection, reading: i64, shape: FeatureShape, all: bool) -> Result<(), StoreError> {
    let mut ask =
        connection.prepare_cached("SELECT chunk FROM chunk WHERE reading = ?1 AND compacted = 0 ORDER BY chunk")?;
    let units: Vec<i64> = ask.query_map([reading], |row| row.get(0))?.collect::<Result<_, _>>()?;
    let wanted = (BLOCK_BYTES / (shape.slots() * 2 * UNIT).max(1)).max(1);
    for block in units.chunks(wanted) {
        if block.len() < wanted && !(all && block.len() > 1) {
            break;
        }
        let chunks = block.iter().map(|&unit| one(connection, unit, shape)).collect::<Result<Vec<_>, _>>()?;
        let chosen: Vec<Vec<usize>> = chunks.iter().map(|chunk| (0..chunk.rows.len()).collect()).collect();
        let joined = ChunkRow::joined(&chunks.iter().collect::<Vec<_>>(), &chosen, shape);
        for unit in block {
            connection.prepare_cached("DELETE FROM chunk WHERE chunk = ?1")?.execute([unit])?;
        }
        insert(connection, reading, &joined, shape, block.len() == wanted)?;
    }
    Ok(())
}

/// Takes documents out of a reading; `gone` says which. What stays is written anew only where it must be.
pub fn remove_documents(
    connection: &Connection,
    reading: i64,
    shape: FeatureShape,
    gone: impl Fn(i64) -> bool,
) -> Result<(), StoreError> {
    for chunk in of_reading(connection, reading)? {
        let mut ask = connection.prepare_cached("SELECT rows, compacted FROM chunk WHERE chunk = ?1")?;
        let (rows, compacted) = ask.query_row([chunk], |row| Ok((row.get::<_, Vec<u8>>(0)?, row.get(1)?)))?;
        let rows = i64_numbers(&rows);
        let leaving = rows.iter().filter(|&&row| gone(row)).count();
        if leaving == 0 {
            continue;
        }
        if leaving < rows.len() {
            let kept = one(connection, chunk, shape)?.without(&gone, shape);
            insert(connection, reading, &kept, shape, compacted)?;
        }
        connection.prepare_cached("DELETE FROM chunk WHERE chunk = ?1")?.execute([chunk])?;
    }
    Ok(())
}

pub(super) fn blob<'a>(row: &'a rusqlite::Row<'_>, index: usize) -> Result<&'a [u8], StoreError> {
    row.get_ref(index)?.as_blob().map_err(|e| StoreError::Value(e.to_string()))
}

/// Numbers of two bytes, little endian.
pub fn u16_bytes(numbers: &[u16]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
}

/// Reads what [`u16_bytes`] wrote.
pub fn u16_numbers(bytes: &[u8]) -> Vec<u16> {
    bytes.chunks_exact(2).map(|b| u16::from_le_bytes([b[0], b[1]])).collect()
}

pub(super) fn i64_numbers(bytes: &[u8]) -> Vec<i64> {
    bytes.as_chunks::<8>().0.iter().map(|b| i64::from_le_bytes(*b)).collect()
}

pub(super) fn token_pairs(bytes: &[u8]) -> Vec<[u32; 2]> {
    let number = |b: &[u8]| u32::from_le_bytes([b[0], b[1], b[2], b[3]]);
    bytes.chunks_exact(8).map(|b| [number(&b[..4]), number(&b[4..])]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::reading::{self, tests::some};
    use crate::store::tests::empty;

    const SHAPE: FeatureShape = FeatureShape { layers: 2, top_k: 3 };

    fn unit(first: i64, documents: usize) -> ChunkRow {
        let rows: Vec<i64> = (first..first + documents as i64).collect();
        let tokens = rows.iter().map(|&row| [row as u32 * 2, row as u32]).collect();
        let indices: Vec<u16> = rows.iter().flat_map(|&row| (0..6).map(move |slot| row as u16 * 10 + slot)).collect();
        ChunkRow::from_documents(rows, tokens, &indices, SHAPE)
    }

    fn stored(connection: &Connection) -> (i64, i64) {
        let reading = reading::find_or_insert(connection, &some(2, 3), 0).unwrap();
        insert(connection, reading, &unit(1, 4), SHAPE, false).unwrap();
        (reading, of_reading(connection, reading).unwrap()[0])
    }

    #[test]
    fn fewer_neurons_are_read_as_a_prefix_and_equal_the_first_of_all() {
        let connection = empty();
        let (_, chunk) = stored(&connection);
        let two = FeatureShape { top_k: 2, ..SHAPE };
        let found = one(&connection, chunk, two).unwrap();
        assert_eq!(found.neurons.len(), 4 * 4);
        assert_eq!(found.documents(two)[8..12], [30, 31, 33, 34]);
    }

    #[test]
    fn a_flipped_bit_in_the_ranks_that_are_read_is_noticed_and_others_do_not_matter() {
        let connection = empty();
        let (_, chunk) = stored(&connection);
        let mut bytes = u16_bytes(&unit(1, 4).neurons);
        // The first of the second rank: four documents of two layers stand before it.
        bytes[16] ^= 1;
        connection.execute("UPDATE chunk SET neurons = ?1 WHERE chunk = ?2", (bytes, chunk)).unwrap();
        assert!(one(&connection, chunk, FeatureShape { top_k: 1, ..SHAPE }).is_ok());
        let error = one(&connection, chunk, SHAPE).unwrap_err();
        assert!(error.to_string().contains("rank 1"), "{error}");
    }

    #[test]
    fn compacting_and_deleting_keep_every_other_documents_neurons() {
        let connection = empty();
        let (reading, _) = stored(&connection);
        insert(&connection, reading, &unit(5, 4), SHAPE, false).unwrap();
        compact(&connection, reading, SHAPE, true).unwrap();
        remove_documents(&connection, reading, SHAPE, |row| row == 2 || row == 6).unwrap();
        let chunks = of_reading(&connection, reading).unwrap();
        assert_eq!(chunks.len(), 1);
        let found = one(&connection, chunks[0], SHAPE).unwrap();
        assert_eq!(found.rows, [1, 3, 4, 5, 7, 8]);
        assert_eq!(found.documents(SHAPE)[24..30], [70, 71, 72, 73, 74, 75]);
        assert_eq!(found.tokens[4], [14, 7]);
        remove_documents(&connection, reading, SHAPE, |_| true).unwrap();
        assert_eq!(totals(&connection, reading).unwrap(), (0, 0));
    }
}
