"""The watch: drift at once, performance when labels come in, and it goes on whatever lies in its folders."""

import json
import time

import numpy as np
import pytest
from fraud import features, simulate, watch
from fraud.stack.child import fetch
from fraud.stop import Stop

ROWS = 1000


def write_log(folder, week, version=1, role="champion", wise=True):
    """A week as the service logs it; a wise model knows the truth, another guesses."""
    luck = np.random.default_rng(7).random(len(week))
    chances = 0.9 * week["is_fraud"] + 0.01 * luck if wise else luck
    with (folder / f"predictions-{time.time_ns()}.jsonl").open("w", encoding="utf-8") as file:
        for body, key, chance in zip(
            week[list(features.INPUTS)].to_dict("records"), week["transaction_id"], chances, strict=True
        ):
            line = {"time": 0, "transaction_id": key, "version": version, "role": role, "chance": chance}
            file.write(json.dumps(line | {"stop": bool(chance > 0.1), "shadow": None} | body) + "\n")


def write_labels(folder, week):
    path = folder / f"week-{int(week['week'].iloc[0]):03d}.csv"
    week[["transaction_id", "is_fraud"]].to_csv(path, index=False)


@pytest.fixture
def folders(tmp_path):
    """log, labels, reference: as the watch gets them on its first day."""
    found = tmp_path / "log", tmp_path / "labels", tmp_path / "reference.csv"
    for folder in found[:2]:
        folder.mkdir()
    simulate.batch(0, 4000).to_csv(found[2], index=False)
    return found


@pytest.fixture
def watching(folders):
    return watch.Watch(*folders)


def value(watching, name, **labels):
    return watching.gauges.registry.get_sample_value(name, labels)


def test_empty_folders_are_no_fault_and_no_value(watching):
    """On the first day nothing is known, and no panel shows a zero that nobody measured."""
    assert watching.look()
    assert value(watching, "fraud_drift_psi", column="age") is None
    assert value(watching, "fraud_live_average_precision", version="1") is None
    assert 0 < value(watching, "fraud_watch_last_look_timestamp_seconds") <= time.time()


def test_drift_needs_no_labels(folders, watching):
    """Older customers: age stands out at once, and nothing else."""
    write_log(folders[0], simulate.batch(3, 4000, age_shift=10))
    assert watching.look()
    found = {name: value(watching, "fraud_drift_psi", column=name) for name in features.NUMBERS}
    assert ["age"] == [name for name in found if found[name] > 0.1]
    assert value(watching, "fraud_drift_ks", column="age") > 0.1
    assert value(watching, "fraud_labels_known", version="1") is None


def test_a_few_predictions_are_not_compared(folders, watching):
    """A hundred rows show a PSI of 0.1 by chance alone."""
    write_log(folders[0], simulate.batch(3, watch.LEAST - 1, age_shift=10))
    assert watching.look()
    assert value(watching, "fraud_drift_psi", column="age") is None


def test_late_labels_give_the_live_score(folders, watching):
    """The newest week with labels counts, not the newest week."""
    for number in (1, 2, 3):
        write_log(folders[0], simulate.batch(number, ROWS))
    for number in (1, 2):
        write_labels(folders[1], simulate.batch(number, ROWS))
    assert watching.look()
    assert 2 == value(watching, "fraud_week")
    assert ROWS == value(watching, "fraud_labels_known", version="1")
    assert 1 == value(watching, "fraud_live_average_precision", version="1")
    assert 0 == value(watching, "fraud_live_cost", version="1")


def test_a_model_that_guesses_falls(folders, watching):
    """The score falls as soon as the labels of the bad week are in, and not before."""
    good, bad = simulate.batch(1, ROWS), simulate.batch(2, ROWS)
    write_log(folders[0], good)
    write_labels(folders[1], good)
    write_log(folders[0], bad, wise=False)
    assert watching.look()
    assert 1 == value(watching, "fraud_live_average_precision", version="1")
    write_labels(folders[1], bad)
    assert watching.look()
    assert value(watching, "fraud_live_average_precision", version="1") < 0.2


def test_a_new_version_does_not_inherit_the_score(folders, watching):
    """Its own labels come weeks later; until then nothing is said of it, and nothing more of the old one."""
    week = simulate.batch(1, ROWS)
    write_log(folders[0], week, wise=False)
    write_labels(folders[1], week)
    assert watching.look()
    write_log(folders[0], simulate.batch(2, ROWS), version=2)
    assert watching.look()
    for version in ("1", "2"):
        assert value(watching, "fraud_live_average_precision", version=version) is None
    write_labels(folders[1], simulate.batch(2, ROWS))
    assert watching.look()
    assert 1 == value(watching, "fraud_live_average_precision", version="2")


def test_a_challenger_is_not_taken_for_the_champion(folders, watching):
    """A canary that guesses is not what the gate's promise is about."""
    week = simulate.batch(1, ROWS)
    write_log(folders[0], week.iloc[: ROWS // 2])
    write_log(folders[0], week.iloc[ROWS // 2 :], version=2, role="challenger", wise=False)
    write_labels(folders[1], week)
    assert watching.look()
    assert ROWS // 2 == value(watching, "fraud_labels_known", version="1")
    assert 1 == value(watching, "fraud_live_average_precision", version="1")


def test_what_was_asked_twice_counts_once(folders, watching):
    """A till that asks again gets an answer again, but it is one payment with one label."""
    week = simulate.batch(1, ROWS)
    for _ in range(2):
        write_log(folders[0], week)
    write_labels(folders[1], week)
    assert watching.look()
    assert ROWS == value(watching, "fraud_labels_known", version="1")


def test_labels_without_a_fraud_give_no_score(folders, watching):
    """There is nothing to find; a score of zero would call for a retraining."""
    week = simulate.batch(1, ROWS).assign(is_fraud=0)
    write_log(folders[0], week)
    write_labels(folders[1], week)
    assert watching.look()
    assert ROWS == value(watching, "fraud_labels_known", version="1")
    assert value(watching, "fraud_live_average_precision", version="1") is None


def test_a_broken_file_is_counted_and_the_watch_goes_on(folders, watching):
    """The values stay, and the age of the last good look shows that they are old."""
    write_log(folders[0], simulate.batch(1, ROWS))
    assert watching.look()
    before = value(watching, "fraud_watch_last_look_timestamp_seconds")
    broken = folders[1] / "week-001.csv"
    broken.write_text("who,knows\n1,2\n", encoding="utf-8")
    assert not watching.look()
    assert 1 == value(watching, "fraud_watch_failed_looks_total")
    assert before == value(watching, "fraud_watch_last_look_timestamp_seconds")
    broken.unlink()
    assert watching.look()


@pytest.mark.parametrize(
    ("text", "words"), [(None, "not there"), ("a,b\n1,2\n", "has no column amount")], ids=["missing", "other"]
)
def test_a_wrong_reference_is_told_at_the_start(folders, text, words):
    """Not at each look, in a log that nobody reads."""
    path = folders[2].with_name("wrong.csv")
    if text:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(Stop, match=words):
        watch.Watch(*folders[:2], path)


def test_parquet_does_as_well(folders):
    """The reference may come as Parquet."""
    simulate.batch(0, 1000).to_parquet(folders[2].with_suffix(".parquet"))
    assert watch.Watch(*folders[:2], folders[2].with_suffix(".parquet")).look()


def test_it_serves_its_metrics_and_looks_again(folders, watching):
    """Without being asked: new predictions are seen within the seconds it was given."""
    with watching.serve(seconds=0.05):
        write_log(folders[0], simulate.batch(1, ROWS))
        end = time.monotonic() + 30
        while 'fraud_drift_psi{column="age"}' not in fetch(f"127.0.0.1:{watching.port}", "/metrics")[1]:
            assert time.monotonic() < end
            time.sleep(0.05)
