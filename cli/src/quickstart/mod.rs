//! `quickstart`: the main job, on an emulator with a small estate, as a person would want to read it.

mod estate;
mod visit;

use std::{
    error::Error,
    io::{self, IsTerminal},
    time::Instant,
};

use managementpartner::{Partner, PartnerId};
use managementpartner_emulator::{Emulator, Options};

use crate::{exit_code, messages::failed, output, signals::Signals};
use estate::Customer;
use visit::Visit;

const FIRST: &str = "12345";
const SECOND: &str = "123456";

/// Shows it all; `program` is what the user typed to get here.
pub(crate) fn run(program: &str) -> u8 {
    let mut step = |text: &str| output::print(text);
    let code = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(Into::into)
        .and_then(|runtime| runtime.block_on(until_signalled(play(program, &mut step))));
    code.unwrap_or_else(|error| fail(&error.to_string()))
}

/// Drops `play` at a signal, and its emulator's temporary folder with it.
async fn until_signalled<T>(play: impl Future<Output = Result<T, Box<dyn Error>>>) -> Result<u8, Box<dyn Error>> {
    let mut signals = Signals::new()?;
    tokio::select! {
        played = play => played.map(|_| exit_code::DONE),
        signal = signals.next() => Ok(u8::try_from(exit_code::SIGNALLED + signal)?),
    }
}

fn fail(why: &str) -> u8 {
    failed(&format!("The quickstart broke off: {why}"));
    exit_code::FAILED
}

/// Visits every customer of the estate and tells `step` about each as it goes.
async fn play(
    program: &str,
    step: &mut impl FnMut(&str) -> io::Result<()>,
) -> Result<Vec<(Customer, Visit)>, Box<dyn Error>> {
    let started = Instant::now();
    let state = estate::state()?;
    let customers = estate::customers(&state);
    let emulator = Emulator::start(Options { seed: state, ..Options::default() }).await?;
    step(&format!("An emulator of Entra ID and Azure Resource Manager answers at {}.\n", emulator.arm()))?;
    let (first, second) = (PartnerId::new(FIRST)?, PartnerId::new(SECOND)?);
    let mut visits = Vec::new();
    for customer in customers {
        step(&heading(&customer))?;
        let visit = visit::visit(&customer.client(&emulator)?, &first, &second).await?;
        step(&account_of(&visit))?;
        visits.push((customer, visit));
    }
    emulator.shutdown().await;
    step(&ending(visits.len(), started.elapsed().as_secs_f64(), program))?;
    Ok(visits)
}

fn heading(customer: &Customer) -> String {
    let Customer { tenant, account } = customer;
    format!("\nCustomer {} ({}), as the {} {}\n", tenant.name, tenant.domain, customer.what(), account.name)
}

fn account_of(visit: &Visit) -> String {
    let object_id = visit.account.object_id.as_deref().unwrap_or("unknown");
    let previous = visit.changed.previous.as_deref().unwrap_or("nothing");
    let lines = [
        ("signed in", format!("object ID {object_id}")),
        ("linked", named(&visit.linked)),
        ("shown", format!("{}, {}", named(&visit.shown), state(&visit.shown))),
        ("changed", format!("from {previous} to {}", named(&visit.changed.partner))),
        ("removed", format!("{}; the account is not linked any more", visit.removed.partner_id)),
    ];
    let mark = if io::stdout().is_terminal() { "✓" } else { "-" };
    lines.map(|(what, how)| format!("  {mark} {what:<9}  {how}\n")).concat()
}

fn named(partner: &Partner) -> String {
    format!("{} {}", partner.partner_id, partner.partner_name.as_deref().unwrap_or_default())
}

fn state(partner: &Partner) -> String {
    let state = partner.state.as_ref().map_or("unknown", |state| state.as_str());
    format!("{}, version {}", state.to_lowercase(), partner.version.unwrap_or_default())
}

fn ending(customers: usize, seconds: f64, program: &str) -> String {
    format!(
        "
Linked, shown, changed and removed in {customers} tenants, in {seconds:.2} s. Nothing left this machine.

Next, on an emulator that is yours for one command:
  {program} emulator run -- managementpartner create --partner-id 12345

Or for real, with the partner ID of your location account:
  az login --tenant CUSTOMER
  {program} link --partner-id YOUR-ID
  {program} show -o table

All commands: {program} --help
"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn each_account_is_signed_in_as_what_it_is_and_does_the_whole_job() {
        let mut text = String::new();
        let mut step = |part: &str| {
            text.push_str(part);
            Ok(())
        };
        let visits = play("managementpartner", &mut step).await.unwrap();
        let seen: Vec<_> = visits
            .iter()
            .map(|(customer, Visit { account, .. })| {
                (customer.what(), account.kind.as_deref().unwrap(), account.object_id.as_deref().unwrap())
            })
            .collect();
        assert_eq!(
            seen,
            [
                ("guest user", "user", "6e000000-0000-4000-8000-00000000000a"),
                ("directory user", "user", "6e000000-0000-4000-8000-00000000000b"),
                ("service principal", "app", "5e000000-0000-4000-8000-00000000000c"),
            ]
        );
        for (customer, visit) in &visits {
            assert_eq!(visit.account.tenant_id, customer.tenant.id.to_string());
            assert_eq!(visit.account.object_id, Some(customer.account.object_id.to_string()));
            assert_eq!(visit.shown.object_id, visit.account.object_id);
            assert_eq!((visit.linked.partner_id.as_str(), visit.linked.version), (FIRST, Some(1)));
            assert_eq!((visit.changed.partner.partner_id.as_str(), visit.changed.partner.version), (SECOND, Some(2)));
            assert_eq!(visit.removed.partner_id, SECOND);
            assert!(text.contains(&customer.account.object_id.to_string()), "{text}");
        }
        assert!(text.ends_with("All commands: managementpartner --help\n"), "{text}");
    }
}
