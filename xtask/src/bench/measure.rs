//! Time, instructions and memory of processes.

use std::{
    fs,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use crate::{Result, command::output};

/// The median times of `commands` as whole processes, `rounds` times in turns, so that what disturbs one disturbs all.
pub(crate) fn times(commands: &mut [Command], rounds: usize) -> Result<Vec<Duration>> {
    let mut times = vec![Vec::with_capacity(rounds); commands.len()];
    for round in 0..=rounds {
        for (command, times) in commands.iter_mut().zip(&mut times) {
            let begun = Instant::now();
            let status = command.stdout(Stdio::null()).status()?;
            let time = begun.elapsed();
            if !status.success() {
                return Err(format!("{command:?} ended with {status}").into());
            }
            // The first round fills the caches.
            if round > 0 {
                times.push(time);
            }
        }
    }
    Ok(times.into_iter().map(median).collect())
}

pub(crate) fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

/// The instructions that `command` executes, kernel left out, by valgrind's callgrind.
pub(crate) fn instructions(command: &Command) -> Result<u64> {
    let mut counted = Command::new("valgrind");
    counted.args(["--tool=callgrind", "--callgrind-out-file=/dev/null", "--log-fd=1"]);
    counted.arg(command.get_program()).args(command.get_args());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => counted.env(name, value),
            None => counted.env_remove(name),
        };
    }
    let said = output(&mut counted)?;
    let line = said.lines().find_map(|line| line.split_once("Collected :"));
    let (_, number) = line.ok_or("callgrind counted nothing")?;
    Ok(number.trim().parse()?)
}

/// The most memory that a running process has had, in MB.
pub(crate) fn peak_memory(process: u32) -> Result<f64> {
    let status = fs::read_to_string(format!("/proc/{process}/status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes: f64 = line.and_then(|line| line.trim().strip_suffix("kB")).ok_or("no VmHWM")?.trim().parse()?;
    Ok(kilobytes / 1024.0)
}

/// `time` in milliseconds.
pub(crate) fn milliseconds(time: Duration) -> String {
    let milliseconds = time.as_secs_f64() * 1000.0;
    if milliseconds < 10.0 { format!("{milliseconds:.2} ms") } else { format!("{milliseconds:.0} ms") }
}

/// How many times `time` is `base`.
pub(crate) fn times_of(time: Duration, base: Duration) -> String {
    format!("{:.1}", time.as_secs_f64() / base.as_secs_f64())
}
