"""What goes into the service and what comes out; anything else is refused at the door."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from .limits import LIMITS

MOST_PAYMENTS = 10_000


def within(column: str) -> float:
    low, high = LIMITS[column]
    return Field(ge=low, le=high, allow_inf_nan=False)


# --8<-- [start:payment]
class Payment(BaseModel):
    """A payment that waits at the till; the limits are those of the training data."""

    # Strict: the text "40" is no amount. Whoever sends it has a fault that a guess would hide.
    model_config = ConfigDict(extra="forbid", strict=True)

    channel: Literal["chip", "contactless", "online"]
    amount: float = within("amount")
    age: float = within("age")
    hour: float = within("hour")
    device_age_days: float = within("device_age_days")
    merchant_risk: float = within("merchant_risk")
    distance_km: float = within("distance_km")
    is_foreign: float = Field(ge=0, le=1, multiple_of=1)  # Literal[0, 1] would also take `true`
    n_last_day: float = within("n_last_day")
    transaction_id: Annotated[str, Field(min_length=1, max_length=40)] | None = None


# --8<-- [end:payment]
class Payments(BaseModel):
    """Many payments at once: a batch job sends one request, not thousands."""

    model_config = ConfigDict(extra="forbid", strict=True)

    payments: list[Payment] = Field(min_length=1, max_length=MOST_PAYMENTS)


class Prediction(BaseModel):
    """The chance of fraud, what to do, and which version says so."""

    chance: float
    stop: bool
    version: int


class Predictions(BaseModel):
    """One prediction for each payment, in their order."""

    predictions: list[Prediction]


class Fault(BaseModel):
    """One reason of a refusal: where in the request, and what was expected there."""

    loc: list[str | int]
    msg: str
    type: str


class Refusal(BaseModel):
    """Everything that is wrong with a request; the first hundred faults of a long list."""

    detail: list[Fault]


class Problem(BaseModel):
    """Why there is no answer, in one sentence."""

    detail: str


class Rival(BaseModel):
    """The version on trial and its share of the answers; 0 is shadow: its answers are only logged."""

    version: int
    run_id: str
    code_commit: str
    data_md5: str
    share: float


class ModelCard(BaseModel):
    """Which model answers, and where it comes from."""

    version: int
    alias: str
    run_id: str
    code_commit: str
    data_md5: str
    threshold: float
    current: bool
    challenger: Rival | None
