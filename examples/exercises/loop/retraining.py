"""Decide which alert becomes a retraining, and which week may judge the new model."""


def take(known, alert):
    """Say what becomes of an alert: "taken", "known", "ended" or "ignored"; note in `known` what is taken.

    `known` is a set, empty at first; put into it whatever you need to know an alert again. An alert is

        {"firing": True, "labels": {"action": "retrain"}, "fingerprint": "b3f1", "startsAt": "Monday"}

    One that no longer fires has "ended", whatever its labels say. One without the label action=retrain is
    "ignored". One that was taken before is "known": same fingerprint, same start.
    """
    # --8<-- [start:solve-take]
    # unsolved: return None
    if not alert["firing"]:
        return "ended"
    if alert["labels"].get("action") != "retrain":
        return "ignored"
    key = alert["fingerprint"], alert["startsAt"]
    if key in known:
        return "known"
    known.add(key)
    return "taken"
    # --8<-- [end:solve-take]


def plan(weeks, learned_until):
    """Return (the weeks that teach, the week that judges), or None if no fair comparison is possible.

    `weeks` are the numbers of the weeks whose labels are in, in any order; the newest one judges, the others
    teach. `learned_until` is the last week that the champion has learned from; None if there is no champion.
    A week that the champion has learned may not judge. Without a week that teaches there is nothing to learn.
    """
    # --8<-- [start:solve-plan]
    # unsolved: return None
    *teach, judge = sorted(weeks) or [0]
    if not teach or (learned_until is not None and judge <= learned_until):
        return None
    return teach, judge
    # --8<-- [end:solve-plan]


# The retrainer lets ten alerts wait or run. examples/loop/alerts.py sends it ten at once, then one more.
# Answer before you run it.
# --8<-- [start:solve-answers]
# unsolved: RUNNING = None  # How many of the ten are running at the same time?
# unsolved: ELEVENTH = None  # The one more is "taken", "known" or "sent back"?
RUNNING = 1
ELEVENTH = "sent back"
# --8<-- [end:solve-answers]
