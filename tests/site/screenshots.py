"""Take pictures of the pages for people to look at: `python tests/site/screenshots.py FOLDER [PAGE ...]`."""

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from playwright.sync_api import Browser, sync_playwright

from tests.site import browsers, builders
from tests.site.builders import ROOT, Site
from tests.site.reading import elements
from tests.site.server import Server

SIZES = {"phone": {"width": 390, "height": 844}, "desk": {"width": 1280, "height": 900}}
SCHEMES = {"day": "light", "night": "dark"}


def default_pages(site: Site) -> list[str]:
    """Return one page of each sort."""
    lesson = next(page for page in site.pages() if elements(site.html(page), "course-quiz"))
    return ["index.html", lesson, "faq.html", "glossary.html"]


def shoot(browser: Browser, site: Site, page_name: str, folder: Path) -> None:
    """Write the first screen and the full page, in both sizes and by day and night."""
    for size, viewport in SIZES.items():
        for time, scheme in SCHEMES.items():
            context = browser.new_context(viewport=viewport, color_scheme=scheme, reduced_motion="reduce")
            page = context.new_page()
            page.goto(site.url + page_name)
            page.wait_for_load_state("networkidle")
            stem = f"{Path(page_name).stem}-{size}-{time}"
            page.screenshot(path=folder / f"{stem}.png")
            page.screenshot(path=folder / f"{stem}-full.png", full_page=True)
            context.close()


def main(folder: Path, names: list[str]) -> None:
    """Build, serve, take the pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    server = Server()
    server.start()
    with tempfile.TemporaryDirectory() as out, sync_playwright() as playwright:
        site = Site(Path(out), server.url("course"))
        result = builders.mkdocs(ROOT, site.folder, site.url)
        if result.returncode:
            sys.exit(result.stdout)
        server.mounts["course"] = site.folder
        path = browsers.find(playwright) or sys.exit(browsers.MISSING)
        browser = playwright.chromium.launch(executable_path=path, args=browsers.ARGUMENTS)
        for name in names or default_pages(site):
            shoot(browser, site, name, folder)
        browser.close()
    server.stop()


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), sys.argv[2:])
