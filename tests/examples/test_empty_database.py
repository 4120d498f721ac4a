"""The copied empty database is the one that MLflow makes."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import empty_database
import running

SCRIPT = "from mlflow import MlflowClient\nMlflowClient('sqlite:///mlflow.db').search_experiments()\n"


def dump(database: Path) -> list[list[str]]:
    """The words of each statement that makes the database, sorted, without times and folders.

    Two databases that MLflow makes differ in the order of their constraints.
    """
    with closing(sqlite3.connect(database)) as connection:
        lines = [re.sub(r"\d{13}|(file:)?/[^']*/mlruns", "?", line) for line in connection.iterdump()]
    return sorted(sorted(re.findall(r"[^\s(),]+", line)) for line in lines)


def test_a_copied_database_is_the_one_that_is_made(zygote, tmp_path):
    """The same tables, the same rows; where no process forks, both runs make theirs."""
    made, copied = tmp_path / "made", tmp_path / "copied"
    for folder in (made, copied):
        folder.mkdir()
        (folder / "script.py").write_text(SCRIPT, encoding="utf-8")
    assert 0 == zygote.run(copied / "script.py", copied).code
    assert 0 == running.run(made / "script.py", made).code
    assert dump(made / "mlflow.db") == dump(copied / "mlflow.db")


def test_a_database_that_is_not_there_is_made(tmp_path, monkeypatch):
    """As on a machine without fork."""
    import sqlalchemy
    from mlflow.store.db import utils
    from mlflow.store.model_registry import sqlalchemy_store

    filled = []
    for module in (utils, sqlalchemy_store):
        monkeypatch.setattr(module, "_initialize_tables", filled.append)
    empty_database.lend(tmp_path / "nowhere.db")
    engine = sqlalchemy.create_engine(f"sqlite:///{tmp_path}/own.db")
    utils._initialize_tables(engine)
    assert [engine] == filled
