"""How large the modules, functions and classes of a tree are."""

import ast
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

FUNCTION = (ast.FunctionDef, ast.AsyncFunctionDef)


@dataclass(frozen=True)
class Sized:
    """One thing and its size."""

    size: int
    name: str


@dataclass(frozen=True)
class House:
    """The sizes of a tree: modules and functions in lines, classes in methods."""

    modules: Sequence[Sized]
    functions: Sequence[Sized]
    classes: Sequence[Sized]

    def table(self) -> str:
        """What was measured beside what is allowed."""
        lines = ["what                        is   may be   the largest"]
        lines += [f"{what:<24} {is_:>6} {limit:>8}   {where}" for what, is_, limit, where in self.rows()]
        return "\n".join(lines)

    def rows(self) -> list[tuple[str, int, int, str]]:
        """Every measure: its name, its value, the most it may be, and what is largest."""
        module, function, class_ = (max(s, key=lambda x: x.size) for s in (self.modules, self.functions, self.classes))
        median = int(statistics.median(m.size for m in self.modules))
        return [
            ("module, median", median, 130, ""),
            ("module, 90 in 100", ninth_tenth(self.modules), 350, ""),
            ("module, largest", module.size, 500, module.name),
            ("function, 90 in 100", ninth_tenth(self.functions), 30, ""),
            ("function, largest", function.size, 50, function.name),
            ("methods of a class", class_.size, 20, class_.name),
        ]


def ninth_tenth(things: Sequence[Sized]) -> int:
    """The size that nine of ten do not exceed."""
    return sorted(t.size for t in things)[int(0.9 * (len(things) - 1))]


def measure(folder: Path) -> House:
    """Measure every module below a folder, compiled forms and empty modules left out."""
    paths = [
        p for p in sorted(folder.rglob("*.py")) if "forms" not in p.parts and p.read_text(encoding="utf-8").strip()
    ]
    modules = [Sized(len(p.read_text(encoding="utf-8").splitlines()), str(p.relative_to(folder))) for p in paths]
    nodes = [(p.relative_to(folder), node) for p in paths for node in ast.walk(ast.parse(p.read_bytes()))]
    functions = [Sized(_lines(n), f"{p}:{n.name}") for p, n in nodes if isinstance(n, FUNCTION)]
    classes = [Sized(len(list(_methods(n))), f"{p}:{n.name}") for p, n in nodes if isinstance(n, ast.ClassDef)]
    return House(modules, functions, classes)


def _lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def _methods(node: ast.ClassDef) -> Iterator[ast.stmt]:
    return (child for child in node.body if isinstance(child, FUNCTION))
