//! What is said on standard error, in the form of the Azure CLI.

use std::io::Write;

use managementpartner::{Account, Error};

/// What the command line lets through.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Messages {
    pub(crate) verbose: bool,
    pub(crate) quiet: bool,
}

impl Messages {
    pub(crate) fn error(self, error: &Error) {
        say("ERROR", &error.to_string());
        if let Some(hint) = error.hint() {
            say("HINT", hint);
        }
        self.detail_ids(error);
    }

    pub(crate) fn warning(self, text: &str) {
        if !self.quiet {
            say("WARNING", text);
        }
    }

    /// What was done, where the result does not say it.
    pub(crate) fn note(self, text: &str) {
        if !self.quiet {
            line(text);
        }
    }

    pub(crate) fn account(self, account: &Account) {
        let name = account.name.as_deref().unwrap_or("without a name");
        let kind = account.kind.as_deref().unwrap_or("account");
        let object_id = account.object_id.as_deref().unwrap_or("unknown");
        self.detail(&format!(
            "The {kind} {name} (object ID {object_id}) in the tenant {}, by {}, at {}",
            account.tenant_id, account.source, account.endpoint
        ));
    }

    pub(crate) fn detail(self, text: &str) {
        if self.verbose {
            say("INFO", text);
        }
    }

    /// The IDs by which Microsoft's support finds a request.
    fn detail_ids(self, error: &Error) {
        let ids = [
            ("x-ms-request-id", error.request_id()),
            ("x-ms-correlation-request-id", error.correlation_id()),
            ("x-ms-client-request-id", error.client_request_id()),
        ];
        for (name, id) in ids {
            if let Some(id) = id {
                self.detail(&format!("{name}: {id}"));
            }
        }
    }
}

pub(crate) fn failed(text: &str) {
    say("ERROR", text);
}

fn say(level: &str, text: &str) {
    line(&format!("{level}: {text}"));
}

/// Whoever closed standard error does not want to hear that it failed. What would steer a terminal is left out.
fn line(text: &str) {
    let steers = |letter: char| letter.is_control() && !matches!(letter, '\n' | '\t');
    let text: String = text.chars().filter(|letter| !steers(*letter)).collect();
    drop(writeln!(std::io::stderr().lock(), "{text}"));
}
