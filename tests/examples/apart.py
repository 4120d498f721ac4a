"""Files that pages show and that examples start as processes of their own, from copies: run where they lie.

What a forked run executes is marked line by line; a process that it starts is not.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import fraud
import outputs
from fraud.scenes import changing
from once import Once
from running import Ran, Zygote


def runs(zygote: Zygote, once: Once) -> list[Ran]:
    """Each of them, run once."""
    return [once(f"apart-{start.__name__}", partial(start, zygote)) for start in STARTS]


def project(zygote: Zygote, folder: Path) -> Ran:
    """The notebook's project learns, as `notebook_to_project.py` starts it."""
    changing.weeks(500).to_csv(folder / "payments.csv", index=False)
    script = outputs.EXAMPLES / "scoping" / "project" / "train.py"
    return zygote.run(script, folder, "payments.csv", "--answer", str(folder / "answer.json"))


def ingest(zygote: Zygote, folder: Path) -> Ran:
    """The first stage of the pipeline, as `dvc repro` starts it."""
    raw = folder / "raw"
    raw.mkdir()
    payments = fraud.simulate.batch(1, 300).assign(transaction_id=range(300))
    labels = ["transaction_id", "is_fraud"]
    payments.drop(columns="is_fraud").to_csv(raw / "payments-week-001.csv", index=False)
    payments[labels].to_csv(raw / "labels-week-001.csv", index=False)
    return zygote.run(outputs.EXAMPLES / "preparation" / "pipeline" / "stages" / "ingest.py", folder)


def checks(zygote: Zygote, folder: Path) -> Ran:
    """The checks of a merge, as `ci_cd.py` starts them; pytest leaves their code as it is written."""
    return zygote.run(Path(__file__).with_name("plain_checks.py"), folder)


STARTS: tuple[Callable[[Zygote, Path], Ran], ...] = (project, ingest, checks)
