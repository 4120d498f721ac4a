"""What the pages show is what the examples print today."""

import os
import platform
from datetime import UTC, datetime
from importlib import metadata
from textwrap import dedent

import made_with
import outputs
import pytest

ALL = [path.relative_to(outputs.OUTPUTS).with_suffix("").as_posix() for path in outputs.recorded()]


@pytest.mark.parametrize("name", ALL)
def test_an_example_prints_what_is_recorded(name, ran):
    """Run `python tests/examples/record.py NAME` if the new output is the right one."""
    done = ran(name)
    assert done.code == 0, done.stderr
    recorded = (outputs.OUTPUTS / f"{name}.txt").read_text(encoding="utf-8")
    assert outputs.difference(recorded, done.stdout) == ""


@pytest.mark.skipif(
    "COURSE_NEWEST" in os.environ, reason="the outputs were recorded with the locked versions"
)
@pytest.mark.parametrize("name", ALL)
def test_a_recording_names_its_day_and_the_versions_of_today(name):
    """Run `python tests/examples/record.py NAME` after a new lock."""
    example = outputs.example_named(name)
    date, versions = made_with.read(example)
    assert datetime.strptime(date, "%Y-%m-%d").date() <= datetime.now(UTC).date()
    libraries = made_with.asked_for() & set(versions)
    assert {"Python", *libraries, *outputs.needs(example)} == set(versions)
    locked = made_with.locked(versions["Python"])
    assert {name: locked[name] for name in libraries} == {name: versions[name] for name in libraries}


def test_the_lock_is_what_is_installed():
    """So that the versions which a recording names are the versions of the runs, on whatever Python."""
    locked = made_with.locked(platform.python_version())
    libraries = made_with.asked_for()
    assert libraries <= set(locked)
    assert {name: metadata.version(name) for name in libraries} == {name: locked[name] for name in libraries}


def test_the_pipeline_is_recorded():
    """The front page is made from it."""
    assert "pipeline" in ALL


ALIKE = {
    "a commit": ("commit 3f2a9c1b holds", "commit 787c512a6d holds"),
    "a run": ("run 3ebc62ae757e418f804782d8e3859afb made it", "run af4a0df9fdd84c6298c139be4671d5a5 made it"),
    "a UUID": ("id 12345678-1234-1234-1234-123456789abc", "id 87654321-4321-4321-4321-cba987654321"),
    "a duration": ("took   3.21 s", "took 12 s"),
    "milliseconds": ("at most 4 ms, 100 ms allowed", "at most 112 ms, 100 ms allowed"),
    "a date": ("on 2026-11-23T17:03:25Z", "on 2027-01-02T03:04:05Z"),
    "a port": ("http://127.0.0.1:8000/predict", "http://127.0.0.1:41235/predict"),
    "line ends": ("one\r\ntwo \r\n", "one\ntwo"),
}
DIFFERENT = {
    "a score": ("average precision 0.78", "average precision 0.77"),
    "a count": ("32,000 payments", "31,999 payments"),
    "a version": ("version 1 is the champion", "version 2 is the champion"),
    "a missing line": ("one\ntwo\n", "one\n"),
    "an order": ("one\ntwo\n", "two\none\n"),
    "a short hex word": ("beef", "dead"),
    "a size in bytes": ("size: 1116757", "size: 1072081"),
}


@pytest.mark.parametrize("pair", ALIKE.values(), ids=ALIKE)
def test_what_changes_from_run_to_run_is_masked(pair):
    """Ids, dates, durations, ports and line ends are not news."""
    assert outputs.difference(*pair) == ""


@pytest.mark.parametrize("pair", DIFFERENT.values(), ids=DIFFERENT)
def test_what_carries_meaning_is_compared(pair):
    """A mask that hides a score would hide a broken page."""
    assert outputs.difference(*pair) != ""


def test_a_new_recording_keeps_every_line_that_says_the_same(tmp_path):
    """Recording anew must not fill the history with new ids."""
    path = tmp_path / "a" / "b.txt"
    assert outputs.write(path, "run 3f2a9c1b\nscore 0.78\n")
    assert not outputs.write(path, "run 787c512a\nscore 0.78\n")
    assert outputs.write(path, "run 787c512a\nscore 0.79\nnew\n")
    assert path.read_bytes() == b"run 3f2a9c1b\nscore 0.79\nnew\n"


def test_a_difference_is_shown_with_its_place():
    """The failing test must say what to look at."""
    shown = outputs.difference("one\nscore 0.78\n", "one\nscore 0.77\n")
    assert shown == dedent("""\
        --- recorded
        +++ printed
        @@ -1,2 +1,2 @@
         one
        -score 0.78
        +score 0.77""")


def test_an_output_without_its_example_is_named():
    """A renamed example leaves an output behind that nothing would check."""
    with pytest.raises(FileNotFoundError, match="gone"):
        outputs.example_of(outputs.OUTPUTS / "preparation" / "gone.txt")
