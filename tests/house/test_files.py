"""The rules of the house that can be read off the files themselves."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TRACKED = subprocess.run(
    ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
).stdout.split("\n")
CODE = [name for name in TRACKED if name.endswith((".py", ".js", ".mjs", ".css")) and (ROOT / name).is_file()]
TEXT = [
    name for name in TRACKED if name and (ROOT / name).is_file() and not name.endswith((".png", ".ipynb"))
]
# Put together here, so that this file does not find itself.
HOSTS = re.compile(r"pypi\.org|python" + r"hosted\.|npm" + r"js\.|://deb\.")
# A table of all chores and a list of flat style rules are read by searching, not from top to bottom.
LONGEST = {"noxfile.py": 300, ".css": 300}


@pytest.mark.parametrize("name", CODE)
def test_a_file_is_short_enough_to_be_read_at_once(name: str):
    """Over 200 lines there is a second room in a file."""
    lines = (ROOT / name).read_text("utf-8").count("\n")
    assert lines <= LONGEST.get(name, LONGEST.get(Path(name).suffix, 200))


def test_no_registry_is_named():
    """Where packages come from is the reader's setting, not ours."""
    named = [name for name in TEXT if HOSTS.search((ROOT / name).read_text("utf-8", errors="replace"))]
    assert named == []


@pytest.mark.parametrize("path", sorted((ROOT / "requirements").glob("*.txt")), ids=lambda path: path.name)
def test_every_dependency_is_pinned_with_hashes(path: Path):
    """A lock without a hash is a wish."""
    pins = [line for line in path.read_text("utf-8").splitlines() if re.match(r"[A-Za-z]", line)]
    assert pins and all("==" in pin and pin.endswith("\\") for pin in pins)


def test_every_action_is_pinned_by_commit():
    """A tag can be moved; a commit can't."""
    uses = [
        line
        for path in (ROOT / ".github" / "workflows").glob("*.yml")
        for line in path.read_text("utf-8").splitlines()
        if "uses:" in line
    ]
    assert uses and all(re.search(r"@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line) for line in uses)


def test_every_module_opens_with_why_it_exists():
    """The first line of a module is a sentence."""
    silent = [
        name
        for name in CODE
        if name.endswith(".py") and not (ROOT / name).read_text("utf-8").startswith('"""')
    ]
    assert [name for name in silent if (ROOT / name).stat().st_size] == []


def test_the_readme_names_only_chores_that_exist():
    """Each `nox -s NAME` of the README and of the pages is a session."""
    sessions = re.findall(
        r"^def (\w+)\(session|name=\"([\w-]+)\"", (ROOT / "noxfile.py").read_text("utf-8"), re.M
    )
    known = {name for pair in sessions for name in pair if name}
    pages = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    named = {name for page in pages for name in re.findall(r"-s ([a-z][\w-]*)", page.read_text("utf-8"))}
    assert named <= known


def test_the_examples_know_nothing_of_the_engine():
    """A reader can copy examples/ away."""
    knowing = [
        name
        for name in CODE
        if name.startswith("examples/")
        and re.search(r"^\s*(from|import) coursekit", (ROOT / name).read_text("utf-8"), re.M)
    ]
    assert knowing == []
