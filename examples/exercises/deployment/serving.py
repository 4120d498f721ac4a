"""Keep a service alive without a model, ready with one, and honest about its slowest answers."""


class Service:
    """The core of a service, without HTTP.

    `load` is a function that returns a model, or raises an exception.
    A model is a function: it takes a payment, which is a dict, and returns a chance of fraud.
    """

    def __init__(self, load):
        self.load = load
        self.model = None

    def look(self):
        """Load the model and return True; if that fails, keep the model that is there and return False.

        The service calls this when it starts, and again from time to time.
        """
        # --8<-- [start:solve-look]
        # unsolved: return None
        try:
            self.model = self.load()
        except Exception:
            return False
        return True
        # --8<-- [end:solve-look]

    def status(self, path):
        """Return the status of "/healthz", is the process alive?, or "/readyz", can it answer?"""
        # --8<-- [start:solve-status]
        # unsolved: return None
        return 503 if path == "/readyz" and self.model is None else 200
        # --8<-- [end:solve-status]

    def predict(self, payment):
        """Return (200, chance), or (503, None) while there is no model."""
        # --8<-- [start:solve-predict]
        # unsolved: return None
        return (503, None) if self.model is None else (200, self.model(payment))
        # --8<-- [end:solve-predict]


def within(taken, share):
    """Return the time within which that share of the answers came; `share` is 0.5 or 0.99, say.

    With the times in order it is the one at index int(share * (n - 1)). `taken` itself stays as it is.
    """
    # --8<-- [start:solve-within]
    # unsolved: return None
    return sorted(taken)[int(share * (len(taken) - 1))]
    # --8<-- [end:solve-within]
