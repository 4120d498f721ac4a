"""The course about bread, copied so that a test may spoil it."""

import shutil
from pathlib import Path

import yaml

HERE = Path(__file__).parent
BREAD = HERE.parent / "fixtures" / "bread"


def copy(target: Path) -> Path:
    """Copy the course to an empty folder and return that."""
    return Path(shutil.copytree(BREAD, target, dirs_exist_ok=True))


def changes() -> list[tuple[str, dict]]:
    """Read every change of problems/*.yml with its name."""
    files = sorted((HERE / "problems").glob("*.yml"))
    return [pair for file in files for pair in yaml.safe_load(file.read_text("utf-8")).items()]


def apply(change: dict, course: Path) -> None:
    """Make one change: replace a text once, cut a file off, delete it or rename it."""
    path = course / change["file"]
    text = path.read_text("utf-8")
    if "delete" in change:
        path.unlink()
    elif "rename" in change:
        path.rename(course / change["rename"])
    elif "cut" in change:
        path.write_text(text[: text.index(change["cut"])] + change.get("new", ""), "utf-8")
    else:
        assert change["old"] in text, f"{change['file']} does not hold the text to change"
        path.write_text(text.replace(change["old"], change["new"], 1), "utf-8")
