"""Fair questions: RULES says each rule to authors, and every question, lesson and course is held to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from coursekit.model import chance, wording
from coursekit.model.catalogue import Parsed
from coursekit.model.glossary import Finder, Term
from coursekit.model.graph import reach
from coursekit.model.lesson import Lesson
from coursekit.model.problem import Fault, Place, Problem
from coursekit.model.quiz import Quiz
from coursekit.model.source import Source

if TYPE_CHECKING:
    from coursekit.model.course import Course

RUN = ("predict", "number")
RULES = {
    "longest": "The right choice is not the one with the most words: it may exceed the longest wrong one by "
    f"{wording.MORE} characters or by {100 * (wording.LONGER - 1):.0f} %, not by both.",
    "echo": f"A word of the question ({wording.LETTERS} letters or more, not in code) that a right choice "
    "repeats stands in a wrong choice too.",
    "above": 'No choice speaks of the others: no "all of the above", no "none of these".',
    "negative": "The question asks for what is so. Where it must ask for what is not, **not** is in bold, or "
    "NOT in capitals.",
    "alike": "No two choices are the same but for case and punctuation, or alike in more than "
    f"{100 * wording.ALIKE:.0f} % of their letters; in code and numbers one sign may make the difference. "
    "No two wrong numbers lie within the tolerance of each other.",
    "reason": "Each choice has a reason, which says more than the choice itself.",
    "taught": "Each question names the heading of its page that teaches the answer.",
    "term": "A question uses a term of the glossary only where it is taught: if the head of the term names a "
    "lesson ({#id lesson=phase/name}), then in that lesson and in those that need it. A term without a "
    "lesson is common speech.",
    "count": "A lesson asks as many questions as `questions` in course.yml says (least, most), and as many "
    "of kind predict or number as its `computed` says; each objective has at least one question.",
    "chance": "Over the whole course no habit pays: always the longest, the shortest, the last or the k-th "
    f"choice finds no more answers than chance does in {100 * chance.SURE:.0f} of 100 such courses. "
    "Choices are shown in the order in which they are written.",
}
"""What makes a question fair, for authors."""


def problems(course: Course) -> Iterator[Problem]:
    """Everything that is unfair."""
    finder = Finder(term for term in course.terms.values() if term.lesson)
    for lesson in course.lessons.values():
        if lesson.planned or not course.whole(lesson.page):
            continue
        for block in course.blocks_of(lesson.page, "quiz"):
            for fault in _faults(course, lesson, block, finder) if block.value else ():
                yield course.problem(lesson.page, block, fault)
        yield from _counts(course, lesson)
    yield from _lessons_of_terms(course)
    for score in figures(course):
        if score.unfair:
            remedy = "move right choices to other places, or even out their lengths"
            what = f"a reader who knows nothing finds too many answers: {score}"
            yield course.settings.problem(("questions",), what, "", remedy)


def figures(course: Course) -> list[chance.Score]:
    """What each habit scores over the course."""
    return chance.scores(quiz for lesson in course.lessons.values() for quiz in lesson.questions)


def _faults(course: Course, lesson: Lesson, block: Parsed, finder: Finder) -> Iterator[Fault]:
    for choice, fault in [*wording.faults(block.value), *_early(course, lesson, block.value, finder)]:
        yield replace(fault, line=_line(block, choice))


def _line(block: Parsed, choice: str) -> int | None:
    """The line of a choice in the block's body."""
    head = re.compile(rf" {{0,3}}(?:[-*+] \[[ x]\]|\d+[.)]) +#{choice} ")
    return next((number for number, line in enumerate(block.raw.lines) if choice and head.match(line)), None)


def _early(course: Course, lesson: Lesson, quiz: Quiz, finder: Finder) -> Iterator[tuple[str, Fault]]:
    texts = [("", quiz.prompt), *(("", hint) for hint in quiz.hints)]
    texts += [(choice.id, choice.text) for choice in quiz.choices]
    known = {lesson.slug, *reach(course, lesson.slug)}
    told: set[str] = set()
    for choice, text in texts:
        prose = wording.running_text(text)
        for start, end, term in finder.find(prose):
            if term.lesson in course.lessons and term.lesson not in known and term.slug not in told:
                what = f'"{prose[start:end]}" is not taught yet: this lesson does not need {term.lesson}'
                remedy = f"say it in other words, or add {term.lesson} to the prerequisites"
                yield choice, Fault(what, "", remedy)
                told.add(term.slug)


def _counts(course: Course, lesson: Lesson) -> Iterator[Problem]:
    wanted, source = course.settings.questions, course.pages[lesson.page]
    kinds = [block.raw.options.get("kind", "single") for block in course.blocks_of(lesson.page, "quiz")]
    heads = [heading for heading in source.headings if heading.text == course.settings.check]
    if not kinds or len(heads) != 1:  # told elsewhere
        return
    place, run = Place(heads[0].line), sum(kind in RUN for kind in kinds)
    if not wanted.allows(len(kinds)):
        what = f"{heads[0].text} has {len(kinds)} question{'s' * (len(kinds) > 1)}"
        yield source.problem(place, what, f"expected {wanted.span}")
    elif run < wanted.computed:
        what = f"{heads[0].text} has {run or 'no'} question{'s' * (run != 1)} of kind predict or number"
        yield source.problem(place, what, f"expected at least {wanted.computed}")


def _lessons_of_terms(course: Course) -> Iterator[Problem]:
    page = course.settings.glossary
    for block in course.blocks_of(page, "glossary"):
        for term in block.value or ():
            if term.lesson and (words := _wrong_lesson(course, term)):
                fault = Fault(f"term {term.slug}: {words[0]}", *words[1:], term.line)
                yield course.problem(page, block, fault)


def _wrong_lesson(course: Course, term: Term) -> tuple[str, str, str] | None:
    if term.lesson not in course.lessons:
        return f"unknown lesson {term.lesson}", "expected the slug of a lesson, written or planned", ""
    one = course.lessons[term.lesson]
    if one.planned or not course.whole(one.page) or _names(course.pages[one.page], term):
        return None
    return f"{term.lesson} is to teach it and never names it", "", "name it there, or correct lesson="


def _names(page: Source, term: Term) -> bool:
    by_hand = any(link.target == f"term:{term.slug}" for link in page.links)
    return by_hand or any(Finder([term]).find(page.prose))
