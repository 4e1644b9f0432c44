//! Ranking from files of features, as the published code does it (arXiv 2604.15706): the same rows in the same order.

mod measured;
mod plan;
mod pool;

use selection::{Budget, Cut, Ranking};

use super::error::ScriptError;
use super::features::{Wanted, repeated};
use super::keyed::KeyedFile;
use super::output::make_way;
use crate::formats::features_file::FeatureFile;
use crate::writing::{Extra, ExtraKind, ExtraValue, Layout, OutFormat, RecordWriter, SeenColumns};
use measured::{Measured, examples, measure};
use pool::{PoolRow, read_pool};

pub use plan::{Quality, RankPlan, RankReport, RowFilter};

/// Ranks the rows of a pool that have features, best first, and writes those within the token budget with their
/// `nag_distance` (and `combined_score`, where a quality is blended in).
///
/// # Errors
/// [`ScriptError`]; the output is then what it was.
pub fn rank(plan: &RankPlan) -> Result<RankReport, ScriptError> {
    // A share that is none is refused before anything is read.
    Budget::Ratio(plan.ratio).cut(&[])?;
    let format = make_way(&plan.output, plan.overwrite)?;
    let wanted = Wanted {
        projection: plan.projection,
        id_column: plan.id_column.as_deref(),
        shape: plan.shape,
        top_k: plan.use_top_k,
        layers: &plan.layers,
    };
    let target = examples(plan, wanted.read(&plan.target_features)?)?;
    let pool_file = KeyedFile::open(&plan.pool, plan.id_column.as_deref())?;
    let pool = read_pool(plan, &pool_file)?;
    let FeatureFile { ids, features } = wanted.read(&plan.pool_features)?;
    ScriptError::refuse_repeated(&plan.pool_features, repeated(&ids))?;

    let joined: Vec<Option<PoolRow>> = ids.iter().map(|id| pool.rows.get(id).copied()).collect();
    let both = joined.iter().flatten().count();
    if both == 0 {
        let (rows, features) = (pool.rows.len(), ids.len());
        return Err(ScriptError::NothingJoined { rows, features });
    }
    let measured = measure(plan, &target, &features, &joined)?;
    let ranking = Ranking::of(&measured.keys, &|a: usize, b: usize| ids[a].cmp(&ids[b]));
    let best_first: Vec<u64> = order(&ranking).map(|d| tokens_of(&joined, d)).collect();
    let cut = Budget::Ratio(plan.ratio).cut(&best_first)?;
    let kept: Vec<usize> = order(&ranking).take(cut.documents).collect();
    write(plan, format, &pool_file, &kept, &joined, &measured)?;

    let scored = |d: usize| joined[d].is_some() && features.is_scored(d);
    let with_score = (0..ids.len()).filter(|&d| scored(d)).count();
    let Cut { documents, tokens } = cut;
    Ok(RankReport {
        examples: (0..target.len()).filter(|&d| target.is_scored(d)).count(),
        pool_rows: pool.rows.len(),
        feature_records: ids.len(),
        without_id: pool.without_id,
        rows_without_features: pool.rows.len() - both,
        features_without_row: ids.len() - both,
        unscored: both - with_score,
        without_quality: with_score - ranking.len(),
        ranked: ranking.len(),
        tokens: best_first.iter().sum(),
        kept: documents,
        kept_tokens: tokens,
        unreadable: pool.trouble,
    })
}

fn order(ranking: &Ranking) -> impl Iterator<Item = usize> + '_ {
    ranking.order().iter().map(|&document| document as usize)
}

fn tokens_of(joined: &[Option<PoolRow>], document: usize) -> u64 {
    joined[document].map_or(0, |row| row.tokens)
}

fn write(
    plan: &RankPlan,
    format: OutFormat,
    pool: &KeyedFile,
    kept: &[usize],
    joined: &[Option<PoolRow>],
    measured: &Measured,
) -> Result<(), ScriptError> {
    let numbers: Vec<u64> = kept.iter().filter_map(|&d| Some(joined[d]?.row)).collect();
    let records = pool.rows(&numbers.iter().copied().collect())?;
    let mut columns = SeenColumns::default();
    for record in numbers.iter().filter_map(|row| records.get(row)) {
        columns.see(record);
    }
    let mut extras = vec![extra("nag_distance")];
    extras.extend(measured.combined.as_ref().map(|_| extra("combined_score")));
    let mut writer = RecordWriter::create(&plan.output, Layout::new(format, &columns, extras)?)?;
    for (&document, row) in kept.iter().zip(&numbers) {
        let mut values = vec![ExtraValue::Number(measured.distances[document])];
        if let Some(combined) = &measured.combined {
            values.push(combined[document].map_or(ExtraValue::Null, ExtraValue::Number));
        }
        if let Some(record) = records.get(row) {
            writer.write(record, &values)?;
        }
    }
    writer.finish()?;
    Ok(())
}

fn extra(name: &str) -> Extra {
    Extra { name: name.to_owned(), kind: ExtraKind::Number }
}
