"""What tests need of the machine: programs that pip can't install, and an ear for Ctrl+C."""

import os
import shutil
import signal

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


def let_ctrl_c_through() -> None:
    """A shell starts what runs in its background deaf to Ctrl+C, and every child of it would stay so."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
