"""What a search for parameters tries: one model on fixed weeks, with the names of its data and its code."""

import hashlib
import subprocess
from pathlib import Path

import pandas as pd
from sklearn.ensemble import HistGradientBoostingClassifier

from ..features import matrix, split_by_time, target
from ..gate import score
from ..objective import load
from ..simulate import batch


def data(rows):
    """Four weeks to learn from, the next one to score on; and a fingerprint of both."""
    weeks = pd.concat([batch(week, rows) for week in range(1, 6)])
    md5 = hashlib.md5(weeks.to_csv(index=False, lineterminator="\n").encode()).hexdigest()
    return *split_by_time(weeks, 5), md5


def commit():
    """The commit that holds this code, if it is under version control."""
    ask = ["git", "-C", str(Path(__file__).parent), "rev-parse", "HEAD"]
    told = subprocess.run(ask, capture_output=True, text=True, check=False)
    return told.stdout.strip() or "none"


def fit(past, later, params):
    """Train with these parameters; average precision and cost on the week after."""
    model = HistGradientBoostingClassifier(**params, early_stopping=False, random_state=0)
    model.fit(matrix(past), target(past))
    chance = model.predict_proba(matrix(later))[:, 1]
    return score(load(), chance, later)
