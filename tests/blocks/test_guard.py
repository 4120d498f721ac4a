"""Nothing wrong is rendered in silence: what pymdownx turns into text or swallows is a problem."""

import logging
import re

import pytest
from markdown import Markdown

from coursekit.blocks import guard
from coursekit.blocks.guard import CourseError
from tests.blocks import tools

FIRST = 8  # where the body of a page begins, after its front matter and title
FAQ = "/// faq | why\n    question: Why?\n\nBecause.\n///"
QUIZ = tools.QUIZ.format(id="ask")

WRONG = {
    "unknown option": (FAQ.replace("question", "questoin"), [1]),
    "bad YAML": (FAQ.replace("question: Why?", "question: [Why?"), [1]),
    "options that are no mapping": (FAQ.replace("question: Why?", "question"), [1]),
    "no argument": (FAQ.replace(" | why", ""), [0]),
    "unknown name": (FAQ.replace("faq", "fag"), [0]),
    "never closed": (f"{FAQ}\n\n{FAQ[:-3].replace('why', 'what')}\n\nText.", [6]),
    "closed with too many slashes": (FAQ[:-3] + "////", [4]),
    "opened with too few slashes": (FAQ.replace("/// faq", "// faq"), [4]),
    "a stray end": (f"{FAQ}\n\n///", [6]),
    "in a list": ("- Item\n\n" + re.sub("^", "    ", FAQ, flags=re.M), [2]),
    "in a note": ("!!! note\n\n" + re.sub("^", "    ", FAQ, flags=re.M), [2]),
    "in a quote": (re.sub("^", "> ", FAQ, flags=re.M), [0]),
    "in raw HTML": (f"<div>\n\n{FAQ}\n\n</div>", [2]),
    "indented by a tab": ("Text.\n\n" + FAQ.replace("/// faq", "\t/// faq"), [2]),
    "options by two spaces": (FAQ.replace("    question", "  question"), [1]),
    "within another of the same slashes": (f"{FAQ[:-3]}\n{FAQ.replace('why', 'what')}\n///", [0]),
    "a question in an answer": (f"//// faq | why\n    question: Why?\n\n{QUIZ}\n////", [3]),
    "a walkthrough of no file": ("/// walkthrough | none.py\n    id: none\n///", [0]),
    "a choice without a reason": (QUIZ.replace("    No.\n", ""), [6]),
    "a question twice": (f"{QUIZ}\n{QUIZ.replace('#left', '#other')}", [15]),
}


def lines_of(problems: list, path: str = "faq.md") -> list[int]:
    """List the lines of the problems of a page, counted from its body."""
    return sorted({problem.line - FIRST for problem in problems if problem.path.endswith(path)})


def problems_in(convert, body: str) -> list:
    """List the problems that converting a page tells."""
    with pytest.raises(CourseError) as caught:
        convert(body)
    return caught.value.problems


@pytest.mark.parametrize(("body", "lines"), WRONG.values(), ids=WRONG)
def test_a_wrong_block_is_a_problem_at_its_line(convert, body: str, lines: list[int]):
    """The author is told where it stands in the file, front matter counted."""
    assert set(lines) <= set(lines_of(problems_in(convert, body)))


HTML = {
    "a word in angle brackets": ("Text.\n\nAsk List<int> for it.", [2]),
    "an end without a start": ("</form>", [0]),
    "a break out of a question": (QUIZ.replace("Left.", "Left.</label></form> `</label>`"), [6]),
    "a start in one paragraph, the end in the next": ("A <em>text.\n\nText.</em>", [0, 2]),
}


@pytest.mark.parametrize(("body", "lines"), HTML.values(), ids=HTML)
def test_raw_html_that_does_not_end_where_it_began_is_a_problem(convert, body: str, lines: list[int]):
    """It would hide a word, or tear the page."""
    problems = [problem for problem in problems_in(convert, body) if "raw HTML" in problem.what]
    assert lines == lines_of(problems)


RULES = ("a question in an answer", "a question twice", "a walkthrough of no file")
"""What Markdown renders well, and only the rules of a course forbid."""


@pytest.mark.parametrize("name", [name for name in WRONG if name not in RULES])
def test_the_guard_alone_finds_what_pymdownx_lets_pass(convert, monkeypatch, name: str):
    """Two nets: even if the model saw nothing, what became of the page gives the mistake away."""
    monkeypatch.setattr(guard, "known_problems", lambda course, page: [])
    assert [] != problems_in(convert, WRONG[name][0])


RIGHT = {
    "a fence": "```\n/// quiz | no\n///\n```",
    "a fence in a list": "- Item\n\n    ```\n    /// quiz | no\n    ```",
    "a fence in a fence": "````markdown\n```\n///\n```\n/// faq\n````",
    "HTML with Markdown": f'<div markdown="1">\n\n{FAQ}\n\n</div>',
    "inline code": "Write `/// quiz | id` and `///`.",
    "escaped": "\\/// quiz | no",
    "within a line": "A path such as file:/// or a/// b.",
    "a comment": "<!--\n/// quiz\n-->",
    "raw HTML": 'A <br> <em>text</em> <wbr/>\n\n<div><p>A</p>\n\n<svg><path d=""/></svg></div>',
    "HTML in code": "`<int>` and\n\n```html\n<form>\n```",
    "an example whose code holds slashes": "/// example | slashes.js:all\n///",
}


@pytest.mark.parametrize("body", RIGHT.values(), ids=RIGHT)
def test_slashes_that_are_no_block_are_left_alone(convert, tmp_path, body: str):
    """Code shows what it shows."""
    tools.write(tmp_path, {"examples/slashes.js": "// --8<-- [start:all]\n/// quiz\n// --8<-- [end:all]\n"})
    assert "<h1" in convert(body)


def test_each_block_is_drawn_once_with_its_own_source(convert):
    """Blocks of one name and argument are told apart by their order."""
    one, two = "/// example | hello.py:hello\n///", "/// example | hello.py:hello\n    output: true\n///"
    found = convert(f"{one}\n\n{two}\n\n{one}")
    assert 1 == found.count('id="example-hello-hello"')
    assert [False, True, False] == ["example-output" in figure for figure in found.split("<figure")[1:]]


def test_on_request_problems_are_logged_and_shown_on_the_page(convert, caplog):
    """While serving, the page stays and carries its problems on top, as text."""
    with caplog.at_level(logging.WARNING, "mkdocs.coursekit"):
        found = convert(FAQ.replace("question", "<b>"), on_error="log")
    logged = "\n".join(caplog.messages)
    assert found.startswith('<div class="coursekit-problems" role="alert">')
    assert "unknown option <b>" in logged and "unknown option &lt;b&gt;" in found


def test_the_problems_of_other_pages_are_not_told(convert, tmp_path):
    """Each page tells its own, the index those of all files that are no page."""
    tools.write(tmp_path, {"docs/community.md": "no front matter"})
    assert "<h1" in convert("Text.")


def test_a_wrong_setting_of_the_guard_is_refused(convert):
    """A guard that is switched off by a typo would be none."""
    with pytest.raises(ValueError, match="use auto, log or raise"):
        convert("Text.", on_error="rise")


def test_without_a_page_there_is_an_error_that_says_what_to_do():
    """Markdown alone doesn't know which page it converts."""
    with pytest.raises(LookupError, match="give the option `page`"):
        Markdown(extensions=["coursekit"]).convert("Text.")
