"""Check the exercise on retraining: alerts that come twice, again, ended; weeks that may not judge."""

from exercises.runner.lists import as_list


def alert(start="Monday", **changes):
    labels = {"action": "retrain", "version": "1"}
    return {"firing": True, "labels": labels, "fingerprint": "b3f1", "startsAt": start} | changes


def words(yours, *alerts):
    known = set()
    return [yours.take(known, one) for one in alerts]


def compare(found, wanted):
    return None if found == wanted else f"it returns {found!r}, and should return {wanted!r}"


def planned(yours, weeks, learned, wanted):
    """Compare a plan; how the weeks that teach are held is left to the reader."""
    found = yours.plan(list(weeks), learned)
    pair = as_list(found)
    if isinstance(pair, list) and len(pair) == 2:
        right = wanted is not None and (as_list(pair[0]), pair[1]) == wanted
    else:
        right = pair is None and wanted is None
    return None if right else f"plan({weeks}, {learned}) returns {found!r}, and should return {wanted!r}"


def answer(given, wanted):
    return None if given == wanted else "no answer yet" if given is None else f"you say {given!r}"


def new(yours):
    """right: a new alert is taken
    not yet: take(known, alert) with an alert that asks for a retraining, while nothing is known
    hint: Return the word "taken".
    """
    return compare(words(yours, alert()), ["taken"])


def twice(yours):
    """right: what is sent again is known
    not yet: the same alert three times
    hint: Put something into `known` when you take an alert, and look there first.
    hint: The pair alert["fingerprint"], alert["startsAt"] can stand in a set.
    """
    return compare(words(yours, alert(), alert(), alert()), ["taken", "known", "known"])


def again(yours):
    """right: the same rule a week later is another alert
    not yet: the same fingerprint with another start
    hint: The fingerprint stands for the labels, and they are the same each time this version falls.
    hint: Use the start as well.
    """
    return compare(words(yours, alert(), alert("next Monday")), ["taken", "taken"])


def other(yours):
    """right: two models that fall at the same time are two alerts
    not yet: another fingerprint with the same start
    hint: Use the fingerprint as well as the start.
    """
    return compare(words(yours, alert(), alert(fingerprint="77aa")), ["taken", "taken"])


def ignored(yours):
    """right: an alert that does not ask for it is ignored
    not yet: an alert with the labels {"severity": "ticket"}, or with another action
    hint: alert["labels"].get("action") is None where there is no such label.
    """
    others = alert(labels={"severity": "ticket"}), alert(labels={"action": "restart"})
    return compare(words(yours, *others), ["ignored", "ignored"])


def ended(yours):
    """right: the end of an alert starts nothing, and is not forgotten
    not yet: an alert, its end, the alert sent once more; then the end of one without action=retrain
    hint: Look at alert["firing"] first, before you look at the labels.
    hint: Leave in `known` what is there: an old notification may still be on its way.
    """
    other = alert(firing=False, labels={"severity": "ticket"})
    found = words(yours, alert(), alert(firing=False), alert(), other)
    return compare(found, ["taken", "ended", "known", "ended"])


def newest(yours):
    """right: the newest week judges, the others teach
    not yet: plan([22, 21, 24, 23], 6)
    hint: sorted(weeks) puts them in order; the last one judges.
    """
    return planned(yours, [22, 21, 24, 23], 6, ([21, 22, 23], 24))


def acquaintance(yours):
    """right: a week that the champion has learned may not judge
    not yet: plan([3, 4, 5, 6], 6) must return None, and plan([3, 4, 5, 7], 6) a plan
    hint: Compare the week that judges with learned_until.
    hint: Equal is too much already: it has learned until and with that week.
    hint: Only the week that judges must be new. All others teach, also those that the champion has learned.
    """
    return planned(yours, [3, 4, 5, 6], 6, None) or planned(yours, [3, 4, 5, 7], 6, ([3, 4, 5], 7))


def first(yours):
    """right: without a champion any week may judge
    not yet: plan([1, 2], None)
    hint: A comparison with None raises a TypeError. Ask first whether there is a champion.
    """
    return planned(yours, [1, 2], None, ([1], 2))


def too_few(yours):
    """right: one week can't both teach and judge
    not yet: plan([9], 6) and plan([], 6) must return None, and plan([8, 9], 6) a plan
    hint: Look whether any week is left to learn from.
    """
    return planned(yours, [9], 6, None) or planned(yours, [], 6, None) or planned(yours, [8, 9], 6, ([8], 9))


def running(yours):
    """right: RUNNING: one at a time
    not yet: RUNNING: how many are running at the same time?
    hint: Two at once would compare with a champion that the other is about to replace.
    """
    return answer(yours.RUNNING, 1)


def eleventh(yours):
    """right: ELEVENTH: it is sent back, and Alertmanager sends it again later
    not yet: ELEVENTH: "taken", "known" or "sent back"?
    hint: A queue without an end would hide that nothing moves.
    """
    given = yours.ELEVENTH
    return answer(given.lower() if isinstance(given, str) else given, "sent back")
