"""Turn the prices of another bank into a cost and a threshold."""

import numpy as np

# The course's bank calls a customer only to say sorry: 5 EUR for each honest payment that it stopped.
# In this bank a clerk calls the customer of EVERY stopped payment, fraud or not, before anything else.
# A call costs 5 EUR. A fraud that goes through costs 80 EUR, an honest payment that goes through nothing.
#
# From which chance of fraud on is it cheaper to stop? Answer before you write any code.
# --8<-- [start:solve-answer]
# unsolved: BREAK_EVEN = None  # a number between 0 and 1, to four digits
BREAK_EVEN = 0.0625
# --8<-- [end:solve-answer]


def cost(truth, stopped, missed_fraud, call):
    """Return what the decisions cost this bank per 1,000 payments.

    `truth` is a numpy array of 0 and 1 (1 is fraud), `stopped` one of False and True.
    `missed_fraud` and `call` are prices.
    """
    # --8<-- [start:solve]
    # unsolved: return None
    missed = np.sum((truth == 1) & ~stopped)
    return 1000 * (missed * missed_fraud + stopped.sum() * call) / len(truth)
    # --8<-- [end:solve]


def threshold(missed_fraud, call):
    """Return the chance of fraud from which on it is cheaper to stop; above 1 where that never pays."""
    # --8<-- [start:solve-threshold]
    # unsolved: return None
    return call / missed_fraud
    # --8<-- [end:solve-threshold]
