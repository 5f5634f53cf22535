"""What an import does, and what it does not."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import subprocess
import sys
from pathlib import Path

import managementpartner
import pytest
from managementpartner import _native


def run(script: str) -> str:
    """Run a script in an interpreter of its own."""
    command = [sys.executable, "-I", "-c", script]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603


def test_an_import_starts_no_thread() -> None:
    """The threads of the process are counted by the kernel, not by Python."""
    if not Path("/proc/self/task").exists():
        pytest.skip("there is no /proc here")
    assert run("import os, managementpartner; print(len(os.listdir('/proc/self/task')))").strip() == "1"


def test_an_import_brings_no_other_module() -> None:
    """Neither asyncio nor logging, nor anything else that an empty interpreter has not."""
    script = "import sys; before = set(sys.modules); import managementpartner; print(*set(sys.modules) - before)"
    assert set(run(script).split()) == {"managementpartner", "managementpartner._native"}


def test_an_import_opens_no_file_but_its_own() -> None:
    """Audit hooks see each file that Python opens."""
    script = """
import sys
opened = []
sys.addaudithook(lambda event, arguments: event == "open" and opened.append(str(arguments[0])))
import managementpartner
print(*opened, sep="\\n")
"""
    files = [name for name in run(script).splitlines() if name]
    assert all("managementpartner" in name for name in files), files


def test_a_client_starts_no_thread_before_its_first_call() -> None:
    """Making a client sends nothing."""
    script = """
import os, managementpartner
client = managementpartner.Client()
print(len(os.listdir("/proc/self/task")))
"""
    if not Path("/proc/self/task").exists():
        pytest.skip("there is no /proc here")
    assert run(script).strip() == "1"


def test_all_is_sorted_and_is_what_can_be_imported() -> None:
    """`__all__` is the public module, no more and no less."""
    public = {name for name in vars(managementpartner) if not name.startswith("_")}
    assert managementpartner.__all__ == sorted(managementpartner.__all__)
    assert set(managementpartner.__all__) == (public - {"azure"}) | {"__version__"}
    assert public - {"azure"} == {name for name in dir(_native) if not name.startswith("_")}


def test_what_is_exported_names_its_module() -> None:
    """Tracebacks and pickles say managementpartner, not the native module."""
    for name in managementpartner.__all__:
        if name != "__version__":
            assert getattr(managementpartner, name).__module__ == "managementpartner"


def test_everything_public_is_documented_in_the_stub() -> None:
    """The user's documentation stands in the stub."""
    stub = Path(managementpartner.__file__).with_name("_native.pyi")
    classes = [node for node in ast.parse(stub.read_text(encoding="utf-8")).body if isinstance(node, ast.ClassDef)]
    for cls in classes:
        if cls.name.startswith("_"):
            continue
        assert ast.get_docstring(cls), cls.name
        for method in cls.body:
            if isinstance(method, ast.FunctionDef) and not method.name.startswith("_"):
                assert ast.get_docstring(method), f"{cls.name}.{method.name}"


def test_every_module_of_the_package_can_be_imported() -> None:
    """With azure-core installed, as it is here."""
    for module in pkgutil.walk_packages(managementpartner.__path__, "managementpartner."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)


def test_the_drop_in_says_what_it_needs() -> None:
    """Without azure-core the error names the extra that brings it."""
    script = """
import sys
sys.modules["azure"] = None
try:
    import managementpartner.azure
except ImportError as error:
    print(error)
"""
    assert "the extra `azure`" in run(script)
