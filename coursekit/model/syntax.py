"""How a block is written: what its argument is, which options it takes, where it may stand."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from coursekit.model.problem import Fault, is_slug, listed, near
from coursekit.model.reference import split


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


FORMS: dict[str, tuple[Callable[[object], bool], str]] = {
    "slug": (is_slug, "a slug: small letters, digits and hyphens"),
    "text": (
        lambda value: isinstance(value, str) and bool(value.strip()),
        "text, in quotes if it looks like a number",
    ),
    "line": (
        lambda value: isinstance(value, str) and value.count("{}") == 1,
        "a line of output in quotes with {} in place of the answer",
    ),
    "unit": (lambda value: isinstance(value, str), "text, in quotes if it looks like a number"),
    "flag": (lambda value: isinstance(value, bool), "true or false"),
    "count": (
        lambda value: _is_number(value) and isinstance(value, int) and value >= 1,
        "a whole number from 1",
    ),
    "amount": (lambda value: _is_number(value) and value >= 0, "a number from 0"),
    "file": (lambda value: (found := split(value)) is not None and not found.part, "the path of an example"),
    "region": (lambda value: (found := split(value)) is not None and bool(found.part), "path:region"),
    "example": (lambda value: split(value) is not None, "path:region or path"),
    "section": (lambda value: value is True or is_slug(value), "the name of a recorded section, or true"),
    "fingerprint": (lambda value: re.fullmatch(r"[0-9a-f]{8}", str(value)) is not None, "8 hex digits"),
}


@dataclass(frozen=True)
class Option:
    """One option of a block."""

    form: str
    required: bool = False
    words: tuple[str, ...] = ()
    """The allowed words, if only some are."""

    def __post_init__(self) -> None:
        if self.form not in FORMS:
            raise ValueError(f"no form of option is called {self.form}")

    def allows(self, value: object) -> bool:
        """Tell whether a value is well formed."""
        return (
            value in self.words
            if self.words and isinstance(value, str)
            else FORMS[self.form][0](value) and not self.words
        )

    @property
    def expected(self) -> str:
        """What to write, in words."""
        return f"expected {listed(self.words) if self.words else FORMS[self.form][1]}"


@dataclass(frozen=True)
class Syntax:
    """How a block is written."""

    name: str
    argument: str = ""
    """The form of the argument; empty: it takes none."""
    options: dict[str, Option] = field(default_factory=dict)
    inside: tuple[str, ...] = ("",)
    """Names of the blocks that it may stand in; an empty name: the page itself."""

    def faults(self, argument: str | None, options: dict) -> list[Fault]:
        """Check argument and options, without their meaning."""
        return [*self._argument_faults(argument), *self._option_faults(options)]

    def _argument_faults(self, argument: str | None) -> list[Fault]:
        if not self.argument:
            return (
                [Fault(f'argument "{argument}" has no use', f"expected /// {self.name}")] if argument else []
            )
        if FORMS[self.argument][0](argument):
            return []
        what = f'argument is "{argument}"' if argument else "no argument"
        return [Fault(what, f"expected {FORMS[self.argument][1]}", f"write /// {self.name} | argument")]

    def _option_faults(self, options: dict) -> list[Fault]:
        faults = []
        for name, value in options.items():
            if name not in self.options:
                known = f"expected {listed(self.options)}" if self.options else "expected no options"
                meant = near(name, self.options)
                remedy = f"write {meant}" if meant else ""
                faults.append(Fault(f"unknown option {name}", known, remedy, option=str(name)))
            elif not self.options[name].allows(value):
                faults.append(Fault(f'{name} is "{value}"', self.options[name].expected, option=name))
        misspelt = {near(name, self.options) for name in options if name not in self.options}
        for name, option in self.options.items():
            if option.required and name not in options and name not in misspelt:
                faults.append(Fault(f"no {name}", f"add it under the opening line: {name}: ..."))
        return faults


def nothing(lines: list[str]) -> list[Fault]:
    """Check that a block which takes no body has none."""
    filled = [index for index, line in enumerate(lines) if line.strip()]
    return [Fault("this text is shown nowhere", line=filled[0])] if filled else []
