"""Whatever is done to a page, it is read without an exception, and problems point into their files."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coursekit.model import source
from coursekit.model.course import Course
from coursekit.model.file import plain
from tests.model import bread
from tests.model.mutations import mutated

PAGES = [
    "docs/mixing/hydration.md",
    "docs/baking/crust.md",
    "docs/index.md",
    "docs/glossary.md",
    "docs/course.yml",
]
FAST = settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck), database=None)


@pytest.fixture(scope="module")
def course(tmp_path_factory) -> Path:
    """One copy for all examples of a test: each rewrites the page that it changes."""
    return bread.copy(tmp_path_factory.mktemp("bread"))


def assert_inside(problem) -> None:
    """The place of a problem exists in its file."""
    path = Path(problem.path)
    lines = plain(path.read_bytes().decode("utf-8")).split("\n") if path.is_file() else [""]
    assert problem.line <= len(lines), problem
    assert problem.col <= len(lines[problem.line - 1]) + 1, problem


@pytest.mark.parametrize("page", PAGES)
def test_a_spoilt_page_has_only_problems_that_point_into_it(page, course):
    """No exception, and no place behind the end of a file."""
    whole = (bread.BREAD / page).read_text("utf-8")

    @FAST
    @given(mutated(whole))
    def read(text: str) -> None:
        (course / page).write_bytes(text.encode("utf-8", "surrogatepass"))
        for problem in Course.load(course / "docs").problems:
            assert_inside(problem)

    read()
    (course / page).write_text(whole, "utf-8")


@settings(deadline=None, max_examples=300, database=None)
@given(
    st.text(alphabet=st.characters(codec="utf-8"), max_size=200) | st.text(alphabet="/-`~#|[]() \n:>x1{}\t")
)
def test_any_text_can_be_scanned(text):
    """Even a text that is no page at all."""
    for problem in source.scan(text, "page.md").problems:
        assert problem.line <= plain(text).count("\n") + 1
