"""Code is coloured line by line, and not a character of it is lost."""

from xml.etree.ElementTree import Element

import pytest
from hypothesis import given, settings, strategies

from coursekit.blocks.code import code_of
from tests.blocks import tools


def drawn(name: str, lines: list[str]) -> Element:
    """Colour lines that stand in a file from line 10 on."""
    return code_of(name, list(enumerate(lines, 10)), class_="highlight")


FILES = [
    ("a.py", ['"""Several', "lines", '"""', "", "x = 1  # ü 漢字"]),
    ("a.sh", ["set -e", "cat <<E > x.txt", "a <b>", "E"]),
    ("a.yaml", ["a: {b: [1, 2]}", "", "c: |", "  text"]),
    ("Dockerfile", ["FROM python", "RUN true"]),
    ("a.unheard-of", ["any & <thing>", "\tat all"]),
]


@pytest.mark.parametrize(("name", "lines"), FILES)
def test_each_line_has_its_number_and_its_text(name: str, lines: list[str]):
    """A token over several lines, as a docstring, is cut at each."""
    spans = drawn(name, lines).findall("code/span")
    assert list(enumerate(lines, 10)) == [
        (int(span.get("data-n")), "".join(span.itertext())) for span in spans
    ]


TEXT = strategies.text(strategies.characters(exclude_categories=["C", "Zl", "Zp"]), max_size=30)


@settings(deadline=None)  # the machine may be busy
@given(strategies.lists(TEXT, min_size=1, max_size=6))
def test_no_character_is_lost(lines: list[str]):
    """Whatever a file holds, the page shows it."""
    assert "".join(f"{line}\n" for line in lines) == "".join(drawn("a.py", lines).itertext())


def test_code_is_no_markdown(tmp_path):
    """Neither stars nor attribute lists mean anything in a file that a page shows."""
    code = '# --8<-- [start:all]\necho "$x"{: .note } *a* [b](c) <d> & e{#f}\n# --8<-- [end:all]\n'
    docs = tools.make_course(tmp_path, {"faq.md": tools.page("Faq", "/// example | x.sh:all\n///")})
    tools.write(tmp_path, {"examples/x.sh": code})
    shown = tools.element(tools.convert(docs, "faq.md"), ".//pre")
    assert code.split("\n")[1] + "\n" == "".join(shown.itertext())
