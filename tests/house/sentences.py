"""Find lines of Markdown that hold more than one sentence: such a line hides what a change has changed."""

import re
from collections.abc import Iterator

# Code and addresses hold dots that end nothing; what is left in their place can begin a sentence.
SPAN = re.compile(r"(`+).+?\1|(?<=\]\()[^)]*")
SHORT = r"(?<!e\.g)(?<!i\.e)(?<!etc)(?<!vs)(?<!cf)(?<!\b[A-Z])"
END = re.compile(rf"{SHORT}[.!?][\"'”’)\]*_]*[ ]+(?=[\"'“‘(\[*_]*[A-Z])")
FENCE = re.compile(r" *(`{3,}|~{3,})")
# Lists, tables, quotes and HTML are short or are laid out by rules of their own, like what is indented.
OTHER = re.compile(r"[ ]{2}|[-*+] |[>|#]|\d+[.)] |/{3}|\[\^|: ")


def crowded(text: str) -> Iterator[tuple[int, int]]:
    """Yield line and column of each second sentence on a line of a paragraph; questions are left out."""
    for number, line in _paragraphs(text.split("\n")):
        masked = SPAN.sub(lambda match: "X" * len(match[0]), line)
        if end := END.search(masked):
            yield number, end.end() + 1


def _paragraphs(lines: list[str]) -> Iterator[tuple[int, str]]:
    fence, tag, quiz = "", False, False
    front = bool(lines) and lines[0] == "---"
    for number, line in enumerate(lines, 1):
        if front:
            front = number == 1 or line != "---"
            continue
        if mark := FENCE.match(line):
            fence = "" if fence and mark[1].startswith(fence) else fence or mark[1]
            continue
        quiz = line.startswith("/// quiz") or (quiz and line != "///")
        tag = bool(line.strip()) and (tag or line.startswith("<"))
        if line.strip() and not (fence or tag or quiz or OTHER.match(line)):
            yield number, line
