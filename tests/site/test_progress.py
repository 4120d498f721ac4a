"""Readers own their progress: export, reset, import, two tabs."""

import json

import pytest
from playwright.sync_api import Page, expect

from tests.site.builders import Site
from tests.site.keys import press, question, solve, tab_to
from tests.site.reading import elements


def key_of(site: Site) -> str:
    """Return the storage key of a site's course."""
    return f"coursekit:progress:{elements(site.html('index.html'), 'course-matrix')[0]['data-course']}"


def lesson_of(site: Site) -> tuple[str, list[str]]:
    """Return the first page with two questions or more, and their ids."""
    for page in site.pages():
        ids = [quiz["data-question"] for quiz in elements(site.html(page), "course-quiz")]
        if len(ids) > 1:
            return site.url + page, ids
    raise AssertionError("no lesson has two questions")


def stored(page: Page, site: Site) -> dict:
    """Return the stored progress."""
    return json.loads(page.evaluate("key => localStorage.getItem(key)", key_of(site)))


@pytest.fixture
def reader(visit, site: Site) -> Page:
    """Return a reader on the map who has solved one question."""
    url, (first, *_) = lesson_of(site)
    page = visit(url)
    solve(page, first)
    page.goto(site.url)
    page.locator("course-progress").wait_for()
    return page


def reset(page: Page) -> None:
    """Forget everything, by keyboard, with its confirmation."""
    own = page.locator("course-progress")
    press(page, own.get_by_role("button", name="Reset"))
    expect(own.get_by_role("button", name="No, keep it")).to_be_focused()
    tab_to(page, own.get_by_role("button", name="Yes, forget everything"), "Shift+Tab")
    page.keyboard.press("Enter")
    expect(own.get_by_role("status")).to_contain_text("forgotten")


def test_progress_goes_out_is_forgotten_and_comes_back(reader: Page, site: Site, tmp_path):
    """Export downloads a file, reset asks and empties, import restores, and a reload keeps it."""
    _, (first, *_) = lesson_of(site)
    own = reader.locator("course-progress")
    with reader.expect_download() as download:
        press(reader, own.get_by_role("button", name="Export"))
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    exported = json.loads(file.read_text("utf-8"))
    assert "coursekit-progress" == exported["format"] and exported["questions"][first]["solved"]

    reset(reader)
    reader.reload()
    assert {} == stored(reader, site)["questions"]

    with reader.expect_file_chooser() as chooser:
        press(reader, own.get_by_role("button", name="Import"))
    chooser.value.set_files(file)
    expect(own.get_by_role("status")).to_contain_text("1 solved")
    reader.reload()
    assert exported["questions"] == stored(reader, site)["questions"]
    reader.goto(lesson_of(site)[0])
    expect(question(reader, first).element.locator(".quiz-again")).to_be_visible()


def test_reset_can_be_declined(reader: Page, site: Site):
    """The question before forgetting is a real one, and No is the nearer answer."""
    own = reader.locator("course-progress")
    press(reader, own.get_by_role("button", name="Reset"))
    expect(own.get_by_role("button", name="No, keep it")).to_be_focused()
    reader.keyboard.press("Enter")
    assert {} != stored(reader, site)["questions"]
    expect(own.get_by_role("button", name="Reset")).to_be_focused()


def test_a_foreign_file_changes_nothing_and_says_why(reader: Page, site: Site, tmp_path):
    """An import that can't be read is refused whole."""
    before = stored(reader, site)
    own = reader.locator("course-progress")
    status = own.get_by_role("status")
    for text in ("", "{", "[]", '{"format": "another"}', '{"format": "coursekit-progress"}'):
        file = tmp_path / "foreign.json"
        file.write_text(text, "utf-8")
        status.evaluate("status => status.replaceChildren()")  # what it said of the file before
        with reader.expect_file_chooser() as chooser:
            press(reader, own.get_by_role("button", name="Import"))
        chooser.value.set_files(file)
        expect(status, text).to_contain_text("Not imported")
        assert before == stored(reader, site)


def test_two_tabs_add_up(visit, site: Site):
    """What is answered in one tab shows in the other, and neither loses the other's answers."""
    url, (first, second, *_) = lesson_of(site)
    one = visit(url)
    two = one.context.new_page()
    two.goto(url)
    question(two, first)
    solve(one, first)
    expect(two.locator(f'course-quiz[data-question="{first}"][data-solved]')).to_be_attached()
    solve(two, second)
    expect(one.locator(f'course-quiz[data-question="{second}"][data-solved]')).to_be_attached()
    assert {first, second} == set(stored(one, site)["questions"])


def test_a_reset_is_not_undone_by_another_tab(reader: Page, site: Site):
    """A tab that still knows the old answers does not bring them back with its next one."""
    url, (first, second, *_) = lesson_of(site)
    other = reader.context.new_page()
    other.goto(url)
    question(other, first)
    reset(reader)
    solve(other, second)
    assert [second] == list(stored(other, site)["questions"])
