"""Say what to paste when asking for help, and the fix for what is wrong on this machine; needs no library."""

from __future__ import annotations

import hashlib
import os
import platform
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

PORTS = {
    8000: "`serve` wants it: end what holds it, or add `-- -a 127.0.0.1:8001`",
}
GIGABYTES = 5
SYNCED = ("onedrive", "dropbox", "icloud", "mobile documents", "google drive", "nextcloud")
Line = tuple[str, str, str]
"""What was looked at, what was found, and the fix; without a fix all is well."""


def machine() -> Iterator[Line]:
    """Tell the system and its Python."""
    yield "system", f"{platform.system()} {platform.release()} {platform.machine()}", ""
    fix = "" if sys.version_info >= (3, 11) else "install Python 3.11 or newer"
    yield "python", platform.python_version(), fix


def folder(root: Path) -> Iterator[Line]:
    """Tell whether the course stands where environments can be made."""
    text = str(root)
    yield "folder", tilde(text), "move it to a path without spaces" if " " in text else ""
    if any(word in text.lower() for word in SYNCED):
        yield "synced", "yes", "move it out of the synced folder: it would copy every environment"
    if not os.access(root, os.W_OK):
        yield "writable", "no", "move it to a folder that is yours to write in"
    free = shutil.disk_usage(root).free / 1e9
    yield "free disk", f"{free:.0f} GB", "" if free >= GIGABYTES else f"free {GIGABYTES} GB"


def programs(names: list[str]) -> Iterator[Line]:
    """Tell which programs are there; only git is needed by all."""
    for name in names:
        found = shutil.which(name)
        missing = "install git" if name == "git" else ""
        yield name, version(found) if found else "not on PATH", "" if found else missing


def version(program: str) -> str:
    """Ask a program for the first line of its version."""
    try:
        done = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=10, check=False)
    except (OSError, subprocess.SubprocessError) as error:
        return f"does not answer ({type(error).__name__})"
    return next(iter((done.stdout + done.stderr).splitlines()), "says nothing").strip()


def environments(root: Path, wanted: list[str]) -> Iterator[Line]:
    """Tell whether each environment, written as name=lock+lock, is made from the locks of today."""
    for one in wanted:
        name, locks = one.split("=")
        stamp = root / ".nox" / f"{name}-{sys.version_info.major}.{sys.version_info.minor}" / "complete"
        texts = b"".join((root / "requirements" / f"{lock}.txt").read_bytes() for lock in locks.split("+"))
        if not stamp.parent.exists():
            yield f"environment {name}", "not made yet", ""
        elif not stamp.exists() or stamp.read_text("utf-8") != hashlib.sha256(texts).hexdigest():
            yield f"environment {name}", "not complete", "run its chore again: it is made anew"
        else:
            yield f"environment {name}", "complete", ""


def ports() -> Iterator[Line]:
    """Tell which ports are taken."""
    for port, fix in PORTS.items():
        with socket.socket() as tried:
            tried.settimeout(1)
            taken = tried.connect_ex(("127.0.0.1", port)) == 0
        yield f"port {port}", "in use" if taken else "free", fix if taken else ""


def tilde(text: str) -> str:
    """Hide the name of the user."""
    return text.replace(str(Path.home()), "~")


def main(words: list[str]) -> int:
    """Print all of it; 1 if something wants a fix."""
    root = Path.cwd()
    made, names = [word for word in words if "=" in word], [word for word in words if "=" not in word]
    lines = [*machine(), *folder(root), *programs(names), *environments(root, made), *ports()]
    for what, found, fix in lines:
        print(tilde(f"{what:<22} {found}" + (f"\n{'':<22} FIX: {fix}" if fix else "")))
    return int(any(fix for _, _, fix in lines))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
