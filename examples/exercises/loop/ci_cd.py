"""Write the gate that a merge waits for, so that no bad score slips through."""

# This command proposes one change, which trains less than before:
#
#     python examples/loop/ci_cd.py --only train-faster
#
# Answer before you run it.
# --8<-- [start:solve-answers]
# unsolved: PASSED = None  # How many of the thirteen checks pass before the run ends?
# unsolved: VERSIONS = None  # How many versions does the delivery register?
PASSED = 11
VERSIONS = 0
# --8<-- [end:solve-answers]


def worse(base, now, slack=0.02):
    """Return the names of the scores that stop the merge, in the order of `base`.

    `base` holds what the main branch is worth, `now` what this change is worth, for example
    {"average_precision": 0.80, "recall": 0.90}. Higher is better for all of them.
    A score of `base` stops the merge if `now` lacks it, if it is float("nan") there, or if it
    has fallen by more than the slack. A score that only `now` has stops nothing.
    """
    # --8<-- [start:solve]
    # unsolved: return None
    return [name for name, was in base.items() if not now.get(name, float("nan")) >= was - slack]
    # --8<-- [end:solve]
