"""Find skew to the last bit, and bring predictions and their labels together."""


def differing(together, alone, names):
    """Return the names of the features that differ in any bit, for any payment, in the order of `names`.

    Both are float32 arrays of payments x features: `together` as training computes them, `alone` as the
    service does. An array's `view("u4")` shows the same bytes as whole numbers.
    """
    # --8<-- [start:solve-differing]
    # unsolved: return None
    apart = (together.view("u4") != alone.view("u4")).any(axis=0)
    return [name for name, differs in zip(names, apart, strict=True) if differs]
    # --8<-- [end:solve-differing]


def matched(said, labels):
    """Return {transaction_id: (chance, label)} of the payments that were scored and have a label.

    `said` is the log, oldest line first: a list of dicts with "transaction_id" and "chance".
    If a payment was asked about twice, the last answer counts. A line may have None as its id.
    `labels` is {transaction_id: 0 or 1}, also for payments that were never scored.
    """
    # --8<-- [start:solve-matched]
    # unsolved: return None
    last = {line["transaction_id"]: line["chance"] for line in said}
    return {key: (chance, labels[key]) for key, chance in last.items() if key in labels}
    # --8<-- [end:solve-matched]


def waiting(said, labels):
    """Return how many payments of the log have an id and no label yet; asked about twice is one payment."""
    # --8<-- [start:solve-waiting]
    # unsolved: return None
    return len({line["transaction_id"] for line in said} - {None} - labels.keys())
    # --8<-- [end:solve-waiting]
