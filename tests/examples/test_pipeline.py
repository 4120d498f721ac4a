"""The pipeline as its reader starts it: whole, again, with own data, and with what can't work."""

import re
import subprocess
import sys

import outputs
import pytest
import running

PIPELINE = outputs.EXAMPLES / "pipeline.py"
STEPS = ["scope", "prepare", "train", "register", "serve", "monitor", "retrain"]


def sections(text: str) -> dict[str, str]:
    parts = re.split(r"^== ([a-z]+) ==$", text, flags=re.M)
    return dict(zip(parts[1::2], (part.strip() for part in parts[2::2]), strict=True))


def test_the_seven_steps_come_in_order(ran):
    """Then the summary, then the lineage."""
    assert list(sections(ran("pipeline").stdout)) == [*STEPS, "summary", "lineage"]


def test_the_summary_has_a_line_for_each_step(ran):
    """The last line of the step itself."""
    told = sections(ran("pipeline").stdout)
    assert told["summary"].splitlines() == [f"{step:<9} {told[step].splitlines()[-1]}" for step in STEPS]


def test_the_second_run_says_the_same_and_reuses_what_is_there(ran, ways):
    """No new commit, no new run, no new version; stderr says so."""
    first, again = ran("pipeline"), ways["again"]
    assert again.code == 0, again.stderr
    assert outputs.difference(first.stdout, again.stdout) == ""
    ids = re.compile(r"\b[0-9a-f]{10,}\b")
    assert ids.findall(again.stdout) == ids.findall(first.stdout)
    assert again.stderr.count("the run is reused") == 2
    assert again.stderr.count("nothing to commit") == 2


def test_only_the_workspace_is_written(ran):
    """One folder to delete, and nothing left behind anywhere else."""
    ours = {".stdout", ".stderr", ".coverage"}  # of the tests
    assert {path.name for path in ran("pipeline").folder.iterdir()} - ours == {"fraud-workspace"}


def test_own_data_goes_the_same_way(ways):
    """Six steps with other numbers; where nothing drifts, nothing is retrained."""
    calm = ways["calm"]
    told = sections(calm.stdout)
    assert calm.code == 0, calm.stderr
    assert "3,600 payments keep the contract" in told["prepare"]
    assert "nothing moved" in told["monitor"]
    assert told["retrain"] == "not needed: the champion is well"
    assert told["lineage"].startswith("version 1 answers")


def test_a_challenger_that_is_no_good_does_not_take_over(ways):
    """From one week to the next the labels mean nothing: retraining can't help, and the champion stays."""
    broken = ways["broken"]
    told = sections(broken.stdout)
    assert broken.code == 0, broken.stderr
    assert told["monitor"].endswith("retrain")
    assert "failed: the challenger passes the gate on its own" in told["retrain"]
    assert told["retrain"].endswith("the champion stays")
    assert told["lineage"].startswith("version 1 answers")


def test_a_model_that_the_gate_refuses_is_not_registered(ways):
    """Labels that mean nothing give a model that knows nothing; the pipeline ends before it serves."""
    noise = ways["noise"]
    assert noise.code == 1
    assert "stopped: the gate refused this model; nothing was registered" in noise.stderr
    assert list(sections(noise.stdout)) == ["scope", "prepare", "train", "register"]


def test_own_data_that_does_not_do_is_refused(ways):
    """With the reason on stderr, nothing on stdout, and no workspace."""
    short = ways["short"]
    assert (short.code, short.stdout) == (1, "")
    assert "stopped: own.csv refused:\n  file: 600 rows; expected 2,000 rows or more" in short.stderr
    assert "Traceback" not in short.stderr
    assert not (short.folder / "elsewhere").exists()


def test_the_very_command_refuses_too(tmp_path):
    """Started as its reader starts it."""
    done = running.run(PIPELINE, tmp_path, "--csv", "none.csv")
    assert (done.code, done.stdout) == (1, "")
    assert "stopped: none.csv refused:" in done.stderr


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
        fraud.modle  # noqa: B018 (naming it is what raises)
