"""A small course on disk, and HTML made comparable."""

import textwrap
from pathlib import Path
from xml.etree import ElementTree

from markdown import Markdown

SETTINGS = """
id: small
title: A small course
examples: ../examples
outputs: ../examples/outputs
command: python examples/{path}
speaker: Guide
check: Check
glossary: glossary.md
dimensions:
  code: {title: Code, description: What runs.}
  data: {title: Data, description: What it reads.}
phases:
  first: {title: First, description: Where it begins.}
  second: {title: Second, description: Where it goes on.}
loop: {folder: loop, title: Again, description: Where it closes.}
planned:
  - {slug: second/later, dimension: code, title: Later on, prerequisites: [first/one]}
"""

FRONT = "---\ntitle: {title}\ndescription: A page.\n{more}---\n\n"

LESSON = """phase: first
dimension: code
objectives:
  see: see `this`
prerequisites: []
"""

QUIZ = """/// quiz | {id}
    objective: see
    taught: part

Which?

- [ ] #left Left.

    No.

- [x] #right Right.

    Yes.
///
"""

EXAMPLE = '''"""Say hello."""

# --8<-- [start:hello]
def hello(name):
    return f"<b> {name}"
# --8<-- [end:hello]


# --8<-- [start:main]
if __name__ == "__main__":
    print("== hello ==")
    print(hello("you"))
    print("== sum ==")
    print("total: 0.25")
# --8<-- [end:main]
'''

OUTPUT = "== hello ==\n<b> you\n\n== sum ==\ntotal: 0.25\n"

GLOSSARY = """/// glossary

Text (texts) {#text}
:   Words `in` a [row](index.md).
///
"""


def write(root: Path, files: dict[str, str]) -> None:
    """Write files below a folder."""
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")


def page(title: str, body: str, more: str = "") -> str:
    """Make the text of a page."""
    return FRONT.format(title=title, more=more) + f"# {title}\n\n{textwrap.dedent(body).strip()}\n"


def lesson(title: str, body: str = "", quiz: str = "", more: str = LESSON) -> str:
    """Make the text of a lesson whose check holds one question, or the ones given."""
    quiz = quiz or QUIZ.format(id=title.lower())
    body = textwrap.dedent(body).strip()
    return page(title, f"{body}\n\n## Part\n\nText.\n\n## Check\n\n{textwrap.dedent(quiz).strip()}", more)


def make_course(root: Path, pages: dict[str, str] | None = None) -> Path:
    """Write a whole course without problems, some of its pages replaced; return its docs folder."""
    second = LESSON.replace("first", "second").replace("code", "data").replace("[]", "[first/one]")
    loop = "phase: loop\nobjectives:\n  see: see it again\nprerequisites: [second/two]\n"
    files = {
        "docs/course.yml": SETTINGS,
        "docs/index.md": page("Home", "/// matrix\n///"),
        "docs/glossary.md": page("Glossary", GLOSSARY),
        "docs/first/one.md": lesson("One"),
        "docs/second/two.md": lesson("Two", more=second),
        "docs/loop/three.md": lesson("Three", more=loop),
        "examples/hello.py": EXAMPLE,
        "examples/outputs/hello.txt": OUTPUT,
    }
    write(root, files | {f"docs/{name}": text for name, text in (pages or {}).items()})
    return root / "docs"


def convert(docs: Path, name: str, **options: str) -> str:
    """Convert a page of the course as a builder does: without its front matter."""
    text = (docs / name).read_text(encoding="utf-8").split("\n---\n", 1)[1].lstrip("\n")
    settings = {"docs_dir": str(docs), "page": name, "on_error": "raise"} | options
    return Markdown(extensions=["toc", "coursekit"], extension_configs={"coursekit": settings}).convert(text)


def element(html: str, path: str) -> ElementTree.Element:
    """Find the one element of a page at a path of ElementTree."""
    (found,) = ElementTree.fromstring(f"<body>{html}</body>").findall(path)
    found.tail = None
    return found


def html(found: ElementTree.Element | str) -> str:
    """Write HTML in one form: attributes in order, white space only within `pre`."""
    tree = ElementTree.fromstring(found) if isinstance(found, str) else found
    strip(tree)
    return ElementTree.canonicalize(ElementTree.tostring(tree, encoding="unicode"))


def strip(tree: ElementTree.Element) -> None:
    """Reduce white space between elements to nothing, and within text to one blank."""
    if tree.tag == "pre":
        return
    tree.text = " ".join((tree.text or "").split())
    for child in tree:
        strip(child)
        child.tail = " ".join((child.tail or "").split())
