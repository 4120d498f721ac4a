"""Let the gate wait for a second bad week, and leave out weeks that say nothing."""

# Run this first, and say which alarms can't be trusted with 500 payments a week:
#
#     python examples/monitoring/concept_drift.py --rows 500 --seeds 5
#
# The new tactic comes in week 10, and labels take four weeks. A gate that waits for two bad weeks
# in a row speaks how many weeks after the change?
# --8<-- [start:solve-late]
# unsolved: LATE = None
LATE = 5
# --8<-- [end:solve-late]


def patient_alarms(scores, frauds, least, patience=2, fewest=10):
    """Return the weeks in which the gate speaks, as a list.

    `scores`: week to average precision; `frauds`: week to the number of frauds it rests on.
    The gate speaks in a week if its score and those before it were below `least`, `patience` in a row.
    A week with fewer than `fewest` frauds is not judged: the row goes on as if that week were not there.
    """
    # --8<-- [start:solve]
    # unsolved: return None
    heard, row = [], 0
    for week, score in scores.items():
        if frauds[week] < fewest:
            continue
        row = row + 1 if score < least else 0
        if row >= patience:
            heard.append(week)
    return heard
    # --8<-- [end:solve]
