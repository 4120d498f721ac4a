"""The README of the examples names all that stands there, and nothing that does not."""

import re
import subprocess
import sys

import outputs
import pytest

README = (outputs.EXAMPLES / "README.md").read_text(encoding="utf-8")
# Each row of the table of what is shared: the group, its files, what they are for.
ROWS = re.findall(r"^\| (.+?) \| ((?:`\w+\.(?:py|yaml)`(?:, )?)+) \| .+ \|$", README, re.MULTILINE)
PHASES = ("scoping", "preparation", "modeling", "deployment", "monitoring", "loop")


def named(folder):
    """The files that the table names in a package of fraud."""
    inside = [files for group, files in ROWS if group.strip("`").startswith("fraud/") == bool(folder)]
    if folder:
        inside = [files for group, files in ROWS if group == f"`fraud/{folder}/`"]
    return sorted(re.findall(r"`(\w+\.\w+)`", " ".join(inside)))


@pytest.mark.parametrize("folder", ["", "stack", "scenes"])
def test_every_module_is_named_once(folder):
    """A module that the table does not know is one that nobody finds."""
    there = outputs.EXAMPLES / "fraud" / folder
    files = [path.name for path in there.iterdir() if path.suffix in (".py", ".yaml")]
    assert named(folder) == sorted(name for name in files if name != "__init__.py")


def test_every_entry_point_is_named():
    """Each has its line, with what it shows."""
    there = [path for phase in PHASES for path in (outputs.EXAMPLES / phase).glob("*.py")]
    names = {"pipeline.py"} | {path.relative_to(outputs.EXAMPLES).as_posix() for path in there}
    assert {name for name in names if f"`{name}`" not in README} == set()


def test_every_recorded_example_has_its_seconds():
    """Who starts one wants to know how long it takes."""
    timed = set(re.findall(r"^\| `([\w/]+)\.py` \| .+ \| \d+ s \| .*\|$", README, re.MULTILINE))
    assert timed == {
        path.relative_to(outputs.OUTPUTS).with_suffix("").as_posix() for path in outputs.recorded()
    }


def test_the_simulator_has_the_options_that_it_is_said_to_have():
    """From its own help."""
    command = [sys.executable, "-m", "fraud.simulate", "--help"]
    told = subprocess.run(command, cwd=outputs.EXAMPLES, capture_output=True, text=True, check=True).stdout
    section = README.split("## Weeks of payments, as many as you like")[1].split("\n## ")[0]
    assert set(re.findall(r"--[a-z][a-z-]*", told)) - {"--help"} == set(
        re.findall(r"--[a-z][a-z-]*", section)
    )
