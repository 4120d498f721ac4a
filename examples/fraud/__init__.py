"""The running project: catch fraud in card payments. `fraud.model` and its like load when first named."""

from importlib import import_module
from types import ModuleType

from .quiet import hush

hush()


def __getattr__(name: str) -> ModuleType:
    """Load a module of this package on first use: `--help` must not wait for scikit-learn."""
    try:
        return import_module(f"{__name__}.{name}")
    except ModuleNotFoundError as error:
        if error.name != f"{__name__}.{name}":
            raise
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}") from None
