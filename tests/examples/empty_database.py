"""An empty database of MLflow takes 60 migrations, a second and a half of computing: made once, then copied.

What a reader's own run does, the migrations, happens in the run that makes it; test_empty_database compares.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

NAME = "empty.db"


def beside(socket: str) -> Path:
    """The file, in the folder of the zygote that has that socket."""
    return Path(socket).with_name(NAME)


def make(path: Path) -> None:
    """Let MLflow make its tables, in a file that appears when it is whole."""
    import sqlalchemy
    from mlflow.store.db import utils

    part = path.with_suffix(".part")
    engine = sqlalchemy.create_engine(f"sqlite:///{part}")
    utils._initialize_tables(engine)
    engine.dispose()
    part.replace(path)


def lend(path: Path) -> None:
    """From now on, where MLflow in this process would make its tables, it copies that file if it is there."""
    from mlflow.store.db import utils
    from mlflow.store.model_registry import sqlalchemy_store

    original = utils._initialize_tables

    def fill(engine) -> None:
        if engine.dialect.name != "sqlite" or not engine.url.database or not path.exists():
            return original(engine)
        with (
            closing(sqlite3.connect(path)) as source,
            closing(sqlite3.connect(engine.url.database)) as target,
        ):
            return source.backup(target)

    utils._initialize_tables = sqlalchemy_store._initialize_tables = fill
