"""Remember how often each check has failed: one more hint is told at each run."""

import json
from pathlib import Path


class Notes:
    """A small file beside the reader's, `.versioning.json`; delete it and the hints begin anew."""

    def __init__(self, file: Path) -> None:
        self._path = file.with_name(f".{file.stem}.json")

    def failed(self, check: str) -> int:
        """Count one more failure of that check and return how many there are."""
        counts = self._read()
        counts[check] = counts.get(check, 0) + 1
        self._path.write_text(json.dumps(counts), encoding="utf-8")
        return counts[check]

    def _read(self) -> dict[str, int]:
        try:
            found = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):  # not there yet, or damaged: hints begin anew
            return {}
        whole = isinstance(found, dict) and all(isinstance(count, int) for count in found.values())
        return found if whole else {}
