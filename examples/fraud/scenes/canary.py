"""Try a canary without a service: whom it answers, and what its faults do to the champion's answers."""

from types import SimpleNamespace

import numpy as np

from .. import answers, champion, registry
from ..limits import SMOKE
from ..messages import Payment
from ..meters import Meters
from ..story import Story

IDS = [f"w008-{number:06d}" for number in range(1000)]


# --8<-- [start:who]
def who(story: Story) -> None:
    """Raise the share: the payments that the challenger had stay with it."""
    few, more = ({key for key in IDS if answers.chosen(key, share)} for share in (0.1, 0.2))
    story.say(f"a canary of 10% gets {len(few)} of 1,000 payments, one of 20% gets {len(more)}")
    story.say(f"of the first {len(few)} payments {len(few & more)} are among the {len(more)}")
    unnamed = [key for key in IDS if answers.chosen(None, 0.2)]
    story.say(f"without their ids, a canary of 20% gets {len(unnamed)} of them")


# --8<-- [end:who]
def served(version: int, scorer: object) -> champion.Served:
    return champion.Served(registry.Lineage(version, "", "", ""), scorer)


# --8<-- [start:failing]
class Broken:
    """A model that passed its one try when it was loaded, and fails on every real payment."""

    def chance(self, features: np.ndarray) -> np.ndarray:
        raise ValueError("expected 12 features, got 10")


def failing(story: Story) -> None:
    """Give half of the payments to a challenger that can't answer one."""
    calm = SimpleNamespace(chance=lambda features: np.full(len(features), 0.01))
    pair = champion.Pair(served(1, calm), served(2, Broken()), share=0.5)
    meters = Meters()
    ours = answers.Answers(meters, threshold=0.5)
    said = [ours.one(pair, Payment(**SMOKE, transaction_id=key)) for key in IDS]
    for version in (1, 2):
        answered = sum(one.version == version for one in said)
        story.say(f"version {version} answers {answered} of 1,000 payments")
    failures = meters.registry.get_sample_value("fraud_shadow_failures_total")
    story.say(f"failures of version 2 counted for Prometheus: {failures:,.0f}")


# --8<-- [end:failing]
