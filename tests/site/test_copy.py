"""What a reader copies from a page is the code, as the file has it."""

from playwright.sync_api import Locator, expect

from tests.site.browsers import settle
from tests.site.builders import Site
from tests.site.keys import press
from tests.site.reading import elements

ALLOWED = ["clipboard-read", "clipboard-write"]


def copy(button: Locator, shown: Locator) -> None:
    """Press the button and compare what lies in the clipboard with what is shown."""
    press(button.page, button)
    expect(button).to_contain_text("Copied")
    expect(button).to_be_focused()
    text = shown.evaluate("code => code.textContent")
    assert text.strip() and text.rstrip() == button.page.evaluate("navigator.clipboard.readText()")


def test_a_listing_is_copied_without_numbers_and_buttons(visit, site: Site):
    """One press copies the listing's text and says so, without moving the focus."""
    name = next(page for page in site.pages() if 'class="example-bar"' in site.html(page))
    page = settle(visit(site.url + name, permissions=ALLOWED))
    figure = page.locator("figure.example:has(.example-code)").first
    copy(figure.locator(".example-bar .copy"), figure.locator(".example-code code"))


def test_the_command_of_an_exercise_is_copied(visit, site: Site):
    """It is what a reader of a lesson types most often."""
    name = next(page for page in site.pages() if elements(site.html(page), "course-exercise"))
    page = settle(visit(site.url + name, permissions=ALLOWED))
    page.locator("course-exercise").scroll_into_view_if_needed()
    command = page.locator(".exercise-command")
    copy(command.locator(".copy"), command.locator("code"))
