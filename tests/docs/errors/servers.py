"""Errors of the programs beside Python: Prometheus, Docker."""

import os
from pathlib import Path
from unittest.mock import patch

from fraud.stack.programs import find

from tests.docs.errors.running import said, stopped
from tests.tools import need


def not_there(_: Path) -> str:
    with patch.dict(os.environ, PATH="/nowhere"):
        return stopped(lambda: find("prometheus"))


def rule(folder: Path, expression: str, lasting: str) -> str:
    """What promtool says to a rule with that expression and that time."""
    alert = f"{{alert: Down, expr: '{expression}', for: '{lasting}'}}"
    text = f"groups:\n- name: fraud\n  rules:\n  - {alert}\n"
    (folder / "rules.yml").write_text(text, encoding="utf-8")
    return said(need("promtool"), "check", "rules", "rules.yml", folder=folder)


ERRORS = {
    "the program prometheus is not on PATH; it is not installed for you.": not_there,
    "not a valid duration string": lambda folder: rule(folder, "up == 0", "5 minutes"),
    "could not parse expression": lambda folder: rule(folder, "up = 0", "5m"),
}
BY_HAND = {
    "Cannot connect to the Docker daemon": "needs a Docker client without its engine",
    "docker: unknown command: docker compose": "needs a Docker client without Compose",
}
