"""Follow the registry: load the champion and the challenger that it names, keep the last good ones."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from mlflow import MlflowClient
from mlflow.exceptions import MlflowException

from . import registry
from .features import matrix, row
from .limits import SMOKE
from .meters import Meters
from .scorer import Scorer

if TYPE_CHECKING:
    import pandas as pd

LOG = logging.getLogger("fraud.service")


@dataclass(frozen=True)
class Served:
    """A model that is ready to answer; a request takes one and keeps it to its end."""

    origin: registry.Lineage
    scorer: Scorer

    def chance(self, payments: "pd.DataFrame | Mapping[str, object]") -> np.ndarray:
        """Chance of fraud of each payment."""
        return self.scorer.chance(matrix(payments))


# --8<-- [start:load]
def load(store: MlflowClient, present: Served | None = None, alias: str = "champion") -> Served:
    """The model that the alias names, ready to answer; `present` itself if it still is that one."""
    origin = registry.lineage(store, alias)
    if present and present.origin == origin:
        return present
    scorer = Scorer(registry.fetch(store, origin.version))
    if not 0 <= scorer.chance(row(SMOKE))[0] <= 1:
        raise ValueError(f"version {origin.version} gives no chance between 0 and 1")
    return Served(origin, scorer)


# --8<-- [end:load]
@dataclass(frozen=True)
class Pair:
    """Who answers: the champion, and beside it, if there is one, the challenger with its share."""

    champion: Served
    challenger: Served | None = None
    share: float = 0.0


class Champion:
    """Holds the models that answer and exchanges them when the registry's aliases move."""

    def __init__(self, open_store: Callable[[], MlflowClient], meters: Meters) -> None:
        self.pair: Pair | None = None
        self.current = False
        self._open, self._store = open_store, None
        self._meters, self._trouble = meters, ""

    @property
    def served(self) -> Served | None:
        """The champion."""
        return self.pair and self.pair.champion

    # --8<-- [start:look]
    async def look(self) -> None:
        """Take over what the registry names; keep what we have if it can't be reached or loaded."""
        try:
            pair = await asyncio.to_thread(self._find)
        except Exception as error:  # whatever is wrong with the new one, the old one goes on answering
            self._complain("champion", error)
            self.current = False
        else:
            self.pair, self.current = pair, True  # one assignment: no request ever sees half a pair
            self._meters.version.set(pair.champion.origin.version)
            self._meters.share.set(pair.share)
        self._meters.current.set(self.current)

    # --8<-- [end:look]
    def _find(self) -> Pair:
        self._store = self._store or self._open()
        registry.check_there(self._store)
        champion = load(self._store, self.served)
        try:
            pair = self._with_rival(champion)
        except Exception as error:  # a challenger is on trial: whatever is wrong with it harms only itself
            self._complain("challenger", error)
            return Pair(champion)
        self._trouble = ""
        return pair

    def _with_rival(self, champion: Served) -> Pair:
        """The champion, with the challenger if the registry names one that is another version."""
        try:
            share = registry.share(self._store)
        except MlflowException as error:
            if error.error_code in registry.NOT_THERE:
                return Pair(champion)
            raise
        rival = load(self._store, self.pair and self.pair.challenger, "challenger")
        return Pair(champion) if rival.origin == champion.origin else Pair(champion, rival, share)

    def _complain(self, who: str, error: Exception) -> None:
        """Count each failure, but say it once: a look comes twice a second."""
        self._meters.failures.inc()
        if f"{who}: {error}" != self._trouble:
            LOG.warning("%s not loaded: %s", who, error)
        self._trouble = f"{who}: {error}"

    async def keep_looking(self, seconds: float) -> None:
        while True:
            await asyncio.sleep(seconds)
            await self.look()
