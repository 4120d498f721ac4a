"""The exercises: unsolved they fail, solved they pass, hints come in order, the reader's file stays."""

import shutil
import subprocess
from pathlib import Path

import pytest
import running
from exercises import run
from exercises.runner import exercise, words
from exercises.runner.trial import Trial

HERE = run.HERE
EXERCISES = exercise.known(HERE)
QUICK = EXERCISES["modeling/registry"]


def do(folder: Path, *arguments: str) -> running.Ran:
    """Run the one command as the reader does, in the reader's folder."""
    return running.run(HERE / "run.py", folder, *arguments)


QUICK_FILE = QUICK.solution.relative_to(HERE)


def write(folder: Path, text: str, name: Path = QUICK_FILE) -> Path:
    file = folder / "my-exercises" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize("name", EXERCISES)
def test_an_unsolved_exercise_fails_with_its_first_message(name: str, tmp_path: Path):
    """Not one of its checks holds before the reader has written anything."""
    done, which = do(tmp_path, name), EXERCISES[name]
    file = tmp_path / "my-exercises" / which.solution.relative_to(HERE)
    assert (1, "") == (done.code, done.stderr)
    assert f"  not yet  {which.checks[0].not_yet}" == done.stdout.splitlines()[1]
    assert f"0 of {len(which.checks)} right." in done.stdout
    assert "Hint" not in done.stdout and "Your code" not in done.stdout
    assert which.unsolved == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", EXERCISES)
def test_a_solution_passes_and_gets_the_code(name: str, tmp_path: Path):
    """The solution is the file that the exercise was made from."""
    which = EXERCISES[name]
    write(tmp_path, which.solved, which.solution.relative_to(HERE))
    done = do(tmp_path, name)
    assert (0, "") == (done.code, done.stderr)
    assert f"All {len(which.checks)} right. Your code: {which.code}" in done.stdout
    assert which.solved == do(tmp_path, name, "--solution").stdout
    assert [] == list((tmp_path / "my-exercises").rglob("__pycache__"))


@pytest.mark.parametrize("name", EXERCISES)
def test_every_check_has_what_it_says_and_its_hints_come_in_order(name: str):
    """One more hint each time; after the last one all of them stay."""
    which = EXERCISES[name]
    assert which.checks and "solve" not in which.unsolved and "unsolved" not in which.solved
    for check in which.checks:
        assert check.right and check.not_yet and check.hints
        for count in range(len(check.hints) + 2):
            trial = Trial({other.name: None for other in which.checks} | {check.name: "found"})
            said = words.report(which, trial, {check.name: count})
            shown = [hint for n, hint in enumerate(check.hints, 1) if f"Hint {n}: {hint}" in said]
            assert list(check.hints[:count]) == shown


def test_each_failed_run_tells_one_more_hint(tmp_path: Path):
    """How many were told is remembered beside the reader's file; a damaged note begins anew."""
    write(tmp_path, QUICK.unsolved)
    shown = [do(tmp_path, QUICK.id).stdout.count("Hint ") for _ in range(3)]
    assert [1, 2, 2] == shown
    (tmp_path / "my-exercises/modeling/.registry.json").write_text("[1", encoding="utf-8")
    assert 1 == do(tmp_path, QUICK.id).stdout.count("Hint ")


def test_a_question_left_open_takes_no_hint_from_what_was_tried():
    """Only where nothing else fails does an open question get its own hint."""
    versions = EXERCISES["preparation/versioning"]
    names = [check.name for check in versions.checks]
    open_questions = dict.fromkeys(names[:4], "no answer yet")
    tried = open_questions | {names[4]: "it returns False"} | dict.fromkeys(names[5:])
    assert names[4] == Trial(tried).hinted(versions)
    assert names[0] == Trial(open_questions | dict.fromkeys(names[4:])).hinted(versions)
    assert Trial(dict.fromkeys(names)).hinted(versions) is None


@pytest.mark.parametrize("text", ["", "mine = 1\n", "def broken(:\n"])
def test_the_readers_file_is_never_overwritten(text: str, tmp_path: Path):
    """Also not an empty or a broken one."""
    file = write(tmp_path, text)
    before = file.stat().st_mtime_ns
    assert 1 == do(tmp_path, QUICK.id).code
    assert (text, before) == (file.read_text(encoding="utf-8"), file.stat().st_mtime_ns)


def test_an_exercise_that_is_not_there_is_told_with_the_nearest(tmp_path: Path):
    """Underscores and the suffix do no harm."""
    done = do(tmp_path, "modeling/registri")
    assert (2, True) == (done.code, "did you mean modeling/registry?" in done.stderr)
    assert not (tmp_path / "my-exercises").exists()
    assert 0 == do(tmp_path, "monitoring/data_drift.py", "--solution").code


def test_the_code_belongs_to_the_check_and_to_nothing_else(tmp_path: Path):
    """Line ends don't change it, another check does."""
    check = tmp_path / "a_check.py"
    shutil.copy(QUICK.check, check)
    made = exercise.Exercise(QUICK.id, tmp_path / "a.py", check)
    assert QUICK.code == made.code
    check.write_bytes(check.read_bytes().replace(b"\n", b"\r\n"))
    assert QUICK.code == made.code
    check.write_bytes(check.read_bytes() + b"# more\n")
    assert made.code not in (QUICK.code, exercise.Exercise("another/id", made.solution, check).code)


def test_another_course_has_exercises_of_its_own(tmp_path: Path):
    """The runner knows no subject: the course about bread points it at its own folder."""
    command, name = HERE.parents[1] / "tests/fixtures/bread/examples/exercises/run.py", "starter/feeding"
    assert 1 == running.run(command, tmp_path, name).code
    (which,) = exercise.known(command.parent).values()
    write(tmp_path, running.run(command, tmp_path, name, "--solution").stdout, Path("starter/feeding.py"))
    assert f"All 1 right. Your code: {which.code}" in running.run(command, tmp_path, name).stdout


def test_git_ignores_the_readers_files():
    """What the reader writes is never a change of the repository's."""
    asked = ["git", "check-ignore", "--quiet", "my-exercises/modeling/registry.py"]
    assert 0 == subprocess.run(asked, cwd=HERE.parents[1]).returncode
