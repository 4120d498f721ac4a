"""Find a Chromium on this machine and say what to do where there is none."""

import os
import shutil
from pathlib import Path

from playwright.sync_api import Page, Playwright

# The same engine without windows of its own opens a page in half the time.
NAMES = [
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
]
MAC = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
]
WINDOWS = ["Google/Chrome/Application/chrome.exe", "Microsoft/Edge/Application/msedge.exe"]
# Nothing that a browser does by itself: no update, no sync, no first-run page.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
MISSING = (
    "no Chromium or Chrome found: `apt-get install chromium` (Debian, Ubuntu), "
    "or `python -m playwright install chromium`, or name one in COURSE_BROWSER"
)
# What loads when the reader comes near is come near to, and left again: again and again, for what loads
# above may push it away, and `evaluate` itself knows no limit of time.
WAKE = """async () => {
  const [top, start] = [scrollY, performance.now()];
  const late = () => document.querySelector("course-exercise:not(:defined), course-quiz:not(:defined)");
  for (let element = late(); element; element = late()) {
    if (performance.now() - start > 10_000) throw new Error(`${element.localName} was never defined`);
    element.scrollIntoView({ behavior: "instant" });
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  scrollTo({ top, behavior: "instant" });
}"""
# Every element stands, and every listing has its copy button.
SETTLED = """() => !document.querySelector(":not(:defined)")
  && !document.querySelector(".example:has(.example-code):not(:has(.copy))")"""


def candidates(playwright: Playwright) -> list[str]:
    """Return where a browser may be, best first."""
    roots = [os.environ.get(name) for name in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")]
    windows = [str(Path(root, name)) for name in WINDOWS for root in roots if root]
    found = [shutil.which(name) for name in NAMES]
    return [*filter(None, found), *MAC, *windows, playwright.chromium.executable_path]


def find(playwright: Playwright) -> str | None:
    """Return the path of a browser; COURSE_BROWSER alone counts where it is set."""
    named = os.environ.get("COURSE_BROWSER")
    places = [named] if named else candidates(playwright)
    return next((place for place in places if Path(place).is_file()), None)


def settle(page: Page) -> Page:
    """Wait until the scripts have done what they do to a page, and return it."""
    page.evaluate(WAKE)
    page.wait_for_function(SETTLED)
    return page
