"""The versioning lesson: the exact bytes come back, nothing is lost, the reader's settings do no harm."""

import hashlib
from pathlib import Path

import pandas as pd
import pytest
from fraud import features, gate, model, simulate, versions

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples/preparation/versioning.py"
HOSTILE = """\
[init]
    defaultBranch = trunk
[commit]
    gpgSign = true
[tag]
    gpgSign = true
[core]
    hooksPath = {home}/hooks
    excludesFile = {home}/ignore
    attributesFile = {home}/attributes
    autocrlf = true
"""


@pytest.fixture
def folder(tmp_path):
    """A repository with one version of a file in it."""
    versions.start(tmp_path / "project")
    save(tmp_path / "project", "one", tag="data-v1")
    return tmp_path / "project"


def save(folder, text, tag=None):
    (folder / "a.csv").write_bytes(text.encode())
    return versions.commit_data(folder, "a.csv", f"Say {text}", tag=tag)


def read(folder):
    return (folder / "a.csv").read_text(encoding="utf-8")


def commits(folder):
    return versions.git(folder, "log", "--format=%s", "main").splitlines()


def test_the_version_names_the_commit_and_the_checksum(folder):
    version = save(folder, "two")
    assert version.commit == versions.git(folder, "rev-parse", "HEAD")
    assert "b8a9f715dbb64fd5c56e7783c6820a61" == version.md5  # printf two | md5sum
    assert version.md5 == versions.data_md5(folder, "a.csv", version.commit)


def test_git_holds_the_pointer_and_not_the_data(folder):
    assert "a.csv.dvc" in versions.git(folder, "ls-files").splitlines()
    assert "a.csv" not in versions.git(folder, "ls-files").splitlines()


def test_start_again_changes_nothing(folder):
    before = commits(folder), versions.git(folder, "status", "--porcelain")
    versions.start(folder)
    assert before == (commits(folder), versions.git(folder, "status", "--porcelain"))


def test_the_same_bytes_make_no_new_commit(folder):
    first, again = save(folder, "two"), save(folder, "two")
    assert first == again
    assert 3 == len(commits(folder))


def test_a_tag_gives_the_version_that_it_names(folder):
    first = save(folder, "one", tag="data-v1")
    save(folder, "two", tag="data-v2")
    assert first == save(folder, "one", tag="data-v1")
    assert ["Say two", "Say one"] == commits(folder)[:2]


def test_a_tag_never_moves(folder):
    with pytest.raises(versions.VersionError, match="tag data-v1 names other bytes"):
        save(folder, "two", tag="data-v1")
    assert "f97c5d29941bfb1b2fdab0874906ab82" == versions.data_md5(folder, "a.csv", "data-v1")


def test_go_back_brings_the_code_and_the_data(folder):
    (folder / "rule.py").write_text("LIMIT = 2\n", encoding="utf-8")
    versions.git(folder, "add", "rule.py")
    save(folder, "two", tag="data-v2")
    versions.go_back(folder, "data-v1")
    assert ("one", False) == (read(folder), (folder / "rule.py").exists())
    versions.go_back(folder, "data-v2")
    assert ("two", True) == (read(folder), (folder / "rule.py").exists())


def test_go_back_loses_no_data_that_is_in_no_version(folder):
    save(folder, "two")
    (folder / "a.csv").write_text("by hand", encoding="utf-8")
    with pytest.raises(versions.VersionError, match="unsaved files"):
        versions.go_back(folder, "data-v1")
    assert "by hand" == read(folder)
    assert "main" == versions.git(folder, "rev-parse", "--abbrev-ref", "HEAD")


def test_go_back_to_nowhere_says_so(folder):
    with pytest.raises(versions.VersionError, match="data-v9"):
        versions.go_back(folder, "data-v9")
    assert "one" == read(folder)


def test_a_version_made_while_looking_back_lands_on_main(folder):
    save(folder, "two")
    versions.go_back(folder, "data-v1")
    version = save(folder, "three")
    assert "Say three" == commits(folder)[0]
    assert version.commit == versions.git(folder, "rev-parse", "main")


def test_no_commit_names_data_that_the_remote_lacks(folder):
    version = save(folder, "two")
    stored = folder / "storage/files/md5" / version.md5[:2] / version.md5[2:]
    assert b"two" == stored.read_bytes()


def test_the_readers_git_settings_change_nothing(tmp_path, monkeypatch):
    home = tmp_path / "home"
    (home / "hooks").mkdir(parents=True)
    hook = home / "hooks/pre-commit"
    hook.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    hook.chmod(0o755)
    (home / "ignore").write_text("*.dvc\n*.csv\n.dvc\n", encoding="utf-8")
    (home / "attributes").write_text("* filter=missing\n", encoding="utf-8")
    (home / ".gitconfig").write_text(HOSTILE.format(home=home.as_posix()), encoding="utf-8")
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(home))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    monkeypatch.setenv("GIT_DIR", str(home / "another.git"))
    versions.start(tmp_path / "project")
    save(tmp_path / "project", "one")
    assert ["Say one"] == commits(tmp_path / "project")[:1]
    assert {".gitconfig", "attributes", "hooks", "ignore"} == {path.name for path in home.iterdir()}


def test_the_example_shows_the_trap_and_the_way_back(ran):
    printed = ran("preparation/versioning").stdout
    assert "git checkout data-v1: limit 200, data of version 2, 501 alarms" in printed
    assert "dvc checkout: limit 200, data of version 1, 507 alarms" in printed
    assert "dvc pull: limit 150, data of version 2, 964 alarms" in printed


def test_a_rollback_gives_equal_bytes_and_an_equal_model_twice_in_a_row(tmp_path, objective):
    """Trained anew from what lies there, the model of version 1 is the same model with the same metrics."""
    folder = tmp_path / "project"
    versions.start(folder)
    for number, tactic in ((1, 0), (2, 1)):
        (folder / "rule.py").write_text(f"LIMIT = {number}\n", encoding="utf-8")
        versions.git(folder, "add", "rule.py")
        weeks = [simulate.batch(week, 1000, tactic=tactic) for week in range(1, 5)]
        pd.concat(weeks).to_csv(folder / "a.csv", index=False)
        versions.commit_data(folder, "a.csv", f"Version {number}", tag=f"data-v{number}")
    found = []
    for rev in ("data-v1", "data-v2", "data-v1", "data-v2"):
        versions.go_back(folder, rev)
        past, later = features.split_by_time(pd.read_csv(folder / "a.csv"), 4)
        trained = model.train(past)
        scores = gate.score(objective, trained.chance(later), later)
        data = hashlib.md5((folder / "a.csv").read_bytes()).hexdigest()
        assert data == versions.data_md5(folder, "a.csv", rev)
        code = (folder / "rule.py").read_bytes()
        found.append((data, code, trained.graph.SerializeToString(deterministic=True), scores))
    assert found[:2] == found[2:]
    assert not any(one == other for one, other in zip(*found[:2], strict=True))


def test_the_exercise_has_the_solution_that_the_page_gives(zygote, tmp_path):
    """A rate of 1 repairs nothing: two commits, one file in the storage."""
    printed = zygote.run(EXAMPLE, tmp_path, "--rate", "1").stdout
    assert "DVC storage, versions 1 and 2        1.1 MB" in printed
    assert "data-v1: limit 200, data of version 1 and 2" in printed
    assert "Data and pipelines are up to date." in printed
