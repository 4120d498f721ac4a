"""Turn payments into numbers, and keep the last weeks apart for the test."""

from pathlib import Path

import numpy as np
import pandas as pd
import yaml
from fraud.features import matrix, split_by_time, target

if __name__ == "__main__":
    weeks = yaml.safe_load(Path("params.yaml").read_text(encoding="utf-8"))["split"]["test_weeks"]
    payments = pd.read_csv("data/payments.csv")
    past, later = split_by_time(payments, payments["week"].max() - weeks + 1)
    np.savez(
        "data/features.npz",
        past_X=matrix(past),
        past_y=target(past),
        later_X=matrix(later),
        later_y=target(later),
        later_amount=later["amount"],
    )
