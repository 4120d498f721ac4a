"""No library sends anything home: each is told so before it is imported."""

import subprocess
import sys

import outputs

ASK = """
import os, sys
import fraud
assert not {"mlflow", "dvc", "onnxruntime"} & sys.modules.keys()
from mlflow.telemetry.utils import is_telemetry_disabled
from dvc.analytics import is_enabled
print(is_telemetry_disabled(), is_enabled(), os.environ["ORT_DISABLE_TELEMETRY"])
"""


def test_the_switches_are_off_before_the_libraries_load(tmp_path):
    """The libraries themselves are asked, in an environment without any such setting."""
    clean = {"PATH": "", "HOME": str(tmp_path), "PYTHONPATH": str(outputs.EXAMPLES)}
    command = [sys.executable, "-c", ASK]
    asked = subprocess.run(command, env=clean, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert asked.stdout == "True False 1\n"


def test_what_the_user_has_set_stays(tmp_path):
    """A default, not a dictate."""
    ask = "import os, fraud; print(os.environ['OMP_NUM_THREADS'])"
    clean = {"PATH": "", "PYTHONPATH": str(outputs.EXAMPLES), "OMP_NUM_THREADS": "7"}
    asked = subprocess.run([sys.executable, "-c", ask], env=clean, capture_output=True, text=True, check=True)
    assert asked.stdout == "7\n"
