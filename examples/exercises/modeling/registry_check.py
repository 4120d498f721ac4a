"""Check the exercise on the registry: every way in which a name that moves can be lost."""

from copy import deepcopy


def start(*promoted):
    """A registry as it stands after these promotions."""
    pairs = zip(promoted[1:], promoted, strict=False)
    aliases = {"champion": promoted[-1]} if promoted else {}
    return {"aliases": aliases, "replaced": dict(pairs)}


def compare(registry, wanted):
    return None if registry == wanted else f"the registry is {registry}, and should be {wanted}"


def first(yours):
    """right: the first champion replaces nobody
    not yet: promote(registry, 1) in a new registry
    hint: registry["aliases"]["champion"] = version moves the name.
    hint: A new registry has no champion: registry["aliases"].get("champion") is None: note nobody.
    """
    registry = start()
    yours.promote(registry, 1)
    return compare(registry, start(1))


def second(yours):
    """right: the second champion notes whom it replaced
    not yet: promote(registry, 2) where version 1 is the champion
    hint: Read the present champion before you move the name.
    hint: registry["replaced"][version] = before, and only then move the name: killed between the two, the old
    champion still serves.
    """
    registry = start(1)
    yours.promote(registry, 2)
    return compare(registry, start(1, 2))


def twice(yours):
    """right: promoting the champion again changes nothing
    not yet: promote(registry, 2), twice in a row
    hint: Without care it notes that version 2 replaced version 2, and no way leads back to 1.
    hint: Return at once when the present champion is this version.
    """
    registry = start(1)
    yours.promote(registry, 2)
    yours.promote(registry, 2)
    return compare(registry, start(1, 2))


def back(yours):
    """right: rollback moves the name to the version before, and returns it
    not yet: rollback(registry) where version 3 replaced version 1; twice where then 2 had replaced 3
    hint: Do not count down: the version that 3 replaced need not be 2.
    hint: registry["replaced"][now] is the version to return to. Nothing has to be taken out of it.
    """
    registry = start(1, 3)
    found = yours.rollback(registry)
    wanted = start(1, 3) | {"aliases": {"champion": 1}}
    if wrong := compare(registry, wanted):
        return wrong
    if found != 1:
        return f"it returns {found!r}, and should return 1"
    longer = start(1, 3, 2)
    both = [yours.rollback(longer), yours.rollback(longer)]
    return (
        None if both == [3, 1] else f"where 2 replaced 3, two calls return {both}, and should return [3, 1]"
    )


def nowhere(yours):
    """right: rollback from the first champion is refused, and moves nothing
    not yet: rollback(registry) where version 1 replaced nobody must raise LookupError
    hint: Look whether registry["replaced"] has an entry for the champion.
    hint: raise LookupError("a sentence that says why"); a KeyError that just happens tells nobody what to do.
    """
    registry = start(1)
    before = deepcopy(registry)
    try:
        found = yours.rollback(registry)
    except KeyError:
        return "it raises a KeyError, and should raise a LookupError that says in words why"
    except LookupError:
        return compare(registry, before)
    return f"it returns {found!r} and raises nothing"


def answer(given, wanted):
    return None if given == wanted else "no answer yet" if given is None else f"you say {given!r}"


def versions(yours):
    """right: VERSIONS: registering has no gate
    not yet: VERSIONS: how many versions are there in the end?
    hint: The gate stands before the alias. What stands before a version?
    """
    return answer(yours.VERSIONS, 2)


def champion(yours):
    """right: CHAMPION: the gate refused version 2, so version 1 stays
    not yet: CHAMPION: which version is the champion?
    hint: A model that does not beat the champion is not promoted.
    """
    return answer(yours.CHAMPION, 1)


def rollbacks(yours):
    """right: ROLLBACKS: version 1 replaced nobody, both calls are refused
    not yet: ROLLBACKS: how many of the two calls move the name?
    hint: Whom did the present champion replace?
    hint: Version 2 never was champion. Your own rollback knows what happens then.
    """
    return answer(yours.ROLLBACKS, 0)
