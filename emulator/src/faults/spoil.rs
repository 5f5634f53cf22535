//! How a fault's answer looks, and how it goes out.

use super::{Fault, FaultBody, RetryAfter};
use crate::{
    arm::partner_error_answer,
    exchange::{Answer, Call},
};
use axum::{
    body::Body,
    http::{HeaderValue, StatusCode, header},
    response::Response,
};
use bytes::Bytes;
use futures::{StreamExt, stream};
use serde_json::{Map, Value, json};
use std::{convert::Infallible, io, sync::LazyLock, task::Poll, time::Duration};
use time::{OffsetDateTime, macros::format_description};
use uuid::Uuid;

/// 10 MB of JSON, made when first asked for.
static LARGE: LazyLock<Bytes> = LazyLock::new(|| format!(r#"{{"padding":"{}"}}"#, "x".repeat(10_000_000)).into());

/// The answer that comes in place of the real one.
pub(crate) fn faulty_answer(fault: &Fault, call: &Call, entra: bool) -> Answer {
    let status = fault.status.and_then(|status| StatusCode::from_u16(status).ok());
    let status = status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let standard = status.canonical_reason().unwrap_or("Unknown").replace(' ', "");
    let code = fault.code.as_deref().unwrap_or(&standard);
    let message = fault.message.as_deref().unwrap_or("The emulator's scenario asks for this error.");
    if entra {
        return Answer::json(status, &json!({ "error": code, "error_description": message, "error_codes": [] }));
    }
    crate::arm::finish(partner_error_answer(status, code, message), call)
}

/// Changes an answer's body and headers as the fault says.
pub(crate) fn rewrite(fault: &Fault, mut answer: Answer) -> Answer {
    if let Some(properties) = &fault.properties {
        answer.body = with_properties(&answer.body, properties);
    }
    match fault.body.unwrap_or_default() {
        FaultBody::Json => {}
        FaultBody::Empty => answer.body = Bytes::new(),
        FaultBody::Large => answer.body = LARGE.clone(),
        FaultBody::OtherTenant => answer.body = other_tenant(&answer.body),
        FaultBody::BrokenJson => answer.body = first_half(&answer.body),
        FaultBody::Text => {
            answer.body = Bytes::from_static(b"<html><body><h1>The service is unavailable.</h1></body></html>");
            answer.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html"));
        }
    }
    match fault.retry_after {
        None => {}
        Some(RetryAfter::Seconds(seconds)) => answer.set_text("retry-after", &seconds.to_string()),
        Some(RetryAfter::Date { date_in }) => answer.set_text("retry-after", &http_date(date_in)),
        Some(RetryAfter::Milliseconds { ms }) => {
            answer.set_text("x-ms-retry-after-ms", &ms.to_string());
        }
    }
    answer
}

/// Never JSON: an object's or list's first half is not closed. Where there is too little to cut, an open brace.
fn first_half(body: &Bytes) -> Bytes {
    if body.len() < 2 { Bytes::from_static(b"{") } else { body.slice(..body.len() / 2) }
}

fn other_tenant(body: &[u8]) -> Bytes {
    let tenant = json!(Uuid::from_u128(0x07e4_0000_0000_4000_8000_0000_0000_0001));
    with_properties(body, &Map::from_iter([("tenantId".to_owned(), tenant)]))
}

fn with_properties(body: &[u8], over: &Map<String, Value>) -> Bytes {
    let mut answer = serde_json::from_slice(body).unwrap_or(Value::Null);
    let Some(properties) = answer.get_mut("properties").and_then(Value::as_object_mut) else {
        return Bytes::copy_from_slice(body);
    };
    properties.extend(over.clone());
    properties.retain(|_, value| !value.is_null());
    answer.to_string().into()
}

fn http_date(seconds: u64) -> String {
    let format =
        format_description!("[weekday repr:short], [day] [month repr:short] [year] [hour]:[minute]:[second] GMT");
    // The header has whole seconds: rounded up, so that it never promises less than was asked for.
    let wait = time::Duration::seconds(i64::try_from(seconds).unwrap_or(i64::MAX).saturating_add(1));
    OffsetDateTime::now_utc().saturating_add(wait).format(format).unwrap_or_default()
}

/// The HTTP answer; `fault` may break it off or slow it down. Without its body it still says how long that is.
pub(crate) fn send(answer: Answer, fault: Option<&Fault>, with_body: bool) -> Response {
    let Answer { status, headers, body, .. } = answer;
    let length = body.len();
    let body = match fault {
        _ if !with_body => Body::empty(),
        Some(fault) if fault.cut_off => broken(&body),
        Some(Fault { drip_ms: Some(pause), .. }) => dripping(body, Duration::from_millis(*pause)),
        _ => Body::from(body),
    };
    let mut response = Response::new(body);
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    response.headers_mut().insert(header::CONTENT_LENGTH, HeaderValue::from(length));
    response
}

/// The first half, then an error, on which the HTTP library drops the connection.
fn broken(body: &Bytes) -> Body {
    let half = body.slice(..body.len() / 2);
    let mut sent = false;
    let mut flushed = false;
    Body::from_stream(stream::poll_fn(move |context| {
        if !sent {
            sent = true;
            return Poll::Ready(Some(Ok(half.clone())));
        }
        if !flushed {
            // One turn of waiting lets the half go out before the connection closes.
            flushed = true;
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        Poll::Ready(Some(Err(io::Error::from(io::ErrorKind::ConnectionAborted))))
    }))
}

fn dripping(body: Bytes, pause: Duration) -> Body {
    let bytes = stream::iter((0..body.len()).map(move |at| body.slice(at..=at)));
    Body::from_stream(bytes.then(move |byte| async move {
        tokio::time::sleep(pause).await;
        Ok::<_, Infallible>(byte)
    }))
}
