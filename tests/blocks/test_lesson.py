"""A lesson says under its title what it is, and at its end what it opens."""

from xml.etree import ElementTree

from tests.blocks import tools
from tests.blocks.tools import element, html


def test_a_lesson_has_a_head_and_a_foot(convert):
    """Phase, dimension, minutes, objectives and needs stand under the title."""
    root = ElementTree.fromstring(f"<body>{convert(at='second/two.md')}</body>")
    data = """data-course="small" data-node="second/two" data-dimension="data" data-questions="two.1"
        data-prerequisites="first/one" """
    head = f"""
    <course-lesson class="lesson-head" {data}>
      <p class="lesson-chips"><span class="chip chip-phase">Second</span>
        <span class="chip chip-dimension" data-dimension="data">Data</span>
        <span class="lesson-minutes">1 min</span> <span class="lesson-state"></span></p>
      <p class="lesson-can">After this lesson you can</p>
      <ul class="lesson-objectives"><li id="objective-see">see <code>this</code></li></ul>
      <p class="lesson-needs-title">Needs</p>
      <ul class="lesson-needs" data-search-exclude=""><li data-node="first/one" data-dimension="code"
        data-questions="one.1" data-prerequisites=""><a href="../first/one.md">One</a></li></ul>
    </course-lesson>"""
    foot = f"""
    <course-lesson class="lesson-foot" {data}>
      <p class="lesson-next-title">Opens next</p>
      <ul class="lesson-next" data-search-exclude=""><li data-node="loop/three" data-questions="three.1"
        data-prerequisites="second/two"><a href="../loop/three.md">Three</a></li></ul>
      <p class="lesson-map"><a href="../index.md#matrix">Back to the map</a></p>
    </course-lesson>"""
    assert ["h1", html(head), html(foot)] == [root[0].tag, html(root[1]), html(root[-1])]


def test_the_foot_holds_what_else_the_next_lessons_need(tmp_path):
    """Out of sight: an element names those that are missing."""
    second = tools.LESSON.replace("first", "second").replace("code", "data")
    loop = "phase: loop\nobjectives:\n  see: see it again\nprerequisites: [first/one, second/two]\n"
    pages = {
        "second/two.md": tools.lesson("Two", more=second),
        "loop/three.md": tools.lesson("Three", more=loop),
    }
    docs = tools.make_course(tmp_path, pages)
    found = element(tools.convert(docs, "first/one.md"), ".//ul[@class='lesson-others']")
    wanted = """<ul class="lesson-others" data-search-exclude="" hidden="">
      <li data-node="second/two" data-questions="two.1"><span>Two</span></li></ul>"""
    assert html(wanted) == html(found)


def test_a_planned_lesson_is_named_without_a_link(convert):
    """There is nothing to open yet."""
    found = element(convert(at="first/one.md"), "course-lesson[@class='lesson-foot']")
    planned = (
        '<li data-node="second/later" data-dimension="code" data-questions="" data-prerequisites="first/one"'
    )
    planned += ' data-planned=""><span>Later on</span></li>'
    assert html(planned) in html(found)


def test_a_lesson_of_the_loop_has_no_dimension(convert):
    """The loop stands outside the grid."""
    found = convert(at="loop/three.md")
    assert (False, True) == ("chip-dimension" in found, '<span class="chip chip-phase">Again</span>' in found)


def test_a_page_that_is_no_lesson_is_left_alone(convert):
    """Only pages in the folder of a phase are framed."""
    assert "course-lesson" not in convert("Text.")


def test_a_lesson_says_when_and_with_what_its_outputs_were_recorded(tmp_path):
    """Once for each example, at its end; without a note nothing is said."""
    shown = "/// example | hello.py:hello\n    output: true\n///\n"
    docs = tools.make_course(tmp_path, {"first/one.md": tools.lesson("One", f"{shown}\n{shown}")})
    said = ".//p[@class='lesson-recorded']"
    assert "lesson-recorded" not in tools.convert(docs, "first/one.md")
    note = tmp_path / "examples" / "outputs" / "hello.recorded"
    note.write_text("2026-11-23\nPython 3.11.7\nflour 1.2\n", encoding="utf-8")
    line = element(tools.convert(docs, "first/one.md"), said)
    wanted = "Output of hello.py recorded on 2026-11-23 with Python 3.11.7, flour 1.2."
    assert wanted == "".join(line.itertext())
