"""Retrain as a plain function: labelled weeks in, a verdict out. Killed anywhere, the champion stands."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from mlflow.entities.model_registry import ModelVersion
from mlflow.exceptions import MlflowException

from . import features, gate, model, objective, registry, schema, source, versions, workspace
from .books import Books
from .features import matrix
from .scorer import Scorer

WEEKS = 4  # labels come in with the monthly statement: less would mix old weeks with new ones
SEEN = "learned_until"  # tag of a version: the last week that its model learned from
NO_CHAMPION = ("RESOURCE_DOES_NOT_EXIST", "INVALID_PARAMETER_VALUE")  # no such model, no such alias

Tell = Callable[[str], None]


@dataclass(frozen=True)
class Outcome:
    """What the gate said; the new version, if there is one; what both models score on the fresh weeks."""

    verdict: gate.Verdict
    version: int | None = None
    champion: float | None = None
    challenger: float | None = None


# --8<-- [start:job]
def retrain(work: workspace.Workspace, payments: pd.DataFrame, tell: Tell = lambda step: None) -> Outcome:
    """Learn from the earlier weeks, compare on the later ones, promote if the gate passes."""
    rules = objective.load()
    schema.check(payments, source="the labelled weeks")
    past, fresh = features.split_by_time(payments, source.last_quarter(payments))
    if stale := seen_before(work, fresh):
        return Outcome(stale)
    origin = keep(work, payments)
    run = learn(work, rules, past, fresh, origin)
    tell("trained")
    champion = score_champion(work, rules, fresh)
    verdict = decide(rules, champion, run.scores)
    scores = {"champion": champion and champion["average_precision"]}
    scores["challenger"] = run.scores["average_precision"]
    tell("judged")
    if not verdict.passed:
        return Outcome(verdict, **scores)
    version = registry.register(work.store, run.id)
    work.store.set_model_version_tag(registry.MODEL, str(version), SEEN, str(past["week"].max()))
    registry.promote(work.store, version)  # the one step that others see, and the last
    tell("promoted")
    return Outcome(verdict, version, **scores)


# --8<-- [end:job]
def keep(work: workspace.Workspace, payments: pd.DataFrame) -> versions.DataVersion:
    """Commit the code, and the data under the name of its weeks; the same again finds its commit."""
    path = f"data/weeks-{payments['week'].min():03d}-{payments['week'].max():03d}.csv"
    work.place(payments, path)
    return versions.commit_data(work.project, path, f"Data: {Path(path).stem}", tag=work.tag(path))


def learn(
    work: workspace.Workspace,
    rules: objective.Objective,
    past: pd.DataFrame,
    fresh: pd.DataFrame,
    origin: versions.DataVersion,
) -> workspace.Run:
    """A tracked run of this code on this data; one that a killed process has finished is used."""
    if run := work.finished_run(origin):
        return run
    challenger = model.train(past)
    scores = gate.score(rules, challenger.chance(fresh), fresh)
    return work.track(challenger, scores | {"parity": challenger.parity}, origin)


# --8<-- [start:decide]
def decide(
    rules: objective.Objective, champion: dict[str, float] | None, challenger: dict[str, float]
) -> gate.Verdict:
    """Good enough to be served at all, and better than the one that is served."""
    alone = gate.judge(rules, challenger)
    if champion is None:
        return alone
    beside = gate.compare(rules, champion, challenger)
    return gate.Verdict(alone.passed and beside.passed, beside.reasons + alone.reasons)


def seen_before(work: workspace.Workspace, fresh: pd.DataFrame) -> gate.Verdict | None:
    """A refusal if the champion has learned from the weeks that are to judge it."""
    champion = champion_of(work)
    last, first = champion and int(champion.tags.get(SEEN, -1)), int(fresh["week"].min())
    if champion is None or first > last:
        return None
    return gate.verdict((False, f"week {first} is to judge, but the champion learned up to week {last}"))


# --8<-- [end:decide]
def champion_of(work: workspace.Workspace) -> ModelVersion | None:
    """The registry's entry of the champion; None before there is one."""
    try:
        return work.store.get_model_version_by_alias(registry.MODEL, "champion")
    except MlflowException as error:
        if error.error_code not in NO_CHAMPION:  # a store that is ill must not pass for an empty one
            raise
        return None


def score_champion(
    work: workspace.Workspace, rules: objective.Objective, fresh: pd.DataFrame
) -> dict[str, float] | None:
    """What the champion scores on weeks that it did not learn from."""
    champion = champion_of(work)
    if champion is None:
        return None
    served = Scorer(registry.fetch(work.store, int(champion.version)))
    return gate.score(rules, served.chance(matrix(fresh)), fresh)


def retrain_on(
    folder: Path, books: Books, tell: Tell = lambda step: None, server: str | None = None
) -> Outcome:
    """The job as the retrainer runs it: the newest labelled weeks, in a workspace that is held alone."""
    with workspace.open_workspace(folder, server=server) as work:
        return retrain(work, books.labelled(WEEKS), tell)
