"""Check the exercise on releases: whatever the registry names, somebody sensible answers."""


class Shelf:
    """Models by version; counts what is loaded."""

    def __init__(self, **models):
        self.models = {int(name[1:]): model for name, model in models.items()}
        self.loaded = []

    def load(self, version):
        self.loaded.append(version)
        if version not in self.models:
            raise OSError(f"version {version} can't be read")
        return self.models[version]


def says(chance):
    return lambda payment: chance


def breaks(payment):
    raise ValueError("expected 12 features, got 10")


def told(found):
    return f"it returns {found!r}" if not isinstance(found, tuple) else f"it gives version {found[0]!r}"


def first(yours):
    """right: follow() takes the first model, and stays without one if that can't be loaded
    not yet: follow(None, 1, load) where version 1 is good, and where it can't be loaded
    hint: load(version) returns the model; return the pair (version, model).
    hint: Put load() into a try; in the except, return present, which is None here.
    """
    model = says(0.01)
    found = yours.follow(None, 1, Shelf(v1=model).load)
    if found != (1, model):
        return told(found)
    found = yours.follow(None, 1, Shelf().load)
    return None if found is None else f"without any model {told(found)}"


def again(yours):
    """right: follow() does not load what it has
    not yet: follow((1, model), 1, load): the registry still names version 1
    hint: present[0] is the version that answers now.
    """
    model, shelf = says(0.01), Shelf(v1=says(0.01))
    found = yours.follow((1, model), 1, shelf.load)
    if found != (1, model):
        return told(found)
    return f"it has loaded version {shelf.loaded[0]} again" if shelf.loaded else None


def moved(yours):
    """right: follow() goes where the registry points, forward and back
    not yet: follow((1, model), 2, load), then follow((2, model), 1, load)
    hint: A rollback is a move like any other: compare versions by ==, not by <.
    """
    one, two = says(0.01), says(0.02)
    shelf = Shelf(v1=one, v2=two)
    forward = yours.follow((1, one), 2, shelf.load)
    if forward != (2, two):
        return told(forward)
    back = yours.follow((2, two), 1, shelf.load)
    return None if back == (1, one) else f"on the way back {told(back)}"


def broken(yours):
    """right: follow() keeps the present model where the new one can't be loaded or breaks on SMOKE
    not yet: follow((1, model), 2, load) where load(2) raises, or the model raises when it is asked
    hint: The call model(SMOKE) belongs into the try as well.
    hint: Catch Exception: whatever is wrong with the new one, the old one goes on answering.
    """
    model = says(0.01)
    for shelf, what in ((Shelf(), "can't be loaded"), (Shelf(v2=breaks), "breaks on SMOKE")):
        found = yours.follow((1, model), 2, shelf.load)
        if found != (1, model):
            return f"where version 2 {what}, {told(found)}"
    return None


def senseless(yours):
    """right: follow() keeps the present model where the new one gives no chance
    not yet: follow((1, model), 2, load) where version 2 answers SMOKE with 1.7, with -3 or with NaN
    hint: 0 <= chance <= 1 is what makes a number a chance.
    hint: No comparison with NaN by < or > is true. So ask whether it lies inside, not whether it is outside.
    """
    model = says(0.01)
    for chance in (1.7, -3.0, float("nan")):
        found = yours.follow((1, model), 2, Shelf(v2=says(chance)).load)
        if found != (1, model):
            return f"for an answer of {chance} {told(found)}"
    return None


def line(role, chance, shadow):
    return {"role": role, "chance": chance, "shadow": shadow}


def weigh(found, wanted):
    return None if found == wanted else f"it returns {found!r}, and should return {wanted}"


def shadow(yours):
    """right: compare() counts where the two would decide differently
    not yet: compare(lines, 0.5) on three payments that the champion answered, with both chances
    hint: chance >= threshold is a decision. Compare decisions, not chances.
    """
    lines = [line("champion", 0.1, 0.4), line("champion", 0.1, 0.5), line("champion", 0.9, 0.2)]
    return weigh(yours.compare(lines, 0.5), (3, 2))


def failed(yours):
    """right: compare() leaves out payments without a second chance
    not yet: compare(lines, 0.5) where the challenger failed on one payment of two
    hint: shadow is None there; `is not None`, for a chance of 0.0 is a chance.
    """
    lines = [line("champion", 0.9, None), line("champion", 0.9, 0.0)]
    return weigh(yours.compare(lines, 0.5), (1, 1))


def canary(yours):
    """right: compare() leaves out what the challenger answered: there the champion's chance is not in the log
    not yet: compare(lines, 0.5) where the challenger answered one payment of two, as a canary does
    hint: On a line with role "challenger", whose are the two chances?
    hint: Both are the challenger's, so they always agree. Such lines would make the two look more alike.
    """
    lines = [line("champion", 0.9, 0.2), line("challenger", 0.7, 0.7)]
    return weigh(yours.compare(lines, 0.5), (1, 1))
