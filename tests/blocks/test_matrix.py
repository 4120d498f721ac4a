"""The matrix lists every node of the course, phase by phase."""

from tests.blocks.tools import element, html


def node(slug: str, title: str, dimension: str, needs: str, objective: str, chip: str = "") -> str:
    """Write the HTML of a node."""
    name, page = slug.split("/")[1], f"{slug}.md"
    link = f'<p class="matrix-needs">Needs {needs}</p>' if needs else ""
    before = {"second/two": "first/one", "loop/three": "second/two"}.get(slug, "")
    return f"""
    <li class="matrix-node" id="node-{slug.replace("/", "-")}" data-node="{slug}" {dimension}
        data-prerequisites="{before}" data-questions="{name}.1">{chip}
      <a class="matrix-title" href="{page}">{title}</a> <span class="matrix-state"></span>
      <details class="matrix-detail"><summary>What it teaches</summary>
        <ul class="matrix-objectives"><li>{objective}</li></ul>{link}
        <p class="matrix-minutes">1 min</p>
        <p class="matrix-check"><a href="{page}#check">Check: 1 question</a></p></details></li>"""


def phase(name: str, title: str, description: str, nodes: str, classes: str = "matrix-phase") -> str:
    """Write the HTML of a phase."""
    return f"""
    <li class="{classes}" data-phase="{name}">
      <p class="matrix-phase-title" id="phase-{name}">{title}</p>
      <p class="matrix-phase-description">{description}</p>
      <ol class="matrix-nodes" aria-labelledby="phase-{name}">{nodes}</ol></li>"""


def test_the_matrix_lists_phases_nodes_and_the_loop(convert):
    """A planned node has no link and says so; what a node needs and asks is in its data."""
    code, data = ('<span class="matrix-dimension">Code</span>', '<span class="matrix-dimension">Data</span>')
    see = "see <code>this</code>"
    later = f"""
    <li class="matrix-node" data-node="second/later" data-dimension="code" data-prerequisites="first/one"
        data-questions="" data-planned="">{code} <span class="matrix-title">Later on</span>
      <span class="matrix-state">no lesson yet</span></li>"""
    one = node("first/one", "One", 'data-dimension="code"', "", see, code)
    two = node("second/two", "Two", 'data-dimension="data"', '<a href="first/one.md">One</a>', see, data)
    three = node("loop/three", "Three", "", '<a href="second/two.md">Two</a>', "see it again")
    expected = f"""
    <course-matrix id="matrix" class="matrix" data-course="small" data-check="Check" data-search-exclude="">
    <ol class="matrix-phases">
      {phase("first", "First", "Where it begins.", one)}
      {phase("second", "Second", "Where it goes on.", later + two)}
      {phase("loop", "Again", "Where it closes.", three, "matrix-phase matrix-loop")}
    </ol></course-matrix>"""
    assert html(expected) == html(element(convert(at="index.md"), "course-matrix"))
