"""Ctrl+C."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from conftest import Start

from emulator import Emulator

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a test cannot press Ctrl+C for one process there")

# What is promised, in seconds. A machine that is busy with other things may be late now and then, but not each time:
# the best of some tries counts.
PROMISED = 0.1

# Each script presses Ctrl+C a few times, and prints the shortest time from then until the call was over, and the notes.
PRESSING = """
import os, signal, threading, time
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell starts background jobs with it ignored
import managementpartner

times, notes = [], set()

def interrupted(call, wait_until_it_is_under_way):
    pressed = []

    def press():
        wait_until_it_is_under_way()
        pressed.append(time.monotonic())
        os.kill(os.getpid(), signal.SIGINT)

    threading.Thread(target=press).start()
    try:
        call()
    except KeyboardInterrupt as interrupt:
        times.append(time.monotonic() - pressed[0])
        notes.update(getattr(interrupt, "__notes__", ["none"]))

"""

WHILE_SIGNING_IN = """
from credentials import Blocking

for _ in range(5):
    credential = Blocking()
    interrupted(managementpartner.Client(credential).current, credential.waits.wait)
print(min(times), len(times), *notes)
"""

WHILE_WRITING = """
client, other = managementpartner.Client(), managementpartner.Client()
other.create("12345")

def it_took_effect():
    version = len(times) + 1
    while other.current().version == version:
        pass

for partner_id in ("123456", "12345", "123456"):
    interrupted(lambda: client.update(partner_id), it_took_effect)
print(min(times), len(times), *notes)
"""


def run(script: str) -> tuple[float, int, str]:
    """Run a script in a process of its own, in this folder; give what it prints."""
    command = [sys.executable, "-c", PRESSING + script]
    done = subprocess.run(  # noqa: S603 - our own script
        command, check=True, capture_output=True, text=True, cwd=Path(__file__).parent, timeout=60
    )
    assert done.stderr == ""
    seconds, count, notes = done.stdout.split(maxsplit=2)
    return float(seconds), int(count), notes.strip()


def test_ctrl_c_ends_a_call_whose_credential_blocks(emulator: Emulator) -> None:
    """It would block for ever."""
    assert emulator
    seconds, count, notes = run(WHILE_SIGNING_IN)
    assert seconds < PROMISED
    assert (count, notes) == (5, "none")


def test_ctrl_c_during_a_write_says_that_its_outcome_is_unknown(start: Start) -> None:
    """The write took effect, and its answer would come a minute later."""
    emulator = start({"match": {"method": "PATCH"}, "effect": "after", "latency_ms": 60_000})
    seconds, count, notes = run(WHILE_WRITING)
    assert seconds < PROMISED
    assert count == 3
    if sys.version_info >= (3, 11):
        assert "unknown" in notes
        assert "Read the account's link" in notes
    assert [request["status"] for request in emulator.requests("PATCH")] == [0, 0, 0]
