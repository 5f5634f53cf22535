//! One request from its arrival to its answer: read, meet a fault, be routed, be logged.

use crate::{
    LoggedRequest, Timestamp,
    arm::{self, ArmError},
    connection::Connection,
    entra::{self, EntraError, Tokens},
    exchange::{Answer, Call},
    faults::{Active, Effect, Faults, faulty_answer, rewrite, send},
    request_log::{Entry, RequestLog},
    routes::{self, Arm, Endpoint},
    store::Store,
};
use axum::{
    body::Body,
    extract::{Request, State},
    http::Method,
    response::Response,
};
use bytes::Bytes;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use std::sync::Arc;
use uuid::Uuid;

/// Longer request bodies are refused.
const BODY_LIMIT: usize = 256 * 1024;

/// What all requests share.
#[derive(Debug)]
pub(crate) struct App {
    /// `https://localhost:PORT`
    pub(crate) address: String,
    /// How long tokens live, in seconds.
    pub(crate) lifetime: i64,
    pub(crate) store: Store,
    pub(crate) tokens: Tokens,
    pub(crate) faults: Faults,
    pub(crate) log: RequestLog,
}

/// A request and where it goes.
struct Routed {
    call: Call,
    /// The body was longer than the limit.
    too_large: bool,
    route: Option<(Endpoint, String)>,
    /// Tenant and object id, as far as they are known before the request is judged.
    tenant: Option<Uuid>,
    object_id: Option<Uuid>,
}

/// Answers one request.
pub(crate) async fn handle(State(app): State<Arc<App>>, request: Request) -> Response {
    let connection = request.extensions().get::<Connection>().cloned();
    let Some(routed) = read(&app, request).await else {
        return Response::new(Body::empty());
    };
    let mut entry = app.log.begin(logged(&routed));
    let active = app.faults.pick(routed.call.method.as_str(), routed.call.uri.path(), routed.tenant);
    entry.note(|request| request.fault = active.as_ref().map(|active| active.index));
    let answer = carry_out(&app, &routed, active.as_ref(), &mut entry).await;
    let fault = active.as_ref().map(|active| &active.fault);
    if fault.is_some_and(|fault| fault.reset)
        && let Some(connection) = connection
    {
        connection.reset();
        return Response::new(Body::empty());
    }
    entry.note(|request| request.status = answer.status.as_u16());
    // HTTP/2 does not leave out the body of an answer to HEAD by itself.
    send(answer, fault, routed.call.method != Method::HEAD)
}

/// Waits and answers as the fault says, if there is one.
async fn carry_out(app: &App, routed: &Routed, active: Option<&Active>, entry: &mut Entry<'_>) -> Answer {
    let mut real = || {
        let answer = route(app, routed);
        entry.note(|request| request.effective = answer.effective);
        answer
    };
    let Some(Active { fault, latency, .. }) = active else {
        return real();
    };
    let latency = latency.unwrap_or_default();
    let after = fault.effect == Some(Effect::After);
    if !after {
        wait(latency).await;
    }
    let real = fault.carries_out().then(&mut real);
    if after {
        wait(latency).await;
    }
    let of_sign_in = matches!(routed.route, Some((Endpoint::Entra(_), _)));
    let answer = match (real, fault.status) {
        (Some(answer), None) => answer,
        _ => faulty_answer(fault, &routed.call, of_sign_in),
    };
    rewrite(fault, answer)
}

async fn wait(latency: std::time::Duration) {
    if !latency.is_zero() {
        tokio::time::sleep(latency).await;
    }
}

/// Reads the request to its end; none when the client went away.
async fn read(app: &App, request: Request) -> Option<Routed> {
    let (parts, body) = request.into_parts();
    let (body, too_large) = match Limited::new(body, BODY_LIMIT).collect().await {
        Ok(body) => (body.to_bytes(), false),
        Err(error) if error.is::<LengthLimitError>() => (Bytes::new(), true),
        Err(_) => return None,
    };
    let route = routes::find(parts.uri.path());
    let call = Call { method: parts.method, uri: parts.uri, headers: parts.headers, body };
    let bearer = call.header("authorization").and_then(|header| header.split_once(' '));
    let caller = bearer.and_then(|(_, token)| app.tokens.verify(token.trim()));
    let of_path = || match &route {
        Some((Endpoint::Entra(_), name)) => app.store.lock().tenant(name).map(|tenant| tenant.id),
        _ => None,
    };
    let tenant = caller.as_ref().map(|caller| caller.tenant).or_else(of_path);
    Some(Routed { too_large, tenant, object_id: caller.map(|caller| caller.object_id), call, route })
}

fn route(app: &App, routed: &Routed) -> Answer {
    let Routed { call, too_large, route, tenant, .. } = routed;
    let (endpoint, segment) = match route {
        Some((endpoint, segment)) => (*endpoint, segment.as_str()),
        None => return arm::unknown_path(app, call),
    };
    if *too_large {
        return match endpoint {
            Endpoint::Entra(_) => EntraError::body_too_large().answer(call),
            Endpoint::Arm(_) | Endpoint::Metadata => {
                arm::finish(ArmError::body_too_large(BODY_LIMIT).arm_answer(), call)
            }
        };
    }
    match endpoint {
        Endpoint::Arm(Arm::Partner) if !call.reads() => {
            let wait = tenant.and_then(|tenant| app.faults.throttled(tenant));
            match wait {
                Some(seconds) => arm::finish(ArmError::throttled(seconds).partner_answer(), call),
                None => arm::answer(app, call, Arm::Partner, segment),
            }
        }
        Endpoint::Arm(resource) => arm::answer(app, call, resource, segment),
        Endpoint::Metadata => arm::metadata(app, call),
        Endpoint::Entra(endpoint) => entra::answer(app, call, endpoint, segment),
    }
}

fn logged(routed: &Routed) -> LoggedRequest {
    let call = &routed.call;
    LoggedRequest {
        at: Timestamp::now(),
        method: call.method.to_string(),
        path: call.uri.path().to_owned(),
        query: call.uri.query().unwrap_or_default().to_owned(),
        status: 0,
        tenant: routed.tenant,
        object_id: routed.object_id,
        client_request_id: call.header("x-ms-client-request-id").map(str::to_owned),
        fault: None,
        effective: false,
    }
}
