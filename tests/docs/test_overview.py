"""The page on the whole system agrees with the compose file, the disk and the list of lessons, both ways."""

import re

import pytest
import yaml

from tests.docs.blocks import DOCS, ROOT

EXAMPLES = ROOT / "examples"
PAGE = (DOCS / "overview.md").read_text("utf-8")
DRAWN = re.search(r"<svg.*?</svg>", PAGE, re.DOTALL)[0]
TEXT = re.compile(r'<text x="(\d+)" y="(\d+)">([^<]+)</text>')
LINE = 18  # units of the picture between two lines in a box
ROWS = "\n".join(re.findall(r"^\|.+\|$", PAGE, re.MULTILINE))
# A server with its file and its port: | `name` | what | lesson | `file` | port |
SERVERS = re.findall(r"^\| `([\w-]+)` \| .+ \| `(\S+)` \| (\d+|none) \|$", ROWS, re.MULTILINE)
SERVICES = yaml.safe_load((EXAMPLES / "ops" / "compose.yaml").read_text("utf-8"))["services"]


def published(name: str) -> str:
    """The port that is reachable from outside the containers, or `none`."""
    ports = SERVICES[name].get("ports")
    return ports[0].split(":")[1] if ports else "none"


def test_every_service_is_told_with_its_port():
    """Each of compose.yaml once, and no other."""
    told = {name: port for name, _, port in SERVERS}
    assert told == {name: published(name) for name in SERVICES}
    assert len(SERVERS) == len(SERVICES)


@pytest.mark.parametrize("name", SERVICES)
def test_every_service_is_drawn_with_its_port(name: str):
    """The line below its name in the picture."""
    texts = [(int(x), int(y), text) for x, y, text in TEXT.findall(DRAWN)]
    ((column, line),) = [(x, y) for x, y, text in texts if text == name]
    below = [text for x, y, text in texts if x == column and 0 < y - line <= LINE]
    assert [published(name)] == [text if text.isdecimal() else "none" for text in below]


def test_every_file_is_there():
    """Relative to examples/, as the heads of the tables say."""
    named = re.findall(r"`([\w./-]+\.\w+|\S+/Dockerfile)`", ROWS)
    assert len(named) > len(SERVICES)
    assert {file for file in named if not (EXAMPLES / file).is_file()} == set()


def test_every_lesson_is_linked():
    """Each page of a phase and of the loop, from one of the tables."""
    lessons = {path.relative_to(DOCS).as_posix() for path in DOCS.glob("*/*.md")}
    assert set(re.findall(r"\]\((\w+/[\w-]+\.md)", ROWS)) == lessons


def test_the_scores_are_those_of_the_recorded_run():
    """What a thousand payments cost with the first model, and today."""
    recorded = (EXAMPLES / "outputs" / "pipeline.txt").read_text("utf-8")
    model, today = re.search(r"1,000 payments cost ([\d,]+) EUR, as it is today ([\d,]+)", recorded).groups()
    assert f"costs {model} EUR per 1,000 payments; today's rule costs {today} EUR" in PAGE
