"""Run the cells of a notebook in a real kernel, in any order, and leave nothing in the home folder."""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

SECONDS = 120
FOLDERS = ("IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR")


@contextmanager
def kernel(folder: Path) -> Iterator[Callable]:
    """A fresh kernel whose working folder is `folder`; yields `run(cell)`, which fills the cell's outputs.

    A cell that raises keeps its traceback as output, as in a browser, and nbclient's CellExecutionError.
    """
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as own, patch.dict(os.environ, _places(own)):
        import nbformat
        from nbclient import NotebookClient
        from traitlets.config import Config

        notebook = nbformat.v4.new_notebook()
        client = NotebookClient(
            notebook,
            kernel_name="python3",
            timeout=SECONDS,
            record_timing=False,
            resources={"metadata": {"path": str(folder)}},
            extra_arguments=["--HistoryManager.enabled=False"],
            config=Config(KernelManager=_channel(own)),
        )

        def run(cell):
            notebook.cells.append(cell)
            return client.execute_cell(cell, len(notebook.cells) - 1)

        with client.setup_kernel():
            yield run


def _places(own: str) -> dict[str, str]:
    """Where Jupyter and IPython would write into the home folder, they write into `own`."""
    # Without the last one Jupyter warns that it will change its folders.
    return {name: str(Path(own, name.lower())) for name in FOLDERS} | {"JUPYTER_PLATFORM_DIRS": "1"}


def _channel(own: str) -> dict[str, str]:
    """Talk through a file that only this user can open; Windows has none, there it is 127.0.0.1."""
    # A short name: the path of such a file may have about a hundred characters.
    ipc = {"transport": "ipc", "connection_file": str(Path(own, "k.json"))}
    return ipc if os.name == "posix" else {}


def text(cell) -> str:
    """What the cell has printed."""
    return "".join(output.get("text", "") for output in cell.outputs)
