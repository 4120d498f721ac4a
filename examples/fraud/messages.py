"""What goes into the service and what comes out; anything else is refused at the door."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from .limits import LIMITS


def within(column: str) -> float:
    low, high = LIMITS[column]
    return Field(ge=low, le=high)


class Payment(BaseModel):
    """A payment that waits at the till; the limits are those of the training data."""

    model_config = ConfigDict(extra="forbid")

    channel: Literal["chip", "contactless", "online"]
    amount: float = within("amount")
    age: float = within("age")
    hour: float = within("hour")
    device_age_days: float = within("device_age_days")
    merchant_risk: float = within("merchant_risk")
    distance_km: float = within("distance_km")
    is_foreign: Literal[0, 1]
    n_last_day: float = within("n_last_day")


class Prediction(BaseModel):
    """The chance of fraud, what to do, and which version says so."""

    chance: float
    stop: bool
    version: int


class ModelCard(BaseModel):
    """Which model answers, and where it comes from."""

    version: int
    run_id: str
    code_commit: str
    data_md5: str
    threshold: float
