"""The notebook's answer can't be made again, and the project's can: shown by a kernel, not by words."""

import re
import subprocess
import sys
from importlib import util
from itertools import groupby
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCOPING = ROOT / "examples/scoping"
NOTEBOOK = SCOPING / "fraud.ipynb"
PAGE = ROOT / "docs/scoping/fraud.ipynb"


def module(name):
    """A file of the example as a module: its folder is no package."""
    spec = util.spec_from_file_location(name, SCOPING / f"{name}.py")
    made = util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


@pytest.fixture(scope="module")
def hidden_state():
    return module("hidden_state")


@pytest.fixture(scope="module")
def make_notebook():
    return module("make_notebook")


@pytest.fixture(scope="module")
def cells(hidden_state):
    """The notebook's code, as its author left it."""
    return hidden_state.read(NOTEBOOK)


@pytest.fixture(scope="module")
def printed(ran):
    """What the example prints, by section."""
    parts = re.split(r"^== ([\w-]+) ==\n", ran("scoping/notebook_to_project").stdout, flags=re.M)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def answers(text):
    """The numbers of the six runs."""
    line = next(line for line in text.splitlines() if "more runs:" in line)
    return [float(number) for number in line.split(":")[1].split()]


def test_the_stored_answer_is_too_good_and_no_rerun_comes_near(hidden_state, cells, printed):
    """It was scored on payments that the model had learned from."""
    stored, again = hidden_state.stored_answer(cells), answers(printed["rerun"])
    assert stored > 0.9
    assert max(again) < stored - 0.15


def test_the_same_notebook_gives_another_answer_each_time(printed):
    """No seed, no answer: the runs differ by more than most improvements bring."""
    again = answers(printed["rerun"])
    assert len(set(again)) == len(again)
    assert max(again) - min(again) > 0.05


def test_from_top_to_bottom_it_stops(printed):
    """The cell that made the name is gone; reading the code found the same name as running it."""
    assert "NameError: name 'usual' is not defined" in printed["rerun"]
    assert "made by no cell above: usual\n" in printed["look"]


def test_an_edited_cell_was_not_run_again(printed):
    """The stored output is that of a program which no file holds."""
    assert "the fit says 60 trees, stored is 200 trees" in printed["rerun"]


def test_the_project_gives_one_answer_and_a_lower_one(printed):
    """Split by time: the next weeks are harder than a random fifth of the same weeks."""
    assert "equal, to the last bit: yes" in printed["project"]
    promised, real = map(float, re.search(r"promised (.+); .* give (.+)", printed["project"]).groups())
    assert promised - real > 0.1


def kinds(outputs) -> list[str]:
    """What a cell left behind; one stream may come in several parts, as time cuts it."""
    return [kind for kind, _ in groupby(output.output_type for output in outputs)]


def test_the_stored_state_was_made_by_running_cells(make_notebook, cells, tmp_path):
    """The same evening once more: same cells, same counts, and again an answer that is too good.

    The notebook has no seed: 0.90 to 0.95 were seen, where honest runs end at 0.73.
    """
    make_notebook.export(tmp_path)
    left = make_notebook.session(tmp_path)
    again = [cell for cell in left.cells if cell.cell_type == "code"]
    for then, now in zip(cells, again, strict=True):
        assert (then.source, then.execution_count) == (now.source, now.execution_count)
        assert kinds(then.outputs) == kinds(now.outputs)
    assert module("hidden_state").stored_answer(again) > 0.8


def test_the_kernel_writes_nothing_into_the_home_folder(tmp_path, monkeypatch):
    """No history, no profile, no connection file: those went to a folder that is gone."""
    import nbformat
    from fraud.scenes import kernel

    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    cell = nbformat.v4.new_code_cell("import os; print(os.path.expanduser('~')); print(6 * 7)")
    with kernel.kernel(tmp_path) as run:
        run(cell)
    assert kernel.text(cell).split() == [str(home), "42"]
    assert list(home.iterdir()) == []


def test_hidden_names_are_found_and_made_ones_are_not(hidden_state):
    """Imports, functions, arguments and loops make names; a later cell makes none for an earlier one."""
    import nbformat

    texts = [
        "import os.path as p, sys\ndef f(a): return a",
        "[i for i in f(p)]; sys.exit; later; gone",
        "later = 1",
    ]
    found = hidden_state.hidden_names([nbformat.v4.new_code_cell(text) for text in texts])
    assert sorted(found) == ["gone", "later"]


def test_the_projects_own_tests_pass(tmp_path):
    """As its owner runs them: pytest in its folder."""
    command = [
        sys.executable,
        "-B",
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "-c",
        str(tmp_path / "none.ini"),
    ]
    (tmp_path / "none.ini").write_text("[pytest]\nfilterwarnings = error\n", encoding="utf-8")
    project = SCOPING / "project"
    done = subprocess.run(
        [*command, f"--rootdir={project}", project],
        cwd=project,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "4 passed" in done.stdout


def test_the_projects_environment_is_locked():
    """Every version with its hashes, and those it names itself as in the course."""
    lock = (SCOPING / "project/requirements.txt").read_text(encoding="utf-8")
    pins = [line for line in lock.splitlines() if line[:1].isalpha()]
    assert all("==" in pin and pin.endswith("\\") for pin in pins)
    wanted = (SCOPING / "project/requirements.in").read_text(encoding="utf-8").split("\n")
    course = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    for name in filter(None, (line.split("#")[0].strip() for line in wanted)):
        version = next(pin for pin in pins if pin.startswith(f"{name}==")).split()[0]
        assert f'"{version}"' in course


def test_the_page_is_the_notebook():
    """Made by `python examples/scoping/make_notebook.py FILE FILE`; the builder must not change a byte."""
    assert PAGE.read_bytes() == NOTEBOOK.read_bytes()


def test_help_says_what_the_example_does():
    """--help answers without running anything."""
    command = [sys.executable, SCOPING / "notebook_to_project.py", "--help"]
    asked = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert asked.returncode == 0
    assert "--workspace DIR" in asked.stdout


def test_a_workspace_that_cannot_be_had_is_refused(tmp_path):
    """In one line, with what to do."""
    (tmp_path / "file").touch()
    command = [sys.executable, SCOPING / "notebook_to_project.py", "--workspace", tmp_path / "file"]
    asked = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert asked.returncode == 1
    assert asked.stderr.startswith("stopped: --workspace")
