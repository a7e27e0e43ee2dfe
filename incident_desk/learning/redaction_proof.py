"""Proves that a file holds nothing that must not be read outside: every byte of it is looked through, and what is
packed in a PDF is unpacked before."""

import html
import io
import re
import zlib
from collections.abc import Iterator
from typing import Final

from incident_desk.domain.errors import BadInput, RuleError
from incident_desk.learning.redaction import Redaction

PDF: Final = b"%PDF-"
_STREAM: Final = re.compile(rb"stream\r?\n")
MOST_BYTES: Final = 64 * 2**20


def leaks(content: bytes, redaction: Redaction) -> list[str]:
    """What of it stands in a file all the same."""
    found: list[str] = []
    for text in _texts(content):
        found += redaction.left(text)
    secrets = redaction.secrets()
    for layer in _layers(content):
        low = layer.lower()
        found += [each for each in secrets if any(said in low for said in _spelt(each))]
    return list(dict.fromkeys(found))


def must_be_clean(content: bytes, redaction: Redaction) -> bytes:
    """The same bytes. Raises: RuleError that says what stands in them."""
    if found := leaks(content, redaction):
        more = f" and {len(found) - 3} more" if len(found) > 3 else ""
        raise RuleError(f"Not written: these would be read outside: {', '.join(found[:3])}{more}.")
    return content


def _spelt(secret: str) -> Iterator[bytes]:
    """How a word may stand among bytes."""
    low = secret.casefold()
    for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
        yield low.encode(encoding).lower()
    yield html.escape(low).encode()


def _texts(content: bytes) -> Iterator[str]:
    """What a reader reads: of a page without its markup, of a PDF as its fonts show it."""
    if content.startswith(PDF):
        yield from _shown(content)
        return
    text = content.decode("utf-8", "replace")
    body = re.sub(r"<style>.*?</style>|<meta[^>]*>", " ", text, flags=re.DOTALL)
    bare = html.unescape(re.sub(r"<[^>]*>", " ", body)) if "<html" in text[:400] else text
    yield re.sub(r"\\(?=[^\w\s])", "", bare)  # Markdown and JSON put a stroke before some signs


def _layers(content: bytes) -> Iterator[bytes]:
    """The bytes as they lie there, and each stream of a PDF unpacked, whether anything refers to it or not."""
    yield content
    if content.startswith(PDF):
        for begun in _STREAM.finditer(content):
            unpacking = zlib.decompressobj()
            try:
                yield unpacking.decompress(content[begun.end() :], MOST_BYTES)
            except zlib.error:
                continue  # what is not packed lies there as it is
            if unpacking.unconsumed_tail and not unpacking.eof:
                raise BadInput("a part of it is too large to be looked through", "PDF")


def _shown(content: bytes) -> Iterator[str]:
    """The words of each page as they are read, with and without the ends of their lines; and what is said of them."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(content))
        pages = [page.extract_text() for page in reader.pages]
        told = reader.metadata
        said = [] if told is None else [str(told.title), str(told.author), str(told.subject), str(told.creator)]
    except PyPdfError as e:
        raise BadInput(f"cannot be read, so nobody knows what is in it: {e}", "PDF") from e
    yield re.sub(r"-\s*\n\s*", "-", "\n".join(pages))  # lines end behind a stroke, also in the middle of a name
    yield from said
