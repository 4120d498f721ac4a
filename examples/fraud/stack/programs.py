"""Find the programs that pip can't install, or say how to get them: nothing is downloaded for the reader."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from ..stop import Stop

PAGE = "https://prometheus.io/download"


@dataclass(frozen=True)
class Program:
    """A program's names in order of choice, and where each system gets it."""

    names: tuple[str, ...]
    debian: str
    mac: str
    windows: str


def _of_prometheus(*names: str) -> Program:
    return Program(names, "prometheus", "brew install prometheus", f"the zip of {PAGE}, unpacked, on PATH")


def _of_alertmanager(*names: str) -> Program:
    zipped = f"the zip of {PAGE}, unpacked, on PATH"
    return Program(names, "prometheus-alertmanager", "sudo port install alertmanager", zipped)


LINUX_ONLY = "there is none; use WSL"
PROGRAMS = {
    "prometheus": _of_prometheus("prometheus"),
    "promtool": _of_prometheus("promtool"),
    "alertmanager": _of_alertmanager("alertmanager", "prometheus-alertmanager"),
    "amtool": _of_alertmanager("amtool"),
    "wrk": Program(("wrk",), "wrk", "brew install wrk", LINUX_ONLY),
    "initdb": Program(
        ("initdb", "/usr/lib/postgresql/15/bin/initdb", "/usr/lib/postgresql/17/bin/initdb"),
        "postgresql",
        "brew install postgresql@15",
        "the installer of https://www.postgresql.org/download",
    ),
    "buildah": Program(("buildah",), "buildah", "there is none; use Docker", LINUX_ONLY),
    "mmdebstrap": Program(("mmdebstrap",), "mmdebstrap", "there is none", LINUX_ONLY),
}


def find(name: str) -> Path:
    """Return the program's path; raise Stop with the way to get it if it is not here."""
    program = PROGRAMS[name]
    for candidate in program.names:
        if found := shutil.which(candidate):
            return Path(found)
    raise Stop(
        f"the program {name} is not on PATH; it is not installed for you. To get it:\n"
        f"  Debian, Ubuntu: sudo apt-get install {program.debian}\n"
        f"  macOS: {program.mac}\n"
        f"  Windows: {program.windows}"
    )
