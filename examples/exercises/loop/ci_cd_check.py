"""Check the exercise on the merge gate with scores that are better, worse, missing and no numbers."""

from exercises.runner.lists import as_list

BASE = {"average_precision": 0.80, "recall": 0.90}


def compare(found, wanted):
    return None if as_list(found) == wanted else f"it returns {found!r}, and should return {wanted!r}"


def answer(given, wanted):
    return None if given == wanted else "no answer yet" if given is None else f"you say {given!r}"


def passed(yours):
    """right: PASSED: the twelfth check compares with the main branch and ends the run
    not yet: PASSED: how many checks pass before the run ends?
    hint: The run ends at the first check that fails. 0.63 is above the minimum of 0.60, so the gate passes.
    hint: Three checks are about code, three about data, five about the model. Then comes the comparison.
    """
    return answer(yours.PASSED, 11)


def versions(yours):
    """right: VERSIONS: a model that was refused is not delivered
    not yet: VERSIONS: how many versions does the delivery register?
    hint: The checks have left a model in their folder. Was it merged?
    """
    return answer(yours.VERSIONS, 0)


def better(yours):
    """right: better scores stop nothing
    not yet: worse(base, now) where both scores have risen must return []
    hint: Return a list, an empty one when nothing stops the merge.
    """
    return compare(yours.worse(dict(BASE), {"average_precision": 0.85, "recall": 0.91}), [])


def slack(yours):
    """right: a fall within the slack stops nothing
    not yet: worse(base, now) where average_precision fell from 0.80 to 0.79, with a slack of 0.02
    hint: The limit is the base less the slack: 0.78.
    """
    return compare(yours.worse(dict(BASE), {"average_precision": 0.79, "recall": 0.90}), [])


def other_slack(yours):
    """right: the slack is what the caller says
    not yet: the same fall, with slack=0.005; then one from 0.75 to 0.5 with slack=0.25, which is not more
    hint: Use the argument `slack`, not the number 0.02.
    hint: Only what has fallen by more than the slack stops: a score that is just at the limit may pass.
    """
    now = {"average_precision": 0.79, "recall": 0.90}
    if wrong := compare(yours.worse(dict(BASE), now, slack=0.005), ["average_precision"]):
        return wrong
    edge = compare(yours.worse({"recall": 0.75}, {"recall": 0.5}, slack=0.25), [])
    return edge and f"at the limit {edge}"


def fallen(yours):
    """right: every score that fell is named, in the order of base
    not yet: worse(base, now) where both have fallen by 0.1
    hint: Go on after the first one: who mends a change wants to know all of it.
    """
    now = {"recall": 0.80, "average_precision": 0.70}
    return compare(yours.worse(dict(BASE), now), ["average_precision", "recall"])


def missing(yours):
    """right: a score that is missing stops the merge
    not yet: worse(base, now) where now has no recall
    hint: now["recall"] raises a KeyError; now.get("recall") does not.
    hint: now.get(name, float("nan")) treats a missing score like one that is no number.
    """
    return compare(yours.worse(dict(BASE), {"average_precision": 0.80}), ["recall"])


def no_number(yours):
    """right: a score that is not a number stops the merge
    not yet: worse(base, now) where average_precision is float("nan")
    hint: Every comparison with nan is False, `<` as well as `>=`.
    hint: Ask for what must hold and turn that round: `not (score >= limit)`.
    """
    now = {"average_precision": float("nan"), "recall": 0.90}
    return compare(yours.worse(dict(BASE), now), ["average_precision"])


def more(yours):
    """right: a new score stops nothing
    not yet: worse(base, now) where now has a score that base does not know
    hint: Go through the names of base, not of now.
    """
    now = {"average_precision": 0.80, "recall": 0.90, "precision": 0.10}
    return compare(yours.worse(dict(BASE), now), [])
