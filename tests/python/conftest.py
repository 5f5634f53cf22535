"""What the tests share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from emulator import Emulator

Start = Callable[..., Emulator]


@pytest.fixture
def start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Start]:
    """Start an emulator with these faults, whose environment is the test's."""
    running: list[Emulator] = []

    def start(*faults: dict[str, Any]) -> Emulator:
        emulator = Emulator(tmp_path, *faults)
        running.append(emulator)
        for name, value in emulator.environment.items():
            monkeypatch.setenv(name, value)
        return emulator

    yield start
    for emulator in running:
        emulator.stop()


@pytest.fixture
def emulator(start: Start) -> Emulator:
    """Start an emulator without faults."""
    return start()
