"""Gathers every text of the window into the catalogues of its translations, in the form of Qt Linguist.

Qt's own gatherer does not see the short functions (`_tr`) by which modules name their context, nor the sentences and
the help of commands that stand in the domain. What was translated before stays; what is gone from the code goes.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from xml.etree import ElementTree

import msgspec

HOUSE: Final = Path(__file__).parents[2]
CODE: Final = HOUSE / "incident_desk"
CATALOGUES: Final = CODE / "resources" / "translations"
HEAD: Final = '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n'
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

    def _within(self, node: ast.AST, owner: str) -> Iterator[Said]:
        for child in ast.iter_child_nodes(node):
            inner = child.name if isinstance(child, ast.ClassDef) else owner
            if isinstance(child, ast.Call):
                yield from self._of_a_call(child, owner)
            yield from self._within(child, inner)

    def _of_a_call(self, call: ast.Call, owner: str) -> Iterator[Said]:
        name, words = _name(call.func), [_constant(each) for each in call.args]
        first = words[0] if words else None
        if name == "tr" and owner and first:
            yield owner, first
        elif name in self._short and first:
            yield self._short[name], first
        elif name in ("translate", "QT_TRANSLATE_NOOP") and len(words) > 1 and first and words[1]:
            yield first, words[1]
        elif name == "Sentence" and first:
            yield "sentences", first
        elif name in ("command", "Slash"):
            yield from _of_a_command(call)


def _of_a_command(call: ast.Call) -> Iterator[Said]:
    """Its line of help, and what its slash words fill in."""
    for given in call.keywords:
        if given.arg == "help" and (words := _constant(given.value)):
            yield "commands", words


def _short_functions(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """def _tr(text): return QCoreApplication.translate("Somewhere", text)"""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.args.args:
            taken = {argument.arg for argument in node.args.args}
            for call in ast.walk(node):
                if isinstance(call, ast.Call) and _name(call.func) == "translate" and len(call.args) > 1:
                    context, words = _constant(call.args[0]), call.args[1]
                    if context and isinstance(words, ast.Name) and words.id in taken:
                        yield node.name, context


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _constant(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


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
        write(catalogue, wanted, file)
        catalogue = read(file)
        print(f"{file.name}: {len(wanted) - len(catalogue.missing(wanted))} of {len(wanted)} texts")
    return 0


if __name__ == "__main__":
    sys.exit(main())
