"""The terms of a course: each defined once, found wherever a page uses it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from coursekit.model.problem import Fault, is_slug
from coursekit.model.syntax import Syntax

SYNTAX = Syntax("glossary")
HEAD = re.compile(
    r"(?P<name>\S.*?)(?: \((?P<aliases>[^()]*)\))? \{#(?P<slug>[^}\s]*)(?: lesson=(?P<lesson>[^}\s]+))?\}"
)
DEFINITION = re.compile(r" {0,3}: +(\S.*)")
EXPECTED = "expected Name (alias, alias) {#id}, and under it :   its definition"


@dataclass(frozen=True)
class Term:
    """One idea and the words for it."""

    slug: str
    name: str
    aliases: tuple[str, ...]
    definition: str
    """Inline Markdown."""
    line: int = 0
    """Offset in the body of the glossary."""
    lesson: str = ""
    """The slug of the lesson that teaches it; empty: common speech."""

    def __post_init__(self) -> None:
        if not is_slug(self.slug) or not self.name or not self.definition:
            raise ValueError(f"term {self.slug!r} is not whole")

    @property
    def names(self) -> tuple[str, ...]:
        """The name, then its aliases."""
        return (self.name, *self.aliases)


class Finder:
    """Finds the names of terms in running text: the longest name first, whole words only."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self.terms = {key(name): term for term in terms for name in term.names}
        # By their first letters, so that most words of a text are passed over after one look.
        names: dict[str, list[str]] = {}
        for name in sorted(self.terms, key=len, reverse=True):
            names.setdefault(name[0].lower(), []).append(_pattern(name))
        groups = [rf"(?=(?i:{re.escape(letter)}))(?:{'|'.join(group)})" for letter, group in names.items()]
        self.pattern = re.compile(rf"(?<!\w)(?:{'|'.join(groups)})(?!\w)" if groups else r"(?!)")

    def find(self, text: str) -> Iterator[tuple[int, int, Term]]:
        """Yield (start, end, term) for each use of a name."""
        for match in self.pattern.finditer(text):
            words = " ".join(match[0].split())
            yield match.start(), match.end(), self.terms.get(words) or self.terms[words.lower()]


def key(name: str) -> str:
    """What two spellings of one name share: case counts only if a capital follows the first letter."""
    words = " ".join(name.split())
    return words if words[1:] != words[1:].lower() else words.lower()


def _pattern(name: str) -> str:
    words = r"\s+".join(map(re.escape, name.split()))
    return f"(?i:{words})" if name == name.lower() else words


def parse(
    argument: str | None, options: dict, lines: list[str]
) -> tuple[tuple[Term, ...] | None, list[Fault]]:
    """Read the definition list of a glossary into its terms."""
    faults = SYNTAX.faults(argument, options)
    terms: list[Term] = []
    for start, entry in _entries(lines):
        term, fault = _term(start, entry)
        faults += [fault] if fault else []
        terms += [term] if term else []
    if not terms and not faults:
        faults.append(Fault("no terms", EXPECTED))
    return (None, faults) if faults else (tuple(terms), [])


def _entries(lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    """Cut the body at each line that begins at the margin behind an empty line."""
    start, entry = 0, []
    for index, line in enumerate(lines):
        fresh = index == 0 or not lines[index - 1].strip()
        if line.strip() and fresh and not line.startswith((" ", ":")) and entry:
            yield start, entry
            entry = []
        if line.strip():
            start = index if not entry else start
            entry.append(line)
    if entry:
        yield start, entry


def _term(start: int, entry: list[str]) -> tuple[Term | None, Fault | None]:
    head = HEAD.fullmatch(entry[0].strip())
    body = DEFINITION.fullmatch(entry[1].rstrip()) if len(entry) > 1 else None
    if not head or not is_slug(head["slug"]):
        return None, Fault(f"this is not read as a term: {entry[0].strip()}", EXPECTED, line=start)
    if not body:
        return None, Fault(f"term {head['slug']} has no definition", EXPECTED, line=start)
    stray = next((index for index, line in enumerate(entry[2:], 2) if not line.startswith("    ")), None)
    if stray:
        return None, Fault(
            "this line belongs to no term",
            "expected a definition to run on indented by 4 spaces",
            line=start + stray,
        )
    aliases = tuple(alias.strip() for alias in (head["aliases"] or "").split(",") if alias.strip())
    definition = " ".join([body[1], *(line.strip() for line in entry[2:])])
    return Term(head["slug"], head["name"], aliases, definition, start, head["lesson"] or ""), None
