"""A code that the command has printed becomes evidence: stored, shown on the map, taken along, forgotten."""

import json

import pytest
from exercises.runner.exercise import known
from playwright.sync_api import Page, expect

from tests.site.browsers import settle
from tests.site.builders import BREAD, ROOT, Site
from tests.site.keys import press, tab_to
from tests.site.rules import violations
from tests.site.test_access import SCHEMES, WIDTHS
from tests.site.test_progress import key_of, reset

(EXERCISE,) = known(ROOT / BREAD / "examples" / "exercises").values()
PASSED = "Exercise passed. The map shows it."


def enter(page: Page, code: str) -> None:
    """Type a code and send it, by keyboard."""
    tab_to(page, page.locator("course-exercise input"))
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type(code)
    page.keyboard.press("Enter")


@pytest.fixture
def lesson(visit, bread: Site) -> Page:
    """The lesson with the exercise."""
    return settle(visit(f"{bread.url}{EXERCISE.id}.html"))


@pytest.mark.parametrize("build", ["bread", "zensical_bread"])
def test_a_right_code_counts_and_the_map_shows_it(build: str, visit, request):
    """A wrong one is refused in words; the right one stays after a reload."""
    course: Site = request.getfixturevalue(build)
    page = settle(visit(f"{course.url}{EXERCISE.id}.html"))
    said = page.locator(".exercise-form").get_by_role("status")
    enter(page, "00000000")
    expect(said).to_contain_text("not the code of this exercise")
    enter(page, f" {EXERCISE.code.upper()} ")
    expect(said).to_have_text(PASSED)
    expect(page.locator(".lesson-state")).to_contain_text("exercise passed")
    settle(page).reload()
    expect(said).to_have_text(PASSED)
    page.goto(course.url)
    node = page.locator(f'.matrix-node[data-node="{EXERCISE.id}"]')
    expect(node.locator(".matrix-state")).to_contain_text("exercise passed")
    assert "mastered" not in node.get_attribute("data-state")


def test_nothing_is_stored_before_the_code_is_right(lesson: Page, bread: Site):
    """An empty field and a wrong code leave no trace."""
    said = lesson.locator(".exercise-form").get_by_role("status")
    press(lesson, lesson.locator(".exercise-form button"))
    expect(said).to_have_text("Enter the code first.")
    enter(lesson, "00000000")
    expect(said).to_contain_text("not the code")
    assert lesson.evaluate("key => localStorage.getItem(key)", key_of(bread)) is None


def test_evidence_is_exported_forgotten_and_brought_back(lesson: Page, bread: Site, tmp_path):
    """It lives with all other progress."""
    enter(lesson, EXERCISE.code)
    expect(lesson.get_by_text(PASSED)).to_be_visible()
    lesson.goto(bread.url)
    state = lesson.locator(f'.matrix-node[data-node="{EXERCISE.id}"] .matrix-state')
    expect(state).to_contain_text("exercise passed")
    own = lesson.locator("course-progress")
    with lesson.expect_download() as download:
        press(lesson, own.get_by_role("button", name="Export"))
    file = tmp_path / "progress.json"
    download.value.save_as(file)
    assert [EXERCISE.code] == json.loads(file.read_text("utf-8"))["questions"][f"exercise/{EXERCISE.id}"][
        "answer"
    ]
    reset(lesson)
    expect(state).not_to_contain_text("exercise passed")
    with lesson.expect_file_chooser() as chooser:
        press(lesson, own.get_by_role("button", name="Import"))
    chooser.value.set_files(file)
    expect(state).to_contain_text("exercise passed")


@pytest.mark.parametrize("scheme", SCHEMES)
def test_an_exercise_breaks_no_rule(scheme: str, visit, bread: Site):
    """Before a code, after a wrong and after the right one, on a desk and on a phone."""
    page = settle(visit(f"{bread.url}{EXERCISE.id}.html", color_scheme=scheme, reduced_motion="reduce"))
    for code in ("", "00000000", EXERCISE.code):
        enter(page, code)
        expect(page.locator(".exercise-form").get_by_role("status")).not_to_be_empty()
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert [] == violations(page)
            assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_without_scripts_the_exercise_is_whole(visit, bread: Site):
    """Task and command are read; no dead field stands there."""
    page = visit(f"{bread.url}{EXERCISE.id}.html", java_script_enabled=False)
    expect(page.locator(".exercise-task")).to_contain_text("Write kept")
    expect(page.locator(".exercise-command")).to_have_text(f"python examples/exercises/run.py {EXERCISE.id}")
    assert 0 == page.locator("course-exercise :is(input, button)").count()


def test_only_a_page_with_an_exercise_loads_its_files(visit, bread: Site):
    """The other lessons stay as light as they were."""
    for name, count in ((f"{EXERCISE.id}.html", 2), ("mixing/hydration.html", 0)):
        asked: list[str] = []
        page = visit("about:blank")
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        page.goto(bread.url + name)
        settle(page)
        page.wait_for_load_state("networkidle")
        assert count == len([url for url in asked if "/elements/exercise." in url])
