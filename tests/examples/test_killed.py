"""A pipeline that was killed at any step is finished by the next run: nothing lost, nothing there twice."""

import os

import outputs
import pytest
from fraud import registry, versions

pytestmark = pytest.mark.skipif(
    not hasattr(os, "fork"), reason="a run is killed through its fork: none on Windows"
)

PIPELINE = outputs.EXAMPLES / "pipeline.py"
# Seconds after the heading: into the commit, the training, the registration, the requests, the exchange.
KILLS = (
    ("scope", 0.0),
    ("prepare", 0.7),
    ("train", 0.8),
    ("register", 0.02),
    ("serve", 0.4),
    ("monitor", 0.05),
    ("retrain", 0.4),
    ("retrain", 1.2),
)


@pytest.fixture(scope="module")
def finished(zygote, tmp_path_factory):
    """The folder of a run that was killed at each step, run after run, and then left to finish."""
    folder = tmp_path_factory.mktemp("killed")
    for step, after in KILLS:
        zygote.run(PIPELINE, folder, kill_at=f"== {step} ==", after=after)
    return zygote.run(PIPELINE, folder)


@pytest.fixture(scope="module")
def workspace(finished):
    return finished.folder / "fraud-workspace"


def test_the_next_run_says_what_an_undisturbed_one_says(finished):
    """Versions 1 and 2, not 5 and 9: what the killed runs had done was found and used."""
    recorded = (outputs.OUTPUTS / "pipeline.txt").read_text(encoding="utf-8")
    assert finished.code == 0, finished.stderr
    assert outputs.difference(recorded, finished.stdout) == ""


def test_every_model_is_registered_once(workspace):
    """Two trainings, two versions."""
    store = registry.open_store(workspace)
    found = store.search_model_versions(f"name = '{registry.MODEL}'")
    assert sorted(int(version.version) for version in found) == [1, 2]
    assert len({version.run_id for version in found}) == 2
    assert registry.lineage(store).version == 2


def test_no_run_is_left_half_done(workspace):
    """A run of a killed process must not look alive for ever."""
    store = registry.open_store(workspace)
    experiment = store.get_experiment_by_name(registry.EXPERIMENT).experiment_id
    states = [run.info.status for run in store.search_runs([experiment])]
    assert states.count("FINISHED") == 2
    assert "RUNNING" not in states


def test_code_and_data_of_each_version_are_whole(workspace):
    """The lineage of both versions leads to a commit and to data that are really there."""
    project = workspace / "project"
    assert versions.git(project, "fsck", "--strict", "--no-dangling") == ""
    assert versions.git(project, "status", "--porcelain") == ""
    for version in registry.open_store(workspace).search_model_versions(f"name = '{registry.MODEL}'"):
        commit, md5 = version.tags["code_commit"], version.tags["data_md5"]
        assert md5 in versions.git(project, "grep", "-h", md5, commit)
        assert "def main" in versions.git(project, "show", f"{commit}:pipeline.py")
        assert (project / "storage" / "files" / "md5" / md5[:2] / md5[2:]).is_file()


def test_nothing_half_written_lies_about(workspace):
    """Locks and parts of files are cleared away."""
    assert list(workspace.rglob("*.part")) == []
    assert list((workspace / "project" / ".git").rglob("*.lock")) == []
