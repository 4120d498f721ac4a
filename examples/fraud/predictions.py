"""Keep every prediction until its label comes; a log that fails may cost log lines, never an answer."""

import logging
import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

from pydantic_core import from_json, to_json

from .meters import Meters

if TYPE_CHECKING:
    import pandas as pd

MOST = 50_000  # lines that may wait; some 20 MB of memory
CHUNK = 200  # lines turned to JSON in one go: longer, and requests would wait for the interpreter
PATIENCE = 10.0  # seconds to write the rest at the end
PAUSE = 0.1  # seconds between two looks into the queue
LOG = logging.getLogger("fraud.predictions")


# --8<-- [start:log]
class PredictionLog:
    """A folder of JSON lines files: requests put lines into a queue, one thread writes them down."""

    def __init__(self, folder: Path, meters: Meters, most: int = MOST) -> None:
        self._path = Path(folder) / f"predictions-{time.time_ns()}.jsonl"
        self._queue, self._most, self._meters = SimpleQueue(), most, meters
        self._over, self._trouble = threading.Event(), ""
        self._thread = threading.Thread(target=self._keep_writing, name="prediction log", daemon=True)
        self._thread.start()

    def add(self, line: dict) -> None:
        """Queue the line and return at once; a full queue loses it."""
        if self._queue.qsize() < self._most:
            self._queue.put(line)
        else:
            self._meters.lost.inc()

    # --8<-- [end:log]
    def close(self) -> None:
        """Write what waits, then end."""
        self._over.set()
        self._thread.join(PATIENCE)

    # --8<-- [start:write]
    def _write(self, lines: list[dict]) -> None:
        """Append the lines, all or none: half a line would spoil the next one too."""
        size = 0
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._path.open("ab") as file:
                size = file.tell()
                file.write(b"".join(to_json(line) + b"\n" for line in lines))
        except OSError as error:
            self._lose(lines, size, error)
        else:
            self._meters.logged.inc(len(lines))
            self._trouble = ""

    # --8<-- [end:write]
    def _lose(self, lines: list[dict], size: int, error: OSError) -> None:
        """Count what is lost, say why once, and cut the file back to its last whole line."""
        self._meters.lost.inc(len(lines))
        if str(error) != self._trouble:
            LOG.warning("predictions are not logged: %s", error)
        self._trouble = str(error)
        try:
            if self._path.is_file():
                os.truncate(self._path, size)
        except OSError:  # then let the half line be the last of its file
            self._path = self._path.with_name(f"predictions-{time.time_ns()}.jsonl")

    def _keep_writing(self) -> None:
        over = False
        while not over:
            over = self._over.wait(PAUSE)  # looked at before the queue: what came first is written
            while lines := self._waiting():
                self._write(lines)

    def _waiting(self) -> list[dict]:
        lines = []
        try:
            while len(lines) < CHUNK:
                lines.append(self._queue.get_nowait())
        except Empty:
            pass
        return lines


# --8<-- [start:read]
def read(folder: Path) -> "pd.DataFrame":
    """Every prediction in the folder; a last line that is cut off, or still being written, is left out."""
    import pandas as pd

    return pd.DataFrame(line for path in sorted(Path(folder).glob("*.jsonl")) for line in whole_lines(path))


def whole_lines(path: Path) -> Iterator[dict]:
    with path.open("rb") as file:
        for text in file:
            if not text.endswith(b"\n"):
                return  # if it is still being written, its rest comes next: no line of its own
            yield from_json(text)


# --8<-- [end:read]
