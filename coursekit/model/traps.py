"""Markdown that is read otherwise than its author meant, without a word from any tool."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coursekit.model.problem import Fault, Place

ITEM = re.compile(r"(?:[-*+]|1\.) +\S")
STARTS = re.compile(r" *(?:[-*+]|\d+\.) |\[\^|: ")
"""What a list may go on behind without an empty line."""
CHOICE = re.compile(r"[-*+] \[[ xX]?\]|\d+\. +#[a-z]")
HALF = re.compile(r" {1,3}(?:[-*+]|\d+\.) +\S")
UNDERLINE = re.compile(r"(?:=+|-+) *")
RULE = re.compile(r" *\|?[ :]*-[-: ]*\|[-:| ]*")
INCLUDE = re.compile(r"[ \t>]*;*-+8<-+(?:\s|$)")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\x85\u2028\u2029]")
TAG = re.compile(
    r"<(/?)(div|section|article|aside|details|figure|table|ul|ol|dl|blockquote|pre|form|nav|p|main|header|footer)\b([^>]*)>"
)


def raw_faults(text: str, code: set[int]) -> Iterator[tuple[Place, Fault]]:
    """Look at the raw lines; `code` are the numbers of those in fences."""
    for number, line in enumerate(text.split("\n"), 1):
        if bad := CONTROL.search(line):
            yield (
                Place(number, bad.start() + 1),
                Fault(f"control character U+{ord(bad[0]):04X}", remedy="delete it"),
            )
        if number not in code and "\t" in line[: len(line) - len(line.lstrip())]:
            yield Place(number, line.index("\t") + 1), Fault("a tab in the indentation", "expected spaces")
        if INCLUDE.match(line):
            what = "an include is not read here, and its line numbers would go stale"
            yield Place(number), Fault(what, "expected /// example | path:region")


def line_faults(lines: list[str]) -> Iterator[tuple[Place, Fault]]:
    """Look at the lines with front matter, code and the markup of blocks blanked."""
    start = 0
    for index, line in enumerate(lines):
        before = lines[index - 1] if index else ""
        if not before.strip() or before.startswith("#"):
            start = index
        place = Place(index + 1, len(line) - len(line.lstrip()) + 1)
        if fault := _line_fault(line, before, lines[start], index - start):
            yield place, fault


def _line_fault(line: str, before: str, first: str, offset: int) -> Fault | None:
    if re.match(r"#{1,6}[^#\s]", line):
        return Fault("this line becomes a heading", remedy="put a space behind #, or a backslash before it")
    if offset and UNDERLINE.fullmatch(line):
        return Fault(
            "this line makes a heading of the one above", remedy="put an empty line before it, or use ##"
        )
    if offset and ITEM.match(line) and not ITEM.match(before) and not STARTS.match(first):
        return Fault("this list is not read as a list", remedy="put an empty line before it")
    if CHOICE.match(line):
        return Fault("a choice outside of any question", remedy="put it between /// quiz | id and ///")
    if HALF.match(line):
        return Fault("this list item is indented by half", "expected no spaces, or 4 for a list in a list")
    if offset != 1 and RULE.fullmatch(line) and "|" in before:
        return Fault("this table is not read as a table", remedy="put an empty line before its head")
    return None


def tag_faults(masked: str) -> Iterator[tuple[Place, Fault]]:
    """Look for raw HTML that is never closed: it swallows what follows."""
    opened: list[re.Match] = []
    for tag in TAG.finditer(masked):
        if not tag[1] and not tag[3].endswith("/"):
            opened.append(tag)
        elif tag[1] and opened and opened[-1][2] == tag[2]:
            opened.pop()
        elif tag[1]:
            yield _place(masked, tag), Fault(f"{tag[0]} closes nothing", remedy="delete it")
    for tag in opened:
        yield _place(masked, tag), Fault(f"<{tag[2]}> is never closed", f"expected </{tag[2]}> below it")


def note_faults(masked: str) -> Iterator[tuple[Place, Fault]]:
    """Look for references to notes and links that are defined nowhere: they stay text."""
    notes = set(re.findall(r"^\[\^([^\]]+)\]:", masked, re.M))
    for use in re.finditer(r"\[\^([^\]\n]+)\](?!:)", masked):
        if use[1] not in notes:
            yield _place(masked, use), Fault(f"note {use[1]} is not defined", f"expected [^{use[1]}]: text")
    names = {" ".join(name.lower().split()) for name in re.findall(r"^ {0,3}\[([^\]^\n]+)\]:", masked, re.M)}
    for use in re.finditer(r"\[([^\[\]\n]+)\]\[([^\[\]^\n]*)\]", masked):
        name = " ".join((use[2] or use[1]).lower().split())
        if name not in names:
            yield _place(masked, use), Fault(f"link {name} is not defined", f"expected [{name}]: address")


def _place(text: str, match: re.Match) -> Place:
    before = text[: match.start()]
    return Place(before.count("\n") + 1, len(before) - before.rfind("\n"))
