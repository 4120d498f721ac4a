"""Find every block of code that a page shows: inline fences and named regions of examples."""

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PYTHON, SHELL = {"py", "python"}, {"bash", "sh", "shell", "console"}
FENCED = re.compile(r"^( *)(`{3,}|~{3,}).*?^\1\2 *$", re.MULTILINE | re.DOTALL)
FENCE = re.compile(r"^(?P<indent> *)(?P<ticks>`{3,}|~{3,}) *\{? *\.?(?P<language>[\w+-]*)")
WALK = re.compile(r"^ */{3,} *walkthrough *\| *(?P<target>\S+)", re.MULTILINE)
REGION = re.compile(r"^ *(?:/{3,} *example *\| *)(?P<target>\S+:\S+)", re.MULTILINE)
ASKED = re.compile(r"^ *example: +(?P<target>\S+:\S+)", re.MULTILINE)


@dataclass(frozen=True)
class Block:
    """One inline fence: its page, the line of its opening, its language and its code."""

    page: Path
    line: int
    language: str
    code: str

    def __str__(self) -> str:
        return f"{self.page.relative_to(ROOT).as_posix()}:{self.line}"


def pages() -> list[Path]:
    """Return every page of the course, and the README, in order."""
    return [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))]


def fences(page: Path) -> list[Block]:
    """Return the fences of a page, in order, however they are fenced."""
    found, opening, body = [], None, []
    for number, line in enumerate(page.read_text("utf-8").splitlines(), start=1):
        match = FENCE.match(line)
        if opening is None:
            if match:
                opening, body, start = match, [], number
        elif line.strip() == opening["ticks"]:
            code = "\n".join(row.removeprefix(opening["indent"]) for row in body) + "\n"
            found.append(Block(page, start, opening["language"].lower(), code))
            opening = None
        else:
            body.append(line)
    return found


def inline(languages: set[str]) -> list[Block]:
    """Return the fences of all pages in one of these languages."""
    return [block for page in pages() for block in fences(page) if block.language in languages]


def regions() -> set[tuple[str, str]]:
    """Return (file, region) of every region that a page shows; a walkthrough shows a whole file, ""."""
    # A block within a fence is shown as text, as on the page for authors.
    text = "\n".join(FENCED.sub("", page.read_text("utf-8")) for page in pages())
    named = {tuple(match["target"].split(":")) for match in REGION.finditer(text)}
    asked = {tuple(match["target"].split(":")) for match in ASKED.finditer(text)}
    named |= {(path, name) for path, name in asked if is_region(path, name)}
    return named | {(match["target"], "") for match in WALK.finditer(text)}


def is_region(path: str, name: str) -> bool:
    """Whether that is a region: a question may also name a section that no region is called after."""
    return f"[start:{name}]" in (ROOT / "examples" / path).read_text("utf-8")
