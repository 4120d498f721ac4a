"""Do an exercise: get a file of your own, edit it, be told what is right, what is not yet, and a hint."""

import argparse
import difflib
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from exercises.runner import exercise as exercises
from exercises.runner import words
from exercises.runner.notes import Notes
from exercises.runner.trial import SECONDS, attempt

HERE = Path(__file__).resolve().parent


def hand_out(exercise: exercises.Exercise, file: Path) -> bool:
    """Write the unsolved exercise; False if the reader's file is there already: it is never overwritten."""
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        with file.open("x", encoding="utf-8", newline="\n") as new:
            new.write(exercise.unsolved)
    except FileExistsError:
        return False
    return True


def check(exercise: exercises.Exercise, file: Path, seconds: float, *, new: bool = False) -> bool:
    """Try the file once and say what came of it; a new file was not tried yet, so it gets no hint."""
    trial = attempt(exercise, file, seconds)
    name = trial.hinted(exercise)
    hints = {name: Notes(file).failed(name)} if name and not new else {}
    print(words.report(exercise, trial, hints), flush=True)
    return trial.passed(exercise)


def state(file: Path) -> tuple[int, int] | None:
    """What changes when the file is saved; None while an editor is replacing it."""
    try:
        found = file.stat()
    except FileNotFoundError:
        return None
    return found.st_mtime_ns, found.st_size


def watch(exercise: exercises.Exercise, file: Path, seconds: float, *, new: bool) -> bool:
    """Check at once, then again at each save, until all is right or Ctrl+C."""
    while True:
        seen = state(file)
        if check(exercise, file, seconds, new=new):
            return True
        print("Watching: save your file to check it again, Ctrl+C to stop.\n", flush=True)
        while state(file) in (seen, None):
            time.sleep(0.2)
        new = False


def find(name: str, parser: argparse.ArgumentParser) -> exercises.Exercise:
    """The exercise of that name, or an end that names the nearest one and all."""
    known = exercises.known(HERE)
    wanted = name.removesuffix(".py").replace("_", "-").strip("/")
    if wanted not in known:
        near = difflib.get_close_matches(wanted, known, 1)
        hint = f"; did you mean {near[0]}?" if near else ""
        parser.error(f"there is no exercise {name}{hint}\n" + "\n".join(["exercises:", *known]))
    return known[wanted]


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("exercise", help="phase/lesson, as in the lesson's address")
    parser.add_argument("--watch", action="store_true", help="check again at each save, until Ctrl+C")
    parser.add_argument("--solution", action="store_true", help="print a solution and end")
    parser.add_argument("--folder", type=Path, default=Path("my-exercises"), help="where your files are")
    parser.add_argument("--seconds", type=float, default=SECONDS, help="limit of a run (default %(default)g)")
    options = parser.parse_args(arguments)
    exercise = find(options.exercise, parser)
    if options.solution:
        print(exercise.solved, end="")
        return 0
    file = options.folder / exercise.solution.relative_to(HERE)
    try:
        new = hand_out(exercise, file)
        print(f"Your file is new: {file}" if new else f"Your file: {file}", flush=True)
        again = watch if options.watch else check
        return 0 if again(exercise, file, options.seconds, new=new) else 1
    except OSError as error:
        parser.error(f"{file} can't be used: {error.strerror or error}")
    except KeyboardInterrupt:
        print("Stopped.")
        return 0 if options.watch else 130


if __name__ == "__main__":
    sys.exit(main())
