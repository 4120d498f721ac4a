"""Give two versions of the data to Git and to DVC, lose one, and get exactly it back."""

import argparse
import hashlib
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from fraud import versions
from fraud.simulate import batch

CSV = "payments.csv"
RULE = """\
import csv, sys
LIMIT = {limit}
with open(sys.argv[1], newline="") as file:
    print(sum(float(row["amount"]) > LIMIT for row in csv.DictReader(file)))
"""


# --8<-- [start:two-versions]
def write_version(folder, number, rows, rate):
    """Version 2: another limit in the code, the right exchange rate for payments abroad in the data."""
    payments = batch(week=1, rows=rows)
    if number == 2:
        abroad = payments["is_foreign"] == 1
        payments.loc[abroad, "amount"] = (payments["amount"] * rate).round(2)
    payments.to_csv(folder / CSV, index=False, lineterminator="\n")
    (folder / "rule.py").write_text(
        RULE.format(limit={1: 200, 2: 150}[number]), encoding="utf-8", newline="\n"
    )


def two_versions(folder, rows, rate):
    """Each version is one commit: the code in it, the data named by it."""
    versions.start(folder)
    for number in (1, 2):
        write_version(folder, number, rows, rate)
        versions.git(folder, "add", "rule.py")
        versions.commit_data(folder, CSV, f"Version {number}", tag=f"data-v{number}")


# --8<-- [end:two-versions]
# --8<-- [start:look]
def md5(path):
    with path.open("rb") as file:
        return hashlib.file_digest(file, "md5").hexdigest()


def alarms(folder):
    """Run the code that lies in the folder on the data that lies in the folder."""
    command = [sys.executable, "rule.py", CSV]
    return int(subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=60).stdout)


def look(folder, when):
    held = md5(folder / CSV)
    owner = [n for n in (1, 2) if versions.data_md5(folder, CSV, f"data-v{n}") == held]
    limit = (folder / "rule.py").read_text(encoding="utf-8").split("LIMIT = ")[1].split()[0]
    names = " and ".join(map(str, owner)) or "none"
    print(f"{when}: limit {limit}, data of version {names}, {alarms(folder)} alarms")


# --8<-- [end:look]
# --8<-- [start:growth]
def size(folder):
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def git_size(folder):
    """Bytes of everything that Git stores, and that each clone fetches."""
    return size(folder / ".git/objects")


def csv_in_git(folder, rows, rate):
    """The same two versions with the CSV itself in Git, then deleted, then packed; the size after each."""
    folder.mkdir()
    versions.git(folder, "init", "--quiet", "--template=")
    for name, value in versions.GIT_CONFIG.items():
        versions.git(folder, "config", "--local", name, value)
    sizes = []
    for number in (1, 2):
        write_version(folder, number, rows, rate)
        versions.git(folder, "add", ".")
        versions.git(folder, "commit", "--quiet", "--message", f"Version {number}")
        sizes.append(git_size(folder))
    versions.git(folder, "rm", "--quiet", CSV)
    versions.git(folder, "commit", "--quiet", "--message", "The data was too big")
    sizes.append(git_size(folder))
    versions.git(folder, "gc", "--quiet", "--prune=now")
    return [*sizes, git_size(folder)]


# --8<-- [end:growth]
def growth(folder, rows, rate):
    one, two, deleted, packed = csv_in_git(folder / "csv-in-git", rows, rate)
    project, start = folder / "project", folder / "only-start"
    versions.start(start)
    print(f"one CSV file                         {(project / CSV).stat().st_size / 1e6:.1f} MB")
    for name, stored in {
        "Git with the CSV, version 1": one,
        "Git with the CSV, versions 1 and 2": two,
        "Git with the CSV, deleted again": deleted,
        "Git with the CSV, packed by git gc": packed,
        "Git with pointers, versions 1 and 2": git_size(project) - git_size(start),
    }.items():
        print(f"{name:<37}{kilobytes(stored)}")
    print(f"DVC storage, versions 1 and 2        {size(project / 'storage') / 1e6:.1f} MB")


def kilobytes(stored):
    """To one digit: compression libraries differ in the second."""
    return f"{round(stored, 1 - len(str(stored))) / 1e3:g} kB"


# --8<-- [start:trap]
def trap(folder):
    """Git moves what Git knows: the code and the pointer, and not the data."""
    look(folder, "before")
    versions.git(folder, "checkout", "--quiet", "data-v1")
    look(folder, "git checkout data-v1")
    print(versions.run_dvc(folder, "status"))
    versions.run_dvc(folder, "checkout")
    look(folder, "dvc checkout")


# --8<-- [end:trap]
# --8<-- [start:go-back]
def go_back(folder):
    for rev in ("data-v2", "data-v1", "main"):
        versions.go_back(folder, rev)
        look(folder, rev)


# --8<-- [end:go-back]
# --8<-- [start:lost]
def lost(folder):
    """The laptop's copies are gone; the remote still has every version."""
    shutil.rmtree(folder / ".dvc/cache")
    (folder / CSV).unlink()
    try:
        versions.run_dvc(folder, "checkout")
    except versions.VersionError as error:
        print(str(error).splitlines()[0])
    versions.run_dvc(folder, "pull")
    look(folder, "dvc pull")


# --8<-- [end:lost]
# --8<-- [start:unsaved]
def unsaved(folder):
    """Somebody edits the file by hand, and no version knows the result."""
    with (folder / CSV).open("a", encoding="utf-8") as file:
        file.write("one more row\n")
    try:
        versions.go_back(folder, "data-v1")
    except versions.VersionError as error:
        print(str(error).splitlines()[0])
    versions.run_dvc(folder, "checkout", "--force")


# --8<-- [end:unsaved]
def run(folder, rows, rate):
    project = folder / "project"
    two_versions(project, rows, rate)
    for name, show in {
        "pointer": lambda: print((project / f"{CSV}.dvc").read_text(encoding="utf-8").strip()),
        "growth": lambda: growth(folder, rows, rate),
        "trap": lambda: trap(project),
        "go-back": lambda: go_back(project),
        "lost": lambda: lost(project),
        "unsaved": lambda: unsaved(project),
    }.items():
        print(f"== {name} ==")
        show()


def main(argv=None):
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--workspace", type=Path, help="an empty folder to keep the work in (default: none is kept)"
    )
    parser.add_argument("--rows", type=int, default=14_400, help="payments in each version")
    parser.add_argument("--rate", type=float, default=0.9, help="exchange rate that version 2 sets right")
    options = parser.parse_args(argv)
    if options.workspace and options.workspace.exists() and any(options.workspace.iterdir()):
        parser.error(f"{options.workspace} is not empty; name a folder that is, or that is not there yet")
    if options.workspace:
        run(options.workspace, options.rows, options.rate)
    else:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            run(Path(folder), options.rows, options.rate)


if __name__ == "__main__":
    main()
