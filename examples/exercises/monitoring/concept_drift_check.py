"""Check the exercise on a patient gate: bad weeks in a row, and weeks that rest on too few frauds."""

from exercises.runner.lists import as_list

LEAST = 0.6
CHANGE = 10
# What the lesson's example prints for the new tactic: week by week, as the labels come in.
SEEN = dict(zip(range(9, 19), (0.74, 0.74, 0.77, 0.73, 0.80, 0.02, 0.02, 0.03, 0.02, 0.02), strict=True))


def asked(yours, wanted, scores, frauds=None, least=LEAST, **settings):
    many = dict.fromkeys(scores, 60)
    found = yours.patient_alarms(scores, many | (frauds or {}), least, **settings)
    return None if as_list(found) == wanted else f"it returns {found!r}, and should return {wanted!r}"


def quiet(yours):
    """right: good weeks are silent
    not yet: no week is below 0.6, two are just 0.6: the list must be empty
    hint: Begin with an empty list, and return it.
    hint: 0.6 is not below 0.6: compare with <.
    """
    return asked(yours, [], {9: 0.74, 10: 0.60, 11: 0.60})


def one(yours):
    """right: one bad week is no alarm, and a good week ends the row
    not yet: bad, good, bad: never two in a row
    hint: Count the bad weeks in a row; a good week sets the count back to 0.
    """
    return asked(yours, [], {9: 0.4, 10: 0.7, 11: 0.5, 12: 0.8})


def tactic(yours):
    """right: on the lesson's weeks it speaks from the second bad one on
    not yet: the new tactic, with the scores that the lesson's example prints
    hint: Append the week when the count reaches `patience`, and go on while it is larger.
    """
    return asked(yours, [15, 16, 17, 18], SEEN)


def patience(yours):
    """right: with patience=1 it is the gate of the lesson, with 3 it waits longer; `least` is an argument too
    not yet: the same weeks with patience=1, with patience=3, and with least=0.75
    hint: Compare the count with `patience`, not with 2, and the score with `least`, not with 0.6.
    """
    others = (
        ("patience=1", [14, 15, 16, 17, 18], {"patience": 1}),
        ("patience=3", [16, 17, 18], {"patience": 3}),
        ("least=0.75", [10, 15, 16, 17, 18], {"least": 0.75}),
    )
    for what, wanted, settings in others:
        if wrong := asked(yours, wanted, SEEN, **settings):
            return f"with {what} {wrong}"
    return None


def few(yours):
    """right: a week without frauds is not judged, though its score is 0
    not yet: week 10 has no fraud at all; its score of 0 says nothing
    hint: Look at frauds[week] before you look at the score.
    """
    return asked(yours, [], {9: 0.7, 10: 0.0, 11: 0.4, 12: 0.7}, {10: 0})


def through(yours):
    """right: the row goes on behind a week that is not judged
    not yet: weeks 9 and 11 are bad, week 10 is not judged: that is two bad weeks in a row
    hint: A week that is not judged changes nothing: it neither counts nor sets the count back.
    hint: `continue` goes on with the next week at once.
    """
    return asked(yours, [11], {9: 0.4, 10: 0.9, 11: 0.5, 12: 0.7}, {10: 3})


def enough(yours):
    """right: exactly `fewest` frauds are enough
    not yet: with fewest=5, weeks with 5 frauds are judged
    hint: "Fewer than fewest" are left out: compare with <.
    """
    return asked(yours, [10], {9: 0.4, 10: 0.5}, {9: 5, 10: 5}, fewest=5)


def late(yours):
    """right: LATE: the wait for the labels, and one week more for the second opinion
    not yet: LATE: how many weeks after the change does a gate with patience 2 speak?
    hint: In which week are the labels of week 10 in? That is the first bad week that the gate sees.
    hint: It speaks at the second bad one.
    """
    if yours.LATE is None:
        return "no answer yet"
    return None if yours.LATE == 15 - CHANGE else f"you say {yours.LATE!r}"
