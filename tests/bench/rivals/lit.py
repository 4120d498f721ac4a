"""LitServe as its pages advise: an API class with typed requests and answers, one worker."""

import os
import sys
from pathlib import Path

import litserve
from fraud.features import row
from fraud.messages import Payment, Prediction
from fraud.scorer import Scorer


class Fraud(litserve.LitAPI):
    def setup(self, device: str) -> None:
        self.scorer = Scorer(Path(os.environ["BENCH_ONNX"]).read_bytes())

    def decode_request(self, request: Payment) -> dict:
        return vars(request)

    def predict(self, payment: dict) -> float:
        return float(self.scorer.chance(row(payment))[0])

    def encode_response(self, chance: float) -> Prediction:
        return Prediction(chance=chance, stop=chance >= 0.06, version=1)


if __name__ == "__main__":
    server = litserve.LitServer(Fraud(api_path="/predict"), accelerator="cpu", workers_per_device=1)
    quiet = {"generate_client_file": False, "log_level": "warning", "access_log": False}
    server.run(host="127.0.0.1", port=int(sys.argv[1]), num_api_servers=1, **quiet)
