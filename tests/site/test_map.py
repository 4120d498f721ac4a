"""A reader can pass a lesson's whole check on the map, by keyboard alone, and see what that opens."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.site.builders import Site
from tests.site.keys import press, question, tab_to
from tests.site.reading import nodes


def opening(site: Site) -> tuple[dict, list[dict]]:
    """Return a node that is open from the start and alone keeps others locked, and those others."""
    written = {
        slug: node for slug, node in nodes(site.html("index.html")).items() if "data-planned" not in node
    }
    needs = {
        slug: [need for need in (node.get("data-prerequisites") or "").split() if need in written]
        for slug, node in written.items()
    }
    for slug, node in written.items():
        opened = [written[other] for other in written if needs[other] == [slug]]
        if not needs[slug] and node["data-questions"] and opened:
            return node, opened
    raise AssertionError("no node of the map opens another one")


def node_on(page: Page, node: dict) -> Locator:
    """Return a node's place on the map."""
    return page.locator(f'.matrix-node[data-node="{node["data-node"]}"]')


def pass_check(page: Page, node: dict) -> None:
    """Answer every question of a node that stand in the panel."""
    for name in node["data-questions"].split():
        asking = question(page, name.rsplit(".", 1)[0])
        asking.answer(asking.right())
        expect(asking.feedback).to_contain_text("Right.")


def test_a_check_passed_on_the_map_masters_the_node_and_opens_the_next(visit, site: Site):
    """The node becomes mastered, says what it opened, and all stays so after a reload."""
    node, opened = opening(site)
    page = visit(site.url)
    for other in opened:
        expect(node_on(page, other)).to_have_attribute("data-state", "locked")
        expect(node_on(page, other).locator(".matrix-state")).to_contain_text("needs")
    press(page, node_on(page, node).locator(".matrix-button"))
    expect(page.locator("#matrix-panel-title")).to_be_focused()
    pass_check(page, node)
    said = page.locator(".matrix-live")
    expect(said).to_contain_text("Mastered: ")
    expect(said).to_contain_text("Opened: ")
    for _ in range(2):
        expect(node_on(page, node)).to_have_attribute("data-state", "mastered")
        expect(page.locator(".matrix-count")).to_have_text(re.compile(r"^1 of \d+ mastered$"))
        for other in opened:
            expect(node_on(page, other)).to_have_attribute("data-state", "open")
        page.reload()
    page.goto(site.url + node["data-node"] + ".html")
    expect(page.locator(".lesson-state")).to_have_text("mastered")
    for other in opened:
        foot = page.locator(f'.lesson-next > [data-node="{other["data-node"]}"]')
        expect(foot.locator(".lesson-mark")).to_have_text("open")


def test_the_panel_closes_by_key_and_gives_the_focus_back(visit, site: Site):
    """Enter opens, Escape closes, and the reader stands where they were."""
    node, _ = opening(site)
    page = visit(site.url)
    button = node_on(page, node).locator(".matrix-button")
    press(page, button)
    expect(button).to_have_attribute("aria-expanded", "true")
    expect(page.locator("#matrix-panel")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#matrix-panel")).to_be_hidden()
    expect(button).to_be_focused()
    expect(button).to_have_attribute("aria-expanded", "false")


def test_a_locked_lesson_can_still_be_read(visit, site: Site):
    """The lock is advice: the panel names what is missing and keeps the way to the lesson."""
    _, (locked, *_) = opening(site)
    page = visit(site.url)
    press(page, node_on(page, locked).locator(".matrix-button"))
    panel = page.locator("#matrix-panel")
    expect(panel.locator(".matrix-panel-needs")).to_contain_text("not yet")
    press(page, panel.locator(".matrix-read a"))
    page.wait_for_url(site.url + locked["data-node"] + ".html")
    expect(page.locator(".lesson-state")).to_contain_text("locked")


def test_everything_can_be_opened_at_once_and_closed_again(visit, site: Site):
    """The switch says its state and changes every lock."""
    node, opened = opening(site)
    page = visit(site.url)
    switch = page.get_by_role("switch", name="Open everything")
    for state in ("open", "locked"):
        tab_to(page, switch)
        page.keyboard.press("Space")
        expect(node_on(page, opened[0])).to_have_attribute("data-state", state)
    expect(node_on(page, node)).to_have_attribute("data-state", "open")


@pytest.mark.parametrize("width", [390, 1280])
def test_the_map_shows_every_node_inside_the_window(width: int, visit, site: Site):
    """No node is cut off or lies upon another, on a phone and on a desk."""
    page = visit(site.url, viewport={"width": width, "height": 900})
    page.locator("course-matrix[data-ready]").wait_for()
    boxes = page.locator(".matrix-node").evaluate_all(
        "items => items.map((item) => item.getBoundingClientRect().toJSON())"
    )
    assert len(nodes(site.html("index.html"))) == len(boxes)
    assert all(box["left"] >= 0 and box["right"] <= width and box["height"] > 20 for box in boxes)
    overlaps = [
        (one, two)
        for at, one in enumerate(boxes)
        for two in boxes[at + 1 :]
        if one["left"] < two["right"] - 1
        and two["left"] < one["right"] - 1
        and one["top"] < two["bottom"] - 1
        and two["top"] < one["bottom"] - 1
    ]
    assert [] == overlaps
