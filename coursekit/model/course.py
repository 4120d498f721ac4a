"""The whole course in memory, read from its sources: what one page knows of all the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from coursekit.model import catalogue, code, graph, links, pages, quality, settings_file, shown, source, terms
from coursekit.model.catalogue import Parsed
from coursekit.model.example import ExampleFile, Region, read_file
from coursekit.model.glossary import Term
from coursekit.model.lesson import Lesson
from coursekit.model.problem import Fault, Problem
from coursekit.model.quiz import Quiz
from coursekit.model.reference import Reference
from coursekit.model.settings import Settings
from coursekit.model.source import Source

RULES: tuple[Callable[[Course], Iterable[Problem]], ...] = (
    pages.problems, graph.problems, links.problems, terms.problems, shown.problems, shown.step_problems,
    quality.problems,
)  # fmt: skip


@dataclass(frozen=True)
class Course:
    """A course and every problem that its sources show."""

    docs_dir: Path
    settings: Settings
    pages: dict[str, Source]
    """Keyed by path under docs, such as "preparation/versioning.md"."""
    blocks: dict[str, tuple[Parsed, ...]]
    """The blocks of each page, the nested ones included, in file order."""
    lessons: dict[str, Lesson]
    """Keyed by slug; phase by phase, dimension by dimension, then the loop; planned ones included."""
    terms: dict[str, Term]
    files: dict[str, ExampleFile]
    """Every example that a page points at, keyed by its path below the folder of examples."""
    problems: tuple[Problem, ...] = field(default=(), repr=False)

    @classmethod
    def load(cls, docs_dir: Path) -> Course:
        """Read a course, or take the one read before if no file has changed; mistakes become problems."""
        docs_dir = Path(docs_dir)
        key = (
            docs_dir.absolute(),
            docs_dir,
        )  # the same folder under another name has problems of other names
        kept = _kept.get(key)
        if kept is None or kept[0] != _stamps(docs_dir, kept[0]):
            course = _read(docs_dir)
            _kept[key] = kept = (_stamps(docs_dir, _files(course)), course)
        return kept[1]

    def problems_of(self, page: str) -> tuple[Problem, ...]:
        """The problems of one page, by its path under docs."""
        return tuple(problem for problem in self.problems if problem.path == self.pages[page].path)

    def blocks_of(self, page: str, name: str) -> list[Parsed]:
        """The blocks of one kind on a page."""
        return [block for block in self.blocks.get(page, ()) if block.raw.name == name]

    def whole(self, page: str) -> bool:
        """Whether a page can be read as meant; if not, what it lacks may only seem to be missing."""
        return not self.pages[page].broken and all(block.known for block in self.blocks[page])

    def problem(self, page: str, block: Parsed, fault: Fault) -> Problem:
        """A fault of a block as a problem of its page."""
        words = f"{block.raw.label}: {fault.what}"
        return self.pages[page].problem(block.raw.place(fault), words, fault.expected, fault.remedy)

    def region(self, file: Reference) -> Region | None:
        """The named region of an example file."""
        return self.files[file.path].regions.get(file.part) if file.path in self.files else None

    def output(self, file: Reference) -> str | None:
        """The named section of a recorded output."""
        found = self.files.get(file.path)
        return found.sections.get(file.part) if found and found.sections else None


_kept: dict[tuple[Path, Path], tuple[dict[Path, tuple | None], Course]] = {}


def _stamps(docs_dir: Path, known: Iterable[Path]) -> dict[Path, tuple | None]:
    """The state of each file that a course was read from, and of each page that is there now."""
    return {path: _stamp(path) for path in {*known, *_page_files(docs_dir)}}


def _stamp(path: Path) -> tuple | None:
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_mtime_ns, stat.st_size


def _page_files(docs_dir: Path) -> list[Path]:
    found = (path for path in docs_dir.rglob("*.md") if path.is_file())
    return sorted(
        path for path in found if not any(part.startswith(".") for part in path.relative_to(docs_dir).parts)
    )


def _files(course: Course) -> list[Path]:
    examples, outputs = course.settings.examples, course.settings.outputs
    shown = [Reference(name) for name in course.files]
    shown_files = [examples / one.path for one in shown]
    shown_files += [outputs / place for one in shown for place in (one.output, one.recording)]
    return [course.docs_dir / "course.yml", examples, outputs, *shown_files]


def _read(docs_dir: Path) -> Course:
    given, wrong = settings_file.read(docs_dir / "course.yml")
    sources = {path.relative_to(docs_dir).as_posix(): source.read(path) for path in _page_files(docs_dir)}
    blocks = {page: catalogue.parse(found.blocks, found.broken) for page, found in sources.items()}
    pointed = [found for page in blocks.values() for block in page for found in shown.references(block)]
    paths = sorted({reference.path for reference in pointed})
    files = {path: read_file(path, given.examples, given.outputs) for path in paths if not wrong}
    course = Course(
        docs_dir, given, sources, blocks, _lessons(given, sources, blocks), _terms(given, blocks), files
    )
    own = [*wrong, *code.problems(course)]
    own += [problem for found in sources.values() for problem in found.problems]
    own += [
        course.problem(page, block, fault)
        for page in blocks
        for block in blocks[page]
        for fault in block.faults
    ]
    rules = () if wrong else RULES  # without its settings nothing can be said of a course as a whole
    found = {*own, *(problem for rule in rules for problem in rule(course))}
    return replace(course, problems=tuple(sorted(found)))


def _lessons(
    given: Settings, sources: dict[str, Source], blocks: dict[str, tuple[Parsed, ...]]
) -> dict[str, Lesson]:
    written = {}
    for page, found in sources.items():
        questions = tuple(block.value for block in blocks[page] if isinstance(block.value, Quiz))
        if one := pages.lesson(page, found, questions, given):
            written[one.slug] = one
    folders, dimensions = list(given.folders), ["", *given.dimensions]
    every = {**{plan.slug: plan for plan in given.planned}, **written}

    def rank(one: Lesson) -> tuple[int, int, str]:
        return folders.index(one.phase), dimensions.index(one.dimension), one.slug

    return {one.slug: _known(one, every) for one in sorted(every.values(), key=rank)}


def _known(one: Lesson, every: dict[str, Lesson]) -> Lesson:
    """Leave out prerequisites that do not exist: they are problems, and nobody must stumble on them."""
    needs = dict.fromkeys(need for need in one.prerequisites if need in every)
    return replace(one, prerequisites=tuple(needs))


def _terms(given: Settings, blocks: dict[str, tuple[Parsed, ...]]) -> dict[str, Term]:
    found = [
        term
        for block in blocks.get(given.glossary, ())
        if block.raw.name == "glossary"
        for term in block.value or ()
    ]
    return {term.slug: term for term in found}
