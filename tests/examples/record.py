"""Record what the examples print: `python tests/examples/record.py [preparation/versioning ...]`."""

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[2]))

import made_with
import outputs
import running


def examples(names: list[str]) -> list[Path]:
    """The named examples, or all that were recorded before."""
    if names:
        wanted = [outputs.OUTPUTS / Path(name).with_suffix(".txt") for name in names]
        return [outputs.example_of(path) for path in wanted]
    return [outputs.example_of(path) for path in outputs.recorded()]


def record(example: Path) -> bool:
    """Run one example and keep what it prints; False if it failed, then nothing is written."""
    name = example.relative_to(outputs.EXAMPLES).as_posix()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        ran = running.run(example, Path(folder))
        imported = running.imported(Path(folder))
    if ran.code:
        print(f"{name}: failed with code {ran.code}, nothing recorded\n{ran.stderr[-2000:]}", file=sys.stderr)
        return False
    changed = outputs.write(outputs.output_of(example), ran.stdout)
    made_with.write(example, imported)
    print(f"{name}: {'recorded' if changed else 'as before'}")
    return True


if __name__ == "__main__":
    done = [record(example) for example in examples(sys.argv[1:])]
    sys.exit(0 if all(done) else 1)
