"""Where the browser stores nothing, or something broken, the page works on and says so."""

import json

import pytest
from playwright.sync_api import Page, expect

from tests.site.builders import Site
from tests.site.keys import solve
from tests.site.test_progress import key_of, lesson_of

# How a browser denies storage: the property itself throws. An Error, unlike a DOMException, says who asked.
DENIED = """Object.defineProperty(window, "localStorage", {
  get() { throw Object.assign(new Error("The operation is insecure."), { name: "SecurityError" }); },
});"""
FULL = 'Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };'


def where(page: Page, site: Site):
    """Return the sentence on the map that says where progress is kept."""
    page.goto(site.url)
    return page.locator(".progress-where")


@pytest.mark.parametrize("script", [DENIED, FULL], ids=["denied", "full"])
def test_without_storage_questions_answer_and_the_page_says_what_it_lacks(script: str, visit, site: Site):
    """Answers are graded and counted in memory; one sentence tells how long they last."""
    url, (first, *_) = lesson_of(site)
    page = visit(url, script)
    solve(page, first)
    expect(page.locator(".quiz-storage")).to_contain_text("until you close")
    expect(where(page, site)).to_contain_text("until you close")
    # The theme itself falls over denied storage (its palette, its search); what is ours does not.
    assert [] == [error for error in visit.errors if "/assets/elements/" in error or "/assets/lib/" in error]
    visit.errors[:] = [error for error in visit.errors if "insecure" not in error]


def test_broken_data_is_put_aside_and_not_lost(visit, site: Site):
    """What can't be read is kept under another name, and the course begins anew."""
    url, (first, *_) = lesson_of(site)
    key, broken = key_of(site), '{"format": "coursekit-progress", "version'
    page = visit(site.url + "404.html")
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [key, broken])
    page.goto(url)
    solve(page, first)
    assert broken == page.evaluate("key => localStorage.getItem(key)", f"{key}:set-aside:1")
    assert page.evaluate("key => JSON.parse(localStorage.getItem(key)).questions", key)[first]["solved"]


def test_broken_data_is_mentioned_on_the_map(visit, site: Site):
    """The reader learns where the damaged data lies."""
    key = key_of(site)
    page = visit(site.url + "404.html")
    page.evaluate("key => localStorage.setItem(key, 'no JSON')", key)
    expect(where(page, site)).to_contain_text(f"{key}:set-aside:1")


def test_progress_of_a_newer_version_is_left_alone(visit, site: Site):
    """An old page must not spoil what a newer one wrote; it works in memory and says so."""
    url, (first, *_) = lesson_of(site)
    newer = json.dumps({"format": "coursekit-progress", "version": 99, "answers": "in some new shape"})
    page = visit(site.url + "404.html")
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [key_of(site), newer])
    page.goto(url)
    solve(page, first)
    assert newer == page.evaluate("key => localStorage.getItem(key)", key_of(site))
    expect(page.locator(".quiz-storage")).to_contain_text("newer version")
    expect(where(page, site)).to_contain_text("newer version")
