"""What gives an answer away to a reader who knows nothing of the subject, or makes a question unclear."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import combinations

from coursekit.model import fence
from coursekit.model.problem import Fault, listed
from coursekit.model.quiz import Choice, Quiz, is_near
from coursekit.model.text import mask_spans, plain_text

LONGER = 1.3
MORE = 15
ALIKE = 0.9
LETTERS = 5
STOP = frozenset(
    re.findall(
        r"\w+",
        "about above after again already always another answer because become before being below between"
        " choose could doing doesn during either every first following given gives happen have having itself"
        " least might never often other question right shall should since still their there these thing this"
        " those through under until using what where whether which while whose within without would wrong",
    )
)
SAYS_NOTHING = frozenset(
    re.findall(
        r"\w+",
        "a an and answer are be because choice correct does in indeed is isn it no not of on right so t that"
        " the this to true false was were wrong yes",
    )
)
OTHERS = r"(?:other )?(?:answers|choices|options)"
ABOVE = re.compile(
    rf"\b(?:all|none|any|both|neither|either|some|one|two|three) of the (?:above|{OTHERS})\b"
    rf"|^(?:all|none|any|both|neither|either)(?: of)? (?:these|those|them|(?:the )?(?:above|others|{OTHERS}))"
    r"(?= (?:is|are) \w+\W*$|\W*$)"
    r"|\b(?:both|neither) [a-f] (?:and|n?or) [a-f]\b",
    re.I,
)
NEGATIVE = re.compile(r"\b([Nn]ot|[Nn]ever|[Ee]xcept|[Cc]annot|[a-z]+n['’]t)\b")
SPAN = re.compile(r"(`+)(?!`).+?(?<!`)\1")
EXACT = re.compile(r"`[^`]*`|[-+]?\d+(?:[.,]\d+)*")
"""Where one sign may make the difference."""
LOUD = re.compile(r"(\*\*|__)(?=\S).+?(?<=\S)\1")


def faults(quiz: Quiz) -> Iterator[tuple[str, Fault]]:
    """Tell what is unfair in one question, each with the id of the choice that it stands at, if any."""
    yield from _longest(quiz)
    yield from _echo(quiz)
    yield from _above(quiz)
    yield from _negative(quiz)
    yield from _alike(quiz)
    yield from _empty_reasons(quiz)


def running_text(markdown: str) -> str:
    """Blank all code."""
    lines = markdown.split("\n")
    found, _ = fence.find(lines, first=0)
    code = {number for one in found for number in range(one.line, one.last + 1)}
    return mask_spans("\n".join("" if number in code else line for number, line in enumerate(lines)))


def _longest(quiz: Quiz) -> Iterator[tuple[str, Fault]]:
    if quiz.kind not in ("single", "multiple"):
        return
    sizes = {choice.id: len(plain_text(choice.text)) for choice in quiz.choices}
    key = min((choice for choice in quiz.choices if choice.right), key=lambda choice: sizes[choice.id])
    next_one = max(sizes[choice.id] for choice in quiz.choices if not choice.right)
    if sizes[key.id] > LONGER * next_one and sizes[key.id] > next_one + MORE:
        what = f"the right choice {key.id} is clearly the longest, {sizes[key.id]} characters"
        most = max(int(LONGER * next_one), next_one + MORE)
        yield (
            key.id,
            Fault(
                what,
                f"expected at most {most}, as the longest wrong one has {next_one}",
                "move its explanation into the reason, or make the wrong ones as exact",
            ),
        )


def _words(text: str) -> set[str]:
    found = re.findall(rf"[^\W\d_]{{{LETTERS},}}", plain_text(running_text(text)).casefold())
    return {re.sub(r"(?<!s)s$", "", word) for word in found if word not in STOP}


def _echo(quiz: Quiz) -> Iterator[tuple[str, Fault]]:
    if quiz.kind not in ("single", "multiple"):
        return
    wrong = set().union(*(_words(choice.text) for choice in quiz.choices if not choice.right))
    for choice in quiz.choices:
        echoed = _words(quiz.prompt) & _words(choice.text) - wrong if choice.right else ()
        if echoed:
            what = f"the right choice {choice.id} repeats {listed(sorted(echoed), 'and')} of the question"
            expected = "expected no such word that all wrong choices lack"
            yield choice.id, Fault(what, expected, "say it otherwise, here or there")


def _above(quiz: Quiz) -> Iterator[tuple[str, Fault]]:
    for choice in quiz.choices:
        if found := ABOVE.search(plain_text(running_text(choice.text))):
            remedy = "say what is meant, or use kind: multiple"
            yield choice.id, Fault(f'choice {choice.id} says "{found[0]}" of the other choices', "", remedy)


def _negative(quiz: Quiz) -> Iterator[tuple[str, Fault]]:
    text = LOUD.sub("", running_text(quiz.prompt))
    sentences = re.split(r"(?<=[.?!:])\s+", text.strip())
    asking = [sentence for sentence in sentences if sentence.endswith("?")] or sentences[-1:]
    if found := next(filter(None, map(NEGATIVE.search, asking)), None):
        what = f'the question holds "{found[1]}", which is easily read over'
        yield "", Fault(what, "", f"turn the question round, or write **{found[1]}**")


def _alike(quiz: Quiz) -> Iterator[tuple[str, Fault]]:
    for one, other in combinations(quiz.choices, 2):
        if _is_alike(quiz, one, other):
            what = f"choices {one.id} and {other.id} are nearly the same"
            yield other.id, Fault(what, remedy="make the difference plain, or delete one")


def _is_alike(quiz: Quiz, one: Choice, other: Choice) -> bool:
    if quiz.kind == "number":
        return not (one.right or other.right) and is_near(one.number, other.number, quiz.tolerance)
    if SPAN.fullmatch(one.text) and SPAN.fullmatch(other.text):
        return one.text.split() == other.text.split()
    if EXACT.findall(one.text) != EXACT.findall(other.text):
        return False
    texts = [re.findall(r"\w+", choice.text.casefold()) for choice in (one, other)]
    return texts[0] == texts[1] or SequenceMatcher(None, *map(" ".join, texts)).ratio() > ALIKE


def _empty_reasons(quiz: Quiz) -> Iterator[tuple[str, Fault]]:
    for choice in quiz.choices:
        said, known = (
            set(re.findall(r"\w+", text.casefold())) - SAYS_NOTHING for text in (choice.reason, choice.text)
        )
        if said and said <= known:
            yield choice.id, Fault(f"the reason of {choice.id} adds nothing to the choice", "", "say why")
