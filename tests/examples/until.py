"""Run an example until a section of its output is whole: `until.py SECTION SCRIPT [ARGUMENTS]`.

A changed example is asked for one section; what comes after it would only cost time.
"""

import re
import runpy
import sys
from pathlib import Path
from typing import TextIO

HEADING = re.compile(r"== ([a-z][a-z0-9-]*) =*")


class Until:
    """Lets text through to a stream, and ends the program at the first heading behind the section."""

    def __init__(self, stream: TextIO, section: str) -> None:
        self._stream, self._section = stream, section
        self._line, self._inside = "", False

    def write(self, text: str) -> int:
        self._stream.write(text)
        *lines, self._line = (self._line + text).split("\n")
        for heading in filter(None, map(HEADING.fullmatch, lines)):
            if self._inside and heading[1] != self._section:
                raise SystemExit(0)
            self._inside = self._inside or heading[1] == self._section
        return len(text)

    def __getattr__(self, name: str):
        return getattr(self._stream, name)


if __name__ == "__main__":
    _, section, script, *arguments = sys.argv
    sys.argv[:] = [script, *arguments]
    sys.path[0] = str(Path(script).parent)
    sys.stdout = Until(sys.stdout, section)
    runpy.run_path(script, run_name="__main__")
