"""An end that is no bug: the reader can mend it, and the text says how."""


class Stop(Exception):
    """Told in a few lines; a traceback would only hide them."""
