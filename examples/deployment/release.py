"""Release a model in shadow, as a canary, to all, and take it back, while payments keep coming."""

import argparse
import sys
import tempfile
from contextlib import closing
from pathlib import Path

# This folder goes last: MLflow would take the requests.py in it for the library of that name.
sys.path.sort(key=lambda path: Path(path).resolve() == Path(__file__).resolve().parent)
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import fraud
from fraud.stop import Stop
from fraud.story import Story

SHARE = 0.1
TOLERANCE = 0.03
WEEKS = {1: [1], 2: [1, 2, 3, 4]}  # the second model has seen more
NOW, TRAFFIC = 8, 9  # no model learns from these weeks


def publish(store, project, number, rows):
    """Data under a commit, a model trained on it, a version in the registry."""
    import pandas as pd

    payments = pd.concat([fraud.simulate.batch(week, rows) for week in WEEKS[number]], ignore_index=True)
    payments.to_csv(project / "payments.csv", index=False, lineterminator="\n")
    data = fraud.versions.commit_data(project, "payments.csv", f"Data {number}", tag=f"data-v{number}")
    made = fraud.model.train(payments)
    origin = {"code_commit": data.commit, "data_md5": data.md5}
    run = fraud.tracking.track(store, params=made.params, metrics={}, model=made.graph, lineage=origin)
    return fraud.registry.register(store, run)


def alone(story, store, trial):
    """As it was: one version answers everything."""
    lines = trial.sell("champion")
    story.say(f"version {lines['version'].unique().tolist()[0]} answers all {len(lines):,} payments")


# --8<-- [start:shadow]
def shadow(story, store, trial, objective):
    """Version 2 scores every payment, and no customer feels anything of it."""
    fraud.release.shadow(store, 2)
    trial.serves(1, challenger=2)
    lines = trial.sell("shadow")
    apart = (lines["shadow"] - lines["chance"]).abs()
    stops = lines[["chance", "shadow"]] >= objective.threshold
    story.say(f"version {lines['version'].unique().tolist()[0]} answers, version 2 is only logged")
    story.say(f"chances differ by {apart.median():.4f} in the middle, by {apart.max():.2f} at most")
    story.say(f"they would decide otherwise on {(stops['chance'] != stops['shadow']).sum()} payments")
    return lines


# --8<-- [end:shadow]
# --8<-- [start:gate]
def gate(story, lines, week, objective):
    """Weeks later the labels are in: both are judged on the very payments that they scored."""
    labelled = week.set_index("transaction_id").loc[lines.index]
    served = {"parity": 0.0}  # these chances are the served model's own
    champion = fraud.gate.score(objective, lines["chance"].to_numpy(), labelled) | served
    challenger = fraud.gate.score(objective, lines["shadow"].to_numpy(), labelled) | served
    verdict = fraud.gate.compare(objective, champion, challenger)
    for reason in verdict.reasons:
        story.say(reason)
    if not verdict.passed:
        raise fraud.gate.GateClosed("the gate refused the challenger; the champion stays")


# --8<-- [end:gate]
# --8<-- [start:canary]
def canary(story, store, trial):
    """Version 2 answers a few payments: a fault that shadow could not show does little harm."""
    fraud.release.canary(store, 2, SHARE)
    trial.serves(1, challenger=2, share=SHARE)
    first, again = trial.sell("canary"), trial.sell("canary again")
    by_two = first["version"] == 2
    near = abs(by_two.mean() - SHARE) < TOLERANCE
    story.say(f"asked for {SHARE:.0%} of the answers, it gives {by_two.mean():.1%}")
    story.say(f"that is near enough: {'yes' if near else 'NO'}")
    same = first["version"].equals(again["version"].reindex(first.index))
    story.say(f"asked again, each payment meets the same version: {'yes' if same else 'NO'}")


# --8<-- [end:canary]
# --8<-- [start:all]
def everybody(story, store, trial):
    """Version 2 becomes the champion: the alias moves, the service follows."""
    fraud.release.promote(store)
    trial.serves(2)
    lines = trial.sell("all")
    story.say(f"version {lines['version'].unique().tolist()[0]} answers all {len(lines):,} payments")


# --8<-- [end:all]
# --8<-- [start:rollback]
def rollback(story, store, trial):
    """The alias goes back: no training, no copying, no restart."""
    before = fraud.registry.rollback(store)
    trial.serves(before)
    lines = trial.sell("rollback")
    story.say(f"version {lines['version'].unique().tolist()[0]} answers all {len(lines):,} payments")


# --8<-- [end:rollback]
def traces(story, trial):
    """Each stage as Prometheus and the prediction log saw it."""
    story.say("stage         /metrics: champion, share of 2   log: version, answers, scored by 2")
    for stage, lines, metrics in trial.traces:
        version, share = metrics["fraud_model_version"], metrics["fraud_challenger_share"]
        for own, told in lines.groupby("version"):
            seen = f"{stage:<14}{version:18.0f}{share:14.1f}"
            story.say(f"{seen}{own:17}{len(told):9,}{told['shadow'].notna().sum():13,}")


def release(story, store, project, folder, rows):
    """The whole release, under traffic from its first stage to its last."""
    objective = fraud.objective.load()
    fraud.registry.promote(store, publish(store, project, 1, rows))
    publish(store, project, 2, rows)
    week, others = fraud.simulate.batch(NOW, rows), fraud.simulate.batch(TRAFFIC, rows)
    story.note("starting the service")
    with closing(fraud.server.Server(folder / "store", log=folder / "log")) as service:
        trial = fraud.scenes.trial.Trial(service, folder / "log", week)
        with fraud.client.traffic(service.client(), others, named=True) as requests:
            story.step("champion")
            alone(story, store, trial)
            story.step("shadow")
            lines = shadow(story, store, trial, objective)
            story.step("gate")
            gate(story, lines, week, objective)
            story.step("canary")
            canary(story, store, trial)
            story.step("all")
            everybody(story, store, trial)
            story.step("rollback")
            rollback(story, store, trial)
        story.step("traces")
        traces(story, trial)
        story.say(f"{requests.failed} requests failed")


def run(folder, rows):
    story = Story()
    story.step("who")
    fraud.scenes.canary.who(story)
    story.step("failing")
    fraud.scenes.canary.failing(story)
    story.note("training two models")
    fraud.versions.start(folder / "project")
    store = fraud.registry.open_store(folder / "store")
    release(story, store, folder / "project", folder, rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workspace", type=Path, help="an empty folder to keep the work in (default: none)")
    parser.add_argument("--rows", type=int, default=4000, help="payments a week (default: %(default)s)")
    options = parser.parse_args()
    if options.workspace and options.workspace.exists() and any(options.workspace.iterdir()):
        parser.error(f"{options.workspace} is not empty; name a folder that is, or that is not there yet")
    if options.workspace:
        return run(options.workspace, options.rows)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        run(Path(folder), options.rows)


if __name__ == "__main__":
    try:
        main()
    except Stop as reason:
        sys.exit(f"stopped: {reason}")
