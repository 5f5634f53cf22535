"""Settles a wheel and checks it, as users get it: `python wheel.py WHEEL CARGO_LOCK`.

maturin's bill of materials names the folder that it was made in; afterwards it names none.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import sys
import zipfile
from pathlib import Path

# The newest glibc that a wheel may ask for.
GLIBC = (2, 28)
SBOM = re.compile(r".+\.dist-info/sboms/.+\.json")


def check_name(name: str) -> None:
    """Make sure that one wheel serves every Python from 3.10 on, and Linux of the last years."""
    python, abi, platforms = name.removesuffix(".whl").split("-")[-3:]
    if (python, abi) != ("cp310", "abi3"):
        sys.exit(f"{name} is for {python}-{abi}, not for cp310-abi3")
    if "linux" in platforms:
        glibc = [(int(major), int(minor)) for major, minor in re.findall(r"manylinux_(\d+)_(\d+)_", platforms)]
        if not glibc or max(glibc) > GLIBC:
            sys.exit(f"{name} is not for manylinux_{GLIBC[0]}_{GLIBC[1]} or older")


def settled(bill: bytes, folder: Path) -> bytes:
    """Give a bill of materials without the folder of the checkout."""
    return bill.replace(f"path+{folder.as_uri()}/".encode(), b"path+file:///")


def check_bill(name: str, bill: bytes, folder: Path, lock: str) -> None:
    """Make sure that it lists what is linked, at the versions that are locked."""
    locked = set(re.findall(r'^name = "(.+)"\nversion = "(.+)"$', lock, re.MULTILINE))
    listed = {(part["name"], part["version"]) for part in json.loads(bill)["components"]}
    if missing := {"managementpartner", "ring", "rustls"} - {crate for crate, _ in listed}:
        sys.exit(f"{name} does not list {sorted(missing)}")
    if unknown := listed - locked:
        sys.exit(f"{name} lists {sorted(unknown)}, which are not in Cargo.lock")
    if str(folder).encode() in bill:
        sys.exit(f"{name} names {folder}, the folder that it was made in")


def record(name: str, content: bytes) -> str:
    """Give the line of RECORD for a file."""
    digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
    return f"{name},sha256={digest},{len(content)}"


def rewrite(wheel: Path, files: dict[str, bytes], infos: list[zipfile.ZipInfo]) -> None:
    """Write the wheel anew with these files, and with the RECORD of them."""
    name = next(name for name in files if name.endswith(".dist-info/RECORD"))
    lines = [record(file, content) for file, content in files.items() if file != name]
    files[name] = "\n".join([*lines, f"{name},,", ""]).encode()
    with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED) as packed:
        for info in infos:
            packed.writestr(info, files[info.filename])


def main() -> None:
    """Settle and check the wheel."""
    path, lock = Path(sys.argv[1]), Path(sys.argv[2])
    folder = lock.resolve().parent
    check_name(path.name)
    with zipfile.ZipFile(path) as wheel:
        infos = wheel.infolist()
        files = {info.filename: wheel.read(info) for info in infos}
    bills = [name for name in files if SBOM.fullmatch(name)]
    if not bills:
        sys.exit(f"{path.name} holds no bill of materials")
    for name in bills:
        files[name] = settled(files[name], folder)
        check_bill(name, files[name], folder, lock.read_text(encoding="utf-8"))
    rewrite(path, files, infos)


if __name__ == "__main__":
    main()
