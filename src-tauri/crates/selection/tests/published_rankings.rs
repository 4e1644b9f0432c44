//! The published code's rankings, reproduced: profiles and similarities to 1e-12 (they are equal bit for bit where the
//! sums are), rows and their order exactly.

#![allow(clippy::unwrap_used, missing_docs)]

use std::collections::HashMap;
use std::path::PathBuf;

use selection::blend::blend;
use selection::merge::merge;
use selection::{Budget, FeatureShape, Features, LayerChoice, Profile, Ranking, Scores};
use serde_json::Value;

struct Case {
    expected: Value,
    payload: Value,
    pool_ids: Vec<String>,
    pool: Features,
    target_ids: Vec<String>,
    target: Features,
    exact_distances: Vec<f64>,
}

fn cases() -> Vec<Case> {
    ["basic", "ties", "first-too-big"].map(case).into()
}

fn case(name: &str) -> Case {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../tests/fixtures/goldens/rank").join(name);
    let json =
        |file: &str| -> Value { serde_json::from_str(&std::fs::read_to_string(folder.join(file)).unwrap()).unwrap() };
    let expected = json("expected.json");
    let shape = FeatureShape { layers: number(&expected["num_layers"]), top_k: number(&expected["top_k"]) };
    let (pool_ids, pool) = features(&std::fs::read_to_string(folder.join("pool.jsonl")).unwrap(), shape);
    let (target_ids, target) = features(&std::fs::read_to_string(folder.join("target.jsonl")).unwrap(), shape);
    let exact_distances = floats(&expected["distance"]);
    Case { expected, payload: json("payload.json"), pool_ids, pool, target_ids, target, exact_distances }
}

fn number(value: &Value) -> usize {
    value.as_u64().unwrap() as usize
}

fn features(lines: &str, shape: FeatureShape) -> (Vec<String>, Features) {
    let rows: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let ids = rows.iter().map(|row| row["docid"].as_str().unwrap().to_owned()).collect();
    let indices = rows
        .iter()
        .flat_map(|row| row["fwd_up_feature"]["layer_topk_value_index"].as_array().unwrap())
        .map(|index| index.as_u64().unwrap() as u16)
        .collect();
    (ids, Features::new(shape, indices).unwrap())
}

fn strings(value: &Value) -> Vec<String> {
    value.as_array().unwrap().iter().map(|v| v.as_str().unwrap().to_owned()).collect()
}

fn floats(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(|v| v.as_f64().unwrap()).collect()
}

impl Case {
    fn column(&self, name: &str) -> HashMap<&str, Option<f64>> {
        let rows = self.payload["pool"].as_array().unwrap();
        rows.iter().map(|row| (row["docid"].as_str().unwrap(), row[name].as_f64())).collect()
    }

    fn tokens(&self) -> Vec<u64> {
        let column = self.column("token_num");
        self.pool_ids.iter().map(|id| column[id.as_str()].unwrap_or(0.0) as u64).collect()
    }

    fn quality(&self) -> Vec<Option<f64>> {
        let column = self.column("quality");
        self.pool_ids.iter().map(|id| column[id.as_str()]).collect()
    }

    fn scores(&self, target_filter: &Value) -> Scores {
        let chosen: Vec<u16> = match target_filter.as_str() {
            None => self.target.indices().to_vec(),
            Some(dataset) => {
                let rows = self.payload["target"].as_array().unwrap();
                let of: HashMap<_, _> =
                    rows.iter().map(|r| (r["docid"].as_str().unwrap(), r["dataset"].as_str().unwrap())).collect();
                (0..self.target.len())
                    .filter(|&d| of[self.target_ids[d].as_str()] == dataset)
                    .flat_map(|d| self.target.document(d))
                    .copied()
                    .collect()
            }
        };
        let target = Features::new(self.target.shape(), chosen).unwrap();
        Profile::of(&target, 1.0).unwrap().similarities(&self.pool).unwrap()
    }

    fn select(&self, scores: &Scores, fraction: f64) -> Vec<usize> {
        let ranking = Ranking::of(scores, &|a: usize, b: usize| self.pool_ids[a].cmp(&self.pool_ids[b]));
        let tokens = self.tokens();
        let best_first: Vec<u64> = ranking.order().iter().map(|&d| tokens[d as usize]).collect();
        let cut = Budget::Ratio(fraction).cut(&best_first).unwrap();
        ranking.order()[..cut.documents].iter().map(|&d| d as usize).collect()
    }

    fn ids(&self, rows: &[usize]) -> Vec<String> {
        rows.iter().map(|&row| self.pool_ids[row].clone()).collect()
    }
}

fn assert_close(found: &[f64], expected: &[f64]) {
    assert_eq!(found.len(), expected.len());
    for (found, expected) in found.iter().zip(expected) {
        assert!((found - expected).abs() <= 1e-12, "{found} is not {expected}");
    }
}

#[test]
fn profiles_and_similarities_equal_the_published_ones_for_every_power() {
    for case in cases() {
        assert_eq!(case.pool_ids, strings(&case.expected["pool_order"]));
        for (power, name) in [(1.0, "1.0"), (0.5, "0.5"), (2.0, "2.0")] {
            let profile = Profile::of(&case.target, power).unwrap();
            for (layer, weights) in
                case.expected[format!("profile_power_{name}")].as_array().unwrap().iter().enumerate()
            {
                for (neuron, weight) in weights.as_object().unwrap() {
                    let found = profile.weight(layer, neuron.parse().unwrap());
                    assert!((found - weight.as_f64().unwrap()).abs() <= 1e-12);
                }
            }
            let scores = profile.similarities(&case.pool).unwrap();
            let found: Vec<f64> = (0..scores.len()).map(|d| scores.value(d).unwrap()).collect();
            assert_close(&found, &floats(&case.expected[format!("similarity_power_{name}")]));
        }
    }
}

#[test]
fn similarities_are_equal_bit_for_bit_so_that_ties_are_the_published_ties() {
    for case in cases() {
        let scores = case.scores(&Value::Null);
        let distances: Vec<f64> = (0..scores.len()).map(|d| scores.key(d).unwrap()).collect();
        assert_eq!(distances, case.exact_distances);
    }
}

#[test]
fn the_same_rows_are_kept_in_the_same_order_within_the_token_budget() {
    for case in cases() {
        for rank in case.expected["rank"].as_array().unwrap() {
            let scores = case.scores(&rank["target_filter"]);
            let rows = case.select(&scores, rank["fraction"].as_f64().unwrap());
            assert_eq!(case.ids(&rows), strings(&rank["docids"]), "{rank}");
            let distances: Vec<f64> = rows.iter().map(|&row| scores.key(row).unwrap()).collect();
            assert_close(&distances, &floats(&rank["nag_distance"]));
        }
    }
}

#[test]
fn blending_with_quality_keeps_the_published_rows() {
    for case in cases() {
        let scores = case.scores(&Value::Null);
        let distances: Vec<f64> = (0..scores.len()).map(|d| scores.key(d).unwrap()).collect();
        for rank in case.expected["rank_with_quality"].as_array().unwrap() {
            let blended = blend(&distances, &case.quality(), rank["invert_quality"].as_bool().unwrap());
            let keys = Scores::plain(blended.iter().map(|b| b.map_or(f64::NAN, |b| -b)).collect());
            let rows = case.select(&keys, rank["fraction"].as_f64().unwrap());
            assert_eq!(case.ids(&rows), strings(&rank["docids"]));
            let found: Vec<f64> = rows.iter().map(|&row| blended[row].unwrap()).collect();
            assert_close(&found, &floats(&rank["combined_score"]));
        }
    }
}

#[test]
fn selections_of_several_targets_merge_as_published() {
    for case in cases() {
        let inputs = &case.expected["merge"]["inputs"];
        let fraction = inputs["fraction"].as_f64().unwrap();
        let rows: Vec<usize> = inputs["targets"]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|target| case.select(&case.scores(target), fraction))
            .collect();
        let ids = case.ids(&rows);
        let names: Vec<&str> = ids.iter().map(String::as_str).collect();
        for (kind, deduplicate) in [("keep", false), ("dedup", true)] {
            let kept: Vec<String> = merge(&names, deduplicate).into_iter().map(|i| ids[i].clone()).collect();
            assert_eq!(kept, strings(&case.expected["merge"][kind]["docids"]));
        }
    }
}

#[test]
fn layers_are_cut_out_as_published() {
    for case in cases() {
        for (choice, rows) in case.expected["slice"].as_object().unwrap() {
            let layers = choice.parse::<LayerChoice>().unwrap().among(case.pool.shape().layers).unwrap();
            let sliced = case.pool.with_layers(&layers).unwrap();
            for (document, row) in rows.as_array().unwrap().iter().enumerate() {
                let expected: Vec<u16> = row.as_array().unwrap().iter().map(|v| v.as_u64().unwrap() as u16).collect();
                assert_eq!(sliced.document(document), expected, "{choice}");
            }
        }
    }
}
