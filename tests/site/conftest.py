"""One server, one browser, and every site built once for the whole folder of tests."""

import os

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.site import browsers, builders
from tests.site.builders import BREAD, ROOT, Site
from tests.site.server import Server

TIMEOUT = 5_000  # milliseconds: everything is on this machine


@pytest.fixture(scope="session")
def server():
    """Serve each site below its own path; the port is chosen before anything is built."""
    server = Server()
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def copied(tmp_path_factory):
    """Copy the sources: Zensical writes inside the project, and the tree shall stay clean."""
    return builders.copy(tmp_path_factory.mktemp("copy"))


def built(server: Server, name: str, folder, result) -> Site:
    """Mount a fresh build, or fail with what the builder said."""
    if result.returncode:
        pytest.fail(f"the build of {name} failed:\n{result.stdout}", pytrace=False)
    server.mounts[name] = folder
    return Site(folder, server.url(name))


@pytest.fixture(scope="session")
def site(server, tmp_path_factory) -> Site:
    """Build the course with MkDocs."""
    folder = tmp_path_factory.mktemp("mkdocs")
    return built(server, "course", folder, builders.mkdocs(ROOT, folder, server.url("course")))


@pytest.fixture(scope="session")
def zensical_site(server, copied) -> Site:
    """Build the course with Zensical."""
    return built(server, "zensical", copied / "site", builders.zensical(copied, server.url("zensical")))


@pytest.fixture(scope="session")
def bread(server, tmp_path_factory) -> Site:
    """Build the second course with MkDocs."""
    folder = tmp_path_factory.mktemp("bread")
    return built(server, "bread", folder, builders.mkdocs(ROOT / BREAD, folder, server.url("bread")))


@pytest.fixture(scope="session")
def zensical_bread(server, copied) -> Site:
    """Build the second course with Zensical."""
    project = builders.replace_inherited_nav(copied)
    return built(
        server, "bread-zensical", project / "site", builders.zensical(project, server.url("bread-zensical"))
    )


@pytest.fixture(scope="session")
def browser():
    """Start one Chromium for all tests; a machine without one skips, CI fails."""
    with sync_playwright() as playwright:
        path = browsers.find(playwright)
        if not path:
            missing = pytest.fail if os.environ.get("COURSE_REQUIRE_TOOLS") == "1" else pytest.skip
            missing(browsers.MISSING)
        browser = playwright.chromium.launch(executable_path=path, args=browsers.ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def visit(browser: Browser):
    """Open a new reader (own storage) at an address; an error in a page's script fails the test."""
    contexts, errors = [], []

    def open_page(url: str, script: str = "", **options) -> Page:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        contexts.append(context)
        context.set_default_timeout(TIMEOUT)
        context.on("weberror", lambda error: errors.append(error.error.stack or str(error.error)))
        if script:
            context.add_init_script(script)
        page = context.new_page()
        page.goto(url)
        return page

    open_page.errors = errors
    yield open_page
    for context in contexts:
        context.close()
    assert [] == errors
