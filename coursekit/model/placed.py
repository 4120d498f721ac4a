"""YAML with the place of every key, so that a wrong setting can be pointed at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from coursekit.model.problem import Fault, Place


@dataclass(frozen=True)
class Placed:
    """A YAML mapping; keys of `places` and `raws` are paths such as ("phases", "bake", "title")."""

    value: dict = field(default_factory=dict)
    places: dict[tuple, Place] = field(default_factory=dict)
    raws: dict[tuple, str] = field(default_factory=dict)
    """Scalars as written: 00123456 is a number to YAML, but a fingerprint to its author."""
    faults: tuple[tuple[Place, Fault], ...] = ()


TOP = Place(1)


def load(text: str, start: Place = TOP) -> Placed:
    """Read a mapping that begins at `start`; faults instead of exceptions."""
    try:
        loader = yaml.SafeLoader(text)
        node = loader.get_single_node()
        value = loader.construct_document(node) if node else {}
        entries = list(_walk(node, (), set())) if node else []
    except yaml.YAMLError as error:
        return Placed(faults=(_fault(error, text, start),))
    except Exception as error:  # for "!!bool x" or the date 2024-13-45 PyYAML raises whatever it stumbles on
        fault = Fault(f"this YAML has a value that can't be read ({type(error).__name__})")
        return Placed(faults=((start, fault),))
    if not isinstance(value, dict):
        return Placed(faults=((start, Fault("this YAML holds no keys", "expected key: value")),))
    places: dict[tuple, Place] = {}
    faults = []
    for path, key, _ in entries:
        if path in places:
            fault = Fault(f"{path[-1]} is set twice", "expected each key once")
            faults.append((_place(key.start_mark, start), fault))
        places.setdefault(path, _place(key.start_mark, start))
    raws = {path: item.value for path, _, item in entries if isinstance(item, yaml.ScalarNode)}
    return Placed(value, places, raws, tuple(faults))


def _walk(node: yaml.Node, path: tuple, above: set[int]) -> Iterator[tuple[tuple, yaml.Node, yaml.Node]]:
    """Yield (path, node of the key, node of the value), depth first; an alias to itself is not followed."""
    if id(node) in above:
        return
    above = above | {id(node)}
    if isinstance(node, yaml.MappingNode):
        for key, item in node.value:
            yield (*path, key.value if isinstance(key.value, str) else "?"), key, item
            yield from _walk(item, (*path, key.value if isinstance(key.value, str) else "?"), above)
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            yield (*path, index), item, item
            yield from _walk(item, (*path, index), above)


def _place(mark: yaml.Mark, start: Place) -> Place:
    return Place(start.line + mark.line, start.col + mark.column)


def _fault(error: yaml.YAMLError, text: str, start: Place) -> tuple[Place, Fault]:
    context = getattr(error, "context", None) or ""
    # Something that is never closed is told where it begins, not where the text ends.
    begins = context.startswith("while scanning") or "flow" in context
    mark = (begins and getattr(error, "context_mark", None)) or getattr(error, "problem_mark", None)
    words = getattr(error, "problem", None) or getattr(error, "reason", None) or "it breaks off"
    fault = Fault(f"this YAML can't be read: {words}")
    if mark is None:
        return start, fault
    line = min(mark.line, text.rstrip("\n").count("\n"))
    return Place(start.line + line, start.col + (mark.column if line == mark.line else 0)), fault
