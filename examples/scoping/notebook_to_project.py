"""A notebook that gave an answer once, and the project that gives it every time."""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import fraud
import hidden_state
from fraud.stop import Stop
from fraud.story import Story

HERE = Path(__file__).resolve().parent
NOTEBOOK = HERE / "fraud.ipynb"
PROJECT = HERE / "project"
RUNS = 6


# --8<-- [start:look]
def look(cells):
    """What can be said without running anything."""
    counts, gone = hidden_state.order(cells)
    print(f"stored answer: {hidden_state.stored_answer(cells):.3f}")
    print("cells from top to bottom ran as:", *counts)
    print("ran too, and nobody can see what:", *gone)
    print("read, but made by no cell above:", *hidden_state.hidden_names(cells))
    print("draws at random without a seed:", *hidden_state.unseeded(cells))
    print("only on its author's machine:", *hidden_state.places(cells))


# --8<-- [end:look]
# --8<-- [start:top-to-bottom]
def top_to_bottom(cells, run, missing):
    """Run all cells as they stand; where a name is missing, say so, guess the line, and go on."""
    from nbclient.exceptions import CellExecutionError

    for cell in cells:
        try:
            run(cell)
        except CellExecutionError as error:
            print(f"stops at: {cell.source.splitlines()[0]}\n{error.ename}: {error.evalue}")
            print("guessed:", missing)
            run(code(missing))
            run(cell)
    return hidden_state.stored_answer(cells)


def again(cells, run, seed):
    """Split, fit and score once more; the seed comes from us, so that you see the same luck."""
    run(code(f"import numpy; numpy.random.seed({seed})"))
    for cell in cells[-3:]:
        run(cell)
    return hidden_state.stored_answer(cells)


# --8<-- [end:top-to-bottom]
def code(text):
    import nbformat

    return nbformat.v4.new_code_cell(text)


def rerun(cells, folder, story):
    """Run the notebook for real; the last runs repeat split, fit and score."""
    stored, told = hidden_state.stored_answer(cells), [fraud.scenes.kernel.text(cell) for cell in cells]
    missing = 'usual = df.groupby("customer")["amount"].mean()'
    with fraud.scenes.kernel.kernel(folder) as run:
        story.note("running the notebook from top to bottom in a fresh kernel")
        first = top_to_bottom(cells, run, missing)
        for before, cell in zip(told, cells, strict=True):
            if before != (now := fraud.scenes.kernel.text(cell)) and "trees" in now:
                print(f"the fit says {now.strip()}, stored is {before.strip()}: edited, and not run again")
        print(f"with the guess: {'far below' if first < stored - 0.1 else 'near'} the stored answer")
        story.note(f"split, fit and score again, {RUNS} times")
        answers = [again(cells, run, seed) for seed in range(RUNS)]
    print(f"{RUNS} more runs:", *(f"{answer:.3f}" for answer in answers))
    print(f"largest minus smallest: {max(answers) - min(answers):.3f}")
    return answers


# --8<-- [start:project]
def run_project(folder, payments, runs=2):
    """Run train.py in processes of their own; return the answer files."""
    answers = [Path(folder, f"answer-{number}.json") for number in range(1, runs + 1)]
    command = [sys.executable, str(PROJECT / "train.py"), str(payments), "--answer"]
    started = [
        subprocess.Popen([*command, str(answer)], stdout=subprocess.PIPE, text=True) for answer in answers
    ]
    for process in started:
        printed = process.communicate(timeout=120)[0]
        if process.returncode:
            raise Stop(f"train.py ended with code {process.returncode}; what it said stands above")
        print(printed, end="")
    return [answer.read_bytes() for answer in answers]


# --8<-- [end:project]
def locked(path=PROJECT / "requirements.txt"):
    """How many versions the lock pins, and how many files it knows by their hash."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return len([line for line in lines if line[:1].isalpha()]), len(
        [line for line in lines if "--hash" in line]
    )


def compare(notebook, answers):
    """What the project is worth beside the notebook."""
    import json

    print("the files of both runs are equal, to the last bit:", "yes" if len(set(answers)) == 1 else "no")
    real, promised = json.loads(answers[0])["average_precision"], sum(notebook) / len(notebook)
    print(f"the notebook, repaired, promised {promised:.2f}; the next weeks give {real:.2f}")


def work(folder, story):
    """Look at the notebook, run it, run the project."""
    import make_notebook

    story.note("writing the export that the notebook reads")
    cells = hidden_state.read(NOTEBOOK)
    make_notebook.export(folder)
    print("== look ==")
    look(cells)
    print("\n== rerun ==")
    answers = rerun(cells, folder, story)
    print("\n== project ==")
    story.note("running the project twice")
    print("its lock pins {} versions, and {} files by hash".format(*locked()))
    compare(answers, run_project(folder, Path(folder, make_notebook.EXPORT)))


def make(folder):
    """The folder that was asked for, if it can be had."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Stop(f"--workspace {folder}: {error.strerror}; name a folder that can be written") from None


def main():
    """Read the options and work in the folder that they name, or in one that goes away."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workspace", type=Path, metavar="DIR", help="keep the export and the answers there")
    folder = parser.parse_args().workspace
    story = Story()
    if folder:
        make(folder)
        return work(folder.resolve(), story)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as own:
        return work(Path(own), story)


if __name__ == "__main__":
    try:
        main()
    except Stop as reason:
        sys.exit(f"stopped: {reason}")
