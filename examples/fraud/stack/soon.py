"""Begin with many servers at once, and leave none behind."""

import tempfile
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

from ..stop import Stop


def soon(stack: ExitStack, make: Callable, *arguments: object, **settings: object) -> Future:
    """Start a server while other work goes on; it ends with the stack, whatever happens."""
    pool = stack.enter_context(ThreadPoolExecutor(1))
    server = pool.submit(make, *arguments, **settings)
    stack.callback(lambda: server.exception() or server.result().close())
    return server


def empty_folder(wanted: Path | None, stack: ExitStack) -> Path:
    """The folder to work in: the wanted one if it is empty, or one that goes with the stack."""
    if wanted is None:
        return Path(stack.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True))).resolve()
    if wanted.exists() and (not wanted.is_dir() or any(wanted.iterdir())):
        raise Stop(f"{wanted} is no empty folder; name one that is, or a new one")
    wanted.mkdir(parents=True, exist_ok=True)
    return wanted.resolve()
