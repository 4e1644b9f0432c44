//! Length and format: are the picked texts just longer, shorter, or of another form?

use selection::evidence::bias::{QUANTILES, forms, quantiles, score_and_length};
use selection::words::words;

use super::asked::Asked;
use super::table::{Table, plain, share};
use crate::operations::Failure;
use crate::operations::evidence::{Better, EvidenceColumn, EvidenceUnit};

/// Texts of a selection whose form is looked at.
const LOOKED_AT: usize = 2_000;

/// Word counts by quantile, the correlation of score and length, and the forms of texts.
pub fn table(asked: &Asked) -> Result<Table, Failure> {
    let mut table = asked.table(&[EvidenceColumn::Examples]);
    let texts = asked.texts()?;
    let lengths: Vec<u64> = texts.iter().map(|text| words(text).count() as u64).collect();
    let of_examples = quantiles(asked.ticked.iter().map(|one| words(&one.text).count() as u64));
    for (place, share) in QUANTILES.iter().enumerate() {
        let at = |documents: &[u32]| {
            quantiles(documents.iter().map(|&d| lengths[d as usize])).map(|found| found[place] as f64)
        };
        let measure = format!("words_p{:.0}", share * 100.0);
        let last = of_examples.map(|found| plain(found[place] as f64));
        asked.measured(&mut table, (&measure, Better::Neither, EvidenceUnit::Number), at, last);
    }
    let correlations = asked.compared.sides.iter().map(|side| score_and_length(&side.kept.scores, &lengths).map(plain));
    let correlations = correlations.collect();
    table.row("score_length_correlation", Better::Neither, EvidenceUnit::Number, correlations);
    let form = |documents: &[u32]| {
        forms(asked.sampled(documents, LOOKED_AT).into_iter().map(|document| texts.at(document as usize)))
    };
    let mut columns: Vec<_> = asked.compared.selections().into_iter().map(form).collect();
    columns.push(form(&asked.random_picks().concat()));
    columns.push(form(&asked.pool));
    columns.push(forms(asked.ticked.iter().map(|one| one.text.as_str())));
    for (place, measure) in
        ["looks_like_prose", "looks_like_code", "looks_like_list", "looks_like_chat"].iter().enumerate()
    {
        let values = columns.iter().map(|found| share(found[place])).collect();
        table.row(measure, Better::Neither, EvidenceUnit::Share, values);
    }
    Ok(table)
}
