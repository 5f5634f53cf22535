//! How the classes of answers show themselves.

use pyo3::{prelude::*, types::PyDict};

/// The named attributes of `object`.
pub(crate) fn dict<'py>(object: &Bound<'py, PyAny>, names: &[&str]) -> PyResult<Bound<'py, PyDict>> {
    let dict = PyDict::new(object.py());
    for name in names {
        dict.set_item(name, object.getattr(*name)?)?;
    }
    Ok(dict)
}

/// `Class(name=value, …)` of those attributes that are not `None`.
pub(crate) fn repr(object: &Bound<'_, PyAny>, names: &[&str]) -> PyResult<String> {
    let shown = present(object, names)?.into_iter().map(|(name, value)| Ok(format!("{name}={}", value.repr()?)));
    let shown = shown.collect::<PyResult<Vec<_>>>()?;
    Ok(format!("{}({})", object.get_type().name()?, shown.join(", ")))
}

/// A table for notebooks.
pub(crate) fn html(object: &Bound<'_, PyAny>, names: &[&str]) -> PyResult<String> {
    let row = |(name, value): (&str, Bound<'_, PyAny>)| {
        let value = escape(value.str()?.to_string_lossy().as_ref());
        Ok(format!("<tr><th style=\"text-align:left\">{name}</th><td style=\"text-align:left\">{value}</td></tr>"))
    };
    let rows = present(object, names)?.into_iter().map(row).collect::<PyResult<String>>()?;
    Ok(format!("<table><tbody>{rows}</tbody></table>"))
}

fn present<'py, 'n>(object: &Bound<'py, PyAny>, names: &[&'n str]) -> PyResult<Vec<(&'n str, Bound<'py, PyAny>)>> {
    let values = names.iter().map(|name| Ok((*name, object.getattr(*name)?)));
    values.filter(|value| !matches!(value, Ok((_, value)) if value.is_none())).collect()
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
