"""Open pages as readers with storage of their own, and tell what their scripts complain about."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import Browser, Page

from tests.site.server import Answer

TIMEOUT = 15_000  # milliseconds: everything is on this machine, which may be busy


class Readers:
    """Readers with storage of their own; an error in the script of a page that they opened fails the test."""

    def __init__(self, browser: Browser) -> None:
        self._browser, self._contexts, self.errors = browser, [], []

    def __call__(self, url: str, script: str = "", **options) -> Page:
        """Open a new reader at an address."""
        context = self._browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        self._contexts.append(context)
        context.set_default_timeout(TIMEOUT)
        context.on("weberror", lambda error: self.errors.append(error.error.stack or str(error.error)))
        if script:
            context.add_init_script(script)
        page = context.new_page()
        page.goto(url)
        return page

    def leave(self) -> None:
        """Close what they opened."""
        for context in self._contexts:
            context.close()


@contextmanager
def readers(browser: Browser) -> Iterator[Readers]:
    """Return a way to open pages; they are closed and their errors told in the end."""
    made = Readers(browser)
    yield made
    made.leave()
    assert [] == made.errors


@dataclass
class Seen:
    """A page in a browser, what its first visit cost, and all that it has asked for so far."""

    name: str
    page: Page
    answers: list[Answer] = field(default_factory=list)
    """What the server sent for the first visit."""
    asked: list[str] = field(default_factory=list)
