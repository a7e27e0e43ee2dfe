"""Gathers every text of the window into the catalogues of its translations, in the form of Qt Linguist.

Qt's own gatherer does not see the short functions (`_tr`) by which modules name their context, nor the sentences and
the help of commands that stand in the domain. What was translated before stays; what is gone from the code goes.
"""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from xml.etree import ElementTree

import msgspec

HOUSE: Final = Path(__file__).parents[2]
CODE: Final = HOUSE / "incident_desk"
CATALOGUES: Final = CODE / "resources" / "translations"
PROOFS: Final = ("ar",)
"""Only what is translated stands in these: they prove that the window can be read from the right."""
HEAD: Final = '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n'
TEMPLATE: Final = re.compile(r"^(?=.* )[A-Z{“\d]")
"""Several words, that begin as a sentence does."""
Said = tuple[str, str]
"""A context, and the words in English."""


class Catalogue(msgspec.Struct):
    """What one language has for each text. None of it is reviewed before somebody says so in Qt Linguist."""

    language: str
    words: dict[Said, str] = {}
    reviewed: set[Said] = set()

    def missing(self, wanted: set[Said]) -> list[Said]:
        """What has no words in this language yet."""
        return sorted(said for said in wanted if not self.words.get(said))


def gathered(code: Path = CODE, forms: Path = HOUSE / "ui") -> set[Said]:
    """Every text, in each context it is looked up in."""
    found: set[Said] = set()
    for file in sorted(code.rglob("*.py")):
        if file.parent.name != "forms":
            found.update(_Module(ast.parse(file.read_text(encoding="utf-8"))).said())
    for form in sorted(forms.glob("*.ui")):
        found.update(_of_a_form(form))
    return {said for said in found if any(letter.isalpha() for letter in said[1])}


class _Module:
    def __init__(self, tree: ast.Module) -> None:
        self._tree = tree
        self._short = dict(_short_functions(tree))
        """The contexts of this module's own functions that translate what they are given."""

    def said(self) -> Iterator[Said]:
        yield from self._within(self._tree, "")
        yield from (("sentences", words) for words in _templates(self._tree))

    def _within(self, node: ast.AST, owner: str) -> Iterator[Said]:
        for child in ast.iter_child_nodes(node):
            inner = child.name if isinstance(child, ast.ClassDef) else owner
            if isinstance(child, ast.Call):
                yield from self._of_a_call(child, owner)
            yield from self._within(child, inner)

    def _of_a_call(self, call: ast.Call, owner: str) -> Iterator[Said]:
        name, given = _name(call.func), [list(_constants(each)) for each in call.args]
        if name in ("translate", "QT_TRANSLATE_NOOP"):
            context, words = (given[0], given[1]) if len(given) > 1 else ([], [])
            yield from ((each, word) for each in context for word in words)
        elif name == "command":
            yield from _of_a_command(call)
        elif context := self._context(name, owner):
            yield from ((context, word) for word in (given[0] if given else []))

    def _context(self, name: str, owner: str) -> str:
        """Where a call of this name looks its words up; empty if it looks nothing up."""
        if name == "tr":
            return owner
        return "sentences" if name == "Sentence" else self._short.get(name, "")


def _of_a_command(call: ast.Call) -> Iterator[Said]:
    """Its line of help, and what its slash words fill in."""
    for given in call.keywords:
        if given.arg == "help":
            yield from (("commands", words) for words in _constants(given.value))


def _templates(tree: ast.Module) -> Iterator[str]:
    """What entries may say of themselves: each template in a class with a sentence, and in the tables beside it."""
    telling = [node for node in tree.body if isinstance(node, ast.ClassDef) and _tells(node)]
    tables = [node for node in tree.body if isinstance(node, ast.Assign | ast.AnnAssign)] if telling else []
    for place in (*telling, *tables):
        documented = {id(node.value) for node in ast.walk(place) if isinstance(node, ast.Expr)}
        for node in ast.walk(place):
            words = "" if id(node) in documented or not isinstance(node, ast.Constant) else node.value
            if isinstance(words, str) and TEMPLATE.match(words) and " | " not in words:
                yield words


def _tells(node: ast.ClassDef) -> bool:
    return any(isinstance(each, ast.FunctionDef) and each.name == "sentence" for each in node.body)


def _short_functions(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """def _tr(text): return QCoreApplication.translate("Somewhere", text)"""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.args.args:
            taken = {argument.arg for argument in node.args.args}
            for call in ast.walk(node):
                if isinstance(call, ast.Call) and _name(call.func) == "translate" and len(call.args) > 1:
                    words = call.args[1]
                    if isinstance(words, ast.Name) and words.id in taken:
                        yield from ((node.name, context) for context in _constants(call.args[0]))


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _constants(node: ast.expr) -> Iterator[str]:
    """The words that stand there, or each that may: one of two by a condition, one of a table."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _constants(node.body)
        yield from _constants(node.orelse)
    elif isinstance(node, ast.Subscript) and isinstance(node.value, ast.Dict):
        for value in node.value.values:
            yield from _constants(value)


def _of_a_form(file: Path) -> Iterator[Said]:
    root = ElementTree.parse(file).getroot()
    context = root.findtext("class") or ""
    for text in root.iter("string"):
        if text.get("notr") != "true" and text.text:
            yield context, text.text


# catalogues ----------------------------------------------------------------------------------------------------------


def read(file: Path) -> Catalogue:
    """What a catalogue holds; nothing for a file that is not there yet."""
    found = Catalogue(file.stem)
    if not file.exists():
        return found
    for context in ElementTree.parse(file).getroot().iter("context"):
        name = context.findtext("name") or ""
        for message in context.iter("message"):
            said, told = (name, message.findtext("source") or ""), message.find("translation")
            if told is not None and told.text:
                found.words[said] = told.text
                if told.get("type") is None:
                    found.reviewed.add(said)
    return found


def write(catalogue: Catalogue, wanted: set[Said], file: Path) -> None:
    """Every text that is wanted, in order; one that stands elsewhere in the same words takes those."""
    same = {source: words for (_, source), words in catalogue.words.items()}
    root = ElementTree.Element("TS", version="2.1", language=catalogue.language, sourcelanguage="en")
    contexts: dict[str, ElementTree.Element] = {}
    for context, source in sorted(wanted):
        if context not in contexts:
            contexts[context] = ElementTree.SubElement(root, "context")
            ElementTree.SubElement(contexts[context], "name").text = context
        message = ElementTree.SubElement(contexts[context], "message")
        ElementTree.SubElement(message, "source").text = source
        told = ElementTree.SubElement(message, "translation")
        told.text = catalogue.words.get((context, source)) or same.get(source, "")
        if (context, source) not in catalogue.reviewed:
            told.set("type", "unfinished")
    ElementTree.indent(root, "")
    file.write_text(HEAD + ElementTree.tostring(root, encoding="unicode") + "\n", encoding="utf-8")


def main() -> int:
    wanted = gathered()
    for file in sorted(CATALOGUES.glob("*.ts")):
        catalogue = read(file)
        write(catalogue, wanted if file.stem not in PROOFS else wanted & catalogue.words.keys(), file)
        catalogue = read(file)
        print(f"{file.name}: {len(wanted) - len(catalogue.missing(wanted))} of {len(wanted)} texts")
    return 0


if __name__ == "__main__":
    sys.exit(main())
