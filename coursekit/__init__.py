"""The course engine: turns Markdown pages with blocks into lessons, and tells every mistake in them."""

__all__ = ["makeExtension"]


def makeExtension(**options: object) -> object:
    """Make the extension: the name that Markdown looks for."""
    # Here, and not above: where examples are tested there is no Markdown, and coursekit.model needs none.
    from coursekit.extension import makeExtension as make

    return make(**options)
