"""Follow a registry without ever being left without a model, and compare two models by their log."""

# A model is a function here: it takes a payment and gives a chance of fraud.
# A payment that nobody would doubt; whoever takes over a model tries it on this one first.
SMOKE = {"amount": 40.0, "hour": 12}


def follow(present, version, load):
    """Return the pair (version, model) to answer with from now on.

    `present` is the pair that answers now, or None if there is none yet.
    `version` is the one that the registry names; load(version) returns its model, or raises.

    A version that can't be loaded, that raises on SMOKE, or whose answer to SMOKE is no number
    from 0 to 1, is not taken over: `present` goes on. Loading takes seconds, so the present version
    is not loaded again.
    """
    # --8<-- [start:solve-follow]
    # unsolved: return "nothing yet"
    if present and present[0] == version:
        return present
    try:
        model = load(version)
        good = 0 <= model(SMOKE) <= 1
    except Exception:
        return present
    return (version, model) if good else present
    # --8<-- [end:solve-follow]


def compare(lines, threshold):
    """Return (compared, differ): on how many payments both models can be compared, and on how many
    of these they would decide differently. A chance of `threshold` or more stops the payment.

    Each line of the log is a dictionary:
        role    who answered, "champion" or "challenger"
        chance  the chance given by the one who answered
        shadow  the chance given by the challenger; None if there was none, or if it failed
    """
    # --8<-- [start:solve-compare]
    # unsolved: return None
    both = [line for line in lines if line["role"] == "champion" and line["shadow"] is not None]
    differ = sum((line["chance"] >= threshold) != (line["shadow"] >= threshold) for line in both)
    return len(both), differ
    # --8<-- [end:solve-compare]
