"""Say what came of a trial: what is right, what is not yet, the next hint, and the code in the end."""

from .exercise import Check, Exercise
from .trial import Trial

WIDTH = 9  # of the column in which "right" and "not yet" stand
MOST_LINES = 10


def column(first: str, text: str) -> str:
    """The text beside its first word, every further line below its first."""
    lines = text.splitlines() or [""]
    return "\n".join(
        f"  {word:<{WIDTH}}{line}" for word, line in zip([first, *[""] * 99], lines, strict=False)
    )


def report(exercise: Exercise, trial: Trial, hints: dict[str, int]) -> str:
    """All that the reader is told; `hints`: how many of the first failing check's are due."""
    if trial.trouble and not trial.at:
        lines = [column("not yet", trial.trouble)]
    else:
        lines = [verdict(check, trial, hints) for check in exercise.checks]
    if trial.printed.strip():
        lines += ["Your file printed:", *printed(trial.printed)]
    return "\n".join([*lines, end(exercise, trial)])


def verdict(check: Check, trial: Trial, hints: dict[str, int]) -> str:
    """One check: right, not yet with what was found and the hints that are due, or not reached."""
    if check.name not in trial.found and check.name != trial.at:
        return column("-", f"{check.not_yet} (not reached)")
    found = trial.trouble if check.name == trial.at else trial.found[check.name]
    if found is None:
        return column("right", check.right)
    due = [f"Hint {n}: {hint}" for n, hint in enumerate(check.hints, 1) if n <= hints.get(check.name, 0)]
    return column("not yet", "\n".join([check.not_yet, *filter(None, [found]), *due]))


def printed(text: str) -> list[str]:
    """The last lines of what the file printed, each cut to a window's width."""
    lines = [f"  | {line[:100]}" for line in text.rstrip().splitlines()]
    return lines if len(lines) <= MOST_LINES else ["  | ...", *lines[-MOST_LINES:]]


def end(exercise: Exercise, trial: Trial) -> str:
    """How many are right; and when all are, the code."""
    if trial.passed(exercise):
        return (
            f"All {len(exercise.checks)} right. Your code: {exercise.code}\n"
            "Enter it on the lesson's page. It is no secret: it is evidence for yourself."
        )
    right = sum(found is None for found in trial.found.values())
    return f"{right} of {len(exercise.checks)} right. Edit your file, then run the same command again."
