//! Signals, to the emulator and to the command that it runs.

use std::{
    io::{BufRead, BufReader, Read},
    path::Path,
    process::{Child, Command, Stdio},
};

use rustix::process::{Pid, Signal, kill_process};

use crate::emulator::folder;
use crate::support::{PROGRAM, Running};

fn send(child: &Child, signal: Signal) {
    kill_process(Pid::from_child(child), signal).unwrap();
}

#[test]
fn ctrl_c_and_sigterm_end_it_cleanly() {
    for signal in [Signal::INT, Signal::TERM, Signal::HUP] {
        let folder = folder();
        let mut running = Running::new(&[], folder.path());
        let ca_file = running.ready["ca_file"].as_str().unwrap().to_owned();
        assert!(Path::new(&ca_file).exists());
        send(&running.child, signal);
        assert_eq!(running.child.wait().unwrap().code(), Some(0));
        let mut said = String::new();
        running.child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        assert!(said.ends_with("Ctrl+C ends it.\n"), "{said}");
        assert!(!Path::new(&ca_file).exists());
    }
}

#[test]
fn run_passes_signals_on_and_waits_for_the_command() {
    let folder = folder();
    let script = "trap 'echo caught; exit 9' TERM; echo ready; while :; do read -r line || sleep 1; done";
    let mut command = Command::new(PROGRAM);
    command.args(["emulator", "run", "--", "bash", "-c", script]).current_dir(folder.path());
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    assert_eq!(lines.next().unwrap().unwrap(), "ready");
    send(&child, Signal::TERM);
    assert_eq!(lines.next().unwrap().unwrap(), "caught");
    assert_eq!(child.wait().unwrap().code(), Some(9));
}

#[cfg(target_os = "linux")]
mod terminal {
    use std::{fs::File, io::Write};

    use rustix::pty::{OpenptFlags, ioctl_tiocgptpeer, openpt, unlockpt};

    use super::*;

    /// Says which emulator runs it and which signals it gets; nobody writes to what it reads.
    const COMMAND: &str = "trap 'echo interrupted' INT; trap 'trap \"exit 9\" TERM; echo told' TERM; exec 3<>pipe; echo $PPID; \
        while :; do read -r -t 1 line <&3; done";

    /// A shell on a terminal of its own, which starts the emulator with `COMMAND`.
    struct Shell {
        keyboard: File,
        child: Child,
        emulator: Pid,
        said: Box<dyn Iterator<Item = String>>,
    }

    impl Shell {
        fn new(script: &str, folder: &Path) -> Self {
            // The shell must not have the other end too: it would outlive a test that fails.
            let flags = OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC;
            let keyboard = openpt(flags).unwrap();
            unlockpt(&keyboard).unwrap();
            let terminal = ioctl_tiocgptpeer(&keyboard, flags).unwrap();
            let mut command = Command::new("setsid");
            command.args(["--ctty", "bash", "-c", &format!("mkfifo pipe; {script}"), PROGRAM, COMMAND]);
            let mut child = command.current_dir(folder).stdin(terminal).stdout(Stdio::piped()).spawn().unwrap();
            let mut said = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
            let emulator = Pid::from_raw(said.next().unwrap().parse().unwrap()).unwrap();
            Self { keyboard: keyboard.into(), child, emulator, said: Box::new(said) }
        }

        fn signal(&self, signal: Signal) {
            kill_process(self.emulator, signal).unwrap();
        }

        /// What else the command says before it ends, and the exit code. It ends when it is told twice: what the
        /// emulator passed on because of an earlier signal has reached it then.
        fn end(mut self) -> (Vec<String>, Option<i32>) {
            self.signal(Signal::TERM);
            let mut said: Vec<String> = self.said.by_ref().take_while(|line| line != "told").collect();
            self.signal(Signal::TERM);
            said.extend(self.said);
            (said, self.child.wait().unwrap().code())
        }
    }

    #[test]
    fn ctrl_c_on_the_terminal_reaches_the_command_once_wherever_standard_input_comes_from() {
        for input in ["", "< /dev/null"] {
            let folder = folder();
            let script = format!("exec \"$0\" emulator run -- bash -c \"$1\" {input}");
            let mut shell = Shell::new(&script, folder.path());
            // What the emulator does comes second, so that two signals cannot become one.
            shell.signal(Signal::STOP);
            shell.keyboard.write_all(b"\x03").unwrap();
            assert_eq!(shell.said.next().unwrap(), "interrupted");
            shell.signal(Signal::CONT);
            assert_eq!(shell.end(), (Vec::new(), Some(9)), "{input}");
        }
    }

    #[test]
    fn an_interrupt_that_the_terminal_did_not_send_reaches_the_command_too() {
        let folder = folder();
        // With `set -m` the emulator runs in the background, its standard input the terminal's all the same.
        let script = "set -m; \"$0\" emulator run -- bash -c \"$1\" & wait $!";
        let mut shell = Shell::new(script, folder.path());
        shell.signal(Signal::INT);
        assert_eq!(shell.said.next().unwrap(), "interrupted");
        assert_eq!(shell.end(), (Vec::new(), Some(9)));
    }
}
