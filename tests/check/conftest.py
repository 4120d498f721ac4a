"""A course about bread to run the commands in."""

from pathlib import Path

import pytest

from tests.model import bread


@pytest.fixture
def course(tmp_path, monkeypatch) -> Path:
    """A copy of the course about bread, and the folder that commands run in."""
    monkeypatch.chdir(tmp_path)
    return bread.copy(tmp_path)
