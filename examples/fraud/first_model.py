"""Make the first champion of an empty registry, so that a new installation has something to serve."""

import argparse
import os
import sys
from pathlib import Path

from .stop import Stop

LAST = 8  # weeks in the books on the first day


def read_options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m fraud.first_model",
        description="Write simulated weeks with their labels, and train a first champion if there is none.",
        epilog="MLFLOW_TRACKING_URI names the MLflow server; without it the workspace has a store.",
    )
    add = parser.add_argument
    add(
        "--weeks", type=Path, required=True, metavar="DIR", help="where payments, labels and reference.csv go"
    )
    add("--workspace", type=Path, required=True, metavar="DIR", help="where code and data are versioned")
    add("--rows", type=int, default=4000, metavar="N", help="payments a week (default: %(default)s)")
    return parser.parse_args(arguments)


# --8<-- [start:first]
def first_model(weeks: Path, workspace_folder: Path, rows: int, server: str | None) -> str:
    """The retrainer's own job on simulated weeks; done again, it finds the champion and changes nothing."""
    from . import (
        books,
        registry,
        retrain_job,
        simulate,
        workspace,
    )  # after --help: scikit-learn takes seconds

    ledger = books.Books(weeks / "payments", weeks / "labels")
    with workspace.open_workspace(workspace_folder, server=server) as work:
        if found := retrain_job.champion_of(work):
            return f"version {found.version} is the champion already"
        for week in range(1, LAST + 1):
            payments = simulate.batch(week, rows)
            ledger.paid(payments)
            ledger.told(payments)
        known = ledger.labelled(retrain_job.WEEKS)
        books.place(known, weeks / "reference.csv")
        outcome = retrain_job.retrain(work, known)
    if not outcome.verdict.passed:
        raise Stop("the first model is refused: " + "; ".join(outcome.verdict.reasons))
    return f"version {outcome.version} of {registry.MODEL} is the champion"


# --8<-- [end:first]


def main(arguments: list[str] | None = None) -> None:
    """Make the first champion that the command line asks for."""
    options = read_options(arguments)
    server = os.environ.get("MLFLOW_TRACKING_URI")
    try:
        print(first_model(options.weeks, options.workspace, options.rows, server))
    except Stop as reason:
        sys.exit(f"stopped: {reason}")


if __name__ == "__main__":
    main()
