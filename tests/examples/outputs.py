"""Compare what an example prints with what was recorded, blind to what differs from run to run."""

import ast
import difflib
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"
OUTPUTS = EXAMPLES / "outputs"
# In this order: a UUID holds hex ids, a date holds what looks like a duration.
MASKS = (
    ("<id>", re.compile(r"\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b")),
    ("<date>", re.compile(r"\b\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d([.,]\d+)?)?(Z|[+-]\d\d:?\d\d)?)?\b")),
    # Git shortens to 7; digits alone are a size or an amount, unless there are more than either has.
    ("<id>", re.compile(r"\b(?=\d*[a-f])[0-9a-f]{7,}\b|\b\d{10,}\b")),
    ("<time>", re.compile(r" *\b\d+([.,]\d+)? ?(ms|s|sec|seconds?|min|minutes?)\b")),
    ("<port>", re.compile(r"(?<=127\.0\.0\.1:)\d+|(?<=localhost:)\d+|(?<=\bport )\d+")),
)
KEEP = {  # options that leave more for the tests to look at, and change nothing that is printed
    "modeling/evaluation": ("--figures", "."),
    "monitoring/concept_drift": ("--figures", "."),
    "modeling/tracking": ("--workspace", "kept"),
}


def masked(text: str) -> str:
    """The text with ids, dates, durations and ports made alike; line ends and trailing blanks too."""
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").split("\n")]
    text = "\n".join(lines).strip("\n") + "\n"
    for name, pattern in MASKS:
        text = pattern.sub(name, text)
    return text


def difference(recorded: str, printed: str) -> str:
    """A unified diff of the masked texts; empty when they are alike."""
    old, new = masked(recorded).splitlines(), masked(printed).splitlines()
    return "\n".join(difflib.unified_diff(old, new, "recorded", "printed", lineterm="", n=2))


def merged(recorded: str, printed: str) -> str:
    """What to keep: the recorded line wherever it is alike, so that a new recording changes only news."""
    old, new = recorded.splitlines(), printed.replace("\r\n", "\n").strip("\n").splitlines()
    alike = difflib.SequenceMatcher(a=[masked(line) for line in old], b=[masked(line) for line in new])
    kept = []
    for kind, a, a_end, b, b_end in alike.get_opcodes():
        kept += old[a:a_end] if kind == "equal" else new[b:b_end]
    return "\n".join(line.rstrip() for line in kept) + "\n"


def write(path: Path, printed: str) -> bool:
    """Record; False if the recorded text stays as it is."""
    recorded = path.read_text(encoding="utf-8") if path.exists() else ""
    text = merged(recorded, printed)
    if text == recorded:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    return True


def example_named(name: str) -> Path:
    """The example of that name: its path in examples/ without the suffix."""
    return example_of(OUTPUTS / f"{name}.txt")


def example_of(output: Path) -> Path:
    """The example whose output that file holds."""
    stem = EXAMPLES / output.relative_to(OUTPUTS).with_suffix("")
    found = [path for suffix in (".py", ".sh") if (path := stem.with_suffix(suffix)).exists()]
    if len(found) != 1:
        raise FileNotFoundError(f"{output} was recorded from {stem}.py or .sh, of which one must exist")
    return found[0]


def needs(example: Path) -> tuple[str, ...]:
    """The programs that pip can't install and the example can't do without: its constant NEEDS."""
    found = re.search(r"^NEEDS = (\(.*?\))", example.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    return ast.literal_eval(found[1]) if found else ()


def output_of(example: Path) -> Path:
    """Where the output of that example is recorded."""
    return OUTPUTS / example.relative_to(EXAMPLES).with_suffix(".txt")


def recorded() -> list[Path]:
    """Every recorded output."""
    return sorted(OUTPUTS.rglob("*.txt"))
