"""Check the exercise on serving with models that are there, late, broken, or counted when they are loaded."""

PAYMENT = {"amount": 40.0}


class Damaged(Exception):
    """What no service has heard of before."""


class Loads:
    """A load function that hands out these models one after the other; an exception is raised."""

    def __init__(self, *models):
        self.models, self.count = models, 0

    def __call__(self):
        found = self.models[min(self.count, len(self.models) - 1)]
        self.count += 1
        if isinstance(found, Exception):
            raise found
        return found


def says(chance):
    return lambda payment: chance


def compare(found, wanted):
    return None if found == wanted else f"it gives {found!r}, and should give {wanted!r}"


def alive(yours):
    """right: /healthz is 200 before any model is there
    not yet: status("/healthz") of a service that has not loaded a model yet
    hint: Whoever asks /healthz ends the process if the answer is bad. Would a new process have a model?
    hint: The process runs, so it is alive: 200, whatever the model does.
    """
    return compare(yours.Service(Loads(says(0.5))).status("/healthz"), 200)


def ready(yours):
    """right: /readyz is 503 first, and 200 once a model is loaded
    not yet: status("/readyz") before and after look()
    hint: self.model is None until look() has put a model there.
    """
    service = yours.Service(Loads(says(0.5)))
    before = service.status("/readyz")
    service.look()
    return compare((before, service.status("/readyz")), (503, 200))


def empty(yours):
    """right: without a model a payment gets 503 and no invented chance
    not yet: predict(payment) before look()
    hint: A chance of 0 would let the payment pass, and nobody would know that nothing had looked at it.
    hint: Return the pair (503, None).
    """
    return compare(yours.Service(Loads(says(0.5))).predict(PAYMENT), (503, None))


def once(yours):
    """right: a hundred answers, and the model was loaded once
    not yet: look() once, then predict a hundred times
    hint: look() returns True when it has loaded; predict returns (200, chance).
    hint: predict uses self.model; only look() calls self.load().
    """
    load = Loads(says(0.25))
    service = yours.Service(load)
    if wrong := compare(service.look(), True):
        return f"look(): {wrong}"
    for _ in range(100):
        if wrong := compare(service.predict(PAYMENT), (200, 0.25)):
            return f"predict(payment): {wrong}"
    return None if load.count == 1 else f"the model was loaded {load.count} times, and should be loaded once"


def late(yours):
    """right: a first load that fails ends nothing, and the next look mends it
    not yet: look() where load raises OSError the first time, /healthz; look() again, /readyz
    hint: Put self.load() into try, and catch Exception: files, networks and models fail in many ways.
    hint: Return False then. The service calls look() again by itself.
    """
    service = yours.Service(Loads(OSError("no route to the store"), says(0.5)))
    found = service.look(), service.status("/healthz"), service.look(), service.status("/readyz")
    return compare(found, (False, 200, True, 200))


def kept(yours):
    """right: a new model that can't be loaded leaves the old one in place
    not yet: look() twice, where the second load raises an exception of its own; then predict(payment)
    hint: Do not set self.model to None before you load.
    hint: The assignment self.model = self.load() does not happen if load raises.
    hint: No list of exceptions is complete: except Exception.
    """
    service = yours.Service(Loads(says(0.25), Damaged("byte 17 is missing")))
    found = service.look(), service.look(), service.predict(PAYMENT)
    return compare(found, (True, False, (200, 0.25)))


def slowest(yours):
    """right: half of the answers and 99 of 100 are told apart
    not yet: within(taken, 0.5) and within(taken, 0.99), where 3 of 100 answers are slow; then
    within([4.0, 1.0, 3.0, 2.0], 0.5)
    hint: Sort first: the times come in the order of the answers.
    hint: sorted(taken)[int(share * (len(taken) - 1))]
    """
    taken = [2.0] * 50 + [300.0] * 3 + [2.0] * 47
    four = yours.within([4.0, 1.0, 3.0, 2.0], 0.5)
    return compare((yours.within(taken, 0.5), yours.within(taken, 0.99), four), (2.0, 300.0, 2.0))


def untouched(yours):
    """right: the list of times stays in its order
    not yet: within(taken, 0.5) must leave `taken` as it is
    hint: taken.sort() changes the caller's list; sorted(taken) makes a new one.
    """
    taken = [3.0, 1.0, 2.0]
    return compare((yours.within(taken, 0.5), taken), (2.0, [3.0, 1.0, 2.0]))
