"""What a payment may look like: the schema of the data and the service's door both read it here."""

LABEL = "is_fraud"
CHANNELS = ("chip", "contactless", "online")
LIMITS = {
    "amount": (0.01, 100000),
    "age": (18, 100),
    "hour": (0, 23),
    "device_age_days": (0, 10000),
    "merchant_risk": (0, 1),
    "distance_km": (0, 21000),
    "n_last_day": (0, 1000),
}
# A payment that nobody would doubt: whoever serves or tests a model asks it this first.
SMOKE = {
    "channel": "chip",
    "amount": 40.0,
    "age": 40.0,
    "hour": 12.0,
    "device_age_days": 200.0,
    "merchant_risk": 0.2,
    "distance_km": 5.0,
    "is_foreign": 0,
    "n_last_day": 1.0,
}
