"""Decide with money: what a model costs, whether it may be served, whether it beats the one that is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from .features import target
from .objective import Objective
from .stop import Stop

if TYPE_CHECKING:
    import pandas as pd  # not yet: `--help` must not wait for it


# --8<-- [start:cost]
def cost(objective: Objective, truth: np.ndarray, stopped: np.ndarray) -> float:
    """What these decisions cost per 1,000 payments, in the objective's currency."""
    missed = np.sum((truth == 1) & ~stopped) * objective.missed_fraud
    alarms = np.sum((truth == 0) & stopped) * objective.false_alarm
    return float(1000 * (missed + alarms) / len(truth))


# --8<-- [end:cost]
def score(objective: Objective, chance: np.ndarray, payments: pd.DataFrame) -> dict[str, float]:
    """The numbers that the gate looks at, for these chances of fraud and the truth about these payments."""
    from sklearn.metrics import average_precision_score

    truth = target(payments)
    return {
        "average_precision": float(average_precision_score(truth, chance)),
        "cost": cost(objective, truth, chance >= objective.threshold),
        "baseline_cost": cost(objective, truth, payments["amount"].to_numpy() > objective.stop_above),
    }


class GateClosed(Stop):
    """A model is not good enough to be served."""


@dataclass(frozen=True)
class Verdict:
    """Passed or not, with a line of reason for each rule."""

    passed: bool
    reasons: tuple[str, ...]


def verdict(*rules: tuple[bool, str]) -> Verdict:
    """Passed if every rule holds."""
    words = {True: "passed", False: "failed"}
    return Verdict(all(ok for ok, _ in rules), tuple(f"{words[bool(ok)]}: {text}" for ok, text in rules))


# --8<-- [start:judge]
def judge(objective: Objective, scores: dict[str, float]) -> Verdict:
    """May a model with these scores be served at all?"""
    ap, parity = scores["average_precision"], scores["parity"]
    saving = 1 - scores["cost"] / max(scores["baseline_cost"], 1e-9)
    return verdict(
        (ap >= objective.least_ap, f"average precision {ap:.2f}, at least {objective.least_ap:.2f}"),
        (saving >= objective.least_saving, f"saves {saving:.0%}, at least {objective.least_saving:.0%}"),
        (parity <= objective.most_parity, "the model in ONNX says what the trained one says"),
    )


# --8<-- [end:judge]
def compare(objective: Objective, champion: dict[str, float], challenger: dict[str, float]) -> Verdict:
    """May the challenger take the champion's place? Both were scored on the same fresh payments."""
    old, new = champion["average_precision"], challenger["average_precision"]
    cheaper = challenger["cost"] < champion["cost"]
    return verdict(
        (new > old, f"average precision {old:.2f} -> {new:.2f}"),
        (cheaper, f"cost per 1,000 payments {champion['cost']:,.0f} -> {challenger['cost']:,.0f}"),
        (judge(objective, challenger).passed, "the challenger passes the gate on its own"),
    )
