"""Check the exercise on tracking: one good run among all that must not win."""

from itertools import permutations

from exercises.runner.lists import as_list

ORIGIN = {"code_commit": "3f2a9c1", "data_md5": "a1"}


def run(score, cost=500.0, *, status="FINISHED", params=None, **tags):
    """A run of the store."""
    kept = {"max_iter": "60"} if params is None else params
    metrics = {"average_precision": score, "cost": cost}
    return {"status": status, "params": kept, "metrics": metrics, "tags": ORIGIN | tags}


POOR, GOOD = run(0.61), run(0.74)


def told(found):
    """A run by its metrics, which no other run of the same list has; what is no run as it is."""
    if not isinstance(found, dict) or "metrics" not in found:
        return f"{found!r}"
    return "the run with {average_precision} and a cost of {cost:g}".format(**found["metrics"])


def wins(yours, *others, wanted=GOOD):
    """Whether the wanted run is found among the others, in whatever order they come."""
    for runs in permutations([POOR, *others, GOOD]):
        found = yours.best(list(runs), "a1")
        if found != wanted:
            scores = ", ".join(str(run["metrics"]["average_precision"]) for run in runs)
            return f"of runs with {scores} it returns {told(found)}, and should return {told(wanted)}"
    return None


def whole(yours):
    """right: missing() finds nothing where all is there
    not yet: missing(run) must be [] for a run with parameters, commit and checksum
    hint: run["params"] and run["tags"] are dicts; an empty dict is false.
    """
    found = yours.missing(GOOD)
    return None if as_list(found) == [] else f"it returns {found!r}"


def lacking(yours):
    """right: missing() names what is not there
    not yet: missing(run) for a run without parameters and without data_md5
    hint: Begin with ["params"] or [], then add each name of ORIGIN that is not in run["tags"].
    """
    found = yours.missing({"status": "FINISHED", "params": {}, "metrics": {}, "tags": {"code_commit": "3f"}})
    wanted = ["params", "data_md5"]
    return None if as_list(found) == wanted else f"it returns {found!r}, and should return {wanted!r}"


def highest(yours):
    """right: the highest average precision wins
    not yet: best(runs, "a1") must return the run with the highest average precision
    hint: max(runs, key=...) returns the run for which the key is highest.
    """
    return wins(yours, run(0.70))


def tie(yours):
    """right: of two equal runs the cheaper one wins
    not yet: two runs have the same average precision, one costs 430, the other 500
    hint: A key may be a pair: (average precision, -cost).
    """
    cheap = run(0.74, 430.0)
    return wins(yours, cheap, wanted=cheap)


def other_data(yours):
    """right: a score on other data does not count
    not yet: a run on the data b2 has 0.81; best(runs, "a1") must not return it
    hint: Compare run["tags"]["data_md5"] with data_md5.
    """
    return wins(yours, run(0.81, data_md5="b2"))


def unfinished(yours):
    """right: a run that is not FINISHED does not count
    not yet: a run that is still RUNNING has 0.90
    hint: run["status"] == "FINISHED"
    """
    return wins(yours, run(0.90, status="RUNNING"))


def quick_try(yours):
    """right: a score without parameters does not count
    not yet: somebody logged 0.99 and no parameter
    hint: Your own missing() knows this run.
    """
    return wins(yours, run(0.99, params={}))


def not_a_number(yours):
    """right: a score that is no number does not count
    not yet: the average precision of one run is nan, as after a division by zero
    hint: Every comparison with nan is false, so what max() and sorted() make of it depends on the order.
    hint: Throw it out before you compare: take only runs whose score is > 0.
    """
    return wins(yours, run(float("nan")))


def none(yours):
    """right: on data that nobody trained on there is no best run
    not yet: best(runs, "c3") must return None where no run is on c3, and best(runs, "a1") the good one
    hint: max(..., default=None)
    """
    found = yours.best([POOR, GOOD], "c3")
    return wins(yours) if found is None else f'for "c3" it returns {told(found)}'


def answer(given, wanted):
    return None if given == wanted else "no answer yet" if given is None else f"you say {given!r}"


def cost(yours):
    """right: COST: the cheapest trial is not the one with the highest average precision
    not yet: COST: what is the lowest cost of a trial in your store?
    hint: SELECT run_uuid, value FROM latest_metrics WHERE key = 'cost' ORDER BY value
    hint: Or mlflow.search_runs(experiment_names=["fraud"], order_by=["metrics.cost ASC"]).
    """
    return answer(yours.COST, 430)


def leaves(yours):
    """right: LEAVES: the smallest trees made the cheapest mistakes
    not yet: LEAVES: which max_leaf_nodes has the trial with the lowest cost?
    hint: Join params on run_uuid, as SQL in examples/modeling/tracking.py does.
    hint: The store keeps parameters as text. Write the number, without quotes.
    """
    return answer(yours.LEAVES, 3)
