"""Propose four changes, check each as CI does, merge what passes, and promote what was checked."""

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path
from xml.etree import ElementTree

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import fraud
from fraud.stop import Stop
from fraud.story import Story

STORY = Story()
EXAMPLES = Path(__file__).resolve().parents[1]
FILES = ("fraud/*.py", "fraud/*.yaml", "loop/checks/*")
DATA, BASE, MADE = "data/payments.csv", "loop/checks/metrics.json", "made"
MINUTES = 5  # the longest that the checks of one change may take


# --8<-- [start:changes]
def edit(file, old, new):
    """A change to one line of code."""

    def change(project):
        text = (project / file).read_text(encoding="utf-8")
        if old not in text:
            raise Stop(f"{file} has no {old!r} any more; name a line that it has in loop/ci_cd.py")
        (project / file).write_text(text.replace(old, new), encoding="utf-8", newline="\n")

    return change


def rename_channel(project):
    """A new till sends another word for the same thing."""
    lines = (project / DATA).read_text(encoding="utf-8").replace("contactless", "tap")
    (project / DATA).write_text(lines, encoding="utf-8", newline="\n")


CHANGES = {
    "tidy-up": edit("fraud/features.py", '"hour"] < 6', '"hour"] <= 6'),
    "new-till": rename_channel,
    "train-faster": edit("fraud/model.py", '"max_iter": 60', '"max_iter": 5'),
    "more-trees": edit("fraud/model.py", '"max_iter": 60', '"max_iter": 90'),
}
# --8<-- [end:changes]


# --8<-- [start:check]
def check(project):
    """Run the checks as the workflow does; return each test's name and what it said, "" if it passed."""
    report = project / "report.xml"
    command = [sys.executable, "-m", "pytest", "loop/checks", "--maxfail=1", f"--junitxml={report}"]
    done = subprocess.run(
        command, cwd=project, env=environment(), capture_output=True, encoding="utf-8", timeout=60 * MINUTES
    )
    if not report.exists() or done.returncode not in (0, 1):
        raise Stop(f"the checks could not run:\n{done.stdout[-1500:]}{done.stderr[-1500:]}")
    cases = ElementTree.parse(report).iter("testcase")
    return {f"{case.get('classname').split('.')[-1]}.{case.get('name')}": said(case) for case in cases}


# --8<-- [end:check]
def environment():
    """This run's own, without what a test run around it would tell its pytest."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "COV_"))}
    return kept | {"PYTHONDONTWRITEBYTECODE": "1", "FRAUD_MADE": MADE}


def said(case):
    faults = [fault for fault in case if fault.tag in ("failure", "error")]
    words = " ".join(faults[0].get("message", "").split()) if faults else ""
    return words.split(" At index ")[0].split(" assert ")[0].removeprefix("AssertionError: ")[:120]


def start(project):
    """The project in a repository of its own: code, checks and data; main is what they all passed on."""
    import pandas as pd

    fraud.versions.start(project)
    for file in (file for pattern in FILES for file in EXAMPLES.glob(pattern) if file.is_file()):
        target = project / file.relative_to(EXAMPLES)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.read_bytes())
    payments = pd.concat([fraud.simulate.batch(week, 1500) for week in range(1, 13)])
    (project / DATA).parent.mkdir()
    payments.to_csv(project / DATA, index=False, lineterminator="\n")
    (project / ".gitignore").write_text("/report.xml\n/made/\n/storage/\n/.dvc-site/\n", encoding="utf-8")
    commit(project, "The project")


def commit(project, message):
    fraud.commands.git(project, "add", "--all")
    fraud.commands.git(project, "commit", "--quiet", "--allow-empty", "--message", message)


# --8<-- [start:propose]
def propose(project, name):
    """A branch with the change on it; main takes it only if every check passes."""
    fraud.commands.git(project, "checkout", "--quiet", "-b", name, "main")
    CHANGES[name](project)
    commit(project, name)
    results = check(project)
    faults = {test: words for test, words in results.items() if words}
    fraud.commands.git(project, "checkout", "--quiet", "main")
    if not faults:
        fraud.commands.git(project, "merge", "--quiet", "--no-ff", "--message", f"Merge {name}", name)
    return results, faults


# --8<-- [end:propose]
def show(name, results, faults):
    for test, words in faults.items():
        print(f"{name}: {test} says: {words}")
    outcome = "refused" if faults else "merged"
    print(f"{name}: {len(results) - len(faults)} passed, {len(faults)} failed: {outcome}")


# --8<-- [start:deliver]
def deliver(project, folder):
    """Promote the very model that the checks have passed: trained again, it would be another, unchecked."""
    scores = json.loads((project / MADE / "scores.json").read_text(encoding="utf-8"))
    graph = fraud.tracking.onnx.load(project / MADE / "model.onnx")
    origin = {
        "code_commit": fraud.commands.git(project, "rev-parse", "main"),
        "data_md5": hashlib.md5((project / DATA).read_bytes(), usedforsecurity=False).hexdigest(),
    }
    store = fraud.registry.open_store(folder / "store")
    run = fraud.tracking.track(store, params={}, metrics=scores, model=graph, lineage=origin)
    fraud.registry.promote(store, fraud.registry.register(store, run))
    (project / BASE).write_text(json.dumps(scores, indent=1) + "\n", encoding="utf-8", newline="\n")
    commit(project, "What main is worth now: the next change must not be worse")
    return fraud.registry.lineage(store)


# --8<-- [end:deliver]
def run(folder, names):
    project = folder / "project"
    STORY.note("a repository with the project")
    start(project)
    print("== changes ==", flush=True)
    for name in names:
        STORY.note(f"checking {name}")
        results, faults = propose(project, name)
        show(name, results, faults)
    print("\n== main ==")
    print(fraud.commands.git(project, "log", "--first-parent", "--format=%s", "--reverse", "main"))
    print("\n== delivery ==")
    if faults:  # of the last change: what its checks left is no model to promote
        return print("nothing has passed, nothing is delivered")
    before = json.loads((project / BASE).read_text(encoding="utf-8"))["average_precision"]
    origin = deliver(project, folder)
    after = json.loads((project / BASE).read_text(encoding="utf-8"))["average_precision"]
    print(f"version {origin.version} is the champion; average precision {before:.2f} -> {after:.2f}")
    print(f"code {origin.code_commit}")
    print(f"data {origin.data_md5}")
    print(f"main: {fraud.commands.git(project, 'log', '-1', '--format=%s', 'main')}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    add = parser.add_argument
    add("--workspace", type=Path, help="an empty folder to keep the work in (default: none is kept)")
    add("--only", choices=CHANGES, metavar="CHANGE", help="propose one of them: %(choices)s (default: all)")
    options = parser.parse_args()
    names = [options.only] if options.only else list(CHANGES)
    if find_spec("pytest") is None:
        raise Stop("the checks need pytest: pip install --require-hashes -r requirements/examples-dev.txt")
    if options.workspace:
        if options.workspace.exists() and any(options.workspace.iterdir()):
            parser.error(f"{options.workspace} is not empty; name a folder that is, or that is not there yet")
        return run(options.workspace.resolve(), names)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        run(Path(folder), names)


if __name__ == "__main__":
    try:
        main()
    except Stop as reason:
        sys.exit(f"stopped: {reason}")
