//! `az`, registered with the emulator as a cloud: it signs in, gets tokens and calls the partner API, and
//! `managementpartner` works through its session.

use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
};

use serde_json::Value;

use super::Tally;
use crate::{
    Result,
    command::{execute, output, target},
    venv::Venv,
};

const PARTNERS: &str = "/providers/Microsoft.ManagementPartner/partners";
const VERSION: &str = "api-version=2018-02-01";

pub(crate) fn run(venv: &Venv, program: &Path, tally: &mut Tally) -> Result<()> {
    let peer = Peer::start(venv, program)?;
    peer.sign_in()?;
    tally.check("az account get-access-token", peer.token());
    tally.check("az rest: nothing is linked", peer.is_refused("get", PARTNERS, "ManagementPartnerNotFound"));
    tally.check("az rest: create", peer.answers("put", &format!("{PARTNERS}/12345"), "12345"));
    tally.check("az rest: show", peer.answers("get", PARTNERS, "12345"));
    tally.check("az rest: update", peer.answers("patch", &format!("{PARTNERS}/123456"), "123456"));
    tally.check(
        "az rest: an ID that is none",
        peer.is_refused("patch", &format!("{PARTNERS}/nope"), "PartnerIdInvalid"),
    );
    tally.check("az rest: delete", peer.rest("delete", &format!("{PARTNERS}/123456")).map(drop));
    tally.check("az rest: it is gone", peer.is_refused("get", PARTNERS, "ManagementPartnerNotFound"));
    tally.check("managementpartner link through az's session", peer.link(program));
    tally.check("az rest: what managementpartner linked", peer.answers("get", PARTNERS, "12345"));
    Ok(())
}

/// A running emulator and an Azure CLI with a configuration of its own.
pub(crate) struct Peer<'a> {
    venv: &'a Venv,
    emulator: Child,
    ready: Value,
}

impl<'a> Peer<'a> {
    pub(crate) fn start(venv: &'a Venv, program: &Path) -> Result<Self> {
        let mut emulator = Command::new(program).arg("emulator").stdout(Stdio::piped()).spawn()?;
        let stdout = emulator.stdout.take().ok_or("the emulator has no output")?;
        let mut line = String::new();
        BufReader::new(stdout).read_line(&mut line)?;
        let folder = target("peers-az");
        if folder.exists() {
            std::fs::remove_dir_all(&folder)?;
        }
        Ok(Self { venv, emulator, ready: serde_json::from_str(&line)? })
    }

    fn environment(&self, name: &str) -> Result<&str> {
        self.ready["environment"][name].as_str().ok_or_else(|| format!("the ready line has no {name}").into())
    }

    fn az(&self, arguments: &[&str]) -> Result<Command> {
        let mut command = self.venv.command("az");
        command.args(arguments).env("AZURE_CONFIG_DIR", target("peers-az"));
        command.env("REQUESTS_CA_BUNDLE", self.environment("REQUESTS_CA_BUNDLE")?);
        Ok(command)
    }

    pub(crate) fn sign_in(&self) -> Result<()> {
        let arm = self.ready["arm"].as_str().ok_or("the ready line has no arm")?;
        let (app, secret) = (self.environment("AZURE_CLIENT_ID")?, self.environment("AZURE_CLIENT_SECRET")?);
        let tenant = self.environment("AZURE_TENANT_ID")?;
        output(&mut self.az(&["config", "set", "core.collect_telemetry=no", "core.instance_discovery=false"])?)?;
        output(&mut self.az(&["cloud", "register", "-n", "emulator", "--endpoint-resource-manager", arm])?)?;
        output(&mut self.az(&["cloud", "set", "-n", "emulator"])?)?;
        let login =
            ["login", "--service-principal", "--allow-no-subscriptions", "-u", app, "-p", secret, "--tenant", tenant];
        output(&mut self.az(&login)?).map(drop)
    }

    fn token(&self) -> Result<()> {
        let tenant = self.environment("AZURE_TENANT_ID")?;
        let answer: Value =
            serde_json::from_str(&output(&mut self.az(&["account", "get-access-token", "--tenant", tenant])?)?)?;
        if answer["tenant"] == tenant { Ok(()) } else { Err(format!("the token is of {}", answer["tenant"]).into()) }
    }

    pub(crate) fn rest(&self, method: &str, path: &str) -> Result<String> {
        output(&mut self.rest_command(method, path)?)
    }

    pub(crate) fn rest_command(&self, method: &str, path: &str) -> Result<Command> {
        let url = format!("{path}?{VERSION}");
        self.az(&["rest", "--method", method, "--url", &url])
    }

    fn answers(&self, method: &str, path: &str, partner_id: &str) -> Result<()> {
        let answer: Value = serde_json::from_str(&self.rest(method, path)?)?;
        let got = &answer["properties"]["partnerId"];
        if *got == partner_id { Ok(()) } else { Err(format!("expected {partner_id}, got {got}").into()) }
    }

    fn is_refused(&self, method: &str, path: &str, code: &str) -> Result<()> {
        match self.rest(method, path) {
            Ok(answer) => Err(format!("expected {code}, got {answer}").into()),
            Err(error) if error.to_string().contains(code) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// The program finds the session, its cloud's endpoints and its tenant by itself.
    fn link(&self, program: &Path) -> Result<()> {
        execute(&mut self.own_command(program, &["link", "--partner-id", "12345"])?)
    }

    /// The program `managementpartner` with nothing but the session to sign in with.
    pub(crate) fn own_command(&self, program: &Path, arguments: &[&str]) -> Result<Command> {
        let az = self.az(&[])?;
        let mut command = Command::new(program);
        command.args(arguments);
        command.envs(az.get_envs().filter_map(|(name, value)| Some((name, value?))));
        command.env("MANAGEMENTPARTNER_CA_FILE", self.environment("MANAGEMENTPARTNER_CA_FILE")?);
        Ok(command)
    }
}

impl Drop for Peer<'_> {
    /// Asked to end, the emulator removes its temporary files.
    fn drop(&mut self) {
        let asked = Command::new("kill").arg(self.emulator.id().to_string()).status();
        let ended = match asked {
            Ok(status) if status.success() => Ok(()),
            _ => self.emulator.kill(),
        };
        if let Err(error) = ended.and_then(|()| self.emulator.wait()) {
            eprintln!("the emulator could not be ended: {error}");
        }
    }
}
