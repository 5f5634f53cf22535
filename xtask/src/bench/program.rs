//! The program beside an empty Rust program, and beside `az rest` doing the same.

use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use super::{
    measure::{instructions, milliseconds, peak_memory, times, times_of},
    report::{Section, thousands},
    running::{Emulator, Programs},
};
use crate::{
    Result,
    command::{execute, find, output, target},
    peers::Peer,
    steps::Steps,
    venv::Venv,
};

const ROUNDS: usize = 100;
/// Those of `az` take long, and hardly differ.
const AZ_ROUNDS: usize = 10;

pub(crate) fn run(steps: &mut Steps, programs: &Programs) -> Result<Section> {
    let mut rows = Vec::new();
    let own = steps.run("managementpartner beside an empty program", || own(programs, &mut rows))?;
    steps.run("managementpartner beside az rest", || beside_az(programs, own.show, &mut rows))?;
    let memory = steps.run("memory of show", || memory_of_show(programs))?;
    rows.push(cells(["`show`: most memory", &format!("{memory:.1} MB"), "", "", ""]));
    let text = "Whole processes. `show` reads the link from a warm emulator, sign-in with a secret and TLS included. Its environment\n\
                is that of `emulator run`, whose CA file vouches for the server; without one the system's root certificates are\n\
                loaded (here their bundle with the emulator's). Instructions are callgrind's."
        .to_owned();
    let header = &["what", "wall time", "× empty", "instructions", "× empty"];
    Ok(Section { title: "The program", text, header, rows })
}

const NAMES: [&str; 4] =
    ["an empty Rust program", "`--help`", "`show`", "`show`, the system's root certificates loaded"];

struct Own {
    show: Duration,
}

fn own(programs: &Programs, rows: &mut Vec<Vec<String>>) -> Result<Own> {
    let emulator = linked(&programs.managementpartner, &[])?;
    let program = &programs.managementpartner;
    let mut commands = [
        Command::new(&programs.empty),
        emulator.command(program, &["--help"]),
        emulator.command(program, &["show"]),
        emulator.command_by_system_roots(program, &["show"])?,
    ];
    let times = times(&mut commands, ROUNDS)?;
    let counts = match find("valgrind") {
        Some(_) => Some(commands.iter().map(instructions).collect::<Result<Vec<u64>>>()?),
        None => None,
    };
    for (index, name) in NAMES.into_iter().enumerate() {
        let (time, count) = (times[index], counts.as_ref().map(|counts| (counts[index], counts[0])));
        let (counted, ratio) = count.map_or_else(Default::default, |(count, base)| {
            (thousands(count), format!("{:.1}", thousandth(count) / thousandth(base)))
        });
        rows.push(cells([name, &milliseconds(time), &times_of(time, times[0]), &counted, &ratio]));
    }
    Ok(Own { show: times[2] })
}

/// Both through the same emulator; `az` is signed in and has its token already.
fn beside_az(programs: &Programs, show: Duration, rows: &mut Vec<Vec<String>>) -> Result<()> {
    let venv = Venv::new("peers", Path::new("xtask/peers/requirements.txt"))?;
    let peer = Peer::start(&venv, &programs.managementpartner)?;
    peer.sign_in()?;
    peer.rest("put", "/providers/Microsoft.ManagementPartner/partners/12345")?;
    let rest =
        times(&mut [peer.rest_command("get", "/providers/Microsoft.ManagementPartner/partners")?], AZ_ROUNDS)?[0];
    let name = format!("`az rest --method get …` ({} times `show`)", times_of(rest, show));
    rows.push(cells([&name, &milliseconds(rest), "", "", ""]));
    let session = through_session(&venv, &peer, &programs.managementpartner)?;
    rows.push(cells(["`show` through the az session, az's own time taken out", &milliseconds(session), "", "", ""]));
    Ok(())
}

/// The median of `show` through the session of `az`, without the time of `az` itself, which a stand-in writes down.
fn through_session(venv: &Venv, peer: &Peer<'_>, program: &Path) -> Result<Duration> {
    let folder = target("bench/az");
    fs::create_dir_all(&folder)?;
    let (script, log) = (folder.join("az"), std::path::absolute(folder.join("times"))?);
    let az = std::path::absolute(venv.programs().join("az"))?;
    let (az, log) = (az.display(), log.display());
    fs::write(
        &script,
        format!(
            "#!/bin/bash\nbegun=$EPOCHREALTIME\n'{az}' \"$@\"\ncode=$?\necho $begun $EPOCHREALTIME >> '{log}'\nexit $code\n"
        ),
    )?;
    execute(Command::new("chmod").arg("+x").arg(&script))?;
    let mut own = Vec::new();
    for _ in 0..AZ_ROUNDS {
        let mut show = peer.own_command(program, &["show"])?;
        let path = std::env::var("PATH").unwrap_or_default();
        show.env("PATH", format!("{}:{path}", std::path::absolute(&folder)?.display()));
        let begun = Instant::now();
        output(&mut show)?;
        own.push(begun.elapsed().saturating_sub(time_of_az(&folder.join("times"))?));
    }
    Ok(super::measure::median(own))
}

/// The time that the stand-in wrote down, a line for each time that `az` ran; the file goes.
fn time_of_az(log: &Path) -> Result<Duration> {
    let mut seconds = 0.0;
    for line in fs::read_to_string(log)?.lines() {
        let (begun, ended) = line.split_once(' ').ok_or("a line of az's stand-in is not whole")?;
        seconds += ended.parse::<f64>()? - begun.parse::<f64>()?;
    }
    fs::remove_file(log)?;
    Ok(Duration::from_secs_f64(seconds))
}

/// The most memory of `show`, looked at while it waits for a slow answer.
fn memory_of_show(programs: &Programs) -> Result<f64> {
    let scenario = target("bench/slow.json");
    let faults = r#"{"faults": [{"match": {"method": "GET"}, "latency_ms": 600, "effect": "after"}]}"#;
    fs::write(&scenario, faults)?;
    let emulator = linked(&programs.managementpartner, &["--scenario", &scenario.display().to_string()])?;
    let mut show = emulator.command(&programs.managementpartner, &["show"]).stdout(Stdio::null()).spawn()?;
    thread::sleep(Duration::from_millis(300));
    let memory = peak_memory(show.id());
    show.wait()?;
    memory
}

/// An emulator with a link to show, and warm.
fn linked(program: &Path, arguments: &[&str]) -> Result<Emulator> {
    let emulator = Emulator::start(program, arguments)?;
    output(&mut emulator.command(program, &["create", "--partner-id", "12345"]))?;
    Ok(emulator)
}

#[expect(clippy::cast_precision_loss, reason = "for a ratio of one decimal")]
fn thousandth(count: u64) -> f64 {
    count as f64 / 1000.0
}

fn cells(cells: [&str; 5]) -> Vec<String> {
    cells.map(ToOwned::to_owned).to_vec()
}
