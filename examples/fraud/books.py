"""The weeks as a company keeps them: payments at once, their labels in files of their own weeks later."""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from .limits import LABEL
from .stop import Stop

KEY = "transaction_id"


@dataclass(frozen=True)
class Books:
    """Two folders of `week-NNN.csv`: what was paid, and what of it was fraud."""

    payments: Path
    labels: Path

    def paid(self, week: pd.DataFrame) -> Path:
        """Write down the payments of one week, of which nobody knows yet what they were."""
        return place(week.drop(columns=LABEL), name(self.payments, week))

    def told(self, week: pd.DataFrame) -> Path:
        """Write down what became known of the payments of one week; told again, the new word counts."""
        return place(week[[KEY, LABEL]], name(self.labels, week))

    # --8<-- [start:labelled]
    def labelled(self, weeks: int) -> pd.DataFrame:
        """The newest weeks whose labels are in, each payment with its own label."""
        known = sorted(self.labels.glob("week-*.csv"))[-weeks:]
        if not known:
            raise Stop(
                f"{self.labels} holds no week-NNN.csv: no label has come in, there is nothing to learn"
            )
        joined = [join(self.payments / file.name, file) for file in known]
        return pd.concat(joined, ignore_index=True)

    # --8<-- [end:labelled]


def join(paid: Path, told: Path) -> pd.DataFrame:
    """The payments that have a label; a label without its payment, or two for one, is refused."""
    if not paid.exists():
        raise Stop(f"{told} labels payments that {paid} should hold; it is missing")
    payments, labels = pd.read_csv(paid, dtype={KEY: "str"}), pd.read_csv(told, dtype={KEY: "str"})
    try:
        joined = payments.merge(labels, on=KEY, validate="one_to_one")
    except (pd.errors.MergeError, KeyError) as error:
        raise Stop(f"{told} does not fit {paid}: {error}; expected one label for each {KEY}") from None
    if len(joined) < len(labels):
        strangers = len(labels) - len(joined)
        raise Stop(f"{told}: {strangers} labels belong to no payment in {paid}; mend their {KEY}")
    return joined


def name(folder: Path, week: pd.DataFrame) -> Path:
    """The file of that week; three digits, so that names sort as weeks do."""
    return folder / f"week-{int(week['week'].iloc[0]):03d}.csv"


def place(frame: pd.DataFrame, path: Path) -> Path:
    """Write the file aside, then rename: a reader sees all of it or nothing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_suffix(".part")
    frame.to_csv(aside, index=False, lineterminator="\n")
    return aside.replace(path)
