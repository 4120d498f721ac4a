"""BentoML as its pages advise: a class with typed API methods, the model loaded once."""

import os
from pathlib import Path

import bentoml
from fraud.features import row
from fraud.messages import Payment, Prediction
from fraud.scorer import Scorer

QUIET = {"access": {"enabled": False}}


@bentoml.service(workers=1, logging=QUIET)
class Fraud:
    def __init__(self) -> None:
        self.scorer = Scorer(Path(os.environ["BENCH_ONNX"]).read_bytes())

    @bentoml.api
    async def predict(self, payment: Payment, /) -> Prediction:
        chance = float(self.scorer.chance(row(vars(payment)))[0])
        return Prediction(chance=chance, stop=chance >= 0.06, version=1)
