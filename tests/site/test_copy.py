"""What a reader copies from a page is the code, as the file has it."""

from playwright.sync_api import expect

from tests.site.browsers import settle
from tests.site.builders import Site
from tests.site.keys import press


def test_a_listing_is_copied_without_numbers_and_buttons(visit, site: Site):
    """One press copies the listing's text and says so, without moving the focus."""
    name = next(page for page in site.pages() if 'class="example-bar"' in site.html(page))
    page = settle(visit(site.url + name, permissions=["clipboard-read", "clipboard-write"]))
    figure = page.locator("figure.example:has(.example-code)").first
    button = figure.locator(".example-bar .copy")
    press(page, button)
    expect(button).to_contain_text("Copied")
    expect(button).to_be_focused()
    shown = figure.locator(".example-code code").evaluate("code => code.textContent")
    assert shown.strip() and shown.rstrip() == page.evaluate("navigator.clipboard.readText()")
