"""A course on another subject stands on the same engine, elements and theme, untouched."""

import json

import pytest
from playwright.sync_api import expect

from tests.site.builders import BREAD, ROOT, Site, expected_pages
from tests.site.keys import question, solve
from tests.site.test_builders import compared
from tests.site.test_progress import key_of, lesson_of


def test_the_second_course_has_no_engine_of_its_own():
    """It is pages, settings and examples: no copy of the engine, no element, no template."""
    own = [path for path in (ROOT / BREAD).rglob("*") if path.suffix in {".js", ".css", ".html"}]
    assert [] == own
    assert (ROOT / BREAD / "docs" / "course.yml").is_file()


def test_both_builders_show_the_second_course_alike(bread: Site, zensical_bread: Site):
    """All of its pages are built, with the same words."""
    expected = expected_pages(ROOT / BREAD / "docs")
    assert expected == bread.pages() == zensical_bread.pages()
    assert [] == compared(bread, zensical_bread)


def test_the_engine_and_the_theme_do_not_speak_of_the_first_course(bread: Site):
    """Nothing of the main course's title or settings shows up in the second one's pages."""
    for page in bread.pages():
        assert "ml-lifecycle" not in bread.html(page)
        assert "Metrics Check" not in bread.html(page)


@pytest.mark.parametrize("build", ["bread", "zensical_bread"])
def test_a_question_of_the_second_course_works(build: str, visit, request):
    """Wrong, then right, then remembered."""
    course: Site = request.getfixturevalue(build)
    url, (first, *_) = lesson_of(course)
    page = visit(url)
    asking = question(page, first)
    asking.answer(asking.wrong())
    asking.try_again()
    asking.answer(asking.right())
    page.reload()
    expect(asking.element.locator(".quiz-again")).to_be_visible()


def test_the_progress_of_two_courses_on_one_host_does_not_meet(visit, site: Site, bread: Site):
    """Each course has its own key; resetting one leaves the other alone."""
    assert key_of(site) != key_of(bread)
    page = visit(lesson_of(site)[0])
    solve(page, lesson_of(site)[1][0])
    page.goto(lesson_of(bread)[0])
    solve(page, lesson_of(bread)[1][0])
    kept = {
        key: set(json.loads(page.evaluate("key => localStorage.getItem(key)", key))["questions"])
        for key in (key_of(site), key_of(bread))
    }
    assert {key_of(site): {lesson_of(site)[1][0]}, key_of(bread): {lesson_of(bread)[1][0]}} == kept
