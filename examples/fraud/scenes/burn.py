"""Ask promtool when an alert rings, for failures of every size: no server runs, and nobody waits."""

import re
import subprocess
from pathlib import Path

import yaml

from ..stack import programs
from ..stop import Stop
from ..story import Story

RULES = Path(__file__).resolve().parents[2] / "ops" / "prometheus" / "rules.yml"
GROUPS = ["fraud-recorded", "fraud-pages", "fraud-tickets"]  # in no order, an alert may be a minute late
CALM, LATER = 60, 60  # minutes: first all is well, then a share fails
PAYMENTS = 1000  # a minute
SHARES = (0.01, 0.02, 0.05, 0.2, 1)


def speed(story: Story, folder: Path, shares: tuple[float, ...] = SHARES) -> None:
    """How soon somebody is paged, by the share of answers that fail from now on."""
    for share in shares:
        minute = min(rings(folder, share), default=None)
        told = "no page within the hour" if minute is None else f"a page in minute {minute}"
        story.say(f"{share:.0%} of the answers fail: {told}")


def rings(folder: Path, share: float) -> list[int]:
    """In which minutes after this share of the answers began to fail does FraudAnswersFail ring?"""
    bad = round(share * PAYMENTS)
    series = [counted("200", PAYMENTS, PAYMENTS - bad), counted("503", 0, bad)]
    # Silence is expected in each minute: promtool complains of those in which it rings.
    silence = [
        {"eval_time": f"{CALM + minute}m", "alertname": "FraudAnswersFail", "exp_alerts": []}
        for minute in range(LATER)
    ]
    test = {"interval": "1m", "input_series": series, "alert_rule_test": silence}
    file = folder / "speed.yml"
    told = {"rule_files": [str(RULES)], "evaluation_interval": "1m", "tests": [test]}
    told["group_eval_order"] = GROUPS
    file.write_text(yaml.safe_dump(told), encoding="utf-8")
    asked = [programs.find("promtool"), "test", "rules", file]
    found = subprocess.run(asked, capture_output=True, encoding="utf-8", timeout=60)
    said = found.stdout + found.stderr
    complaints = re.findall(r"alertname: FraudAnswersFail, time: (?:(\d+)h)?(?:(\d+)m)?", said)
    if bool(found.returncode) != bool(complaints):
        raise Stop(f"promtool could not test {RULES}: {said}")
    return [60 * int(hours or 0) + int(minutes or 0) - CALM for hours, minutes in complaints]


def counted(status: str, calm: int, later: int) -> dict[str, str]:
    """A counter as promtool writes it: start+step x times, then on from there with another step."""
    name = f'fraud_requests_total{{job="service",path="/predict",status="{status}"}}'
    return {"series": name, "values": f"0+{calm}x{CALM} {CALM * calm + later}+{later}x{LATER}"}
