"""What Alertmanager sends to a webhook, version 4, as types: what does not fit is refused at the door."""

from datetime import datetime
from typing import Literal

from pydantic import AwareDatetime, BaseModel, Field

ACTION = ("action", "retrain")  # the label by which a rule asks for a retraining


# --8<-- [start:webhook]
class Alert(BaseModel):
    """One alert: its labels name it, and with the time of its start it is this very occurrence."""

    status: Literal["firing", "resolved"]
    labels: dict[str, str]
    annotations: dict[str, str] = {}
    startsAt: AwareDatetime
    endsAt: AwareDatetime
    fingerprint: str = Field(min_length=1, max_length=64)

    @property
    def key(self) -> tuple[str, datetime]:
        return self.fingerprint, self.startsAt

    @property
    def wants_retraining(self) -> bool:
        return ACTION in self.labels.items()


# --8<-- [end:webhook]
class Notification(BaseModel):
    """The group of alerts that comes in one request; fields that newer Alertmanagers add are let through."""

    version: Literal["4"]
    status: Literal["firing", "resolved"]
    receiver: str
    alerts: list[Alert] = Field(min_length=1, max_length=1000)
