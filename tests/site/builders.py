"""Build a course with either builder and leave nothing in the tree."""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BREAD = Path("tests/fixtures/bread")
# All that a build reads: a copy of these builds like the tree itself.
SOURCES = ["docs", "overrides", "examples", "coursekit", "tests/fixtures", "mkdocs.yml"]
LEFTOVERS = shutil.ignore_patterns("__pycache__", ".cache", "site", "fraud-workspace", "mlruns", "mlflow.db")


@dataclass(frozen=True)
class Site:
    """A built course: its folder, and the address that it was built for and is served at."""

    folder: Path
    url: str

    def pages(self) -> list[str]:
        """Return every page's path within the site, with slashes, in order."""
        return sorted(path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*.html"))

    def html(self, page: str) -> str:
        """Return the HTML of one page."""
        return (self.folder / page).read_text("utf-8")


def expected_pages(docs: Path) -> list[str]:
    """Return the pages that a build of this folder must have."""
    sources = [path for suffix in ("*.md", "*.ipynb") for path in docs.rglob(suffix)]
    return sorted([*(path.relative_to(docs).with_suffix(".html").as_posix() for path in sources), "404.html"])


PAGES = expected_pages(ROOT / "docs")


def notebook_pages(docs: Path) -> set[str]:
    """Return the pages that MkDocs makes of notebooks; Zensical copies those files as they are."""
    return {path.relative_to(docs).with_suffix(".html").as_posix() for path in docs.rglob("*.ipynb")}


def copy(target: Path) -> Path:
    """Copy what a build reads into `target`, and return it."""
    for name in SOURCES:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, target / name, ignore=LEFTOVERS)
        elif source.exists():
            shutil.copy(source, target / name)
    return target


def replace_inherited_nav(copied: Path) -> Path:
    """Let a copy's second course inherit all but the nav, and return its folder.

    MkDocs replaces an inherited list by the course's own; Zensical 0.0.73 appends the one to the other.
    """
    config, project = (copied / "mkdocs.yml").read_text("utf-8"), copied / BREAD
    shared = re.sub(r"^nav:\n(?:[ #].*\n)+", "", config, flags=re.MULTILINE)
    (copied / "shared.yml").write_text(shared, "utf-8")
    own = project / "mkdocs.yml"
    own.write_text(own.read_text("utf-8").replace("/mkdocs.yml", "/shared.yml"), "utf-8")
    return project


def run(module: str, *options: str | Path, cwd: Path, url: str = "") -> subprocess.CompletedProcess[str]:
    """Run a Python module in `cwd` as a reader would, with the engine within reach."""
    reach = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH", "")]))
    settings = {"NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1", "PYTHONPATH": reach, "COURSE_SITE_URL": url}
    command = [sys.executable, "-m", module, *map(str, options)]
    return subprocess.run(
        command,
        cwd=cwd,
        env=os.environ | settings,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=300,
    )


def mkdocs(project: Path, out: Path, url: str) -> subprocess.CompletedProcess[str]:
    """Build with MkDocs into `out`."""
    return run("mkdocs", "build", "--strict", "--site-dir", out, cwd=project, url=url)


def zensical(project: Path, url: str) -> subprocess.CompletedProcess[str]:
    """Build with Zensical into the project's own site/: it writes nowhere else."""
    return run("zensical", "build", "--clean", "--strict", cwd=project, url=url)
