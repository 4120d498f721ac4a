"""Tell what the pipeline does: results to stdout, progress to stderr."""

import sys
import time


class Story:
    """Prints a heading for each step and remembers its last line for the summary."""

    def __init__(self) -> None:
        self._start = time.monotonic()
        self._last: dict[str, str] = {}
        self._step = ""

    def step(self, name: str) -> None:
        """Begin a step."""
        self.note(name)
        self._step = name
        print("\n" * bool(self._last) + f"== {name} ==", flush=True)

    def say(self, line: str) -> None:
        """A result: it goes to stdout and is the same in every run, but for ids, dates and durations."""
        self._last[self._step] = line
        print(line, flush=True)

    def note(self, line: str) -> None:
        """Progress: it goes to stderr, with the seconds since the start."""
        print(f"[{time.monotonic() - self._start:5.1f} s] {line}", file=sys.stderr, flush=True)

    def summary(self) -> None:
        """Print one line for each step so far: the last that it said."""
        lines = [f"{name:<9} {line}" for name, line in self._last.items()]
        self.step("summary")
        for line in lines:
            self.say(line)
