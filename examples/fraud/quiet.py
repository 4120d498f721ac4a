"""Tell every library to send nothing home, before any of them is imported."""

import os

SILENCE = {
    "MLFLOW_DISABLE_TELEMETRY": "true",
    "DO_NOT_TRACK": "true",  # MLflow reads "true" only; "1" leaves its telemetry on
    "DVC_NO_ANALYTICS": "1",
    "DVC_TEST": "true",  # the one switch that also stops DVC's check for updates
    "WANDB_MODE": "offline",
    "WANDB_ERROR_REPORTING": "false",
    "WANDB_SILENT": "true",
    "WANDB_CONSOLE": "off",  # it would record, and hold back, what the program prints
    "ORT_DISABLE_TELEMETRY": "1",
    "GIT_TERMINAL_PROMPT": "0",  # a program must never sit waiting for a password
    "MLFLOW_LOGGING_LEVEL": "ERROR",  # it logs each table it makes, and warns of a pip it does not need
    "MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR": "false",  # for one file of some kilobytes
    "MLFLOW_SUPPRESS_PRINTING_URL_TO_STDOUT": "true",  # else each run's address stands among the results
    "OMP_NUM_THREADS": "1",  # on data this small, threads that wait for a busy core cost 30 times more
}


def hush() -> None:
    """Set what the user has not set; must run before the libraries are imported."""
    for name, value in SILENCE.items():
        os.environ.setdefault(name, value)
