"""Programs that a test needs and pip can't install: find them, or say how to get them."""

import os
import shutil

import pytest

# Program: its names in order of choice, and the Debian package that brings it.
PROGRAMS = {
    "prometheus": (("prometheus",), "prometheus"),
    "promtool": (("promtool",), "prometheus"),
    "alertmanager": (("alertmanager", "prometheus-alertmanager"), "prometheus-alertmanager"),
    "amtool": (("amtool",), "prometheus-alertmanager"),
    "wrk": (("wrk",), "wrk"),
    "initdb": (("initdb", "/usr/lib/postgresql/15/bin/initdb"), "postgresql"),
    "buildah": (("buildah",), "buildah"),
    "strace": (("strace",), "strace"),
    "shellcheck": (("shellcheck",), "shellcheck"),
    "mmdebstrap": (("mmdebstrap",), "mmdebstrap"),
}


def need(program: str) -> str:
    """Return the program's path; without it skip the test, or fail where COURSE_REQUIRE_TOOLS is set."""
    names, package = PROGRAMS[program]
    found = next(filter(None, map(shutil.which, names)), None)
    if found:
        return found
    words = f"{program} is missing: `apt-get install {package}`, or see its own pages for other systems"
    if os.environ.get("COURSE_REQUIRE_TOOLS"):
        pytest.fail(words, pytrace=False)
    return pytest.skip(words)
