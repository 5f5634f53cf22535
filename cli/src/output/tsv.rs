use serde_json::Value;

use super::{cell, fields, rows};

pub(super) fn tsv(value: &Value, columns: Option<&[String]>) -> String {
    rows(value).iter().map(|item| row(item, columns) + "\n").collect()
}

fn row(item: &Value, columns: Option<&[String]>) -> String {
    let cells: Vec<String> = match item {
        Value::Object(object) => fields(object, columns).map(|(_, value)| inner(value)).collect(),
        Value::Array(items) => items.iter().map(inner).collect(),
        Value::Bool(truth) => vec![truth.to_string()],
        _ => vec![cell(item)],
    };
    cells.join("\t")
}

/// A list in a row is its length and an object is nothing, so that the columns stay where they are.
fn inner(value: &Value) -> String {
    match value {
        Value::Array(items) => items.len().to_string(),
        Value::Object(_) => String::new(),
        _ => cell(value),
    }
}
