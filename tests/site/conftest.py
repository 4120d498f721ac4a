"""One server, one browser, every site built once, and each page opened once for all that is asked of it."""

import os

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.groups import ByGroup
from tests.site import browsers, builders
from tests.site.builders import BREAD, PAGES, ROOT, Site
from tests.site.readers import TIMEOUT, Seen, readers
from tests.site.server import Server


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log) -> ByGroup:
    """Keep on one worker what shares something dear: a page that is open, a build by Zensical."""
    return ByGroup(config, log, group_of)


def group_of(nodeid: str) -> str:
    """Return the group of a test; a test that may run on any worker is one of its own."""
    for page in PAGES:
        if nodeid.endswith(f"[{page}]"):
            return page
    return "zensical" if "zensical" in nodeid or "test_builders" in nodeid else nodeid


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
        expect.set_options(timeout=TIMEOUT)
        browser = playwright.chromium.launch(executable_path=path, args=browsers.ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def visit(browser: Browser):
    """Open a new reader (own storage) at an address."""
    with readers(browser) as made:
        yield made


@pytest.fixture(scope="session", params=PAGES)
def seen(request, browser: Browser, server: Server, site: Site):
    """Return each page in turn, opened once for all tests; they set width, colours and motion themselves."""
    with readers(browser) as visit:
        seen = Seen(request.param, visit("about:blank"))
        seen.page.context.on("request", lambda request: seen.asked.append(request.url))
        server.answers.clear()
        seen.page.goto(site.url + seen.name)
        seen.page.wait_for_load_state("networkidle")
        seen.answers += server.answers
        yield seen


@pytest.fixture(scope="session", params=[page for page in PAGES if page != "404.html"])
def plain_seen(request, browser: Browser, site: Site):
    """Return each page in turn with scripts switched off in the browser."""
    with readers(browser) as visit:
        yield visit(site.url + request.param, java_script_enabled=False)
