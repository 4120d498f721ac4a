"""A walkthrough shows a whole file, region by region, with a remark beside each."""

from xml.etree import ElementTree

import pytest

from coursekit.model.example import fingerprint, regions
from tests.blocks import tools

FILE = '''"""Two steps."""

import sys


# --8<-- [start:one]
def one():
    return "<1>"
# --8<-- [end:one]


def main():
    # --8<-- [start:two]
    print(one())

    print(2)
    # --8<-- [end:two]


if __name__ == "__main__":
    main()
'''
BODY = """
///// walkthrough | steps.py
    id: steps

//// step | one
    code: {one}
    title: First *things*

A remark on `one`, see [home](index.md).

```
code
```
////

//// step | two
    code: {two}
    title: Then

Another:

/// example | hello.py:hello
///
////
/////
"""


@pytest.fixture
def page(tmp_path, convert) -> ElementTree.Element:
    """Convert a walkthrough whose steps know the code they are about."""
    tools.write(tmp_path, {"examples/steps.py": FILE})
    marks = {name: fingerprint(region) for name, region in regions(tmp_path / "examples/steps.py").items()}
    return tools.element(convert(BODY.format(**marks)), "course-walkthrough")


def text(found: ElementTree.Element) -> str:
    """Return all text of an element."""
    return "".join(found.itertext())


def test_the_file_is_shown_whole_and_in_its_order(page):
    """Regions are steps, all other code is a gap; markers are left out, line numbers are the file's."""
    (window,) = page
    bar, steps = window
    assert "steps" == page.get("id")
    assert ["examples/steps.py"] * 2 == [page.get("data-file"), text(bar)]
    assert ["gap", "one", "gap", "two", "gap"] == [part.get("data-step", "gap") for part in steps]
    shown = steps.findall(".//pre[@class='highlight walkthrough-code']/code/span")
    lines = [(int(line.get("data-n")), text(line)) for line in shown]
    kept = [(n, line) for n, line in enumerate(FILE.split("\n"), 1) if "8<" not in line]
    assert [pair for pair in kept if pair[1]] == [pair for pair in lines if pair[1]]


def test_a_step_has_its_number_its_title_its_speaker_and_its_remark(page):
    """The remark is Markdown, the step is named by its title."""
    step = page.find(".//section")
    remark = """
    <div class="walkthrough-remark">
      <p class="walkthrough-who" id="steps-one-title"><span class="walkthrough-number">1/2</span>
        First <em>things</em> <span class="walkthrough-speaker">Guide</span></p>
      <p>A remark on <code>one</code>, see <a href="index.md">home</a>.</p>
    """
    assert ("steps-one", "one", "steps-one-title") == (
        step.get("id"), step.get("data-step"), step.get("aria-labelledby"),
    )  # fmt: skip
    written = tools.html(step[1])
    assert tools.html(remark + "</div>").removesuffix("</div>") == written[: written.index("<div class=", 5)]


def test_a_remark_may_hold_an_example(page):
    """Blocks nest where the model lets them."""
    first, second = page.findall(".//section")
    assert (0, 1) == (len(first.findall(".//figure")), len(second.findall("div/figure")))


def test_code_keeps_the_indentation_of_the_file(page):
    """A region within a function is shown where it stands."""
    (line,) = (line for line in page.findall(".//span[@class='line']") if line.get("data-n") == "14")
    assert "    print(one())" == text(line)


def test_stale_code_is_a_problem(tmp_path, convert):
    """Each remark knows the code that it was written for."""
    tools.write(tmp_path, {"examples/steps.py": FILE})
    with pytest.raises(Exception, match="step one"):
        convert(BODY.format(one="00000000", two="00000000"))
