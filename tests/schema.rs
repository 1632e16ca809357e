//! `search --schema`: what is promised is what is printed.

mod common;

use common::{bundled, printed, recaps};
use jsonschema::Validator;
use serde_json::{Value, json};

/// The schema as printed, in a folder without index or corpus.
fn schema() -> Value {
    let nowhere = tempfile::tempdir().expect("a temporary folder");
    serde_json::from_str(&printed(recaps(nowhere.path(), &["search", "--schema"]))).expect("JSON")
}

/// Calls `on` with every schema of an object that names its keys.
fn objects(schema: &mut Value, on: &mut dyn FnMut(&mut serde_json::Map<String, Value>)) {
    match schema {
        Value::Object(map) => {
            if map.get("properties").is_some_and(Value::is_object) {
                on(map);
            }
            map.values_mut().for_each(|value| objects(value, on));
        }
        Value::Array(values) => values.iter_mut().for_each(|value| objects(value, on)),
        _ => {}
    }
}

/// Checks answers, or talks: keys that the schema does not name are errors here, so that none is forgotten in it.
fn validator(of: Option<&str>) -> Validator {
    let mut schema = schema();
    objects(&mut schema, &mut |map| {
        map.insert("additionalProperties".to_owned(), json!(false));
    });
    if let Some(name) = of {
        schema = json!({ "$ref": format!("#/$defs/{name}"), "$defs": schema["$defs"] });
    }
    jsonschema::validator_for(&schema).expect("a JSON Schema")
}

fn check(validator: &Validator, instance: &Value) {
    let errors: Vec<String> =
        validator.iter_errors(instance).map(|e| format!("{}: {e}", e.instance_path())).collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

#[test]
fn every_key_is_promised_and_described() {
    let mut schema = schema();
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    let mut seen = 0;
    objects(&mut schema, &mut |map| {
        let properties = map["properties"].as_object().expect("properties");
        let required: Vec<&str> =
            map["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        for (key, property) in properties {
            assert!(required.contains(&key.as_str()), "{key} may be missing");
            let text = property["description"].as_str().unwrap_or_default();
            assert!(!text.is_empty() && !text.contains("None") && !text.contains("[`"), "{key}: {text}");
            seen += 1;
        }
    });
    assert!(seen > 60, "{seen}");
}

#[test]
fn answers_are_valid() {
    let home = bundled();
    let validator = validator(None);
    let id = "kcd-france-2023-ippon/revolution-ebpf-un-noyau-linux-dynamique";
    let questions: [&[&str]; 5] = [
        &["search", "eBPF Cillium k8s obs* kubernettes~", "--full", "--explain"],
        &[
            "search",
            "kubernetes",
            "-n",
            "100",
            "--facets",
            "event,year,speaker,organisation,writer,kind,rating,recap",
        ],
        &["search", "year:2024", "--sort", "rating"],
        &["search", "zzzzzz", "--no-correct"],
        &["similar", id],
    ];
    for args in questions {
        let output = recaps(home.path(), &[args, &["--format", "json"]].concat());
        check(&validator, &serde_json::from_slice(&output.stdout).expect("JSON"));
    }
}

#[test]
fn talks_of_every_verb_are_valid() {
    let home = bundled();
    let validator = validator(Some("Talk"));
    let file = "corpus/kubecon-eu-2024-sfeir.txt";
    let verbs: [&[&str]; 4] = [
        &["search", "kubernetes", "--format", "jsonl"],
        &["list", "--format", "jsonl"],
        &["export"],
        &["parse", file, "--format", "jsonl"],
    ];
    for args in verbs {
        let text = printed(recaps(home.path(), args));
        assert!(text.lines().count() > 5);
        for line in text.lines() {
            check(&validator, &serde_json::from_str(line).expect("JSON"));
        }
    }
}
