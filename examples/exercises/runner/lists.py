"""Let a check take a tuple or an array for the list that it asks for: what is in it is the point."""


def as_list(found):
    """The same values as a list, if they are in a tuple, an array or a column; anything else as it is."""
    if hasattr(found, "tolist"):
        found = found.tolist()
    return list(found) if isinstance(found, tuple) else found
