"""Let Evidently make its report of a drifted week: an extra, in an environment of its own."""

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import fraud
from fraud.stop import Stop
from fraud.story import Story

INSTALL = (
    "it needs pandas below 3.1, so give it an environment of its own: "
    "python -m venv evidently; evidently/bin/pip install -r requirements/evidently.txt; "
    "then run this file with evidently/bin/python"
)


def load():
    """Evidently, or a word on how to get it; the wrong pandas makes its import fail too."""
    try:
        import evidently
        import evidently.presets
    except ModuleNotFoundError as missing:
        raise Stop(f"{missing.name} is not installed; {INSTALL}") from None
    except (ImportError, AttributeError) as broken:
        raise Stop(f"evidently does not work here ({broken}); {INSTALL}") from None
    return evidently


# --8<-- [start:report]
def report(evidently, reference, week):
    """Evidently chooses a distance for each column; 0.1 is its limit too."""
    columns = list(fraud.features.NUMBERS)
    preset = evidently.presets.DataDriftPreset(columns=columns)
    return evidently.Report([preset]).run(week[columns], reference[columns])


# --8<-- [end:report]
def table(snapshot, ours):
    """Evidently's distance of each column beside our PSI: other numbers, the same verdict."""
    print(f"{'column':<16}{'our PSI':>8}  Evidently")
    for metric in snapshot.dict()["metrics"]:
        if "column" not in metric["config"]:
            continue
        told, row = metric["config"], ours.loc[metric["config"]["column"]]
        words = f"{metric['value']:.3f} {told['method']}"
        print(f"{told['column']:<16}{row['psi']:8.3f}  {words}{'  moved' if row['moved'] else ''}")


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=4000, help="payments a week (default %(default)s)")
    parser.add_argument("--years", type=float, default=10, help="older by so much (default %(default)s)")
    parser.add_argument("--output", type=Path, default=Path("evidently.html"), help="default %(default)s")
    options = parser.parse_args(arguments)
    if options.rows < 100:
        parser.error(f"--rows {options.rows}: a comparison needs 100 or more")
    if not options.output.parent.is_dir():
        parser.error(f"--output {options.output}: no such folder; make it first")
    story = Story()
    story.note("loading Evidently: it takes a while")
    evidently = load()
    from fraud.simulate import batch

    reference, week = batch(1, options.rows), batch(9, options.rows, age_shift=options.years)
    story.step("report")
    snapshot = report(evidently, reference, week)
    table(snapshot, fraud.drift.report(reference, week, fraud.features.NUMBERS))
    snapshot.save_html(str(options.output))
    story.say(f"{options.output.name} holds the report: {options.output.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    try:
        main()
    except Stop as reason:
        sys.exit(f"stopped: {reason}")
