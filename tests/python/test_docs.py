"""Every example of the documentation runs, and does what it says."""

from __future__ import annotations

import ast
import doctest
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import managementpartner
import pytest

from emulator import Emulator

ROOT = Path(__file__).parents[2]
STUB = Path(managementpartner.__file__).with_name("_native.pyi")


def examples() -> Iterator[tuple[str, str]]:
    """Give the docstrings of the stub that have examples, by name."""
    tree = ast.parse(STUB.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)):
            text = ast.get_docstring(node) or ""
            if ">>>" in text:
                yield getattr(node, "name", "module"), text


def scripts() -> Iterator[tuple[str, str]]:
    """Give the Python blocks of the guides, by file and line."""
    for path in (ROOT / "README.md", ROOT / "docs" / "python.md"):
        text = path.read_text(encoding="utf-8")
        for block in re.finditer(r"^```python\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
            line = text.count("\n", 0, block.start()) + 1
            yield f"{path.name}:{line}", block[1]


@pytest.mark.parametrize(("name", "text"), list(examples()))
def test_the_examples_of_the_stub(emulator: Emulator, name: str, text: str) -> None:
    """Line by line."""
    assert emulator
    test = doctest.DocTestParser().get_doctest(text, {}, name, str(STUB), 0)
    runner = doctest.DocTestRunner()
    output: list[str] = []
    runner.run(test, out=output.append)
    assert runner.failures == 0, "".join(output)
    assert runner.tries > 0


@pytest.mark.parametrize(("name", "text"), list(scripts()))
def test_the_scripts_of_the_guides(emulator: Emulator, name: str, text: str) -> None:
    """As a user runs them: in a process of their own."""
    assert emulator
    done = subprocess.run([sys.executable, "-c", text], check=False, capture_output=True, text=True)  # noqa: S603
    assert done.returncode == 0, f"{name}\n{done.stderr}"
