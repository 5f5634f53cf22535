//! `tests/cases` through the C functions.
#![expect(unsafe_code, reason = "takes what the library wrote, as C does")]

use std::{
    ffi::{CString, c_char, c_void},
    mem::MaybeUninit,
    sync::Arc,
    time::{Duration, SystemTime},
};

use async_trait::async_trait;
use managementpartner_ffi as ffi;
use managementpartner_ffi::{Text, TextList, mp_client, mp_error, mp_partner, mp_status};
use managementpartner_runner::{Call, Error, Face, FaceError, FaceResult, Filter, Open, Operation, Outcome, run_all};
use serde_json::{Map, Value, json};
use tokio::{runtime::Runtime, task::spawn_blocking};

#[test]
fn every_case_is_as_expected() {
    let make = || Box::new(CFace::default()) as Box<dyn Face>;
    let report = Runtime::new().unwrap().block_on(run_all(make, &Filter::default())).unwrap();
    assert_eq!(report.failed(), 0, "{}", report.without_passed());
    assert!(report.passed() > 0 && report.not_offered() == 0);
}

#[derive(Default)]
struct CFace(Option<Arc<mp_client>>);

#[async_trait]
impl Face for CFace {
    async fn open(&mut self, open: &Open) -> FaceResult {
        let open = open.clone();
        let client = spawn_blocking(move || new_client(&open).map_err(|error| Box::new(failed(&error)))).await?;
        match client {
            Ok(client) => {
                self.0 = Some(client.into());
                Ok(Outcome { opened: true, ..Outcome::default() })
            }
            Err(outcome) => Ok(*outcome),
        }
    }

    async fn call(&mut self, call: &Call) -> FaceResult {
        let (client, call) = (self.0.clone().ok_or("there is no client")?, call.clone());
        Ok(spawn_blocking(move || do_call(&client, &call).unwrap_or_else(|error| failed(&error))).await?)
    }

    async fn close(&mut self) -> Result<(), Error> {
        let client = self.0.take().and_then(Arc::into_inner).map(Box::new);
        Ok(spawn_blocking(|| ffi::mp_client_free(client)).await?)
    }
}

type Out<'a, T> = Option<&'a mut MaybeUninit<T>>;

/// What `function` writes to its output, or to its error.
fn take<T>(function: impl FnOnce(Out<'_, T>, Out<'_, mp_error>) -> mp_status) -> Result<T, mp_error> {
    let (mut out, mut error) = (MaybeUninit::uninit(), MaybeUninit::uninit());
    match function(Some(&mut out), Some(&mut error)) {
        // SAFETY: outputs are written on success.
        mp_status::Ok => Ok(unsafe { out.assume_init() }),
        // SAFETY: the error is written on failure.
        _ => Err(unsafe { error.assume_init() }),
    }
}

fn new_client(open: &Open) -> Result<Box<mp_client>, mp_error> {
    let lines = open.environment.iter().map(|(name, value)| c_string(&format!("{name}={value}")));
    let lines: Vec<CString> = lines.collect();
    let environment: Vec<Text<'_>> = lines.iter().map(|line| Text::new(line)).chain([Text::NULL]).collect();
    let tenant = open.tenant.as_deref().map(c_string);
    let token = open.token.as_deref().map(c_string);
    let options = ffi::mp_client_options {
        tenant: text(tenant.as_ref()),
        environment: TextList::new(&environment).unwrap(),
        timeout_ms: open.options.timeout_ms.map_or(0, |time| time.try_into().unwrap()),
        max_retries: match open.options.max_retries {
            Some(0) => -1,
            retries => retries.unwrap_or(0).try_into().unwrap(),
        },
        retry_delay_ms: open.options.retry_delay_ms.map_or(0, |time| time.try_into().unwrap()),
        ..ffi::mp_client_options::default()
    };
    let credential = token.map(with_token);
    let client = take(|out, error| ffi::mp_client_new(Some(&options), credential.as_ref(), out, error))?;
    Ok(client.unwrap())
}

/// A host that signs in with `token`.
fn with_token(token: CString) -> ffi::mp_credential<'static> {
    ffi::mp_credential {
        kind: ffi::mp_credential_kind::Callback as i32,
        tenant: Text::NULL,
        client_id: Text::NULL,
        client_secret: Text::NULL,
        certificate_file: Text::NULL,
        name: Text::NULL,
        token: Some(give),
        context: token.into_raw().cast(),
        release: Some(release),
    }
}

unsafe extern "C" fn give(context: *mut c_void, _: *const c_char, _: *const c_char, token: *mut ffi::mp_token) -> i32 {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap();
    let expires_on = (now + Duration::from_hours(1)).as_secs().try_into().unwrap();
    // SAFETY: the context is `with_token`'s string until it is released, and the token is the library's.
    let (value, token) = unsafe { (std::ffi::CStr::from_ptr(context.cast()), token.as_mut()) };
    ffi::mp_token_set(token, Text::new(value), expires_on) as i32
}

unsafe extern "C" fn release(context: *mut c_void) {
    // SAFETY: the context is `with_token`'s string, and released once.
    drop(unsafe { CString::from_raw(context.cast()) });
}

fn do_call(client: &mp_client, call: &Call) -> Result<Outcome, mp_error> {
    let (id, replace) = (call.partner_id.as_deref().map(c_string), call.replace.as_deref().map(c_string));
    let (client, id) = (Some(client), text(id.as_ref()));
    match call.call {
        Operation::Create => {
            take(|out, error| ffi::mp_partner_create(client, id, None, out, error)).map(|out| shown(&out))
        }
        Operation::Get => take(|out, error| ffi::mp_partner_get(client, id, None, out, error)).map(|out| shown(&out)),
        Operation::Current => {
            take(|out, error| ffi::mp_partner_current(client, None, out, error)).map(|out| shown(&out))
        }
        Operation::Update => {
            take(|out, error| ffi::mp_partner_update(client, id, None, out, error)).map(|out| shown(&out))
        }
        Operation::Delete => take(|out: Out<'_, ()>, error| {
            out.unwrap().write(());
            ffi::mp_partner_delete(client, id, None, error)
        })
        .map(|()| Outcome { done: true, ..Outcome::default() }),
        Operation::Operations => {
            take(|out, error| ffi::mp_operation_list(client, None, out, error)).map(|out| listed(&out))
        }
        Operation::Link => {
            let replace = text(replace.as_ref());
            take(|out, error| ffi::mp_partner_link(client, id, replace, None, out, error)).map(|out| linked(&out))
        }
        Operation::Unlink => {
            take(|out, error| ffi::mp_partner_unlink(client, None, out, error)).map(|out| unlinked(&out))
        }
    }
}

fn shown(partner: &mp_partner) -> Outcome {
    Outcome { partner: Some(flat(partner)), ..Outcome::default() }
}

fn listed(operations: &ffi::mp_operations) -> Outcome {
    let names = operations.as_slice().iter().map(|operation| json!({"name": operation.name.as_str()}));
    Outcome { operations: Some(names.collect()), ..Outcome::default() }
}

fn linked(linked: &ffi::mp_linked) -> Outcome {
    let change = match linked.change {
        ffi::mp_change::Unchanged => "unchanged",
        ffi::mp_change::Created => "created",
        ffi::mp_change::Updated => "updated",
    };
    let previous = linked.previous.as_str().map(str::to_owned);
    Outcome { change: Some(change.to_owned()), previous, ..shown(&linked.partner) }
}

fn unlinked(unlinked: &ffi::mp_unlinked) -> Outcome {
    Outcome { removed: Some(unlinked.removed.then(|| flat(&unlinked.partner))), ..Outcome::default() }
}

fn failed(error: &mp_error) -> Outcome {
    let owned = |text: &ffi::OwnedText| text.as_str().map(str::to_owned);
    let kind = ffi::mp_status_name(error.kind as i32);
    let error = FaceError {
        kind: Some(kind.to_str().unwrap().to_owned()),
        status: u16::try_from(error.status).ok().filter(|status| *status > 0),
        code: owned(&error.code),
        message: owned(&error.message),
        hint: owned(&error.hint),
    };
    Outcome { error: Some(error), ..Outcome::default() }
}

/// The twelve keys, without those that are absent.
fn flat(partner: &mp_partner) -> Value {
    let texts = [
        ("createdTime", &partner.created_time),
        ("id", &partner.id),
        ("name", &partner.name),
        ("objectId", &partner.object_id),
        ("partnerId", &partner.partner_id),
        ("partnerName", &partner.partner_name),
        ("state", &partner.state),
        ("tenantId", &partner.tenant_id),
        ("type", &partner.r#type),
        ("updatedTime", &partner.updated_time),
    ];
    let texts = texts.into_iter().filter_map(|(key, text)| Some((key, json!(text.as_str()?))));
    let numbers = [("etag", partner.has_etag, partner.etag), ("version", partner.has_version, partner.version)];
    let numbers = numbers.into_iter().filter(|(_, has, _)| *has).map(|(key, _, number)| (key, json!(number)));
    Value::Object(texts.chain(numbers).map(|(key, value)| (key.to_owned(), value)).collect::<Map<_, _>>())
}

fn c_string(text: &str) -> CString {
    CString::new(text).unwrap()
}

fn text(text: Option<&CString>) -> Text<'_> {
    text.map_or(Text::NULL, |text| Text::new(text))
}
