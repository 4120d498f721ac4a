"""Run the checks on the reader's file, in a process of its own that may hang, crash or print anything."""

import json
import linecache
import os
import runpy
import sys
import threading
import traceback
from pathlib import Path
from types import ModuleType

from exercises.runner.exercise import Exercise


class Events:
    """Tells the parent what happens, line by line: what was told stays told when this process dies."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("a", encoding="utf-8")

    def tell(self, kind: str, **facts: object) -> None:
        self._file.write(json.dumps({"kind": kind} | facts) + "\n")
        self._file.flush()


def load(path: Path) -> ModuleType:
    """Run the reader's file as a module; unlike an import this leaves no `__pycache__` beside it."""
    module = ModuleType("yours")
    module.__file__ = str(path)
    sys.modules["yours"] = module
    exec(compile(path.read_bytes(), str(path), "exec", dont_inherit=True), module.__dict__)
    return module


def place(path: Path, line: int) -> str:
    """The reader's own line, with its number."""
    text = linecache.getline(str(path), line).strip()
    return f"line {line}: {text}" if text else f"line {line}"


def explain(error: BaseException, path: Path) -> str:
    """The error in a line or two: the reader's place, then Python's words; none of our own frames."""
    words = "".join(traceback.format_exception_only(error)[-1:]).strip()
    if isinstance(error, SyntaxError) and error.filename == str(path):
        return f"{place(path, error.lineno or 1)}\n{words}"
    if (
        isinstance(error, AttributeError)
        and isinstance(error.obj, ModuleType)
        and error.obj.__name__ == "yours"
    ):
        return f"your file has no `{error.name}`; keep the names that it came with"
    frames = traceback.extract_tb(error.__traceback__)
    lines = [frame.lineno for frame in frames if frame.filename == str(path)]
    where = place(path, lines[-1]) if lines else "the check could not go on with what your file has"
    return f"{where}\n{words}"


def watch(events: Events, path: Path, seconds: float, main: int) -> None:
    """Tell where the reader's file stands when the time is up, and end."""

    def ring() -> None:
        frame = sys._current_frames().get(main)
        while frame and frame.f_code.co_filename != str(path):
            frame = frame.f_back
        events.tell("slow", place=place(path, frame.f_lineno) if frame else "")
        os._exit(1)

    alarm = threading.Timer(seconds, ring)
    alarm.daemon = True
    alarm.start()


def judge(exercise: Exercise, path: Path, events: Events) -> None:
    """Run every check, also after one that does not hold: the reader learns all at once."""
    try:
        yours = load(path)
    except BaseException as error:  # also SystemExit: the reader's file may end as it likes
        events.tell("broken", text=explain(error, path))
        return
    functions = runpy.run_path(str(exercise.check), run_name=exercise.check.stem)
    for check in exercise.checks:
        events.tell("start", check=check.name)
        try:
            found = functions[check.name](yours)
        except BaseException as error:
            found = explain(error, path)
        events.tell("end", check=check.name, found=found)
    events.tell("done")


def main() -> None:
    name, solution, check, file, told, seconds = sys.argv[1:]
    path, events = Path(file), Events(Path(told))
    watch(events, path, float(seconds), threading.get_ident())
    judge(Exercise(name, Path(solution), Path(check)), path, events)


if __name__ == "__main__":
    main()
