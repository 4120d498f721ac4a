"""Which lines of our own code a run executes: the pages show none that nothing runs.

A tracer would slow every line of every library, so ours are marked before they are compiled.
"""

import ast
import sys
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType

from coverage import CoverageData

NAMED = (ast.Module, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)  # what may have a docstring


class Marks(ast.NodeTransformer):
    """Puts `__seen__.add(line)` before each statement."""

    def generic_visit(self, node: ast.AST) -> ast.AST:
        super().generic_visit(node)
        for name in ("body", "orelse", "finalbody"):
            if isinstance(block := getattr(node, name, None), list):
                kept = 1 if name == "body" and has_docstring(node) else 0
                marked = [part for statement in block[kept:] for part in marked_one(statement)]
                setattr(node, name, block[:kept] + marked)
        if isinstance(node, (ast.ExceptHandler, ast.match_case)):
            place = node if isinstance(node, ast.ExceptHandler) else node.pattern
            node.body.insert(0, mark(place, place.lineno))
        return node


def has_docstring(node: ast.AST) -> bool:
    return isinstance(node, NAMED) and ast.get_docstring(node, clean=False) is not None


def marked_one(statement: ast.stmt) -> list[ast.stmt]:
    """The statement behind its mark and those of its decorators."""
    heads = [*getattr(statement, "decorator_list", []), statement]
    marks = [mark(statement, head.lineno) for head in heads]
    first = isinstance(statement, ast.ImportFrom) and statement.module == "__future__"  # Python demands it
    return [statement, *marks] if first else [*marks, statement]


def mark(place: ast.AST, line: int) -> ast.stmt:
    [made] = ast.parse(f"__seen__.add({line})").body
    for node in ast.walk(made):
        ast.copy_location(node, place)
    return made


class Seen:
    """Notes the lines that are executed in the files of one folder, in this process."""

    def __init__(self, home: str) -> None:
        self._home, self._lines = home, {}

    def start(self) -> None:
        """From now on, what is imported from the folder is marked; nothing of it is kept on the disk."""
        get_code, exec_module = SourceFileLoader.get_code, SourceFileLoader.exec_module

        def marked(loader: SourceFileLoader, name: str):
            return self.code(loader.path) if self.has(loader.path) else get_code(loader, name)

        def run(loader: SourceFileLoader, module: ModuleType) -> None:
            module.__seen__ = self.lines(loader.path)
            exec_module(loader, module)

        SourceFileLoader.get_code, SourceFileLoader.exec_module = marked, run

    def has(self, path: str) -> bool:
        return path.startswith(self._home)

    def lines(self, path: str) -> set[int]:
        return self._lines.setdefault(path, set()) if self.has(path) else set()

    def code(self, path: str):
        """The file, compiled with its marks."""
        return compile(Marks().visit(ast.parse(Path(path).read_bytes(), path)), path, "exec")

    def run(self, path: str) -> None:
        """Run the file as Python runs a script."""
        module = ModuleType("__main__")
        vars(module).update(__file__=path, __seen__=self.lines(path), __builtins__=__builtins__)
        sys.modules["__main__"] = module
        exec(self.code(path), vars(module))

    def save(self, data: Path) -> None:
        """Keep the lines as coverage does, which knows where statements begin and end."""
        kept = CoverageData(str(data))
        kept.add_lines(self._lines)
        kept.write()
