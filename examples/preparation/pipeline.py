"""Run a pipeline of DVC stages: all of it, nothing, or just what a change has made stale."""

import argparse
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import fraud
from fraud.recovery import alone
from fraud.stop import Stop
from fraud.story import Story

TEMPLATE = Path(__file__).with_name("pipeline")
UNNEEDED = shutil.ignore_patterns("__pycache__", "stack")
SAYS = ("Running stage", "Stage '", "Data and pipelines", "ERROR")
MADE = ("data/payments.csv", "data/features.npz", "model/model.onnx", "metrics.json")


# --8<-- [start:project]
def project(folder):
    """A repository with the stages, the code that they use, and DVC."""
    fraud.versions.start(folder)
    shutil.copytree(TEMPLATE, folder, dirs_exist_ok=True, ignore=UNNEEDED)
    shutil.copytree(Path(fraud.__file__).parent, folder / "fraud", ignore=UNNEEDED)
    with (folder / ".gitignore").open("a", encoding="utf-8", newline="\n") as file:
        file.write("__pycache__/\n")


def arrive(source, folder, week):
    """What has come in by that week: payments, and the labels of payments from weeks before."""
    (folder / "raw").mkdir(exist_ok=True)
    for file in sorted(source.iterdir()):
        if int(file.stem[-3:]) <= week:
            shutil.copy(file, folder / "raw")


# --8<-- [end:project]
# --8<-- [start:repro]
def repro(folder):
    """Run what is stale, and show what DVC says of each stage."""
    sys.stdout.flush()  # a stage prints for itself: its lines must not overtake ours
    try:
        with alone(folder):
            said = fraud.commands.run_dvc(folder, "repro")
    except fraud.commands.VersionError as error:
        said = str(error).partition(": ")[2]
    print("\n".join(line for line in said.splitlines() if line.startswith(SAYS)))


# --8<-- [end:repro]
# --8<-- [start:save]
def save(folder, message, tag):
    """One commit: code, parameters, metrics, and dvc.lock with the checksum of all that was made."""
    fraud.versions.git(folder, "add", "--all")
    fraud.versions.commit_data(folder, "raw", message)
    fraud.versions.git(folder, "tag", tag)


# --8<-- [end:save]
# --8<-- [start:one-parameter]
def set_trees(folder, number):
    path = folder / "params.yaml"
    text = re.sub(r"max_iter: \d+", f"max_iter: {number}", path.read_text(encoding="utf-8"))
    path.write_text(text, encoding="utf-8", newline="\n")


def one_parameter(folder, trees):
    set_trees(folder, trees)
    print(fraud.commands.run_dvc(folder, "params", "diff"))
    repro(folder)
    print(fraud.commands.run_dvc(folder, "metrics", "diff"))


# --8<-- [end:one-parameter]
# --8<-- [start:run-cache]
def run_cache(folder):
    """Back to the old value: DVC remembers what came of it, and runs nothing."""
    set_trees(folder, 60)
    repro(folder)


# --8<-- [end:run-cache]
# --8<-- [start:killed]
def killed(folder):
    """A raw file is sent twice, and the power fails while ingest writes: half a table is no result."""
    week = folder / "raw/payments-week-003.csv"
    shutil.copy(week, week.with_stem(f"{week.stem}-again"))
    output = folder / "data/payments.csv"
    whole = md5(output)
    fraud.scenes.powercut.cut([sys.executable, "-m", "dvc", "repro", "--quiet"], folder, output)
    with alone(folder):
        stale = fraud.commands.run_dvc(folder, "status").splitlines()[0]
    print(f"killed while it wrote {output.name}; stale: {stale.strip(':')}")
    repro(folder)
    print(f"{output.name} is {'the same as before' if md5(output) == whole else 'another one'}")


# --8<-- [end:killed]
# --8<-- [start:new-week]
def new_week(folder, source):
    arrive(source, folder, week=11)
    repro(folder)
    print(fraud.commands.run_dvc(folder, "metrics", "diff"))
    save(folder, "A week more", tag="run-2")


# --8<-- [end:new-week]
# --8<-- [start:refused]
def refused(folder):
    """A supplier sells by phone now: the contract stops the run before anything learns from it."""
    week = folder / "raw/payments-week-007.csv"
    good = week.read_text(encoding="utf-8")
    week.write_text(good.replace(",chip,", ",phone,", 2), encoding="utf-8", newline="\n")
    before = md5(folder / "model/model.onnx")
    repro(folder)
    print("the model is", "as it was" if md5(folder / "model/model.onnx") == before else "another one")
    week.write_text(good, encoding="utf-8", newline="\n")
    repro(folder)


# --8<-- [end:refused]
# --8<-- [start:rollback]
def md5(path):
    return hashlib.md5(path.read_bytes()).hexdigest()


def made(folder):
    """Checksums of the code, of the raw data and of everything that was made from them."""
    files = [*folder.glob("raw/*"), *folder.glob("stages/*.py"), *map(folder.joinpath, MADE)]
    return {file.relative_to(folder).as_posix(): md5(file) for file in files}


def rollback(folder, first):
    """Twice: back to the first run, and score its model anew; then to the newest again."""
    for _ in range(2):
        fraud.versions.go_back(folder, "run-1")
        subprocess.run([sys.executable, "-m", "stages.evaluate"], cwd=folder, check=True, timeout=120)
        back = made(folder)
        same = sum(first[name] == back.get(name) for name in first)
        print(f"run-1: {same} of {len(first)} checksums as they were, {len(back) - same} files too many")
        ap = json.loads((folder / "metrics.json").read_text(encoding="utf-8"))["average_precision"]
        print(f"  its model on its data, by its code: average precision {ap}")
        print(f"  {fraud.commands.run_dvc(folder, 'status')}")
        fraud.versions.go_back(folder, "main")


# --8<-- [end:rollback]
def run(folder, rows, trees):
    story, source, work = Story(), folder / "source", folder / "project"
    for week in range(1, 12):
        fraud.delivery.deliver(source, week, rows, delay=4, form="csv")
    project(work)
    arrive(source, work, week=10)
    fraud.versions.commit_data(work, "raw", "What has come in by week 10")
    story.step("first-run")
    repro(work)
    save(work, "First run", tag="run-1")
    first = made(work)
    story.step("again")
    repro(work)
    acts = (one_parameter, trees), (run_cache,), (killed,), (new_week, source), (refused,), (rollback, first)
    for act, *how in acts:
        story.step(act.__name__.replace("_", "-"))
        act(work, *how)


def read_options(arguments):
    parser = argparse.ArgumentParser(description=__doc__)
    add = parser.add_argument
    add("--workspace", type=Path, help="an empty folder to keep the work in (default: none is kept)")
    add("--rows", type=fraud.options.rows, default=1000, help="payments a week (default %(default)s)")
    add("--trees", type=int, default=15, help="what one-parameter sets max_iter to (default %(default)s)")
    options = parser.parse_args(arguments)
    if options.workspace and options.workspace.exists() and any(options.workspace.iterdir()):
        parser.error(f"{options.workspace} is not empty; name a folder that is, or that is not there yet")
    return options


def main(arguments=None):
    options = read_options(arguments)
    # DVC starts each stage with the first `python` on the path: it must be this one.
    os.environ["PATH"] = str(Path(sys.executable).parent) + os.pathsep + os.environ["PATH"]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        run((options.workspace or Path(folder)).resolve(), options.rows, options.trees)


if __name__ == "__main__":
    try:
        main()
    except Stop as reason:
        sys.exit(f"stopped: {reason}")
