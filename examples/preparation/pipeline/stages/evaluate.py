"""Score the model on the weeks that it has not seen, in the numbers of the objective."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
from fraud import gate, objective
from fraud.scorer import Scorer

if __name__ == "__main__":
    data = np.load("data/features.npz")
    later = pd.DataFrame({"amount": data["later_amount"], "is_fraud": data["later_y"]})
    chance = Scorer(Path("model/model.onnx").read_bytes()).chance(data["later_X"])
    scores = gate.score(objective.load(), chance, later)
    told = {name: round(score, 4) for name, score in scores.items()}
    Path("metrics.json").write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8", newline="\n")
