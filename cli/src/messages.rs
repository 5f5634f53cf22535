//! What is said on standard error, in the form of the Azure CLI.

use std::io::{self, IsTerminal, Write};

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
        self.detail_error(error);
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

    /// What a program or Microsoft's support would ask about an error.
    fn detail_error(self, error: &Error) {
        self.detail(&format!("kind: {}", error.kind().as_str()));
        let details = [
            ("status", error.status().map(|status| status.to_string())),
            ("x-ms-request-id", error.request_id().map(str::to_owned)),
            ("x-ms-correlation-request-id", error.correlation_id().map(str::to_owned)),
            ("x-ms-client-request-id", error.client_request_id().map(str::to_owned)),
        ];
        for (name, value) in details {
            if let Some(value) = value {
                self.detail(&format!("{name}: {value}"));
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

/// Whoever closed standard error does not want to hear that it failed.
fn line(text: &str) {
    let mut stderr = io::stderr().lock();
    let text = if stderr.is_terminal() { harmless(text) } else { text.to_owned() };
    drop(writeln!(stderr, "{text}"));
}

/// `text` without what would steer a terminal: the service's words are somebody else's.
fn harmless(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_control() || matches!(letter, '\n' | '\t')).collect()
}
