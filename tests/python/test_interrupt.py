"""Ctrl+C."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from conftest import Start

from emulator import Emulator

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a test cannot press Ctrl+C for one process there")

WHILE_SIGNING_IN = """
import os, signal, threading, time
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell starts background jobs with it ignored
import managementpartner
from credentials import Blocking

credential = Blocking()
client = managementpartner.Client(credential)
pressed = []

def press():
    credential.waits.wait()
    pressed.append(time.monotonic())
    os.kill(os.getpid(), signal.SIGINT)

threading.Thread(target=press).start()
try:
    client.current()
except KeyboardInterrupt as interrupt:
    print(time.monotonic() - pressed[0], *getattr(interrupt, "__notes__", []))
"""

WHILE_WRITING = """
import os, signal, threading, time
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell starts background jobs with it ignored
import managementpartner

client, other = managementpartner.Client(), managementpartner.Client()
pressed = []

def press():
    while True:
        try:
            other.current()
            break
        except managementpartner.NotLinkedError:
            pass
    pressed.append(time.monotonic())
    os.kill(os.getpid(), signal.SIGINT)

threading.Thread(target=press).start()
try:
    client.create("12345")
except KeyboardInterrupt as interrupt:
    print(time.monotonic() - pressed[0], *getattr(interrupt, "__notes__", []))
print(other.current().partner_id)
"""


def run(script: str) -> str:
    """Run a script in a process of its own, in this folder."""
    command = [sys.executable, "-c", script]
    done = subprocess.run(  # noqa: S603 - our own script
        command, check=True, capture_output=True, text=True, cwd=Path(__file__).parent, timeout=30
    )
    assert done.stderr == ""
    return done.stdout


def test_ctrl_c_ends_a_call_whose_credential_blocks(emulator: Emulator) -> None:
    """At once; the tenth of a second that is promised is left some air for a busy machine."""
    assert emulator
    seconds, *note = run(WHILE_SIGNING_IN).split(maxsplit=1)
    assert float(seconds) < 1
    assert note == []


def test_ctrl_c_during_a_write_says_that_its_outcome_is_unknown(start: Start) -> None:
    """The write took effect, and its answer will never come."""
    emulator = start({"match": {"method": "PUT"}, "effect": "after", "latency_ms": 60_000})
    first, partner_id = run(WHILE_WRITING).splitlines()
    seconds, *note = first.split(maxsplit=1)
    assert float(seconds) < 1
    assert partner_id == "12345"
    if sys.version_info >= (3, 11):
        assert "unknown" in note[0]
        assert "Read the account's link" in note[0]
    assert [request["status"] for request in emulator.requests("PUT")] == [0]
