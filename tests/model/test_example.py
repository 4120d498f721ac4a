"""Regions, sections and fingerprints; and the examples of the bread course do what their outputs say."""

import subprocess
import sys

import pytest

from coursekit.model.example import Region, fingerprint, region_faults, regions, sections
from coursekit.model.reference import Reference, split
from tests.model.bread import BREAD

ONE = "a\n# --8<-- [start:one]\n\n    b\n      c\n\n# --8<-- [end:one]\n"
FILE = f"{ONE}// --8<-- [start:two]\nd\n// --8<-- [end:two]\n"


def test_regions_are_dedented_and_numbered(tmp_path):
    """In the order of the file, blank edges gone, with the lines of the file."""
    (tmp_path / "x.py").write_text(FILE, "utf-8")
    expected = [Region("one", 4, 5, ("b", "  c"), (4, 5)), Region("two", 9, 9, ("d",), (9,))]
    assert expected == list(regions(tmp_path / "x.py").values())


def test_markers_in_a_region_are_no_code():
    """Overlapping regions leave each other's markers out."""
    text = "# --8<-- [start:a]\n1\n# --8<-- [start:b]\n2\n# --8<-- [end:a]\n3\n# --8<-- [end:b]\n"
    found, faults = region_faults(text)
    assert ([], ("1", "2"), (2, 4), ("2", "3")) == (
        faults,
        found["a"].lines,
        found["a"].numbers,
        found["b"].lines,
    )


def test_sections_are_cut_at_their_headings():
    """Blank edges go, lines keep their indentation."""
    assert {"a": "  1\n\n2", "b-2": ""} == sections("x\n== a ==\n\n  1\n\n2\n\n== b-2 ======\n")


def test_a_fingerprint_is_that_of_the_dedented_code():
    """Indentation of the whole and trailing blanks do not count; the code does."""
    one, _ = region_faults("# --8<-- [start:a]\n  x = 1  \n# --8<-- [end:a]\n")
    other, _ = region_faults("# --8<-- [start:a]\nx = 1\n# --8<-- [end:a]\n")
    changed, _ = region_faults("# --8<-- [start:a]\nx = 2\n# --8<-- [end:a]\n")
    assert fingerprint(one["a"]) == fingerprint(other["a"]) != fingerprint(changed["a"])


@pytest.mark.parametrize(
    "argument", ["", None, "/a.py", "../a.py", "a/../b.py", "a.py:", "a.py:B", "a\\b.py", "./a"]
)
def test_what_leaves_the_examples_is_no_reference(argument):
    """Nor is a part that is no slug."""
    assert split(argument) is None


def test_a_reference_knows_its_output():
    """The suffix becomes .txt."""
    assert Reference("a/b.py", "c") == split("a/b.py:c")
    assert "a/b.txt" == split("a/b.py:c").output


@pytest.mark.parametrize("name", sorted(path.name for path in (BREAD / "examples").glob("*.py")))
def test_the_outputs_of_the_bread_course_are_recorded(name):
    """Run the example: it prints what the pages show."""
    script = BREAD / "examples" / name
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, timeout=60, check=True)
    assert (BREAD / "examples" / "outputs" / name).with_suffix(".txt").read_text("utf-8") == done.stdout
