"""Check the exercise on releases: whatever the registry names, somebody sensible answers."""

from exercises.runner.lists import as_list


class Unfit(Exception):
    """What no service has heard of before."""


class Model:
    """A model that always says the same, and is told apart by its version."""

    def __init__(self, version, chance=0.01):
        self.version, self.chance = version, chance

    def __call__(self, payment):
        return self.chance

    def __repr__(self):
        return f"<model {self.version}>"


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


def breaks(payment):
    raise Unfit("expected 12 features, got 10")


def weigh(found, wanted):
    """Compare pairs; a list of two is a pair as well."""
    pair = None if wanted is None else list(wanted)
    return None if as_list(found) == pair else f"it returns {found!r}, and should return {wanted!r}"


def first(yours):
    """right: follow() takes the first model, and stays without one if that can't be loaded
    not yet: follow(None, 1, load) where version 1 is good, and where it can't be loaded
    hint: load(version) returns the model; return the pair (version, model).
    hint: Put load() into a try; in the except, return present, which is None here.
    """
    model = Model(1)
    if wrong := weigh(yours.follow(None, 1, Shelf(v1=model).load), (1, model)):
        return wrong
    wrong = weigh(yours.follow(None, 1, Shelf().load), None)
    return wrong and f"where version 1 can't be loaded, {wrong}"


def again(yours):
    """right: follow() does not load what it has
    not yet: follow((1, model), 1, load): the registry still names version 1
    hint: present[0] is the version that answers now.
    """
    model, shelf = Model(1), Shelf(v1=Model(1))
    found = yours.follow((1, model), 1, shelf.load)
    if shelf.loaded:
        return f"it has loaded version {shelf.loaded[0]} again"
    return weigh(found, (1, model))


def moved(yours):
    """right: follow() goes where the registry points, forward and back
    not yet: follow((1, model), 2, load), then follow((2, model), 1, load)
    hint: A rollback is a move like any other: compare versions by ==, not by <.
    """
    one, two = Model(1), Model(2)
    shelf = Shelf(v1=one, v2=two)
    if wrong := weigh(yours.follow((1, one), 2, shelf.load), (2, two)):
        return wrong
    back = weigh(yours.follow((2, two), 1, shelf.load), (1, one))
    return back and f"on the way back {back}"


def broken(yours):
    """right: follow() keeps the present model where the new one can't be loaded or breaks on SMOKE
    not yet: follow((1, model), 2, load) where load(2) raises, or the model raises when it is asked
    hint: The call model(SMOKE) belongs into the try as well.
    hint: Catch Exception: whatever is wrong with the new one, the old one goes on answering.
    """
    model = Model(1)
    for shelf, what in ((Shelf(), "can't be loaded"), (Shelf(v2=breaks), "breaks on SMOKE")):
        if wrong := weigh(yours.follow((1, model), 2, shelf.load), (1, model)):
            return f"where version 2 {what}, {wrong}"
    return None


def senseless(yours):
    """right: follow() keeps the present model where the new one gives no chance
    not yet: follow((1, model), 2, load) where version 2 answers SMOKE with 1.7, with -3, with NaN or None
    hint: 0 <= chance <= 1 is what makes a number a chance.
    hint: No comparison with NaN by < or > is true. So ask whether it lies inside, not whether it is outside.
    hint: To compare None with a number raises a TypeError: let the comparison stand in the try too.
    """
    model = Model(1)
    for chance in (1.7, -3.0, float("nan"), None):
        if wrong := weigh(yours.follow((1, model), 2, Shelf(v2=Model(2, chance)).load), (1, model)):
            return f"for an answer of {chance} {wrong}"
    return None


def line(role, chance, shadow):
    return {"role": role, "chance": chance, "shadow": shadow}


def shadow(yours):
    """right: compare() counts where the two would decide differently
    not yet: compare(lines, 0.5) on four payments that the champion answered; then compare(lines, 0.3)
    hint: chance >= threshold is a decision. Compare decisions, not chances.
    """
    pairs = ((0.1, 0.4), (0.1, 0.5), (0.9, 0.2), (0.4, 0.45))
    lines = [line("champion", *pair) for pair in pairs]
    if wrong := weigh(yours.compare(lines, 0.5), (4, 2)):
        return wrong
    lower = weigh(yours.compare(lines, 0.3), (4, 3))
    return lower and f"with a threshold of 0.3 {lower}"


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
