"""What can be said of a notebook without running it: what it hides, and what it leaves to luck."""

import ast
import builtins
import re
import sys
from pathlib import Path, PureWindowsPath

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import fraud

ANSWER = re.compile(r"average precision[^:]*: (\d\.\d+)")
DRAWING = {"train_test_split", "HistGradientBoostingClassifier"}


def read(path):
    """The notebook's cells of code, in the order of the page."""
    import nbformat

    return [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]


# --8<-- [start:stored]
def stored_answer(cells):
    """The last number that the notebook shows, whoever made it and when."""
    return float(re.findall(ANSWER, "".join(map(fraud.scenes.kernel.text, cells)))[-1])


def order(cells):
    """The counts from top to bottom, and those that no cell has: run again, or deleted."""
    counts = [cell.execution_count for cell in cells]
    return counts, sorted(set(range(1, max(counts) + 1)) - set(counts))


# --8<-- [end:stored]
def makes(node):
    """The name that this piece of a program makes, if it makes one."""
    match node:
        case ast.Name(id=name, ctx=ast.Store()) | ast.arg(arg=name):
            return name
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            return name
        case ast.alias(name=name, asname=short):
            return short or name.split(".")[0]


# --8<-- [start:hidden]
def hidden_names(cells):
    """Names that are read before any cell above has made them: they live in the kernel's memory only."""
    made, hidden = set(dir(builtins)), []
    for cell in cells:
        nodes = list(ast.walk(ast.parse(cell.source)))
        made |= {makes(node) for node in nodes}
        hidden += [node.id for node in nodes if isinstance(node, ast.Name) and node.id not in made]
    return hidden


# --8<-- [end:hidden]
def places(cells):
    """Absolute paths: the places of one machine."""
    texts = [node.value for cell in cells for node in ast.walk(ast.parse(cell.source)) if is_text(node)]
    return [text for text in texts if PureWindowsPath(text).is_absolute() or text.startswith("/")]


def is_text(node):
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def unseeded(cells):
    """Calls that draw at random, and no cell says from which seed."""
    calls = [
        node for cell in cells for node in ast.walk(ast.parse(cell.source)) if isinstance(node, ast.Call)
    ]
    names = [(call, getattr(call.func, "id", "")) for call in calls]
    seeded = {name for call, name in names if "random_state" in {word.arg for word in call.keywords}}
    return sorted({name for _, name in names} & DRAWING - seeded)
