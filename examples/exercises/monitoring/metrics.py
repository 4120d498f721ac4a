"""Do by hand what Prometheus does: count per second, wait before an alert, estimate a quantile."""

from itertools import pairwise


def rate(samples):
    """Return the increase per second of a counter, from the first of its samples to the last.

    `samples` is a list of (seconds, value), in order of time, at least two. A counter only goes up:
    a value below the one before means that the service was restarted and counts from 0 again.
    (Prometheus also stretches the result to the edges of its window; leave that out.)
    """
    # --8<-- [start:solve-rate]
    # unsolved: return None
    grown = sum(new - old if new >= old else new for (_, old), (_, new) in pairwise(samples))
    return grown / (samples[-1][0] - samples[0][0])
    # --8<-- [end:solve-rate]


def states(holds, patience):
    """Return the state of an alert at each minute: "inactive", "pending" or "firing".

    `holds` tells for each minute whether the expression of the rule holds, `patience` is its `for`
    in minutes. The alert is pending from the first minute on in which the expression holds, and
    firing when it has held for so many minutes since then. One minute without it begins anew.
    """
    # --8<-- [start:solve-states]
    # unsolved: return []
    found, since = [], None
    for minute, held in enumerate(holds):
        since = (minute if since is None else since) if held else None
        if since is None:
            found.append("inactive")
        else:
            found.append("firing" if minute - since >= patience else "pending")
    return found
    # --8<-- [end:solve-states]


def quantile(q, buckets):
    """Return the quantile q as Prometheus estimates it from a histogram.

    `buckets` is a list of (limit, count): so many answers took at most `limit` seconds. The last
    one has counted all answers. Within its bucket the quantile is thought to lie as far as its rank
    does: the answers of a bucket are taken as evenly spread, and the first bucket begins at 0.
    """
    # --8<-- [start:solve-quantile]
    # unsolved: return None
    rank = q * buckets[-1][1]
    low, below = 0.0, 0
    for limit, count in buckets:
        if count >= rank:
            return low + (limit - low) * (rank - below) / (count - below)
        low, below = limit, count
    # --8<-- [end:solve-quantile]
