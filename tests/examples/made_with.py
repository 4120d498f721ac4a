"""When and with which versions an output was recorded, kept beside it: a lesson shows both."""

import re
import subprocess
import sys
import tomllib
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path

import outputs
from packaging.requirements import Requirement

from tests.tools import need

SUFFIX = ".recorded"  # beside the output: its date, then one version a line


def note_of(example: Path) -> Path:
    """Where date and versions of that example's recording stand."""
    return outputs.output_of(example).with_suffix(SUFFIX)


def write(example: Path, imported: set[str]) -> None:
    """Note today, and the version of whatever of the course's libraries and programs the run has used."""
    found = libraries(imported) | {name: version_of(name) for name in outputs.needs(example)}
    lines = [f"{datetime.now(UTC):%Y-%m-%d}", f"Python {sys.version.split()[0]}"]
    lines += [f"{name} {version}" for name, version in found.items()]
    note_of(example).write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def read(example: Path) -> tuple[str, dict[str, str]]:
    """The date, and version by name."""
    date, *lines = note_of(example).read_text(encoding="utf-8").splitlines()
    return date, dict(line.rsplit(" ", 1) for line in lines)


def libraries(imported: set[str]) -> dict[str, str]:
    """The version of each library that the course asks for and the run has imported; those behind follow."""
    by_module = metadata.packages_distributions()
    used = {re.sub(r"[-_.]+", "-", owner) for name in imported for owner in by_module.get(name, ())}
    return {name: metadata.version(name) for name in sorted(asked_for() & used)}


def asked_for() -> set[str]:
    """The libraries of the examples' group."""
    groups = tomllib.loads((outputs.ROOT / "pyproject.toml").read_text("utf-8"))["dependency-groups"]
    return {re.match(r"[\w-]+", line)[0] for line in groups["examples"]}


def locked(python: str) -> dict[str, str]:
    """The version of each library that the lock holds for that Python, such as 3.11.7, on this system."""
    lines = (outputs.ROOT / "requirements/examples.txt").read_text("utf-8").splitlines()
    pins = [Requirement(line.removesuffix("\\")) for line in lines if line[:1].isalnum()]
    here = {"python_full_version": python, "python_version": ".".join(python.split(".")[:2])}
    held = [pin for pin in pins if pin.marker is None or pin.marker.evaluate(here)]
    return {pin.name: str(pin.specifier).removeprefix("==") for pin in held}


def version_of(program: str) -> str:
    """What a program says of itself."""
    said = subprocess.run([need(program), "--version"], capture_output=True, text=True, timeout=30)
    return re.search(r"\d+(\.\d+)+", said.stdout + said.stderr)[0]
