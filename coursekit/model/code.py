"""Code on pages: whatever looks like something to run must be found by the runners."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from coursekit.model.fence import Fence
from coursekit.model.problem import Place, Problem

if TYPE_CHECKING:
    from coursekit.model.course import Course

RUN = ("py", "python", "bash", "sh", "shell")
NEVER_RUN = (
    "console", "pycon", "shell-session", "sh-session", "ipython", "ipython3", "python3", "py3", "zsh", "fish",
    "powershell", "pwsh", "ps1", "bat", "batch", "cmd", "doscon",
)  # fmt: skip
SHOW = "show a region of a tested file: /// example | path:region"


def problems(course: Course) -> Iterator[Problem]:
    """Every fence that nothing runs although it looks so."""
    for source in course.pages.values():
        for fence in source.fences:
            if fence.readable and (words := _unrun(fence)):
                yield source.problem(Place(fence.line, fence.col), *words, SHOW)


def _unrun(fence: Fence) -> tuple[str, str] | None:
    lang = fence.lang.lower()
    if lang in NEVER_RUN:
        return f"code in {lang} is run by no test", "expected py, bash or sh"
    if lang in RUN and re.search(r"\bskip\b", fence.info):
        return "this code is left out of the tests", "expected code without skip"
    if lang in RUN and fence.marker != "```":
        return f"no test finds code behind {fence.marker}", "expected ```"
    if lang in RUN and fence.quoted:
        return "no test finds code in a quote", "expected it outside of the quote"
    if not lang and re.match(r"\s*(?:>>> |\$ )", fence.code):
        return "a session typed by hand is run by no test", "expected a recorded output"
    return None
