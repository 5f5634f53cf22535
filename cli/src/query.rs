//! `--query`: JMESPath, as the Azure CLI has it.

use jmespath::{
    ErrorReason, JmespathError, RuntimeError,
    ast::{Ast, KeyValuePair},
};
use serde_json::Value;

/// The functions that give objects of their first argument.
const SAME_OBJECTS: [&str; 5] = ["max_by", "min_by", "reverse", "sort_by", "to_array"];

/// A query that was parsed.
#[derive(Clone, Debug)]
pub(crate) struct Query(jmespath::Expression<'static>);

impl Query {
    /// Parses `text`, and refuses calls of functions that do not exist: those would show only after the request.
    pub(crate) fn new(text: &str) -> Result<Self, JmespathError> {
        let query = jmespath::compile(text)?;
        match query.search(Value::Null) {
            Err(error) if is_bad_call(&error) => Err(error),
            _ => Ok(Self(query)),
        }
    }

    /// What the query selects from `value`.
    pub(crate) fn search(&self, value: &Value) -> Result<Value, String> {
        let found = self.0.search(value).map_err(|error| error.to_string())?;
        serde_json::to_value(found).map_err(|error| error.to_string())
    }

    /// The keys of the objects that it makes, as they were typed: the order of columns.
    pub(crate) fn columns(&self) -> Option<Vec<String>> {
        columns(self.0.as_ast(), None)
    }
}

fn is_bad_call(error: &JmespathError) -> bool {
    let ErrorReason::Runtime(reason) = &error.reason else { return false };
    matches!(
        reason,
        RuntimeError::UnknownFunction(_)
            | RuntimeError::TooManyArguments { .. }
            | RuntimeError::NotEnoughArguments { .. }
    )
}

/// The keys of what `query` makes of objects with the keys `given`, as far as it tells.
fn columns(query: &Ast, given: Option<Vec<String>>) -> Option<Vec<String>> {
    match query {
        Ast::MultiHash { elements, .. } => Some(elements.iter().map(|KeyValuePair { key, .. }| key.clone()).collect()),
        Ast::Projection { lhs, rhs, .. } | Ast::Subexpr { lhs, rhs, .. } => columns(rhs, columns(lhs, given)),
        Ast::Condition { then: node, .. } | Ast::Flatten { node, .. } => columns(node, given),
        Ast::Function { name, args, .. } if SAME_OBJECTS.contains(&name.as_str()) => columns(args.first()?, given),
        Ast::Identity { .. } | Ast::Index { .. } | Ast::Slice { .. } => given,
        _ => None,
    }
}
