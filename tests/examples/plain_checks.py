"""The checks of a merge, in this process, and without pytest's own changes to their code."""

import sys
from pathlib import Path

import pytest

CHECKS = str(Path(__file__).parents[2] / "examples" / "loop" / "checks")
sys.exit(pytest.main(["--assert=plain", "--rootdir", CHECKS, CHECKS]))
