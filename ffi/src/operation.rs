use std::mem::MaybeUninit;

use managementpartner::Operation;

use crate::{
    OwnedText, call,
    guard::{guard, required},
    mp_call_options, mp_client, mp_error, mp_operations, mp_status,
    runtime::wait,
};

/// An operation that the provider Microsoft.ManagementPartner offers; NULL is what the service left out.
#[derive(Debug, Default)]
#[repr(C)]
pub struct mp_operation {
    /// Its name, such as "Microsoft.ManagementPartner/partners/read". Never NULL.
    pub name: OwnedText,
    /// The provider's name, for people.
    pub provider: OwnedText,
    /// The resource it acts on, for people.
    pub resource: OwnedText,
    /// What it does, in words.
    pub operation: OwnedText,
    /// What it does, in a sentence.
    pub description: OwnedText,
    /// Who can start it, such as "user,system".
    pub origin: OwnedText,
}

impl From<Operation> for mp_operation {
    fn from(operation: Operation) -> Self {
        let display = operation.display.unwrap_or_default();
        Self {
            name: operation.name.as_str().into(),
            provider: display.provider.into(),
            resource: display.resource.into(),
            operation: display.operation.into(),
            description: display.description.into(),
            origin: operation.origin.into(),
        }
    }
}

/// Lists the operations that the provider offers, of all pages, and writes them to `*out`. `call` may be NULL.
#[unsafe(no_mangle)]
pub extern "C" fn mp_operation_list(
    client: Option<&mp_client>,
    call: Option<&mp_call_options<'_>>,
    out: Option<&mut MaybeUninit<mp_operations>>,
    error: Option<&mut MaybeUninit<mp_error>>,
) -> mp_status {
    guard(error, || {
        let (client, out) = (required("client", client)?, required("out", out)?);
        let operations = wait(call, client.0.operations(Some(call::method(call))))?;
        let operations: Vec<mp_operation> = operations.into_iter().map(Into::into).collect();
        out.write(operations.into());
        Ok(())
    })
}

/// Frees a list of operations with all that is in it, and empties it. NULL does nothing.
#[unsafe(no_mangle)]
pub extern "C" fn mp_operations_free(operations: Option<&mut mp_operations>) {
    if let Some(operations) = operations {
        *operations = mp_operations::default();
    }
}
