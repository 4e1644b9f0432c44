//! Feature records shared with the published code.

use std::path::Path;

use selection::{ABSENT, FeatureShape, Projection};
use workbench::formats::features_file::{FeatureReader, FeatureWriter, FeaturesFileError, read};

use crate::outcome::folder;

const SHAPE: FeatureShape = FeatureShape { layers: 2, top_k: 3 };

fn written(path: &Path) {
    let mut writer = FeatureWriter::create(path, &[Projection::Up, Projection::Q]).unwrap();
    writer.write("a \"b\"", &[&[5, 4, 3, 2, 1, 0], &[9; 6]]).unwrap();
    writer.write("blank", &[&[ABSENT; 6], &[]]).unwrap();
    assert_eq!(writer.finish().unwrap().rows, 2);
}

#[test]
fn features_come_back_as_they_were_written_from_jsonl_and_parquet() {
    let folder = folder();
    for name in ["f.jsonl", "f.parquet"] {
        let path = folder.path().join(name);
        written(&path);
        let up = read(&path, Projection::Up, None, Some(SHAPE)).unwrap();
        assert_eq!(up.ids, ["a \"b\"", "blank"]);
        assert_eq!(up.features.document(0), [5, 4, 3, 2, 1, 0]);
        assert!(!up.features.is_scored(1));
        assert_eq!(read(&path, Projection::Q, None, Some(SHAPE)).unwrap().features.document(0), [9; 6]);
    }
    assert_eq!(
        std::fs::read_to_string(folder.path().join("f.jsonl")).unwrap().lines().nth(1).unwrap(),
        r#"{"docid": "blank", "fwd_up_feature": {"layer_topk_value_index": []}, "att_q_feature": {"layer_topk_value_index": []}}"#
    );
}

#[test]
fn the_shape_may_stand_beside_the_file_or_in_its_first_record() {
    let folder = folder();
    let path = folder.path().join("f.jsonl");
    written(&path);
    let unknown = FeatureReader::open(&path, Projection::Up, None, None).err().unwrap();
    assert!(unknown.to_string().contains("its 6 indices a document"), "{unknown}");
    std::fs::write(folder.path().join("f.jsonl.manifest.json"), r#"{"shape": {"layers": 2, "top_k": 3}}"#).unwrap();
    assert_eq!(FeatureReader::open(&path, Projection::Up, None, None).unwrap().shape(), SHAPE);
    let said = folder.path().join("g.jsonl");
    let record =
        r#"{"key": 7, "num_layers": 2, "top_k": 3, "fwd_up_feature": {"layer_topk_value_index": [1,2,3,4,5,6]}}"#;
    std::fs::write(&said, record).unwrap();
    let file = read(&said, Projection::Up, Some("key"), None).unwrap();
    assert_eq!((file.ids, file.features.shape()), (vec!["7".to_owned()], SHAPE));
}

#[test]
fn what_is_wrong_with_a_record_is_said_with_its_line() {
    let folder = folder();
    let path = folder.path().join("f.jsonl");
    let complaint = |record: &str| {
        let good = r#"{"docid": "a", "fwd_up_feature": {"layer_topk_value_index": [1,2,3,4,5,6]}}"#;
        std::fs::write(&path, format!("{good}\n{record}\n")).unwrap();
        read(&path, Projection::Up, None, Some(SHAPE)).unwrap_err()
    };
    let said = complaint(r#"{"docid": "b", "fwd_up_feature": {"layer_topk_value_index": [1,2]}}"#);
    assert_eq!(said.to_string(), "line 2: 2 indices, where 2 layers x 3 neurons are 6");
    for index in ["-1", "65535", "1.5", "\"x\""] {
        let record = format!(r#"{{"docid": "b", "fwd_up_feature": {{"layer_topk_value_index": [{index}]}}}}"#);
        let said = complaint(&record).to_string();
        assert!(said.starts_with(&format!("line 2: {index} is no neuron number")), "{said}");
    }
    let said = complaint(r#"{"docid": "b", "att_q_feature": {"layer_topk_value_index": [1]}}"#).to_string();
    assert!(said.contains("no \"fwd_up_feature\"") && said.contains("it has docid, att_q_feature"), "{said}");
    assert!(matches!(complaint(r#"{"name": "b"}"#), FeaturesFileError::NoId { line: 2, .. }));
    assert!(matches!(complaint("{cut"), FeaturesFileError::Row { line: 2, .. }));
}
