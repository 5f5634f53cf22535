//! The Python module beside azure-mgmt-managementpartner and azure-identity, installed in one environment.

use std::{path::Path, process::Command, time::Duration};

use super::{
    measure::{median, milliseconds, times, times_of},
    report::{Section, thousands},
    running::{Emulator, Programs},
};
use crate::{
    Result,
    command::{execute, output},
    package_python,
    steps::Steps,
    venv::Venv,
};

const IMPORT_OWN: &str = "import managementpartner";
const IMPORT_PEER: &str = "import azure.identity, azure.mgmt.managementpartner";
/// Of processes.
const ROUNDS: usize = 100;
/// Those of the peer take long, and hardly differ.
const FIRST_CALL_ROUNDS: usize = 20;
/// Of processes that make some thousands of calls.
const CALL_ROUNDS: usize = 5;
const PROXIES: [&str; 6] = ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"];

pub(crate) fn run(steps: &mut Steps, programs: &Programs) -> Result<Section> {
    let wheel = package_python::wheel(steps)?;
    let venv = steps.run("Python: the peer's installation", || installed(&wheel))?;
    let emulator = Emulator::start(&programs.managementpartner, &[])?;
    output(&mut emulator.command(&programs.managementpartner, &["create", "--partner-id", "12345"]))?;
    let bench = Bench { venv, emulator };
    let mut rows = Rows::default();
    let empty = steps.run("Python: imports", || bench.imports(&mut rows))?;
    steps.run("Python: memory and threads", || bench.footprints(&mut rows))?;
    steps.run("Python: first calls", || bench.first_calls(&mut rows))?;
    steps.run("Python: calls", || bench.calls(&mut rows))?;
    let text = text(&bench, empty)?;
    let header = &["what", "managementpartner", "azure-mgmt-managementpartner", "× less"];
    Ok(Section { title: "Python", text, header, rows: rows.0 })
}

fn installed(wheel: &Path) -> Result<Venv> {
    let venv = Venv::new("python-bench", Path::new("python/bench/requirements.txt"))?;
    let install = ["-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--force-reinstall"];
    execute(venv.command("python").args(install).arg(wheel))?;
    Ok(venv)
}

fn text(bench: &Bench, empty: Duration) -> Result<String> {
    let version = output(&mut bench.python(&["-c", "import platform; print(platform.python_version())"]))?;
    Ok(format!(
        "The release wheel on Python {}, beside azure-mgmt-managementpartner with azure-identity, each in processes of its\n\
         own. An import is the time of a whole process, less that of an empty interpreter ({}). A call shows the link, with\n\
         the sign-in by secret done before; the same emulator answers all. 50 at once are 50 threads, or 50 tasks of asyncio.\n\
         The peer's connections are its defaults.",
        version.trim(),
        milliseconds(empty)
    ))
}

struct Bench {
    venv: Venv,
    emulator: Emulator,
}

impl Bench {
    /// The environment's Python, which finds the emulator and no proxy.
    fn python(&self, arguments: &[&str]) -> Command {
        let mut command = self.emulator.command(&self.venv.programs().join("python"), arguments);
        for name in PROXIES {
            command.env_remove(name);
        }
        command
    }

    /// The whole numbers that a script of `python/bench` prints.
    fn figures<const N: usize>(&self, script: &str, arguments: &[&str]) -> Result<[u64; N]> {
        let script = format!("python/bench/{script}");
        let said = output(self.python(&[&script]).args(arguments))?;
        let figures: Vec<u64> = said.split_whitespace().map(str::parse).collect::<std::result::Result<_, _>>()?;
        figures.try_into().map_err(|_| format!("{script} printed {said:?}").into())
    }

    /// The time of an empty interpreter, beside what an import adds to it.
    fn imports(&self, rows: &mut Rows) -> Result<Duration> {
        let mut commands = ["pass", IMPORT_OWN, IMPORT_PEER].map(|code| self.python(&["-I", "-c", code]));
        let times = times(&mut commands, ROUNDS)?;
        let import = |index: usize| times[index].saturating_sub(times[0]);
        rows.time("an import", import(1), import(2));
        Ok(times[0])
    }

    fn footprints(&self, rows: &mut Rows) -> Result<()> {
        let [_, _, empty] = self.figures("footprint.py", &[])?;
        let own: [u64; 3] = self.figures("footprint.py", &["managementpartner"])?;
        let peer: [u64; 3] = self.figures("footprint.py", &["azure.identity", "azure.mgmt.managementpartner"])?;
        rows.count("modules that it loads", own[0], peer[0]);
        rows.count("threads that it starts", own[1] - 1, peer[1] - 1);
        rows.memory(&format!("most memory after it (an empty interpreter: {})", megabytes(empty)), own[2], peer[2]);
        let own: [u64; 2] = self.figures("first_call.py", &["own"])?;
        let peer: [u64; 2] = self.figures("first_call.py", &["peer"])?;
        rows.memory("most memory after a first call", own[1], peer[1]);
        rows.count("threads after a first call", own[0] - 1, peer[0] - 1);
        Ok(())
    }

    fn first_calls(&self, rows: &mut Rows) -> Result<()> {
        let mut commands = ["own", "peer"].map(|client| self.python(&["python/bench/first_call.py", client]));
        let times = times(&mut commands, FIRST_CALL_ROUNDS)?;
        rows.time("a whole process: import, sign-in, one call", times[0], times[1]);
        Ok(())
    }

    fn calls(&self, rows: &mut Rows) -> Result<()> {
        for (suffix, face, tasks) in [("", "", "threads"), ("-aio", " with asyncio", "tasks")] {
            let (mut own, mut peer) = (Vec::new(), Vec::new());
            for _ in 0..CALL_ROUNDS {
                own.push(self.figures("calls.py", &[&format!("own{suffix}")])?);
                peer.push(self.figures("calls.py", &[&format!("peer{suffix}")])?);
            }
            let what = [
                format!("one call{face}"),
                format!("1,000 calls one after another{face}"),
                format!("1,000 calls, 50 at once, in {tasks}"),
            ];
            for (index, what) in what.iter().enumerate() {
                rows.time(what, middle(&own, index), middle(&peer, index));
            }
        }
        Ok(())
    }
}

/// The median of one figure of all rounds.
fn middle(rounds: &[[u64; 3]], index: usize) -> Duration {
    median(rounds.iter().map(|figures| Duration::from_nanos(figures[index])).collect())
}

#[derive(Default)]
struct Rows(Vec<Vec<String>>);

impl Rows {
    fn time(&mut self, what: &str, own: Duration, peer: Duration) {
        self.push(what, [milliseconds(own), milliseconds(peer)], times_of(peer, own));
    }

    fn memory(&mut self, what: &str, own: u64, peer: u64) {
        self.push(what, [megabytes(own), megabytes(peer)], String::new());
    }

    fn count(&mut self, what: &str, own: u64, peer: u64) {
        self.push(what, [thousands(own), thousands(peer)], String::new());
    }

    fn push(&mut self, what: &str, [own, peer]: [String; 2], ratio: String) {
        self.0.push(vec![what.to_owned(), own, peer, ratio]);
    }
}

#[expect(clippy::cast_precision_loss, reason = "for one decimal")]
fn megabytes(kilobytes: u64) -> String {
    format!("{:.1} MB", kilobytes as f64 / 1024.0)
}
