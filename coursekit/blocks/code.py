"""Colour a region of a file, each line in a span that carries its number in the file."""

from collections.abc import Iterable, Iterator

from pygments.lexer import Lexer
from pygments.lexers import get_lexer_for_filename
from pygments.lexers.special import TextLexer
from pygments.token import STANDARD_TYPES, _TokenType
from pygments.util import ClassNotFound

from coursekit.blocks.html import Element, add, attributes_of
from coursekit.model.example import Region

Numbered = tuple[int, str]
"""A line's number in its file, and its text."""
SILENT = {"", "w", "n"}  # spaces and names have the colour of the text: a third of the spans for nothing


def code_of(filename: str, code: list[Numbered], **attributes: object) -> Element:
    """Return `<pre><code>` with one `<span class="line" data-n>` a line; filename chooses the language."""
    pre = Element("pre", attributes_of(attributes))
    holder = add(pre, "code")
    text = "".join(f"{line}\n" for _, line in code)
    for (number, _), line in zip(code, lines_of(lexer_of(filename).get_tokens(text)), strict=True):
        add_line(holder, number, line)
    return pre


def numbered(region: Region) -> list[Numbered]:
    """Return the code of a region, dedented, each line with its number in the file."""
    return list(zip(region.numbers, region.lines, strict=True))


def lexer_of(filename: str) -> Lexer:
    """Choose a lexer by the file's name; plain text when there is none."""
    try:
        return get_lexer_for_filename(filename, stripnl=False)
    except ClassNotFound:
        return TextLexer(stripnl=False)


def lines_of(tokens: Iterable[tuple[_TokenType, str]]) -> Iterator[list[tuple[str, str]]]:
    """Cut a stream of tokens into lines of (class, text), neighbours of one class joined."""
    line: list[tuple[str, str]] = []
    for kind, value in tokens:
        first, *rest = value.split("\n")
        extend(line, class_of(kind), first)
        for text in rest:
            yield line
            line = []
            extend(line, class_of(kind), text)


def extend(line: list[tuple[str, str]], name: str, text: str) -> None:
    """Put a token at the end of a line."""
    if line and line[-1][0] == name:
        line[-1] = (name, line[-1][1] + text)
    elif text:
        line.append((name, text))


def class_of(kind: _TokenType) -> str:
    """Return Pygments' short class of a token, or of its nearest parent that has one."""
    while kind not in STANDARD_TYPES:
        kind = kind.parent
    name = STANDARD_TYPES[kind]
    return "" if name in SILENT else name


def add_line(holder: Element, number: int, line: list[tuple[str, str]]) -> None:
    """Append one line and its line break."""
    span = add(holder, "span", "", class_="line", data_n=number)
    for name, text in line:
        if name:
            add(span, "span", text, class_=name)
        elif len(span):
            span[-1].tail = text
        else:
            span.text = text
    span.tail = "\n"
