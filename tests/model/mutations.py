"""Pages as a tired author might leave them: lines lost, doubled and misplaced."""

from hypothesis import strategies as st

INSERTS = [
    "///", "////", "/// quiz | other", "/// step | x", "//// faq | why",
    "/// example | hydration.py:feel", "    kind: order", "    objective: compute", "  kind: single",
    "- [x] #x X", "- [X] #x X", "- [ ]", "1. #x X", "    Why.", "> hint", "```", "```py", "~~~",
    "````md", "<!--", "-->", "<div>", "</div>", "## Crumb Check", "# Title", "#x", "---", "===", "",
    "\t", "    - {", "title: [", '--8<-- "x.py"', "[a](b.md)", "[a](term:none)", "[^9]", "\ufeff",
    "\u0002", "é\u2028", ": x", "    ///", "- /// quiz | y", "\t///",
]  # fmt: skip
VALUES = ["", "3", "-0.5", "true", "[a, b]", "{a: 1}", "2024-01-01", "[]", "[[a]]", "{1: 2}", "'", "&a [*a]"]
LINES = st.sampled_from(INSERTS) | st.text(max_size=12)


def _delete(lines: list[str], at: int, line: str) -> None:
    lines.pop(at)


def _double(lines: list[str], at: int, line: str) -> None:
    lines.insert(at, lines[at])


def _insert(lines: list[str], at: int, line: str) -> None:
    lines.insert(at, line)


def _indent(lines: list[str], at: int, line: str) -> None:
    lines[at] = "  " + lines[at]


def _dedent(lines: list[str], at: int, line: str) -> None:
    lines[at] = lines[at].lstrip()


def _spoil(lines: list[str], at: int, line: str) -> None:
    middle = len(lines[at]) // 2
    lines[at] = lines[at][:middle] + line[:1] + lines[at][middle + 1 :]


def _value(lines: list[str], at: int, line: str) -> None:
    key, colon, _ = lines[at].partition(": ")
    lines[at] = f"{key}{colon}{VALUES[len(line) % len(VALUES)]}" if colon else lines[at]


def _cut(lines: list[str], at: int, line: str) -> None:
    del lines[at + 1 :]


HANDS = [_delete, _double, _insert, _insert, _indent, _dedent, _spoil, _value, _value, _cut]


@st.composite
def mutated(draw: st.DrawFn, text: str) -> str:
    """Change a text by one to four strokes."""
    lines = text.split("\n")
    for _ in range(draw(st.integers(1, 4))):
        if lines:
            at = draw(st.integers(0, len(lines) - 1))
            draw(st.sampled_from(HANDS))(lines, at, draw(LINES))
    return "\n".join(lines)
