"""Settles the lock file of a source distribution, and checks it: `python sdist.py ARCHIVE CARGO_LOCK`.

maturin leaves the crates out that the module does not need, but packs the lock file of all of them, which
`cargo --locked` refuses. What is locked stays at the versions of the checkout's `CARGO_LOCK`.
"""

from __future__ import annotations

import gzip
import io
import os
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

NEEDED = {
    "Cargo.lock",
    "LICENSE",
    "PKG-INFO",
    "cli/Cargo.toml",
    "core/Cargo.toml",
    "docs/python.md",
    "emulator/Cargo.toml",
    "pyproject.toml",
    "python/Cargo.toml",
    "python/managementpartner/__init__.py",
    "python/managementpartner/_native.pyi",
    "python/managementpartner/py.typed",
}


def packages(lock: str) -> set[tuple[str, str]]:
    """Give the names and versions in a lock file."""
    return set(re.findall(r'^name = "(.+)"\nversion = "(.+)"$', lock, re.MULTILINE))


def resolve(folder: Path, *arguments: str) -> None:
    """Have cargo bring the lock file in line with the manifests; no version changes."""
    command = [os.environ.get("CARGO", "cargo"), "update", "--quiet", "--workspace", "--offline", *arguments]
    subprocess.run(command, check=True, cwd=folder)  # noqa: S603 - our own command


def settled(archive: Path, checkout: str) -> bytes:
    """Give the lock file that the archive should hold."""
    with tempfile.TemporaryDirectory() as scratch:
        with tarfile.open(archive) as packed:
            packed.extractall(scratch, filter="data")
        folder = Path(scratch) / archive.name.removesuffix(".tar.gz")
        if missing := {name for name in NEEDED if not (folder / name).is_file()}:
            sys.exit(f"{archive.name} lacks {sorted(missing)}")
        resolve(folder)
        resolve(folder, "--locked")
        lock = (folder / "Cargo.lock").read_bytes()
    if changed := packages(lock.decode()) - packages(checkout):
        sys.exit(f"{archive.name} would be built with {sorted(changed)}, which are not in the checkout's lock file")
    return lock


def pack(archive: Path, lock: bytes) -> None:
    """Write the archive anew with this lock file, byte for byte the same each time."""
    with tarfile.open(archive) as packed:
        members = [(member, packed.extractfile(member)) for member in packed.getmembers()]
        contents = [(member, file.read() if file else b"") for member, file in members]
    with archive.open("wb") as file, gzip.GzipFile("", "wb", fileobj=file, mtime=0) as zipped:  # noqa: SIM117
        with tarfile.open(fileobj=zipped, mode="w") as packed:
            for member, content in contents:
                is_lock = member.name.count("/") == 1 and member.name.endswith("/Cargo.lock")
                data = lock if is_lock else content
                member.size = len(data)
                packed.addfile(member, io.BytesIO(data))


def main() -> None:
    """Settle the lock file of the archive."""
    archive, checkout = Path(sys.argv[1]), Path(sys.argv[2])
    pack(archive, settled(archive, checkout.read_text(encoding="utf-8")))


if __name__ == "__main__":
    main()
