"""Learn from the past weeks, and keep the model in the form that is served."""

from pathlib import Path

import numpy as np
import yaml
from fraud.model import convert
from sklearn.ensemble import HistGradientBoostingClassifier

if __name__ == "__main__":
    params = yaml.safe_load(Path("params.yaml").read_text(encoding="utf-8"))["train"]
    data = np.load("data/features.npz")
    model = HistGradientBoostingClassifier(**params, early_stopping=False, random_state=0)
    model.fit(data["past_X"], data["past_y"])
    Path("model").mkdir(exist_ok=True)
    Path("model/model.onnx").write_bytes(convert(model).SerializeToString(deterministic=True))
