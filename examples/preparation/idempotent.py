"""Take in the same weeks twice, and skip what is fresh: what DVC does for a pipeline, in fifty lines."""

import argparse
import hashlib
import json
import os
import tempfile
from pathlib import Path

WEEKS = {1: ["1,120.00", "2,19.99", "3,180.00"], 2: ["4,260.00", "5,8.50", "6,151.00"]}
LIMIT = "150"


def md5(path):
    return hashlib.md5(path.read_bytes()).hexdigest()


def rows(week):
    return week.read_text(encoding="utf-8").splitlines(keepends=True)


# --8<-- [start:append]
def append(raw, table):
    """Add what has arrived to the table that is there."""
    with table.open("a", encoding="utf-8") as file:
        for week in sorted(raw.iterdir()):
            file.writelines(rows(week))


# --8<-- [end:append]
# --8<-- [start:rebuild]
def rebuild(raw, table):
    """Make the table from all that has arrived; a row that was sent twice counts once."""
    found = {row: None for week in sorted(raw.iterdir()) for row in rows(week)}
    table.write_text("".join(found), encoding="utf-8")


# --8<-- [end:rebuild]
# --8<-- [start:repro]
def repro(command, deps, lock):
    """Run the command, unless all that it depends on is as it was when it last succeeded."""
    now = {path.name: md5(path) for path in deps}
    if lock.exists() and json.loads(lock.read_text(encoding="utf-8")) == now:
        return "skipped"
    command()
    lock.write_text(json.dumps(now), encoding="utf-8")
    return "ran"


# --8<-- [end:repro]
# --8<-- [start:alarms]
def alarms(folder):
    """Count the payments above the limit: a stage that reads two files."""
    limit = float((folder / "limit.txt").read_text(encoding="utf-8"))
    amounts = [float(row.split(",")[1]) for row in rows(folder / "payments.csv")]
    (folder / "alarms.txt").write_text(str(sum(amount > limit for amount in amounts)), encoding="utf-8")


# --8<-- [end:alarms]
def deliver(raw):
    raw.mkdir()
    for week, lines in WEEKS.items():
        (raw / f"week-{week}.csv").write_text("\n".join([*lines, ""]), encoding="utf-8")


def twice(step, raw, table):
    for attempt in (1, 2):
        step(raw, table)
        print(f"run {attempt}: {len(rows(table))} payments")


# --8<-- [start:skip]
def skip(folder):
    """One stage, one file that it depends on, and five mornings."""
    table, lock = folder / "payments.csv", folder / "stage.lock"

    def morning(what):
        print(f"{what}: {repro(lambda: alarms(folder), [table], lock)}")

    morning("nothing is made yet")
    morning("nothing has changed")
    os.utime(table, (0, 0))
    morning("another date, the same bytes")
    good = table.read_text(encoding="utf-8")
    table.write_text(good.replace("151.00", "149.00"), encoding="utf-8")
    morning("one amount is corrected")
    table.write_text(good, encoding="utf-8")
    morning("the correction is taken back")


# --8<-- [end:skip]
# --8<-- [start:forgotten]
def forgotten(folder):
    """The limit falls, but the stage did not say that it reads it."""
    table, limit, lock = folder / "payments.csv", folder / "limit.txt", folder / "stage.lock"
    limit.write_text("100", encoding="utf-8")
    for deps in ([table], [table, limit]):
        told = repro(lambda: alarms(folder), deps, lock)
        found = (folder / "alarms.txt").read_text(encoding="utf-8")
        print(f"depends on {', '.join(path.name for path in deps)}: {told}, {found} alarms")


# --8<-- [end:forgotten]
def main():
    argparse.ArgumentParser(description=__doc__).parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        raw, table = folder / "raw", folder / "payments.csv"
        deliver(raw)
        (folder / "limit.txt").write_text(LIMIT, encoding="utf-8")
        print("== append ==")
        twice(append, raw, table)
        print("== rebuild ==")
        twice(rebuild, raw, table)
        print("== skip ==")
        skip(folder)
        print("== forgotten ==")
        forgotten(folder)


if __name__ == "__main__":
    main()
