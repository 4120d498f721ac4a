"""Blocks of the course: Markdown to model to HTML, one file each."""
