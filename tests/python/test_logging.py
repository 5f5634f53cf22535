"""The events in Python's logging."""

from __future__ import annotations

import asyncio
import logging
import subprocess
import sys

import pytest
from conftest import Start
from managementpartner import AsyncClient, Client, Retry

from emulator import Emulator


def test_events_come_below_one_logger_and_before_the_call_is_over(
    start: Start, caplog: pytest.LogCaptureFixture
) -> None:
    """At their own level."""
    start({"match": {"method": "GET"}, "status": 503, "times": 1})
    with caplog.at_level(logging.INFO, "managementpartner"):
        Client(retry=Retry(initial_delay=0)).link("12345")
    repeated = [record for record in caplog.records if "repeating the request" in record.message]
    assert len(repeated) == 1
    assert repeated[0].levelno == logging.INFO
    assert all(record.name.startswith("managementpartner") for record in caplog.records)
    assert all(record.levelno >= logging.INFO for record in caplog.records)


def test_no_event_holds_a_secret(emulator: Emulator, caplog: pytest.LogCaptureFixture) -> None:
    """Not even the most talkative."""
    token = emulator.token().token
    with caplog.at_level(1, "managementpartner"):
        Client().link("12345")
    assert caplog.records
    assert any("signed in" in record.message for record in caplog.records)
    for record in caplog.records:
        assert emulator.environment["AZURE_CLIENT_SECRET"] not in record.message
        assert token[:20] not in record.message
        assert "Bearer ey" not in record.message


def test_a_handler_may_need_what_the_caller_holds(emulator: Emulator) -> None:
    """It runs on the caller's thread, as that of any library, and not on one that the caller waits for."""
    script = """
import logging, threading
import managementpartner

lock = threading.RLock()
threads = set()

class Handler(logging.Handler):
    def emit(self, record):
        with lock:
            threads.add(record.threadName)

logger = logging.getLogger("managementpartner")
logger.addHandler(Handler())
logger.setLevel(logging.DEBUG)
with lock:
    managementpartner.Client().account()
print(*threads)
"""
    assert emulator
    done = subprocess.run(  # noqa: S603 - our own script
        [sys.executable, "-c", script], check=True, capture_output=True, text=True, timeout=20
    )
    assert done.stdout == "MainThread\n"


def test_events_of_coroutines_are_logged_in_their_event_loop(
    emulator: Emulator, caplog: pytest.LogCaptureFixture
) -> None:
    """Before the coroutine goes on."""
    assert emulator

    async def call() -> int:
        await AsyncClient().account()
        return len(caplog.records)

    with caplog.at_level(logging.DEBUG, "managementpartner"):
        assert asyncio.run(call()) == len(caplog.records) > 0
    assert {record.threadName for record in caplog.records} == {"MainThread"}


def test_a_level_that_is_raised_again_is_heeded(emulator: Emulator, caplog: pytest.LogCaptureFixture) -> None:
    """From the next call on."""
    assert emulator
    client = Client()
    with caplog.at_level(logging.DEBUG, "managementpartner"):
        client.link("12345")
    count = len(caplog.records)
    with caplog.at_level(logging.WARNING, "managementpartner"):
        client.current()
    assert len(caplog.records) == count


def test_a_program_that_does_not_log_never_imports_logging(emulator: Emulator) -> None:
    """Also when it calls."""
    assert emulator
    script = "import sys, managementpartner; managementpartner.Client().link('12345'); print('logging' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)  # noqa: S603
    assert done.stdout == "False\n"
