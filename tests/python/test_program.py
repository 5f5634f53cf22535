"""The program that comes with the wheel."""

from __future__ import annotations

import json
import subprocess
import sys

import managementpartner
import pytest

from emulator import PROGRAM, Emulator


@pytest.mark.parametrize("command", [[str(PROGRAM)], [sys.executable, "-m", "managementpartner"]])
def test_the_program_is_the_module_s_own(emulator: Emulator, command: list[str]) -> None:
    """It answers, and its exit code is the program's."""
    linked = subprocess.run(  # noqa: S603 - our own program
        [*command, "link", "--partner-id", "12345"], check=True, capture_output=True, text=True
    )
    assert json.loads(linked.stdout)["partnerId"] == "12345"
    assert managementpartner.Client().unlink() is not None
    show = subprocess.run([*command, "show"], check=False, capture_output=True, text=True)  # noqa: S603
    assert show.returncode == 3
    assert "ManagementPartnerNotFound" in show.stderr
    assert emulator.requests()


def test_a_command_line_that_is_wrong_is_said(capfd: pytest.CaptureFixture[str]) -> None:
    """With the program's own exit code for it."""
    wrong = subprocess.run([str(PROGRAM), "nonsense"], check=False, capture_output=True, text=True)  # noqa: S603
    assert wrong.returncode == 2
    assert "nonsense" in wrong.stderr
    assert capfd.readouterr().out == ""
