use serde_json::Value;

const KEY: &str = "\x1b[94m";
const TEXT: &str = "\x1b[33m";
const RESET: &str = "\x1b[0m";

/// `value` as indented JSON, its keys and texts in colours of a terminal.
pub(super) fn json(value: &Value) -> String {
    format!("{value:#}").lines().map(|line| coloured(line) + "\n").collect()
}

/// Indented JSON has at most one key and one value in a line.
fn coloured(line: &str) -> String {
    let body = line.trim_start();
    let indent = &line[..line.len() - body.len()];
    match body.strip_prefix('"').and_then(|body| body.split_once("\": ")) {
        Some((key, value)) => format!("{indent}{KEY}\"{key}\"{RESET}: {}", coloured_value(value)),
        None => format!("{indent}{}", coloured_value(body)),
    }
}

fn coloured_value(value: &str) -> String {
    let text = value.strip_suffix(',').unwrap_or(value);
    if text.starts_with('"') { format!("{TEXT}{text}{RESET}{}", &value[text.len()..]) } else { value.to_owned() }
}
