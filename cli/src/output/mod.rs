//! Results on standard output, in the formats of the Azure CLI, so that scripts can go on.

mod colour;
mod table;
mod tsv;

use std::io::{self, IsTerminal, Write};

use clap::ValueEnum;
use serde_json::Value;

/// A format of `--output`: those of the Azure CLI. (The variants have no doc comments: clap's help would take a page.)
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    Json,
    Jsonc,
    Table,
    Tsv,
    Yaml,
    None,
}

/// `value` as text; `columns` are the keys of its objects in order, where it is not the alphabet's.
pub(crate) fn render(value: &Value, columns: Option<&[String]>, format: Format) -> Result<String, String> {
    match format {
        // The Azure CLI prints nothing for nothing, in every format.
        _ if value.is_null() => Ok(String::new()),
        Format::None => Ok(String::new()),
        Format::Jsonc if is_coloured() => Ok(colour::json(value)),
        Format::Json | Format::Jsonc => Ok(format!("{value:#}\n")),
        Format::Table => Ok(table::table(value, columns)),
        Format::Tsv => Ok(tsv::tsv(value, columns)),
        Format::Yaml => yaml(value),
    }
}

/// Lists stand as far left as their key, as the Azure CLI writes them.
fn yaml(value: &Value) -> Result<String, String> {
    let style = serde_saphyr::ser_options! { compact_list_indent: true, prefer_block_scalars: false };
    serde_saphyr::to_string_with_options(value, style).map_err(|error| error.to_string())
}

fn is_coloured() -> bool {
    io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

/// Writes `text` to standard output.
pub(crate) fn print(text: &str) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    unless_closed(stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()))
}

/// A reader that has seen enough and went away is no error.
pub(crate) fn unless_closed(written: io::Result<()>) -> io::Result<()> {
    match written {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => result,
    }
}

/// The fields of one result in the order of columns.
fn fields<'a>(
    object: &'a serde_json::Map<String, Value>,
    columns: Option<&'a [String]>,
) -> Box<dyn Iterator<Item = (&'a String, &'a Value)> + 'a> {
    match columns {
        Some(columns) => Box::new(columns.iter().filter_map(|key| object.get_key_value(key))),
        None => Box::new(object.iter()),
    }
}

/// A result as its rows: a list's items, or itself.
fn rows(value: &Value) -> &[Value] {
    value.as_array().map_or_else(|| std::slice::from_ref(value), Vec::as_slice)
}

/// A value in a cell, as the Azure CLI (Python) writes it.
fn cell(value: &Value) -> String {
    match value {
        Value::Null => "None".to_owned(),
        Value::Bool(true) => "True".to_owned(),
        Value::Bool(false) => "False".to_owned(),
        Value::String(text) => text.clone(),
        Value::Number(_) | Value::Array(_) | Value::Object(_) => value.to_string(),
    }
}
