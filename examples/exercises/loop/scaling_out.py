"""Say when a cluster pays, and how many copies of a service are enough."""

import math


def pays_from(start, first, again, here):
    """Return the number of the search from which on the cluster has cost less time in all, or None.

    The seconds are measured: `start` of the cluster, the `first` search there, each one `again`,
    and each one `here`, without a cluster. The first search has the number 1.
    """
    # --8<-- [start:solve]
    # unsolved: return None
    if again >= here:
        return None
    return max(1, math.floor((start + first - again) / (here - again)) + 1)
    # --8<-- [end:solve]


def enough(rate, cpu_ms, busy):
    """Return how many copies of one core each are enough for so many answers a second.

    Each copy may be busy for the share `busy` of its time at most; and when one copy is gone,
    the others must still answer everything, which takes them all of their time at most.
    """
    # --8<-- [start:solve-enough]
    # unsolved: return None
    cores = rate * cpu_ms / 1000
    return max(math.ceil(cores / busy), math.ceil(cores) + 1)
    # --8<-- [end:solve-enough]
