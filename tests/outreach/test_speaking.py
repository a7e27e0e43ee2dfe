"""What a voice says: numbers and times as people say them, and as long as it was told."""

import json
import shutil
import statistics
import subprocess
import wave
from pathlib import Path

import pytest

from incident_desk.domain.errors import RuleError
from incident_desk.outreach.speaking import aloud, spoken_s
from incident_desk.outreach.voicing import Speaker, speaker, write_wav

SAID = [
    ("en", "Next update by 17:20 UTC.", "Next update by seventeen twenty U T C."),
    ("en", "Since 09:05, not 17:00.", "Since nine oh five, not seventeen hundred."),
    ("en", "13:28–21:15 (7h 47m)", "thirteen twenty-eight to twenty-one fifteen (seven hours forty-seven minutes)"),
    ("en", "On January 31, 2026", "On January thirty-first twenty twenty-six"),
    ("en", "a copy of 31 January", "a copy of January thirty-first"),
    ("en", "2026-01-31", "January thirty-first twenty twenty-six"),
    ("en", "20% and 12.5 % fail", "twenty percent and twelve point five percent fail"),
    ("en", "1,234,567 people", "one million two hundred thirty-four thousand five hundred sixty-seven people"),
    ("en", "v2.14.1 is back", "version two point fourteen point one is back"),
    ("en", "See https://status.example.com/a-1?x=1.", "See status dot example dot com slash a dash one."),
    ("en", "help@example.com", "help at example dot com"),
    ("en", "INC-0131", "I N C zero one three one"),
    ("en", "APIs answer HTTP 503", "A P I's answer H T T P five zero three"),
    ("en", "Call +49 30 1234567", "Call plus four nine, three zero, one two three four five six seven"),
    ("en", "e.g. 350ms, the 21st, at 5 pm",
     "for example three hundred fifty milliseconds, the twenty-first, at five p m"),
    ("en", "WE ARE DOWN", "WE ARE DOWN"),
    ("de", "um 17:20 Uhr, um 13:00", "um siebzehn Uhr zwanzig, um dreizehn Uhr"),
    ("de", "am 31. Januar 2026, z. B. um 01:05",
     "am einunddreißigsten Januar zweitausendsechsundzwanzig, zum Beispiel um ein Uhr fünf"),
    ("de", "ca. 12,5 %, 1.234 Fälle", "etwa zwölf Komma fünf Prozent, eintausendzweihundertvierunddreißig Fälle"),
    ("de", "status.example.de/a", "status Punkt example Punkt de Schrägstrich a"),
    ("es", "El 31 de enero de 2026 a las 17:20",
     "El treinta y uno de enero de dos mil veintiséis a las diecisiete veinte"),
    ("es", "12,5 % y 1.234 casos a las 21:00",
     "doce coma cinco por ciento y mil doscientos treinta y cuatro casos a las veintiuna horas"),
    ("fr", "à 17:20", "à 17:20"),
]  # fmt: skip
IN_LANGUAGES = {
    "en": "Our service has been unavailable since 23:27 UTC. Your data is safe. The next update comes at 01:35 UTC.",
    "de": "Seit 23:27 Uhr ist unser Dienst nicht erreichbar. Ihre Daten sind sicher. Wir melden uns um 01:35 Uhr.",
    "es": "Desde las 23:27 nuestro servicio no está disponible. Sus datos están a salvo. Más a la 01:35.",
}

needs_espeak = pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="espeak-ng is not on this machine")


@pytest.mark.parametrize(("language", "written", "said"), SAID, ids=[f"{row[0]} {row[1][:20]}" for row in SAID])
def test_it_is_said_as_people_say_it(language: str, written: str, said: str) -> None:
    assert aloud(written, language) == said


def test_what_nobody_sees_is_not_said() -> None:
    assert aloud("a\x00b\u202e c\u200bd [[hello]] <mark> `x`", "en") == "ab cd hello mark x"
    assert "[[" not in aloud("[[a]]", "fr")


def test_of_a_text_without_end_the_beginning_is_said() -> None:
    assert len(aloud("1 " * 5_000_000, "en")) < 100_000


@needs_espeak
@pytest.mark.parametrize("language", IN_LANGUAGES)
def test_the_voice_lasts_about_as_long_as_was_told(language: str, tmp_path: Path) -> None:
    text = IN_LANGUAGES[language]
    assert lasts(text, language, tmp_path) == pytest.approx(spoken_s(text, language), rel=0.2)


@pytest.mark.skipif(shutil.which("sox") is None, reason="sox is not on this machine")
@pytest.mark.parametrize("name", ["espeak-ng", "flite"])
def test_the_file_is_a_wav_that_is_not_silent(name: str, tmp_path: Path) -> None:
    path = shutil.which(name)
    if path is None:
        pytest.skip(f"{name} is not on this machine")
    target = tmp_path / "spoken.wav"
    write_wav(IN_LANGUAGES["en"], "en", target, Speaker(name, path))
    told = subprocess.run(["sox", target, "-n", "stat"], capture_output=True, text=True, check=True).stderr
    found = dict(line.split(":", 1) for line in told.splitlines() if ":" in line)
    assert 4 < float(found["Length (seconds)"]) < 20
    assert float(found["RMS     amplitude"]) > 0.01
    assert float(found["Maximum amplitude"]) <= 1.0


def test_without_a_program_that_speaks_it_is_said_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert speaker("de") is None
    with pytest.raises(RuleError, match=r"install espeak-ng"):
        write_wav("Hallo", "de", tmp_path / "a.wav")


def test_a_program_that_fails_leaves_no_file(tmp_path: Path) -> None:
    target = tmp_path / "a.wav"
    for program, told in (("/bin/false", "could not say it"), ("/bin/true", "said nothing"), ("/", "does not start")):
        with pytest.raises(RuleError, match=told):
            write_wav("Hello", "en", target, Speaker("espeak-ng", program))
    with pytest.raises(RuleError, match="nothing to say"):
        write_wav("\u200b …", "en", target, Speaker("espeak-ng", "/bin/true"))
    assert not target.exists()


@pytest.mark.long
@needs_espeak
def test_the_seconds_told_of_real_messages_are_near(
    shared_data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = (shared_data / "messages" / "statuspage.jsonl").read_text(encoding="utf-8").splitlines()
    texts = [update["body"] for line in lines for update in json.loads(line)["incident_updates"]]
    some = [text for text in texts if 40 < len(text) < 1_500][::6]
    errors = [spoken_s(text, "en") / lasts(text, "en", tmp_path) - 1 for text in some]
    with capsys.disabled():
        print(
            f"\n{len(some)} real messages: off by {statistics.mean(map(abs, errors)):.1%} in the mean, "
            f"{max(map(abs, errors)):.1%} at most, {statistics.mean(errors):+.1%} together"
        )
    assert statistics.mean(map(abs, errors)) < 0.08


def lasts(text: str, language: str, folder: Path) -> float:
    """Seconds of the file."""
    target = folder / "spoken.wav"
    write_wav(text, language, target, Speaker("espeak-ng", shutil.which("espeak-ng") or ""))
    with wave.open(str(target)) as sound:
        return sound.getnframes() / sound.getframerate()
