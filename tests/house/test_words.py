"""Rules for the words of pages and READMEs."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.sentences import crowded

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("docs", "examples", "tests/fixtures/bread/docs")
PAGES = [ROOT / "README.md", *(path for name in FOLDERS for path in (ROOT / name).rglob("*.md"))]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_each_sentence_of_a_paragraph_has_a_line_of_its_own(path: Path):
    """Then a difference between two versions shows the sentence that changed."""
    name = path.relative_to(ROOT).as_posix()
    found = [
        f"{name}:{line}:{col}: a second sentence on this line; begin a new line here"
        for line, col in crowded(path.read_text("utf-8"))
    ]
    assert not found, "\n".join(found)


CROWDED = {
    "two sentences": ("One is here. Two is there.\n", [(1, 14)]),
    "a question": ("Is it so? It is.\n", [(1, 11)]),
    "a sentence in quotes": ('He said "no." She said yes.\n', [(1, 15)]),
    "bold": ("**One.** Two.\n", [(1, 10)]),
    "code begins the second": ("One ends. `two` begins.\n", [(1, 11)]),
    "behind a fence": ("```sh\nls\n```\n\nOne. Two.\n", [(5, 6)]),
    "behind a question": ("/// quiz | a\n\nOne. Two.\n///\n\nOne. Two.\n", [(6, 6)]),
    "behind the front matter": ("---\ntitle: One. Two.\n---\n\nOne. Two.\n", [(5, 6)]),
    "in an answer of the FAQ": ("/// faq | a\n    question: So? Why?\n\nOne. Two.\n///\n", [(4, 6)]),
}
PLAIN = {
    "a line each": "One is here.\nTwo is there.\n",
    "abbreviations": "Tools, e.g. DVC, i.e. Git, etc. Vim vs. Emacs, by J. Doe.\n",
    "a number": "It took 1.5 s and version 3.17. of it.\n",
    "code": "Write `a. B` or ``c. `D`.``\n",
    "an address": "See [this](a.html?b. C) here.\n",
    "a list": "- One. Two.\n\n1. One. Two.\n",
    "a table": "| One. Two. | b |\n|---|---|\n",
    "a fence": "```text\nOne. Two.\n```\n",
    "HTML": "<svg>\nOne. Two.\n</svg>\n",
    "a heading": "## What? Why\n",
}


@pytest.mark.parametrize(("text", "places"), CROWDED.values(), ids=CROWDED)
def test_a_second_sentence_is_found(text: str, places: list):
    """Its place is where the new line should begin."""
    assert places == list(crowded(text))


@pytest.mark.parametrize("text", PLAIN.values(), ids=PLAIN)
def test_what_is_no_second_sentence_is_left_alone(text: str):
    """A rule that cries wolf is soon switched off."""
    assert [] == list(crowded(text))


def spelled(folder: Path) -> subprocess.CompletedProcess:
    """Run the spelling check of `nox -s lint` in a folder, with the settings of the project."""
    command = [
        Path(sys.executable).with_name("typos"),
        "--config",
        ROOT / "pyproject.toml",
        "--format",
        "brief",
    ]
    return subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)


def test_a_misspelt_word_is_found_in_a_page_and_in_code(tmp_path: Path):
    """With its place and the word that was meant; the name of a program is none."""
    wrong = "enviro" + "moment"[2:]  # put together here, so that this file passes the check
    (tmp_path / "page.md").write_text(f"wrk makes load.\nAn {wrong} is named.\n", encoding="utf-8")
    (tmp_path / "code.py").write_text(f"{wrong} = 1\n", encoding="utf-8")
    found = spelled(tmp_path)
    assert (2, ["code.py:1:1", "page.md:2:4"]) == (
        found.returncode,
        sorted(line.removeprefix("./").split(": ")[0] for line in found.stdout.splitlines()),
    )
