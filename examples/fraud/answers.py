"""Decide on payments: who answers, champion or challenger; count it and log it."""

import time
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np

from .champion import Pair
from .features import INPUTS, matrix, row
from .messages import Payment, Prediction
from .meters import Meters
from .predictions import PredictionLog


# --8<-- [start:chosen]
def chosen(transaction_id: str | None, share: float) -> bool:
    """Does the challenger answer this one? The same payment is always treated alike, on every server."""
    if not share or transaction_id is None:
        return False
    digest = blake2b(transaction_id.encode(), digest_size=8).digest()
    return int.from_bytes(digest) < share * 2**64


# --8<-- [end:chosen]
@dataclass(frozen=True)
class Answers:
    """Gives predictions; the pair of models comes with each call, so that a swap can't fall in between."""

    meters: Meters
    threshold: float
    log: PredictionLog | None = None

    # --8<-- [start:one]
    def one(self, pair: Pair, payment: Payment) -> Prediction:
        """Score one payment: some 20 microseconds."""
        inputs = vars(payment)
        features = row(inputs)
        chance = pair.champion.scorer.chance(features)
        beside = self._beside(pair, features)
        return self._settle(pair, inputs, float(chance[0]), beside and beside[0])

    # --8<-- [end:one]
    def many(self, pair: Pair, payments: list[Payment]) -> list[Prediction]:
        """Score many payments: the features column by column, the model once."""
        told = [vars(payment) for payment in payments]
        features = matrix({name: [inputs[name] for inputs in told] for name in INPUTS})
        chances = pair.champion.scorer.chance(features).tolist()
        beside = self._beside(pair, features) or [None] * len(told)
        return [self._settle(pair, *each) for each in zip(told, chances, beside, strict=True)]

    # --8<-- [start:beside]
    def _beside(self, pair: Pair, features: np.ndarray) -> list[float] | None:
        """What the challenger says; whatever happens to it, the champion answers."""
        if pair.challenger is None:
            return None
        try:
            chances = pair.challenger.scorer.chance(features)
        except Exception:
            self.meters.shadow_failures.inc(len(features))
            return None
        return chances.tolist()

    # --8<-- [end:beside]
    # --8<-- [start:settle]
    def _settle(self, pair: Pair, inputs: dict, chance: float, beside: float | None) -> Prediction:
        """Decide with the one who answers; count it, log it."""
        role, served = "champion", pair.champion
        if beside is not None:
            self.meters.difference.observe(abs(beside - chance))
            self.meters.disagreements.inc((beside >= self.threshold) != (chance >= self.threshold))
            if chosen(inputs["transaction_id"], pair.share):
                role, served, chance = "challenger", pair.challenger, beside
        version, stop = served.origin.version, chance >= self.threshold
        self.meters.chance.observe(chance)
        self.meters.stops.inc(stop)
        self.meters.prediction(role, version).inc()
        if self.log:
            said = {"version": version, "role": role, "chance": chance, "stop": stop, "shadow": beside}
            self.log.add({"time": time.time(), **said, **inputs})
        return Prediction(chance=chance, stop=stop, version=version)

    # --8<-- [end:settle]
