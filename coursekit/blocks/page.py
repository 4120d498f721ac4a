"""Tell which page is being converted: the one place that knows the site builders."""

from dataclasses import dataclass
from pathlib import Path

from markdown import Markdown


@dataclass(frozen=True)
class Page:
    """A page under conversion."""

    path: str
    """Relative to docs_dir, with slashes."""
    docs_dir: Path
    builder: str
    """mkdocs, zensical, or none when Markdown runs by itself."""


def page_of(md: Markdown, docs_dir: str, path: str) -> Page:
    """Return the page that md converts now; docs_dir and path count only where no builder says better."""
    # MkDocs gives its link rewriter the file; Zensical gives the page and its settings to a preprocessor.
    # Neither is a promised interface: tests/blocks/test_builders.py builds a site with each.
    if "relpath" in md.treeprocessors:
        relpath = md.treeprocessors["relpath"]
        return Page(relpath.file.src_uri, near(Path(relpath.config.docs_dir)), "mkdocs")
    if "rendering_context" in md.preprocessors:
        context = md.preprocessors["rendering_context"]
        folder = Path(context.config["root_dir"], context.config["docs_dir"])
        return Page(context.page.path, near(folder), "zensical")
    if path:
        return Page(path, Path(docs_dir), "none")
    raise LookupError("coursekit doesn't know the page; outside MkDocs and Zensical, give the option `page`")


def near(folder: Path) -> Path:
    """Return a folder as its author names it, who stands at the root of the project: problems tell it so."""
    here = Path.cwd()
    return folder.relative_to(here) if folder.is_relative_to(here) else folder
