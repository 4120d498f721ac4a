"""Read docs/course.yml into settings, and tell every mistake in it."""

from __future__ import annotations

from pathlib import Path

from coursekit.model import placed
from coursekit.model.file import name_of, read_text
from coursekit.model.lesson import SLUG, Lesson
from coursekit.model.problem import Problem, is_slug, listed, near
from coursekit.model.settings import Asked, Group, Settings

TEXTS = ("id", "title", "examples", "outputs", "command", "speaker", "check", "glossary")
KEYS = (*TEXTS, "dimensions", "phases", "loop", "questions", "planned")
ASKED = ("least", "most", "computed")
PLANNED = ("slug", "dimension", "title", "prerequisites")


def read(path: Path) -> tuple[Settings, tuple[Problem, ...]]:
    """Read course.yml; what is missing or wrong is a problem, and stays empty."""
    name = name_of(path)
    text, unreadable = read_text(path)
    if unreadable:
        return Settings(name), (unreadable,)
    given = placed.load(text)
    if given.faults:
        problems = (
            Problem(name, place.line, place.col, fault.what, fault.expected) for place, fault in given.faults
        )
        return Settings(name), tuple(problems)
    reader = _Reader(Settings(name, places=given.places), given.value)
    return reader.settings(path.parent), tuple(reader.problems)


class _Reader:
    def __init__(self, empty: Settings, value: dict) -> None:
        self.empty = empty
        self.value = value
        self.problems: list[Problem] = []

    def problem(self, key: tuple, what: str, expected: str = "") -> None:
        self.problems.append(self.empty.problem(key, what, expected))

    def settings(self, folder: Path) -> Settings:
        self.keys((), self.value, KEYS)
        texts = {key: self.text((), self.value, key) for key in TEXTS}
        self.each_text(texts)
        dimensions, phases = self.groups("dimensions"), self.groups("phases")
        made = {"dimensions": dimensions, "phases": phases, "loop": self.loop(), "questions": self.asked()}
        settings = Settings(**{**vars(self.empty), **texts, **made})
        folders = {key: folder / texts[key] for key in ("examples", "outputs")}
        for key, path in folders.items():
            if texts[key] and not path.is_dir():
                self.problem(
                    (key,), f"{key}: there is no folder {texts[key]}", "expected a path from course.yml"
                )
        planned = tuple(filter(None, (self.plan(index, item, settings) for index, item in self.plans())))
        return Settings(**{**vars(settings), **folders, "planned": planned})

    def each_text(self, texts: dict[str, str]) -> None:
        if texts["id"] and not is_slug(texts["id"]):
            self.problem(
                ("id",), f'id "{texts["id"]}" is not a slug', "expected small letters, digits and hyphens"
            )
        if texts["command"] and "{path}" not in texts["command"]:
            self.problem(
                ("command",), "command has no {path}", "expected, for example, python examples/{path}"
            )

    def keys(self, key: tuple, value: dict, known: tuple[str, ...]) -> None:
        for name in value:
            if name not in known:
                self.problem((*key, str(name)), f"unknown setting {name}", f"expected {listed(known)}")

    def text(self, key: tuple, value: dict, name: str, needed: bool = True) -> str:
        text = value.get(name)
        if name not in value and (
            not needed or name in {near(key, KEYS) for key in value if key not in KEYS}
        ):
            return ""
        if not isinstance(text, str) or not text.strip():
            label = ".".join(map(str, (*key, name)))
            self.problem(
                (*key, name), f"no {label}" if text is None else f'{label} is "{text}"', "expected text"
            )
            return ""
        return text

    def groups(self, name: str) -> dict[str, Group]:
        value = self.value.get(name)
        if not isinstance(value, dict) or not value:
            self.problem((name,), f"no {name}", "expected slug: {title: ..., description: ...}")
            return {}
        return {
            str(slug): group for slug, item in value.items() if (group := self.group((name, str(slug)), item))
        }

    def group(self, key: tuple, item: object) -> Group | None:
        if not is_slug(key[-1]) or not isinstance(item, dict):
            self.problem(key, f"{key[-1]} is not read", "expected slug: {title: ..., description: ...}")
            return None
        self.keys(key, item, ("title", "description"))
        return Group(
            key[-1], self.text(key, item, "title"), self.text(key, item, "description", needed=False)
        )

    def loop(self) -> Group | None:
        value = self.value.get("loop")
        if value is None:
            return None
        if not isinstance(value, dict) or not is_slug(value.get("folder")):
            self.problem(
                ("loop",), "loop has no folder", "expected {folder: slug, title: ..., description: ...}"
            )
            return None
        self.keys(("loop",), value, ("folder", "title", "description"))
        title, words = (
            self.text(("loop",), value, "title"),
            self.text(("loop",), value, "description", needed=False),
        )
        return Group(value["folder"], title, words)

    def asked(self) -> Asked:
        value = self.value.get("questions")
        if value is None:
            return Asked()
        if not isinstance(value, dict):
            self.problem(("questions",), "questions is not read", "expected {least: 4, most: 6, computed: 1}")
            return Asked()
        self.keys(("questions",), value, ASKED)
        for name in ASKED:
            if name in value and (type(value[name]) is not int or value[name] < 0):
                self.problem(
                    ("questions", name), f'questions.{name} is "{value[name]}"', "expected a whole number"
                )
                return Asked()
        return Asked(**{name: value[name] for name in ASKED if name in value})

    def plans(self) -> list[tuple[int, object]]:
        value = self.value.get("planned") or []
        if not isinstance(value, list):
            self.problem(("planned",), "planned is no list", "expected - {slug: ..., title: ...}")
        return list(enumerate(value)) if isinstance(value, list) else []

    def plan(self, index: int, item: object, settings: Settings) -> Lesson | None:
        key = ("planned", index)
        if not isinstance(item, dict) or not SLUG.fullmatch(str(item.get("slug"))):
            self.problem(key, "a planned lesson without a slug", "expected {slug: phase/name, title: ...}")
            return None
        self.keys(key, item, PLANNED)
        before = len(self.problems)
        slug, title, dimension = item["slug"], self.text(key, item, "title"), item.get("dimension", "")
        folder = slug.split("/")[0]
        self.place_in_grid(key, slug, dimension, settings)
        needs = item.get("prerequisites") or []
        if not isinstance(needs, list) or not all(isinstance(need, str) for need in needs):
            what = f"{slug}: prerequisites is no list of slugs"
            self.problem((*key, "prerequisites"), what, "expected [phase/name]")
        if not title or len(self.problems) > before:
            return None
        return Lesson(slug, title, folder, dimension, prerequisites=tuple(needs), planned=True)

    def place_in_grid(self, key: tuple, slug: str, dimension: object, settings: Settings) -> None:
        folder = slug.split("/")[0]
        rows = list(settings.dimensions) if folder in settings.phases else [""]
        if folder not in settings.folders:
            self.problem(
                (*key, "slug"), f"{slug}: unknown phase {folder}", f"expected {listed(settings.folders)}"
            )
        elif dimension not in rows:
            expected = f"expected {listed(rows)}" if any(rows) else "expected none here"
            self.problem((*key, "dimension"), f"{slug}: unknown dimension {dimension}", expected)
