"""What Alertmanager 0.25 sends to the retrainer; the addresses are shortened."""

LABELS = {
    "action": "retrain",
    "alertname": "FraudModelFell",
    "job": "watch",
    "severity": "ticket",
    "version": "1",
}
ALERT = {
    "status": "firing",
    "labels": LABELS,
    "annotations": {"summary": "The champion finds too little fraud"},
    "startsAt": "2026-11-23T20:13:08.123456789Z",
    "endsAt": "0001-01-01T00:00:00Z",
    "generatorURL": "http://prometheus:9090/graph?g0.expr=fraud_live_average_precision",
    "fingerprint": "b3f1a2d4c5e60718",
}


def notification(**changes) -> dict:
    """One alert in Alertmanager's envelope."""
    alert = ALERT | changes
    return {
        "receiver": "retrainer",
        "status": alert["status"],
        "alerts": [alert],
        "groupLabels": {"alertname": "FraudModelFell"},
        "commonLabels": LABELS,
        "commonAnnotations": ALERT["annotations"],
        "externalURL": "http://alertmanager:9093",
        "version": "4",
        "groupKey": '{}/{action="retrain"}:{alertname="FraudModelFell"}',
        "truncatedAlerts": 0,
    }
