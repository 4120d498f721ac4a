"""The running project: catch fraud in card payments."""

from .quiet import hush

hush()
