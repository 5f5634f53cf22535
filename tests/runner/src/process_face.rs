//! A face in another process: one JSON object a line, in and out.

use std::{process::Stdio, time::Duration};

use async_trait::async_trait;
use serde::Serialize;
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines},
    process::{Child, ChildStdin, ChildStdout, Command},
    time::timeout,
};

use crate::{Call, Error, Face, FaceResult, Open, Outcome};

/// Far longer than any step takes; an adapter that is silent for so long hangs.
const PATIENCE: Duration = Duration::from_mins(2);

/// An adapter process. It is started by the first `open` and serves every case; its standard error is shown.
#[derive(Debug)]
pub struct ProcessFace {
    command: String,
    process: Option<Process>,
}

#[derive(Debug)]
struct Process {
    /// Held to be killed with this face.
    _child: Child,
    stdin: ChildStdin,
    stdout: Lines<BufReader<ChildStdout>>,
}

#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum Message<'a> {
    Open(&'a Open),
    Close(bool),
}

impl ProcessFace {
    /// The face that `command`, a line for the shell, speaks for.
    #[must_use]
    pub fn new(command: &str) -> Self {
        Self { command: command.to_owned(), process: None }
    }

    async fn ask(&mut self, message: &impl Serialize) -> FaceResult {
        let answer = self.exchange(message).await;
        if answer.is_err() {
            // Whatever it says now may belong to this question.
            self.process = None;
        }
        answer.map_err(|error| format!("adapter `{}`: {error}", self.command).into())
    }

    async fn exchange(&mut self, message: &impl Serialize) -> FaceResult {
        let process = match &mut self.process {
            Some(process) => process,
            none => none.insert(start(&self.command)?),
        };
        let mut line = serde_json::to_string(message)?;
        line.push('\n');
        process.stdin.write_all(line.as_bytes()).await?;
        process.stdin.flush().await?;
        let answer = timeout(PATIENCE, process.stdout.next_line());
        let line = answer.await.map_err(|_| "no answer in two minutes")??.ok_or("ended instead of answering")?;
        serde_json::from_str(&line).map_err(|error| format!("{error} in its answer {line}").into())
    }
}

fn start(command: &str) -> Result<Process, Error> {
    let (shell, flag) = if cfg!(windows) { ("cmd", "/C") } else { ("sh", "-c") };
    let mut child = Command::new(shell)
        .args([flag, command])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()?;
    let stdin = child.stdin.take().ok_or("no standard input")?;
    let stdout = child.stdout.take().ok_or("no standard output")?;
    Ok(Process { _child: child, stdin, stdout: BufReader::new(stdout).lines() })
}

#[async_trait]
impl Face for ProcessFace {
    async fn open(&mut self, open: &Open) -> FaceResult {
        let answer = self.ask(&Message::Open(open)).await?;
        if answer.opened || answer.error.is_some() { Ok(answer) } else { Err(stray("open", &answer)) }
    }

    async fn call(&mut self, call: &Call) -> FaceResult {
        self.ask(call).await
    }

    async fn close(&mut self) -> Result<(), Error> {
        let answer = self.ask(&Message::Close(true)).await?;
        if answer.closed { Ok(()) } else { Err(stray("close", &answer)) }
    }
}

fn stray(question: &str, answer: &Outcome) -> Error {
    format!("the adapter answered {question} with {}", serde_json::json!(answer)).into()
}
