"""The workspace: ours is found again, a stranger's folder is left alone, and work done is recognised."""

import mlflow
import pytest
from fraud import model, registry, simulate, versions, workspace


@pytest.fixture
def work(tmp_path):
    with workspace.open_workspace(tmp_path / "ws") as made:
        yield made


def test_a_folder_with_something_else_in_it_is_left_alone(tmp_path):
    """Even with --fresh, which deletes."""
    (tmp_path / "thesis.txt").write_text("years of work", encoding="utf-8")
    for fresh in (False, True):
        with (
            pytest.raises(workspace.WorkspaceError, match="not a workspace of ours"),
            workspace.open_workspace(tmp_path, fresh=fresh),
        ):
            pass
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_two_runs_at_once_are_kept_apart(work):
    """The second is told so; it would move the first one's champion away."""
    with (
        pytest.raises(workspace.WorkspaceError, match="another run works in"),
        workspace.open_workspace(work.folder),
    ):
        pass


def test_without_git_the_reader_is_told_what_to_install(tmp_path, monkeypatch):
    """Before anything is made."""
    monkeypatch.setenv("PATH", "")
    with (
        pytest.raises(workspace.WorkspaceError, match="git was not found; install it"),
        workspace.open_workspace(tmp_path / "ws"),
    ):
        pass
    assert not (tmp_path / "ws").exists()


def test_the_project_holds_the_code_that_made_it(work):
    """A copy of pipeline.py and of fraud/, to the byte."""
    work.place(simulate.batch(1, 50), "data/history.csv")
    for name, content in workspace.code().items():
        assert (work.project / name).read_bytes() == content
    assert {"pipeline.py", "fraud/model.py", "fraud/objective.yaml"} <= workspace.code().keys()


def test_placing_the_same_again_changes_nothing(work):
    """Same code, same data: same tag, same commit, nothing new in the history."""
    first = commit(work, week=1)
    assert not work.place(simulate.batch(1, 50), "data/history.csv")
    assert commit(work, week=1) == first


def test_other_data_or_other_code_is_another_commit(work, monkeypatch):
    """Or a run could not be told from the one with the code of yesterday."""
    first = commit(work, week=1)
    second = commit(work, week=2)
    changed = workspace.code() | {"fraud/model.py": b"# another model\n"}
    monkeypatch.setattr(workspace, "code", lambda: changed)
    third = commit(work, week=2)
    assert len({first.commit, second.commit, third.commit}) == 3
    assert first.md5 != second.md5 == third.md5
    assert versions.git(work.project, "show", f"{third.commit}:fraud/model.py") == "# another model"


def commit(work, week: int) -> versions.DataVersion:
    work.place(simulate.batch(week, 50), "data/history.csv")
    tag = work.tag("data/history.csv")
    return versions.commit_data(work.project, "data/history.csv", "Data", tag=tag)


def test_a_run_of_an_earlier_process_can_be_registered(work, tmp_path):
    """Killed between training and registering: the next process must look for the model where it is."""
    origin = versions.DataVersion("c" * 40, "d" * 32)
    run = work.track(model.train(simulate.batch(1, 500), max_iter=3), {}, origin)
    mlflow.set_tracking_uri(f"sqlite:///{(tmp_path / 'elsewhere.db').as_posix()}")
    next_process = workspace.Workspace(work.folder)
    assert registry.register(next_process.store, next_process.finished_run(origin).id) == 1
    assert run == next_process.finished_run(origin)


def test_a_file_is_written_whole_or_not_at_all(tmp_path, monkeypatch):
    """A kill while writing leaves the old content."""
    path = tmp_path / "a" / "b.txt"
    assert workspace.write(path, b"old")
    assert not workspace.write(path, b"old")
    monkeypatch.setattr(workspace.Path, "replace", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        workspace.write(path, b"new")
    assert path.read_bytes() == b"old"


def test_fresh_begins_anew(tmp_path):
    """Write-protected files of Git and DVC go too."""
    with workspace.open_workspace(tmp_path / "ws") as work:
        commit(work, week=1)
        made = work.project / "data" / "history.csv"
        assert made.exists()
    with workspace.open_workspace(tmp_path / "ws", fresh=True):
        assert not made.exists()
