//! Which tokens drive a row's score: the parts add up to what the ranking says, and reading again never costs an answer.

use workbench::operations::job::{JobState, ReadingScope};
use workbench::operations::model::{AddModel, RemoveModel};
use workbench::operations::ranking::{RankQuery, RankingId, WhyQuery};
use workbench::operations::tokens::{MarkedText, NeuronTokensQuery, Tokens, TokensBy, TokensQuery};
use workbench::operations::{FailureCode, Request};

use crate::at_work::{Desk, ask, rows, tiny_plan};

/// A project of 40 rows, one of them in other scripts, read by the tiny model with everything that methods here look at.
fn read() -> (Desk, i64, String) {
    let desk = Desk::with_project();
    let strange = "{\"id\":\"strange\",\"text\":\"東京 speaks 🙂 of كتاب and\\n\\tsums  in bread. Row 5.\"}\n";
    desk.import(&desk.file("a.jsonl", rows(39) + strange));
    let goal = desk.goal("Bread", "Bread rises in row 3.\n\nA loaf of bread.\n\nRow 10 speaks of bread and number 70.");
    let plan = tiny_plan(ReadingScope::Rest {});
    let ticket = desk.workbench.grant(&plan.path).ticket;
    let model = ask!(desk, AddModel(AddModel { ticket })).model;
    let vectors = ["gated_activations", "last_hidden", "middle_hidden", "likelihood"].map(str::to_owned);
    let plan = workbench::ReadingPlan { model: model.clone(), vectors: vectors.to_vec(), ..plan };
    let job = desk.workbench.start_reading(plan).unwrap().job;
    let ended = desk.workbench.wait(job).unwrap();
    assert_eq!(ended.state, JobState::Done, "{:?}", ended.failure);
    (desk, goal, model)
}

fn rank(desk: &Desk, goal: i64, method: &str, settings: &[(&str, f64)]) -> RankingId {
    let query = RankQuery {
        settings: settings.iter().map(|&(name, value)| (name.to_owned(), value)).collect(),
        keep_examples: true,
        ..RankQuery::new(goal, method)
    };
    ask!(desk, Rank(query)).ranking
}

fn tokens(desk: &Desk, ranking: RankingId, row: i64) -> Tokens {
    ask!(desk, Tokens(TokensQuery { ranking, row, of: None }))
}

fn score(desk: &Desk, ranking: RankingId, row: i64) -> f64 {
    ask!(desk, Why(WhyQuery { ranking, row })).score.unwrap()
}

fn whole(text: &MarkedText) -> String {
    text.pieces.iter().map(|piece| piece.text.as_str()).chain([text.rest.as_str()]).collect()
}

#[test]
fn the_tokens_of_a_row_add_up_to_its_score_by_every_method_that_is_a_sum() {
    let (desk, goal, _) = read();
    // What single precision leaves of vectors; sums over words and stored neurons are those of the score itself.
    let methods = [
        ("nag", TokensBy::Neurons, 1e-9),
        ("rarity", TokensBy::Neurons, 1e-9),
        ("nas", TokensBy::Columns, 1e-9),
        ("rds", TokensBy::Along, 1e-5),
        ("middle", TokensBy::Along, 1e-5),
        ("bm25", TokensBy::Words, 1e-9),
        ("dsir", TokensBy::Words, 1e-9),
    ];
    for (method, by, close) in methods {
        let ranking = rank(&desk, goal, method, &[]);
        for row in [1, 4, 17, 40] {
            let found = tokens(&desk, ranking, row);
            assert_eq!((found.kinds[0].by, found.kinds[0].exact), (by, true), "{method}");
            let score = score(&desk, ranking, row);
            assert!((found.sum - score).abs() < close, "{method}, row {row}: {} and {score}", found.sum);
            let text = found.text.unwrap();
            assert!(!text.nats && text.steps.is_sorted());
            let highest = text.pieces.iter().map(|piece| piece.value).fold(0.0, f64::max);
            assert!(highest <= 1.0 && found.strongest.iter().all(|word| word.value <= 1.0 + 1e-9), "{method}");
        }
    }
}

#[test]
fn the_pieces_are_the_text_in_every_script_and_no_character_is_cut() {
    let (desk, goal, _) = read();
    let ranking = rank(&desk, goal, "nag", &[]);
    let text = tokens(&desk, ranking, 40).text.unwrap();
    assert_eq!(whole(&text), "東京 speaks 🙂 of كتاب and\n\tsums  in bread. Row 5.");
    assert!(text.tokens == 32 && text.whole > 32, "the tiny model read 32 tokens: {} of {}", text.tokens, text.whole);
    assert!(!text.rest.is_empty());
}

#[test]
fn surprise_is_shown_in_nats_whose_mean_is_what_the_method_ranks_by() {
    let (desk, goal, _) = read();
    let ranking = rank(&desk, goal, "perplexity", &[("keep", 2.0)]);
    let found = tokens(&desk, ranking, 7);
    assert!(found.kinds[0].exact && found.text.unwrap().nats);
    let perplexity = score(&desk, ranking, 7);
    assert!((found.sum.exp() / perplexity - 1.0).abs() < 1e-5, "{} and {perplexity}", found.sum.exp());
    let ranking = rank(&desk, goal, "euds", &[]);
    let found = tokens(&desk, ranking, 7);
    assert_eq!((found.kinds[0].by, found.kinds[0].exact), (TokensBy::Entropy, false));
}

#[test]
fn balanced_match_names_the_nearest_examples_and_what_they_pass_on() {
    let (desk, goal, _) = read();
    let ranking = rank(&desk, goal, "tsds", &[("support", 50.0)]);
    let found = tokens(&desk, ranking, 4);
    assert!(found.text.is_none() && found.nearest.len() == 3);
    assert!((found.sum - score(&desk, ranking, 4)).abs() < 1e-12);
    assert!(found.nearest.iter().any(|near| near.excerpt.starts_with("A loaf")));
}

#[test]
fn votes_are_opened_each_by_its_own_kind_and_a_random_pick_has_none() {
    let (desk, goal, _) = read();
    let ranking = rank(&desk, goal, "best", &[]);
    let found = tokens(&desk, ranking, 4);
    let kinds: Vec<_> = found.kinds.iter().map(|kind| (kind.of.as_str(), kind.by, kind.exact)).collect();
    let votes = ["gated_activations", "last_hidden", "middle_hidden"].map(|of| (of, TokensBy::Along, false));
    assert_eq!(kinds[0], ("neuron_features", TokensBy::Neurons, false));
    assert_eq!(kinds[1..], votes);
    for of in ["neuron_features", "gated_activations", "last_hidden", "middle_hidden"] {
        let vote = ask!(desk, Tokens(TokensQuery { ranking, row: 4, of: Some(of.to_owned()) }));
        assert_eq!(vote.kinds[vote.shown as usize].of, of);
        assert_eq!(whole(&vote.text.unwrap()), "Row 3 speaks of engines and number 21.");
    }
    let random = rank(&desk, goal, "random", &[]);
    let nothing = tokens(&desk, random, 4);
    assert!(nothing.kinds.is_empty() && nothing.text.is_none());
    let unknown = TokensQuery { ranking, row: 4, of: Some("shifts".to_owned()) };
    assert_eq!(desk.fails(Request::Tokens(unknown)).code, FailureCode::NoSuchThing);
}

#[test]
fn a_neuron_shows_where_it_fires_in_up_to_seven_rows() {
    let (desk, goal, _) = read();
    let ranking = rank(&desk, goal, "nag", &[]);
    let asked = |rows: Vec<i64>, neuron| NeuronTokensQuery { ranking, layer: 1, neuron, rows };
    let found = ask!(desk, NeuronTokens(asked(vec![3, 40, 3], 5)));
    assert_eq!(found.iter().map(|one| one.row).collect::<Vec<_>>(), [3, 40, 3]);
    assert!(found.iter().all(|one| one.impact > 0.0));
    assert!((found[0].impact - found[2].impact).abs() < f64::EPSILON);
    assert_eq!(whole(&found[0].text), "Row 2 speaks of bread and number 14.");
    assert_eq!(desk.fails(Request::NeuronTokens(asked(vec![1; 8], 5))).code, FailureCode::BadSetting);
    assert_eq!(desk.fails(Request::NeuronTokens(asked(vec![1], 60_000))).code, FailureCode::BadSetting);
}

#[test]
fn rows_looked_at_are_remembered_when_their_model_is_gone_and_others_say_so() {
    let (desk, goal, model) = read();
    let ranking = rank(&desk, goal, "nag", &[]);
    let seen = tokens(&desk, ranking, 4);
    ask!(desk, RemoveModel(RemoveModel { model }));
    let again = tokens(&desk, ranking, 4);
    assert_eq!(again.text.unwrap().pieces, seen.text.unwrap().pieces);
    let failure = desk.fails(Request::Tokens(TokensQuery { ranking, row: 5, of: None }));
    assert_eq!(failure.code, FailureCode::ModelGone, "{failure}");
    let words = rank(&desk, goal, "bm25", &[]);
    assert!(tokens(&desk, words, 5).text.is_some(), "words need no model");
}
