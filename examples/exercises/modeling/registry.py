"""Move a name from version to version, note where it was, and take it back."""

# A registry small enough to see through. `aliases` is where a name points to;
# `replaced` notes for a version which one it replaced as champion:
#
#     registry = {"aliases": {"champion": 2}, "replaced": {2: 1}}
#
# says: version 2 is the champion, and before it version 1 was. A new registry has nothing in either.


def promote(registry, version):
    """Let "champion" name this version, and note which version it replaced, if any.

    To promote the version that already is the champion changes nothing.
    """
    # --8<-- [start:solve-promote]
    # unsolved: pass
    before = registry["aliases"].get("champion")
    if before == version:
        return
    if before is not None:
        registry["replaced"][version] = before
    registry["aliases"]["champion"] = version
    # --8<-- [end:solve-promote]


def rollback(registry):
    """Let "champion" name again the version that the present one replaced, and return that version.

    What `replaced` notes stays noted. If the present one replaced none, raise LookupError and change nothing.
    """
    # --8<-- [start:solve-rollback]
    # unsolved: return None
    now = registry["aliases"]["champion"]
    if now not in registry["replaced"]:
        raise LookupError(f"version {now} replaced no champion: there is none to return to")
    registry["aliases"]["champion"] = registry["replaced"][now]
    return registry["replaced"][now]
    # --8<-- [end:solve-rollback]


# This command gives the second model 4 trees in place of 60, and the gate refuses it:
#
#     python examples/modeling/registry.py --trees 4
#
# Answer before you run it.
# --8<-- [start:solve-answers]
# unsolved: VERSIONS = None  # How many versions has the registry in the end?
# unsolved: CHAMPION = None  # Which version is the champion?
# unsolved: ROLLBACKS = None  # How many of the two calls of rollback move the name?
VERSIONS = 2
CHAMPION = 1
ROLLBACKS = 0
# --8<-- [end:solve-answers]
