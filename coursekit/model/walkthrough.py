"""A walkthrough: one file shown whole, region by region, each with a remark."""

from __future__ import annotations

from dataclasses import dataclass

from coursekit.model.problem import Fault
from coursekit.model.syntax import Option, Syntax

SYNTAX = Syntax("walkthrough", "file", {"id": Option("slug", required=True)})
STEP = Syntax(
    "step",
    "slug",
    {"code": Option("fingerprint", required=True), "title": Option("text", required=True)},
    inside=("walkthrough",),
)


@dataclass(frozen=True)
class Step:
    """A region of the file and what is said about it."""

    region: str
    title: str
    code: str
    """Fingerprint of the region's code that the remark was written for."""
    remark: str


@dataclass(frozen=True)
class Walkthrough:
    """The file that is walked through; its steps are blocks of their own."""

    id: str
    file: str


def parse(argument: str | None, options: dict, lines: list[str]) -> tuple[Walkthrough | None, list[Fault]]:
    """Read the head of a walkthrough."""
    faults = SYNTAX.faults(argument, options)
    return (None, faults) if faults else (Walkthrough(options["id"], argument), [])


def parse_step(argument: str | None, options: dict, lines: list[str]) -> tuple[Step | None, list[Fault]]:
    """Read one step."""
    faults = STEP.faults(argument, options)
    remark = "\n".join(lines).strip("\n")
    if not remark.strip():
        faults.append(Fault("no remark", remedy="say something about this code"))
    return (None, faults) if faults else (Step(argument, options["title"], str(options["code"]), remark), [])
