"""Check the exercise on scaling out: from which search on, and how many copies."""


def same(found, wanted, what):
    return None if found == wanted else f"for {what} it says {found!r}, and should say {wanted!r}"


def recorded(yours):
    """right: the seconds of the lesson: from the fifth search on
    not yet: start 21.8 s, first 35.4 s, again 10.3 s, here 21.2 s
    hint: After n searches here you have waited n * here; there start + first + (n - 1) * again.
    hint: Find the first n for which the second is less than the first.
    """
    return same(yours.pays_from(21.8, 35.4, 10.3, 21.2), 5, "the recorded seconds")


def equal(yours):
    """right: where both have taken equally long, it has not paid yet
    not yet: start 10 s, first 10 s, again 5 s, here 10 s
    hint: After three searches both have taken 30 seconds; less time comes with the fourth.
    """
    return same(yours.pays_from(10, 10, 5, 10), 4, "a tie after three searches")


def never(yours):
    """right: a cluster that is slower each time never pays
    not yet: start 10 s, first 30 s, here 10 s, and again 9, 10 or 12 s
    hint: If each search takes longer there, no number of them makes up for the start: return None.
    """
    if wrong := same(yours.pays_from(10, 30, 9, 10), 32, "a cluster that is a second quicker each time"):
        return wrong
    return same(yours.pays_from(10, 30, 12, 10), None, "a cluster that is slower each time") or same(
        yours.pays_from(10, 30, 10, 10), None, "a cluster that is as slow each time"
    )


def at_once(yours):
    """right: long searches pay from the first on
    not yet: start 20 s, first 400 s, again 390 s, here 3600 s
    hint: The first search has the number 1, not 0.
    """
    return same(yours.pays_from(20, 400, 390, 3600), 1, "searches of an hour")


def load(yours):
    """right: 9,000 answers a second of 0.25 ms: 4 copies at 60% busy, 6 at 40%
    not yet: 9,000 answers a second, 0.25 ms each, at most 60% busy, then at most 40%
    hint: rate * cpu_ms / 1000 is the work in cores; a copy gives `busy` of a core.
    hint: Round up: a part of a copy answers nobody.
    """
    return same(yours.enough(9000, 0.25, 0.6), 4, "60% busy") or same(
        yours.enough(9000, 0.25, 0.4), 6, "40% busy"
    )


def one_gone(yours):
    """right: with one copy gone the others still answer everything
    not yet: 9,000 answers a second at most 90% busy, and 200 at most 60% busy
    hint: 3 copies at 75% busy look well, until one dies: 2 cores can't do the work of 2.25.
    hint: Even a tiny load needs two copies, or the death of one is the death of all.
    """
    return same(yours.enough(9000, 0.25, 0.9), 4, "9,000 a second, 90% busy") or same(
        yours.enough(200, 0.25, 0.6), 2, "200 a second"
    )
