"""Every entry point answers `--help`, and refuses what it does not know, before anything heavy loads."""

import subprocess
import sys

import outputs
import pytest

HEAVY = ("sklearn", "pandas", "mlflow", "dvc", "onnxruntime", "scipy", "river", "dask", "wandb", "skops")
SCRIPTS = [
    path.relative_to(outputs.EXAMPLES).as_posix()
    for phase in ("scoping", "preparation", "modeling", "deployment", "monitoring", "loop")
    for path in sorted((outputs.EXAMPLES / phase).glob("*.py"))
    if "ArgumentParser" in path.read_text(encoding="utf-8")
]
ENTRIES = ["pipeline.py", *SCRIPTS, "-m fraud.simulate"]
# Start the program as `python` does, with every heavy library out of reach.
START = """
import runpy, sys
from pathlib import Path
name, heavy, sys.argv = sys.argv[1], sys.argv[2].split(), sys.argv[1:2] + sys.argv[3:]
sys.modules.update(dict.fromkeys(heavy))
if name.startswith("-m "):
    runpy.run_module(name[3:], run_name="__main__", alter_sys=True)
else:
    sys.path[0] = str(Path(name).resolve().parent)
    runpy.run_path(name, run_name="__main__")
"""


def ask(entry, option):
    command = [sys.executable, "-c", START, entry, " ".join(HEAVY), option]
    return subprocess.run(command, cwd=outputs.EXAMPLES, capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize("entry", ENTRIES)
def test_help_needs_no_heavy_library(entry):
    """Who asks how to use a program waits for no scikit-learn."""
    done = ask(entry, "--help")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("usage:")


@pytest.mark.parametrize("entry", ENTRIES)
def test_an_unknown_option_is_refused_in_a_line(entry):
    """The usage, one line of reason, code 2."""
    done = ask(entry, "--no-such-option")
    assert done.returncode == 2, done.stderr
    assert "error:" in done.stderr.splitlines()[-1]


def test_every_recorded_example_is_asked():
    """A new example is in the list by itself."""
    recorded = {
        path.relative_to(outputs.OUTPUTS).with_suffix(".py").as_posix() for path in outputs.recorded()
    }
    assert recorded <= set(ENTRIES)
