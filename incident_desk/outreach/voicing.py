"""A text as a WAV file, spoken by espeak-ng, or by flite where only that is there."""

import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Final

import msgspec

from incident_desk.domain.errors import RuleError
from incident_desk.outreach.speaking import aloud

PATIENCE_S: Final = 60.0
SPEED: Final = "150"
"""Words in a minute: slow enough to be written down by whoever listens to a bad line."""
LANGUAGES: Final = {"en": "en-gb", "de": "de", "es": "es"}
"""By language, the voice of espeak-ng; another language is asked of it as it is called."""
NAMES: Final = ("espeak-ng", "flite")


class Speaker(msgspec.Struct, frozen=True):
    """A program that speaks."""

    name: str
    path: str


def speaker(language: str) -> Speaker | None:
    """The program here that speaks it, the better one first; None if there is none. flite knows nothing but English."""
    for name in NAMES:
        path = shutil.which(name)
        if path and (name != "flite" or language[:2] == "en"):
            return Speaker(name, path)
    return None


def write_wav(text: str, language: str, target: Path, by: Speaker | None = None) -> None:
    """Say a text into a file. Blocks for some seconds: on a worker only.

    The file is there when it is whole, or not at all. Raises: RuleError in words.
    """
    by = by or speaker(language)
    if by is None:
        raise RuleError(f"Nothing here speaks “{language}”: install espeak-ng.")
    words = aloud(text, language)
    if not any(map(str.isalnum, words)):
        raise RuleError("There is nothing to say.")
    with tempfile.TemporaryDirectory(prefix="incident-desk-voice-") as folder:
        spoken, written = Path(folder) / "spoken.wav", Path(folder) / "words.txt"
        written.write_text(words, encoding="utf-8")
        _run(by, _call(by, language, written, spoken))
        if not spoken.exists() or spoken.stat().st_size <= 44:  # the head of a file without a sound
            raise RuleError(f"{by.name} said nothing.")
        shutil.move(spoken, target)


def _call(by: Speaker, language: str, written: Path, spoken: Path) -> list[str]:
    if by.name == "flite":
        return [by.path, "-f", str(written), "-o", str(spoken), "--setf", "duration_stretch=1.15"]
    voice = LANGUAGES.get(language[:2], language)
    return [by.path, "-v", voice, "-s", SPEED, "-b", "1", "-f", str(written), "-w", str(spoken)]


def _run(by: Speaker, call: list[str]) -> None:
    try:
        done = subprocess.run(call, stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=PATIENCE_S)
    except subprocess.TimeoutExpired as e:
        raise RuleError(f"{by.name} did not come to an end in {PATIENCE_S:.0f} s.") from e
    except OSError as e:
        raise RuleError(f"{by.name} does not start: {e.strerror}") from e
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise RuleError(f"{by.name} could not say it: {said[-1] if said else done.returncode}")
