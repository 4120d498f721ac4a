"""Find the best run of a store that holds every kind of run, and say what a run lacks."""

# Make a store of your own, which stays, and ask it:
#
#     python examples/modeling/tracking.py --workspace my-exercises/runs
#
# Its database is my-exercises/runs/mlflow.db.
# --8<-- [start:solve-answers]
# unsolved: COST = None  # What is the lowest cost of a trial?
# unsolved: LEAVES = None  # Which max_leaf_nodes has that trial, as a number?
COST = 430
LEAVES = 3
# --8<-- [end:solve-answers]

ORIGIN = ("code_commit", "data_md5")


def missing(run):
    """Return the names of what nobody could train this run again without, in this order:

    "params" if it has none, and each name of ORIGIN that is not among its tags.
    """
    # --8<-- [start:solve-missing]
    # unsolved: return None
    names = [] if run["params"] else ["params"]
    return names + [name for name in ORIGIN if name not in run["tags"]]
    # --8<-- [end:solve-missing]


def best(runs, data_md5):
    """Return the best run on that data, or None if there is none.

    `runs`: dicts with `status`, `params`, `metrics` and `tags`. Best is the highest `average_precision`;
    where two are equal, the lower `cost`. What is not FINISHED, or lacks something, does not count, and
    neither does a run whose `average_precision` is no number (nan).
    """
    # --8<-- [start:solve]
    # unsolved: return runs[0]
    able = [run for run in runs if run["status"] == "FINISHED" and not missing(run)]
    here = [run for run in able if run["tags"]["data_md5"] == data_md5]
    scored = [run for run in here if run["metrics"].get("average_precision", 0) > 0]
    return max(scored, key=rank, default=None)
    # --8<-- [end:solve]


# --8<-- [start:solve-rank]
def rank(run):
    """What the best run has most of."""
    return run["metrics"]["average_precision"], -run["metrics"]["cost"]


# --8<-- [end:solve-rank]
