"""Errors of installing and starting: the wrong Python, the wrong folder, the wrong bytes."""

import ensurepip
import shutil
from pathlib import Path

import pytest

from tests.docs.errors.running import EXAMPLES, ROOT, ours, said

OLD_PYTHON = """
import runpy, sys
from collections import namedtuple
sys.version_info = namedtuple("Version", "major minor micro releaselevel serial")(3, 10, 12, "final", 0)
runpy.run_path("noxfile.py", run_name="__main__")
"""
NO_VENV = """
import runpy, subprocess, venv
def create(*_, **__):
    raise subprocess.CalledProcessError(1, "ensurepip")
venv.create = create
runpy.run_path("noxfile.py", run_name="__main__")
"""
OTHER_BYTES = """
import sys
from pip._internal.exceptions import HashErrors, HashMismatch
from pip._internal.utils.hashes import Hashes
try:
    Hashes({"sha256": ["0" * 64]}).check_against_path(sys.argv[1])
except HashMismatch as mismatch:
    errors = HashErrors()
    errors.append(mismatch)
    sys.exit(str(errors))
"""


def noxfile(folder: Path, program: str) -> str:
    """What a copy of our noxfile says to that program, in an environment without nox."""
    (folder / "requirements").mkdir()
    shutil.copy(ROOT / "noxfile.py", folder)
    shutil.copy(ROOT / "requirements" / "nox.txt", folder / "requirements")
    return ours("python", "-c", program, folder=folder)


def other_bytes(folder: Path) -> str:
    """The words of the pip that Python carries along, about itself; a whole run of it takes seconds."""
    wheel = next((Path(ensurepip.__file__).parent / "_bundled").glob("pip-*.whl"), None)
    if wheel is None:
        pytest.skip("this Python carries no pip along: its distribution has cut it out")
    return said("python", "-c", OTHER_BYTES, wheel, folder=folder, PYTHONPATH=str(wheel))


def no_python(folder: Path) -> str:
    bash = shutil.which("bash") or pytest.skip("bash is missing")
    return said(bash, "-c", "python examples/pipeline.py", folder=folder, PATH="/nowhere")


ERRORS = {
    "is too old: the course needs 3.11 or newer.": lambda folder: noxfile(folder, OLD_PYTHON),
    "This Python cannot make environments: install its venv package (Debian: python3-venv).": (
        lambda folder: noxfile(folder, NO_VENV)
    ),
    "THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.": other_bytes,
    "python: command not found": no_python,
    "ModuleNotFoundError: No module named 'pandas'": (
        lambda folder: said("python", "-S", EXAMPLES / "pipeline.py", folder=folder, PYTHONPATH="")
    ),
    "ModuleNotFoundError: No module named 'fraud'": (
        lambda folder: said("python", "-m", "fraud.simulate", folder=folder, PYTHONPATH="")
    ),
    "ImportError: attempted relative import with no known parent package": (
        lambda folder: said("python", EXAMPLES / "fraud" / "gate.py", folder=folder)
    ),
    "evidently is not installed; it needs pandas below 3.1": (
        lambda folder: ours("python", EXAMPLES / "monitoring" / "evidently_report.py", folder=folder)
    ),
}
BY_HAND = {
    "Failed to load extension 'coursekit'.": "no MkDocs here; tests/house/test_environment.py asks it",
    "error: externally-managed-environment": "only a system's own Python is marked so; this one is ours",
}
