"""Every inline shell fence of every page runs, as written, in a fresh clone."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from tests.docs.blocks import ROOT, SHELL, Block, inline

BLOCKS = inline(SHELL)
SERVES = re.compile(r"# serves (?P<url>http://127\.0\.0\.1:(?P<port>\d+)/\S*) until Ctrl\+C")
# The whole test run would run itself: .ci/run runs this one, word for word.
WHOLE_RUN = "python3 noxfile.py\n"


def first_of(block: Block) -> Block:
    """Return the first block of any page that has all the lines of this one, in their order."""
    return next(other for other in BLOCKS if f"\n{block.code}" in f"\n{other.code}")


# What the README says once more on the first page runs once.
RUN = [block for block in BLOCKS if block.code != WHOLE_RUN and first_of(block) is block]


@pytest.fixture(scope="session")
def clone(tmp_path_factory) -> Path:
    """Return a copy of the repository as a reader gets it: the tracked files, in a git repository."""
    folder = tmp_path_factory.mktemp("reader") / "course"
    git = shutil.which("git") or pytest.fail("git is missing: install it, the course is about versions")
    tracked = subprocess.run([git, "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True)
    for name in filter(None, tracked.stdout.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    subprocess.run([git, "init", "--quiet", folder], check=True)
    lend(folder)
    return folder


def lend(clone: Path) -> None:
    """Lend the copy the examples' environment, and the nox that has just made it of these very locks.

    The environment of `serve` it installs anew; that nox installs itself on a bare machine, .ci/run shows.
    """
    made = Path(sys.prefix)
    if made.parent == ROOT / ".nox":
        (clone / ".nox").mkdir()
        for lent in (made, made.with_name(made.name.replace("examples", "bootstrap"))):
            if lent.exists():  # nox may be the user's own
                (clone / ".nox" / lent.name).symlink_to(lent)


def environment() -> dict[str, str]:
    """Return the reader's environment: this Python first, nothing of the test run's own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "NOX"))}
    return kept | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}


def start(block: Block, clone: Path) -> subprocess.Popen:
    """Start the block's lines as one script that ends at the first error."""
    script = f"set -euo pipefail\n{block.code}"
    return subprocess.Popen(["bash", "-c", script], cwd=clone, env=environment(), start_new_session=True)


def answers(url: str, process: subprocess.Popen, seconds: float) -> bool:
    """Return whether `url` answers before the process ends or the time is up."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                return answer.status == 200
        except OSError:
            time.sleep(0.5)
    return False


@pytest.mark.skipif(os.name == "nt", reason="the pages' shell blocks are written for bash")
@pytest.mark.parametrize("block", RUN, ids=str)
def test_a_shell_fence_runs_as_written(block: Block, clone: Path):
    """It ends with 0; a server answers at the address that the block names, and ends on Ctrl+C."""
    process = start(block, clone)
    try:
        serves = SERVES.search(block.code)
        if serves:
            assert answers(serves["url"], process, seconds=120)
            os.killpg(process.pid, signal.SIGINT)
            process.wait(timeout=20)
        else:
            assert process.wait(timeout=300) == 0
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)


def test_the_whole_run_is_named_once():
    """The one command that no test can run in itself stands in the README, where .ci/run takes it."""
    assert ["README.md"] == [block.page.name for block in BLOCKS if block.code == WHOLE_RUN]
