"""The course engine: turns Markdown pages with blocks into lessons, and tells every mistake in them."""

from coursekit.extension import makeExtension

__all__ = ["makeExtension"]
