//! The emulator: how soon it answers, how much, and what memory it takes.

use serde_json::Value;

use super::{
    measure::{median, milliseconds, peak_memory},
    report::{Section, thousands},
    running::{Emulator, Programs},
};
use crate::{Result, command::output, steps::Steps};

const STARTS: usize = 50;

pub(crate) fn run(steps: &mut Steps, programs: &Programs) -> Result<Section> {
    let ready = steps.run("emulator: time to ready", || {
        let starts = (0..STARTS).map(|_| Ok(Emulator::start(&programs.managementpartner, &[])?.time_to_ready));
        Ok(median(starts.collect::<Result<_>>()?))
    })?;
    let rows = steps.run("emulator: load", || {
        let emulator = Emulator::start(&programs.managementpartner, &[])?;
        let idle = peak_memory(emulator.process())?;
        let figures: Value = serde_json::from_str(&output(&mut emulator.command(&programs.load, &[]))?)?;
        let figure = |name: &str| figures[name].as_u64().map(thousands).ok_or(format!("load gave no {name}"));
        Ok(vec![
            row("from its start to its ready line", milliseconds(ready)),
            row("tokens a second", figure("tokens_per_second")?),
            row("shown links a second", figure("requests_per_second")?),
            row("connections, one a processor", figure("connections")?),
            row("memory when ready", format!("{idle:.1} MB")),
            row("most memory after the load", format!("{:.1} MB", peak_memory(emulator.process())?)),
        ])
    })?;
    let text = "`managementpartner emulator` as a process; the load comes from the same machine, over kept-alive TLS."
        .to_owned();
    Ok(Section { title: "The emulator", text, header: &["what", "figure"], rows })
}

fn row(what: &str, figure: String) -> Vec<String> {
    vec![what.to_owned(), figure]
}
