"""Alertmanager with the routes of ops/alertmanager, on this machine."""

from collections.abc import Mapping
from pathlib import Path

from . import rendering
from .child import Child

RETRAINER = "retrainer"


def render(folder: Path, receivers: Mapping[str, str], factor: float) -> Path:
    """Write the configuration into the folder: each named receiver gets its alerts at that address."""
    folder.mkdir(parents=True, exist_ok=True)
    config = rendering.read("alertmanager/alertmanager.yml")
    config["route"] = rendering.hurry(config["route"], factor)
    known = {receiver["name"]: receiver for receiver in config["receivers"]}
    if unknown := set(receivers) - set(known):
        raise ValueError(f"no receiver named {', '.join(sorted(unknown))}; there are {', '.join(known)}")
    for name, receiver in known.items():
        receiver.pop("webhook_configs", None)
        if name in receivers:
            receiver["webhook_configs"] = [{"url": receivers[name], "send_resolved": True}]
    return rendering.write(config, folder / "alertmanager.yml")


class Alertmanager(Child):
    """Groups alerts, silences what follows from another, and tells who must know."""

    name = "alertmanager"
    ready = "Listening"

    def __init__(
        self,
        folder: Path,
        webhook: str | None = None,
        receivers: Mapping[str, str] | None = None,
        factor: float = 15,
    ) -> None:
        """`webhook` is where alerts go that ask for retraining; `factor` makes waiting times shorter."""
        folder = Path(folder).resolve()
        addresses = ({RETRAINER: webhook} if webhook else {}) | dict(receivers or {})
        config = render(folder, addresses, factor)
        super().__init__(
            folder,
            lambda port: [
                f"--config.file={config}",
                f"--storage.path={folder / 'data'}",
                f"--web.listen-address=127.0.0.1:{port}",
                "--cluster.listen-address=",  # alone: no gossip, nothing beyond this machine
            ],
        )

    def alerts(self) -> list[dict]:
        """Alerts it knows: `labels`, `annotations`, `fingerprint`, `startsAt`, `status`."""
        return self.get("/api/v2/alerts")
