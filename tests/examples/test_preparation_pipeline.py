"""The pipeline lesson: what is fresh is not made again, what is half made is not taken for done."""

import re
import sys
from importlib import util
from pathlib import Path

import fraud
import outputs
import pandas as pd
import pytest
import yaml
from fraud import commands, simulate, versions
from fraud.scenes import powercut
from fraud.stop import Stop

STAGES = ["ingest", "validate", "features", "train", "evaluate"]
SLOW = """\
import pathlib, time
with pathlib.Path("out.txt").open("w") as file:
    file.write("half")
    file.flush()
    time.sleep(float(pathlib.Path("wait.txt").read_text()))
    file.write(" and whole")
"""
FOLDER = outputs.EXAMPLES / "preparation/pipeline"


@pytest.fixture(scope="module")
def printed(ran):
    """What the example prints, by section."""
    parts = re.split(r"^== ([\w-]+) ==\n", ran("preparation/pipeline").stdout, flags=re.M)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))


@pytest.fixture(scope="module")
def stages():
    """`dvc.yaml` of the project, as data."""
    return yaml.safe_load((FOLDER / "dvc.yaml").read_text(encoding="utf-8"))["stages"]


def stage(name):
    """A stage as a module: its folder is no package."""
    spec = util.spec_from_file_location(name, FOLDER / "stages" / f"{name}.py")
    module = util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def ran_stages(text: str) -> list[str]:
    return re.findall(r"Running stage '(\w+)'", text)


def metrics(text: str) -> dict[str, list[float]]:
    rows = re.findall(r"^metrics\.json +(\w+) +([\d.]+) +([\d.]+) +(-?[\d.]+)$", text, flags=re.M)
    return {name: list(map(float, numbers)) for name, *numbers in rows}


def test_the_first_run_runs_every_stage_in_order(printed):
    """Each after those that it needs."""
    assert STAGES == ran_stages(printed["first-run"])


def test_the_second_run_runs_nothing(printed):
    """Idempotent: the same inputs, no work."""
    assert [] == ran_stages(printed["again"])
    assert printed["again"].endswith("Data and pipelines are up to date.\n")


def test_a_parameter_of_the_training_runs_what_depends_on_it(printed):
    """Training and evaluation, and the table says from what to what."""
    text = printed["one-parameter"]
    assert ["train", "evaluate"] == ran_stages(text)
    assert re.search(r"params\.yaml +train\.max_iter +60 +15", text)
    before, after, change = metrics(text)["average_precision"]
    assert after < before - 0.03
    assert change == pytest.approx(after - before)


def test_a_result_that_was_there_before_is_fetched_and_not_made(printed):
    """The run cache knows training and evaluation with the old value."""
    assert [] == ran_stages(printed["run-cache"])
    for name in ("train", "evaluate"):
        assert f"Stage '{name}' is cached - skipping run, checking out outputs" in printed["run-cache"]


def test_half_a_table_is_made_again_and_an_equal_one_goes_no_further(printed):
    """Killed in ingest: ingest runs anew; its bytes are as before, so nothing behind it does."""
    text = printed["killed"]
    assert text.startswith("killed while it wrote payments.csv; stale: ingest\n")
    assert ["ingest"] == ran_stages(text)
    assert text.endswith("payments.csv is the same as before\n")


def test_a_new_week_runs_all_that_depends_on_it(printed):
    """Which is everything, and the metrics move."""
    assert STAGES == ran_stages(printed["new-week"])
    assert metrics(printed["new-week"])["cost"][2] != 0


def test_a_table_that_breaks_the_contract_stops_the_run(printed):
    """With the reason; no model learns from it. When the file is mended, nothing is left to train."""
    before, mended = printed["refused"].split("the model is as it was\n")
    assert ["ingest", "validate"] == ran_stages(before)
    assert "column channel: 'phone'; expected one of chip, contactless, online" in before
    assert "ERROR: failed to reproduce 'validate'" in before
    assert ["validate"] == ran_stages(mended)


def test_the_way_back_gives_the_same_bytes_and_the_same_metrics_twice(printed, ran):
    """Code, raw data, features, model and, scored anew, the metrics of the first run."""
    first, again = printed["rollback"].split("run-1: ")[1:]
    assert first == again
    same, all_of_them = re.search(r"(\d+) of (\d+) checksums as they were, 0 files too many", first).groups()
    assert same == all_of_them
    old = metrics(printed["new-week"])["average_precision"][0]
    assert float(re.search(r"average precision ([\d.]+)", first)[1]) == old
    assert "Data and pipelines are up to date." in first


def test_every_stage_depends_on_its_own_code(stages):
    """A changed script is a changed result; and it names no file that is not there."""
    for name, told in stages.items():
        assert f"stages/{name}.py" in told["deps"]
        assert f"python -m stages.{name}" == told["cmd"]
        for path in told["deps"]:
            home = FOLDER if path.startswith("stages/") else outputs.EXAMPLES
            assert (home / path).is_file() or path.startswith(("raw", "data/", "model/"))


def test_every_module_of_the_project_that_a_stage_imports_is_its_dependency(stages):
    """Otherwise a change in it would leave an old result in place."""
    for name, told in stages.items():
        text = (FOLDER / "stages" / f"{name}.py").read_text(encoding="utf-8")
        direct = set(re.findall(r"^from fraud\.(\w+) import", text, flags=re.M))
        for names in re.findall(r"^from fraud import (.+)$", text, flags=re.M):
            direct |= set(names.split(", "))
        assert direct <= {Path(path).stem for path in told["deps"]}, name


def test_cleaning_twice_changes_nothing():
    """Idempotent on the table too."""
    payments = simulate.batch(1, 300).drop(columns="is_fraud")
    dirty = pd.concat([payments.assign(channel=payments["channel"].str.upper() + " "), payments])
    once = stage("ingest").clean(dirty.head(300))
    assert once.equals(stage("ingest").clean(once))
    assert once["channel"].equals(payments["channel"])


def test_the_order_of_the_disk_does_not_matter(tmp_path, monkeypatch):
    """Weeks come in their own order, whatever the folder lists first."""
    (tmp_path / "raw").mkdir()
    for week in (2, 1):
        simulate.batch(week, 20).to_csv(tmp_path / "raw" / f"payments-week-{week:03d}.csv", index=False)
    monkeypatch.chdir(tmp_path)
    assert [1, 2] == list(stage("ingest").read("payments")["week"].unique())


def test_a_stage_that_is_cut_is_stale_for_dvc(tmp_path):
    """A small stage that writes half, waits, and is killed: DVC runs it again and gets the whole."""
    folder = tmp_path / "project"
    versions.start(folder)
    (folder / "make.py").write_text(SLOW, encoding="utf-8")
    (folder / "wait.txt").write_text("60", encoding="utf-8")
    python = sys.executable.replace("\\", "/")
    told = {"stages": {"make": {"cmd": f'"{python}" make.py', "deps": ["make.py"], "outs": ["out.txt"]}}}
    (folder / "dvc.yaml").write_text(yaml.safe_dump(told), encoding="utf-8")
    powercut.cut([sys.executable, "-m", "dvc", "repro", "--quiet"], folder, folder / "out.txt")
    assert (folder / "out.txt").read_text(encoding="utf-8") in ("", "half")
    (folder / "wait.txt").write_text("0", encoding="utf-8")
    with fraud.recovery.alone(folder):
        assert ["make"] == ran_stages(commands.run_dvc(folder, "repro"))
    assert "half and whole" == (folder / "out.txt").read_text(encoding="utf-8")


def test_a_command_that_writes_nothing_is_not_taken_for_killed(tmp_path):
    """The example must not show a power cut that never happened."""
    with pytest.raises(Stop, match="did not write"):
        powercut.cut([sys.executable, "-c", "pass"], tmp_path, tmp_path / "out.txt")


def test_a_folder_with_something_in_it_is_refused(zygote, tmp_path):
    """Nobody's files are mixed with ours."""
    (tmp_path / "mine.txt").touch()
    done = zygote.run(outputs.EXAMPLES / "preparation/pipeline.py", tmp_path, "--workspace", str(tmp_path))
    assert 2 == done.code
    assert "is not empty; name a folder that is, or that is not there yet" in done.stderr
