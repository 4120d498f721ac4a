"""Tests that share what is dear to make run on one worker, group after group in the order of the first tests.

xdist's own way, `loadgroup`, writes the group into the id of a test; since pytest 9.2 that has no effect.
"""

from collections.abc import Callable

import pytest
from xdist.scheduler import LoadScopeScheduling


class ByGroup(LoadScopeScheduling):
    """Hands out whole groups; `group_of` names the group of a test by its id."""

    def __init__(self, config: pytest.Config, log, group_of: Callable[[str], str]) -> None:
        config.option.loadscopereorder = False  # else the largest group comes first
        super().__init__(config, log)
        self._group_of = group_of

    def _split_scope(self, nodeid: str) -> str:
        return self._group_of(nodeid)
