"""Read the command line before anything heavy loads, so that --help answers at once."""

import argparse
from pathlib import Path

LEAST_ROWS = 500


def rows(text: str) -> int:
    if not text.isdecimal() or int(text) < LEAST_ROWS:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of payments from {LEAST_ROWS} up")
    return int(text)


def read_options(arguments: list[str] | None = None) -> argparse.Namespace:
    """What the user wants; a wrong word ends the program with a line that names it."""
    parser = argparse.ArgumentParser(
        prog="pipeline.py",
        description="Run the ML lifecycle once: scope, prepare, train, register, serve, monitor, retrain.",
        epilog="A second run finds its work done and reuses it. One that was killed is finished by the next.",
    )
    add = parser.add_argument
    add("--csv", type=Path, metavar="FILE", help="payments of your own in place of simulated ones")
    add("--rows", type=rows, default=4000, metavar="N", help="simulated payments a week (default: 4000)")
    add(
        "--workspace",
        type=Path,
        default=Path("fraud-workspace"),
        metavar="DIR",
        help="where code, data and models are kept (default: ./fraud-workspace)",
    )
    add("--fresh", action="store_true", help="delete the workspace and begin anew")
    return parser.parse_args(arguments)
