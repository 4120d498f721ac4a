"""The same weeks of payments in five scenarios, so that each alarm is known to be right or wrong."""

import numpy as np
import pandas as pd
from sklearn.ensemble import HistGradientBoostingClassifier

from ..drift import report
from ..features import NUMBERS, matrix, target
from ..simulate import batch, fraud_chance, stream

LEARNED, CHANGE, LAST = 4, 10, 18  # a model of weeks 1 to 4; the change comes with week 10
WEEKS = range(LEARNED + 1, LAST + 1)
YEARS, TACTIC, SPREADS = 12, 1, 0.2

# --8<-- [start:scenarios]
SCENARIOS = {  # who pays, and how the fraudsters work: from week CHANGE on
    "neither": ("as ever", "as ever"),
    "age": ("older", "as ever"),
    "tactic": ("as ever", "new"),
    "slowly": ("as ever", "spreading"),  # each week another fifth of the frauds is of the new kind
    "both": ("older", "new"),
}
# --8<-- [end:scenarios]


def inputs(calm):
    """What the till sees: it is older customers who pay, or nothing has changed."""
    return {"as ever": calm, "older": calm.assign(age=(calm["age"] + YEARS * changed(calm)).clip(upper=100))}


def labels(calm, luck):
    """The truth about the same payments, when the rule is the old one, a new one, or on its way to it."""
    chance = {tactic: fraud_chance(calm, tactic) for tactic in (0, TACTIC)}
    old, new = (pd.Series(luck < chance[tactic], calm.index).astype(int) for tactic in (0, TACTIC))
    weeks_since = calm["week"] - CHANGE + 1
    place = calm.groupby("week").cumcount() / len(calm) * len(WEEKS)
    return {
        "as ever": old,
        "new": new.where(changed(calm), old),
        "spreading": new.where(place < SPREADS * weeks_since, old),
    }


def changed(payments):
    return payments["week"] >= CHANGE


def simulate(weeks, rows, seed):
    """Calm weeks, and the luck that decides who becomes a victim."""
    made = pd.concat([batch(week, rows, seed=seed) for week in weeks], ignore_index=True)
    return made, np.concatenate([stream(seed, week, "fraud").random(rows) for week in weeks])


def learn(past):
    """The model of the course, without the detour by ONNX: fifty of them are trained here."""
    params = {"max_iter": 60, "max_leaf_nodes": 7, "learning_rate": 0.1}
    model = HistGradientBoostingClassifier(**params, early_stopping=False, random_state=0)
    return model.fit(matrix(past), target(past))


# --8<-- [start:late]
def known(payments, week_now, delay):
    """In week t the truth is in about the payments of week t - delay and before; about no later one."""
    return payments[payments["week"] <= week_now - delay]


def judge(payments, chance, truth, threshold):
    """Each payment with its chance, its truth, whether the decision was wrong, and the log-loss."""
    loss = -np.log(np.clip(np.where(truth == 1, chance, 1 - chance), 1e-6, 1))
    wrong = ((chance >= threshold) != (truth == 1)).astype(int)
    return payments[["week"]].assign(chance=chance, is_fraud=truth, error=wrong, loss=loss)


# --8<-- [end:late]
class World:
    """What one seed gives: a model, calm weeks, their truths, and what can be seen of them in the week."""

    def __init__(self, seed, rows):
        past, _ = simulate(range(1, LEARNED + 1), rows, seed)
        self._model = learn(past)
        self.reference = past[past["week"] == LEARNED]
        self.calm, luck = simulate(WEEKS, rows, seed)
        self._truths = labels(self.calm, luck)
        self._inputs = inputs(self.calm)
        self._seen = {who: self._look(payments) for who, payments in self._inputs.items()}

    def _look(self, payments):
        """How far each column is, week by week, from the last week that the model learned from."""
        weeks = payments.groupby("week")
        reports = {week: report(self.reference, now, NUMBERS) for week, now in weeks}
        return reports, self._model.predict_proba(matrix(payments))[:, 1]

    def see(self, scenario, objective):
        """The report on the inputs of each week, and the payments whose truth is in by week LAST."""
        who, how = SCENARIOS[scenario]
        reports, chance = self._seen[who]
        judged = judge(self.calm, chance, self._truths[how], objective.threshold)
        return reports, known(judged, LAST, objective.delay_weeks)

    def payments(self, scenario):
        """All that is true in that scenario, also what nobody knows yet."""
        who, how = SCENARIOS[scenario]
        return self._inputs[who].assign(is_fraud=self._truths[how])
