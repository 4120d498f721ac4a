"""The engine's commands: check a course, begin a lesson."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from coursekit import check, new_lesson


def main(arguments: list[str] | None = None) -> int:
    """Run a command; return 0 if all is well, 1 if there are problems, 2 if the command is wrong."""
    parser = argparse.ArgumentParser(prog="coursekit", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    checking = commands.add_parser("check", help="tell every problem of a course")
    checking.add_argument("docs", type=_folder, help="the folder of its pages")
    checking.add_argument("--format", choices=("text", "github"), default="text")
    checking.add_argument("--figures", action="store_true", help="tell what guessing by habit scores")
    making = commands.add_parser("new-lesson", help="make the page of a new lesson")
    making.add_argument("docs", type=_folder, help="the folder of the pages")
    making.add_argument("slug", help="phase/name")
    making.add_argument("--title", required=True)
    making.add_argument("--dimension", default="", help="its row of the matrix; none for the loop")
    given = parser.parse_args(arguments)
    # A console that can't show a letter must not end the command.
    sys.stdout.reconfigure(errors="backslashreplace")
    return _check(given) if given.command == "check" else _new_lesson(given)


def _folder(text: str) -> Path:
    path = Path(text)
    if not path.is_dir():
        raise argparse.ArgumentTypeError(f"there is no folder {text}")
    try:
        return Path(os.path.relpath(path))
    except ValueError:  # on another drive there is no relative path
        return path


def _check(given: argparse.Namespace) -> int:
    problems = check.problems(given.docs)
    for problem in problems:
        print(problem.github() if given.format == "github" else problem)
    print(f"{len(problems)} problem{'s' * (len(problems) > 1)}" if problems else check.counts(given.docs))
    for line in check.figures(given.docs) if given.figures else ():
        print(line)
    return 1 if problems else 0


def _new_lesson(given: argparse.Namespace) -> int:
    try:
        path, left = new_lesson.create(given.docs, given.slug, given.title, given.dimension)
    except new_lesson.Refused as refused:
        print(f"coursekit new-lesson: {refused}", file=sys.stderr)
        return 2
    print(f"made {path.as_posix()}", *(f"next: {step}" for step in left), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
