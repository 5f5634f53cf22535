use serde_json::Value;
use unicode_width::UnicodeWidthStr;

use super::{cell, fields, rows};

/// Fields that the Azure CLI leaves out of every table.
const SKIPPED: [&str; 3] = ["id", "type", "etag"];
/// A column is at least this much wider than its head.
const HEAD_MARGIN: usize = 2;

struct Column {
    head: String,
    cells: Vec<String>,
}

pub(super) fn table(value: &Value, keys: Option<&[String]>) -> String {
    let rows = rows(value);
    let mut columns: Vec<Column> = Vec::new();
    for (number, row) in rows.iter().enumerate() {
        for (head, text) in row_cells(row, keys) {
            let column = columns.iter().position(|column| column.head == head).unwrap_or_else(|| {
                columns.push(Column { head, cells: vec![String::new(); rows.len()] });
                columns.len() - 1
            });
            columns[column].cells[number] = text;
        }
    }
    // As the Azure CLI has it, where there is nothing that a table can show.
    if columns.is_empty() { "\n".to_owned() } else { lay_out(&columns, rows.len()) }
}

fn row_cells(row: &Value, keys: Option<&[String]>) -> Vec<(String, String)> {
    match row {
        Value::Object(object) => fields(object, keys)
            .filter(|(key, value)| !SKIPPED.contains(&key.as_str()) && is_scalar(value))
            .map(|(key, value)| (capitalized(key), one_line(value)))
            .collect(),
        Value::Array(items) => {
            items.iter().enumerate().map(|(i, item)| (format!("Column{}", i + 1), one_line(item))).collect()
        }
        _ => vec![("Result".to_owned(), one_line(row))],
    }
}

fn is_scalar(value: &Value) -> bool {
    !matches!(value, Value::Null | Value::Array(_) | Value::Object(_))
}

fn capitalized(key: &str) -> String {
    let mut letters = key.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// A cell without what would break the lines or steer the terminal.
fn one_line(value: &Value) -> String {
    if value.is_null() { String::new() } else { cell(value).replace(char::is_control, " ") }
}

fn lay_out(columns: &[Column], rows: usize) -> String {
    let widths: Vec<usize> = columns.iter().map(width).collect();
    let line = |cell: &dyn Fn(usize) -> String| {
        let cells: Vec<String> = (0..columns.len()).map(|column| padded(&cell(column), widths[column])).collect();
        cells.join("  ").trim_end().to_owned() + "\n"
    };
    let head = line(&|column| columns[column].head.clone());
    let rule = line(&|column| "-".repeat(widths[column]));
    let body = (0..rows).map(|row| line(&|column| columns[column].cells[row].clone()));
    head + &rule + &body.collect::<String>()
}

fn width(column: &Column) -> usize {
    let cells = column.cells.iter().map(|cell| cell.width()).max().unwrap_or(0);
    cells.max(column.head.width() + HEAD_MARGIN)
}

fn padded(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(text.width())))
}
