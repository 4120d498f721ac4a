"""The pipeline as its reader starts it: whole, again, with own data, and with what can't work."""

import re
import subprocess
import sys

import outputs
import pytest
import running
from fraud import source

PIPELINE = outputs.EXAMPLES / "pipeline.py"
STEPS = ["scope", "prepare", "train", "register", "serve", "monitor", "retrain"]


def sections(text: str) -> dict[str, str]:
    parts = re.split(r"^== ([a-z]+) ==$", text, flags=re.M)
    return dict(zip(parts[1::2], (part.strip() for part in parts[2::2]), strict=True))


@pytest.fixture(scope="module")
def again(ran):
    """The same run once more, in the folder of the first, and from its very command."""
    return running.run(PIPELINE, ran("pipeline").folder)


@pytest.fixture(scope="module")
def own(zygote, tmp_path_factory):
    """A run with someone's own data, in which nothing changes over the weeks."""
    folder = tmp_path_factory.mktemp("own")
    calm = source.pd.concat([source.batch(week, 600, seed=99) for week in range(1, 13)])
    calm.assign(note="ours").to_csv(folder / "own.csv", index=False)
    return zygote.run(PIPELINE, folder, "--csv", "own.csv", "--workspace", "elsewhere")


def test_the_seven_steps_come_in_order(ran):
    """Then the summary, then the lineage."""
    assert list(sections(ran("pipeline").stdout)) == [*STEPS, "summary", "lineage"]


def test_the_summary_has_a_line_for_each_step(ran):
    """The last line of the step itself."""
    told = sections(ran("pipeline").stdout)
    assert told["summary"].splitlines() == [f"{step:<9} {told[step].splitlines()[-1]}" for step in STEPS]


def test_the_second_run_says_the_same_and_reuses_what_is_there(ran, again):
    """No new commit, no new run, no new version; stderr says so."""
    assert outputs.difference(ran("pipeline").stdout, again.stdout) == ""
    ids = re.compile(r"\b[0-9a-f]{10,}\b")
    assert ids.findall(again.stdout) == ids.findall(ran("pipeline").stdout)
    assert again.stderr.count("the run is reused") == 2
    assert again.stderr.count("nothing to commit") == 2


def test_only_the_workspace_is_written(again):
    """One folder to delete, and nothing left behind anywhere else."""
    ours = {".stdout", ".stderr", ".coverage"}  # of the tests
    assert {path.name for path in again.folder.iterdir()} - ours == {"fraud-workspace"}


def test_own_data_goes_the_same_way(own):
    """Six steps with other numbers; where nothing drifts, nothing is retrained."""
    told = sections(own.stdout)
    assert own.code == 0, own.stderr
    assert told["prepare"].startswith("commit ")
    assert "3,600 payments keep the contract" in told["prepare"]
    assert "nothing moved" in told["monitor"]
    assert told["retrain"] == "not needed: the champion is well"
    assert told["lineage"].startswith("version 1 answers")


def test_own_data_that_breaks_the_contract_is_refused(zygote, tmp_path):
    """With the reason on stderr, nothing on stdout, and no workspace."""
    (tmp_path / "own.csv").write_text("age,amount\n30,12.5\n", encoding="utf-8")
    done = zygote.run(PIPELINE, tmp_path, "--csv", "own.csv")
    assert (done.code, done.stdout) == (1, "")
    assert "stopped: own.csv refused:" in done.stderr
    assert "line 1, column transaction_id: missing; expected this column to be there" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "fraud-workspace").exists()


def test_a_model_that_the_gate_refuses_is_not_registered(zygote, tmp_path):
    """Labels that say nothing give a model that knows nothing; the pipeline ends before it serves."""
    noise = source.simulated(500)
    noise["is_fraud"] = noise["is_fraud"].sample(frac=1, random_state=0).to_numpy()
    noise.to_csv(tmp_path / "noise.csv", index=False)
    done = zygote.run(PIPELINE, tmp_path, "--csv", "noise.csv")
    assert done.code == 1
    assert "stopped: the gate refused this model; nothing was registered" in done.stderr
    assert list(sections(done.stdout)) == ["scope", "prepare", "train", "register"]


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["--rows", "5"], "'5' is not a number of payments from 500 up"),
        (["--rows", "many"], "'many' is not a number of payments from 500 up"),
        (["--colour"], "unrecognized arguments: --colour"),
    ],
)
def test_a_wrong_option_is_named(zygote, tmp_path, arguments, line):
    """Exit code 2, as is the custom."""
    done = zygote.run(PIPELINE, tmp_path, *arguments)
    assert done.code == 2
    assert line in done.stderr


def test_help_answers_before_anything_heavy_loads(tmp_path):
    """From the real command; ten seconds of imports for a page of help would be rude."""
    done = running.run(PIPELINE, tmp_path, "--help")
    assert done.code == 0
    for option in ("--csv", "--rows", "--workspace", "--fresh"):
        assert option in done.stdout
    loaded = (
        "import sys, pipeline; print({'numpy', 'pandas', 'sklearn', 'mlflow', 'dvc'} & sys.modules.keys())"
    )
    command = [sys.executable, "-c", loaded]
    asked = subprocess.run(command, cwd=outputs.EXAMPLES, capture_output=True, text=True, check=True)
    assert asked.stdout == "set()\n"


def test_a_name_that_does_not_exist_is_an_attribute_error():
    """Modules load when first named; a typo must not become something else."""
    import fraud

    with pytest.raises(AttributeError, match="no attribute 'modle'"):
        fraud.modle  # noqa: B018
