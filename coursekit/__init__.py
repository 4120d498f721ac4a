"""The course engine: turns Markdown pages with blocks into lessons, and tells every mistake in them."""
