"""Learn from past weeks to find fraud, and say what the model is worth in the weeks that came after."""

import argparse
import hashlib
import json
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import average_precision_score

COLUMNS = [
    "amount",
    "age",
    "hour",
    "device_age_days",
    "merchant_risk",
    "distance_km",
    "is_foreign",
    "n_last_day",
]


# --8<-- [start:features]
def split(payments: pd.DataFrame, weeks: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The past to learn from, and the last `weeks` to be tested on."""
    past = payments["week"] <= payments["week"].max() - weeks
    return payments[past], payments[~past]


def features(payments: pd.DataFrame, past: pd.DataFrame) -> pd.DataFrame:
    """The numbers that the model reads; what is usual for a customer is known from the past alone."""
    usual = past.groupby("customer")["amount"].median()
    usual_here = payments["customer"].map(usual).fillna(past["amount"].median())  # a new customer
    made = {"unusual": payments["amount"] / usual_here, "online": payments["channel"] == "online"}
    return payments[COLUMNS].assign(**made).astype(float)


# --8<-- [end:features]
# --8<-- [start:evaluate]
def train(past: pd.DataFrame, seed: int) -> HistGradientBoostingClassifier:
    """The same rows and the same seed give the same model."""
    model = HistGradientBoostingClassifier(max_iter=60, early_stopping=False, random_state=seed)
    return model.fit(features(past, past), past["is_fraud"])


def evaluate(payments: pd.DataFrame, weeks: int, seed: int) -> tuple[float, np.ndarray]:
    """Average precision in the last weeks, and the chance of fraud of each of their payments."""
    past, later = split(payments, weeks)
    chance = train(past, seed).predict_proba(features(later, past))[:, 1]
    return float(average_precision_score(later["is_fraud"], chance)), chance


# --8<-- [end:evaluate]
def main(arguments: list[str] | None = None) -> None:
    """Read the payments, write the answer beside its proof."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("payments", type=Path, help="CSV of payments")
    parser.add_argument("--weeks", type=int, default=3, help="weeks to be tested on (default %(default)s)")
    parser.add_argument("--seed", type=int, default=7, help="of the model (default %(default)s)")
    parser.add_argument("--answer", type=Path, default=Path("answer.json"), help="where the answer goes")
    options = parser.parse_args(arguments)
    score, chance = evaluate(pd.read_csv(options.payments), options.weeks, options.seed)
    answer = {
        "average_precision": score,
        "data_sha256": hashlib.sha256(options.payments.read_bytes()).hexdigest(),
        "chances_sha256": hashlib.sha256(chance.tobytes()).hexdigest(),
        "weeks": options.weeks,
        "seed": options.seed,
    }
    options.answer.write_text(json.dumps(answer, indent=2) + "\n", encoding="utf-8", newline="\n")
    print(f"average precision in the last {options.weeks} weeks: {score:.3f}")


if __name__ == "__main__":
    main()
