"""What the comparison says, in words."""

from PySide6.QtCore import QCoreApplication

from incident_desk.desktop.words import counted
from incident_desk.domain.agreement import Agreement, Strength
from incident_desk.domain.evidence_used import Use
from incident_desk.domain.findings import Standing
from incident_desk.domain.resemblance import Likeness


def standing_title(standing: Standing) -> str:
    """The head above rows that stand so."""
    return {
        Standing.SHARED: _tr("Found apart by two or more"),
        Standing.CONTRADICTING: _tr("Contradicting"),
        Standing.ONE_ONLY: _tr("Found by one only"),
        Standing.LATER: _tr("Named in the light of the others"),
        Standing.REFUTED: _tr("Settled against"),
    }[standing]


def standing_note(standing: Standing) -> str:
    """The word about such rows."""
    return {
        Standing.SHARED: _tr("each in its own words"),
        Standing.CONTRADICTING: _tr("both cannot be right"),
        Standing.ONE_ONLY: _tr("a rare sight or a wrong turn"),
        Standing.LATER: _tr("they could read each other: not counted as found apart"),
        Standing.REFUTED: _tr("what was held against it stands on the record"),
    }[standing]


def who_words(letters: tuple[str, ...], all_count: int) -> str:
    """ "all three", "two", "only A"."""
    if len(letters) == 1:
        return _tr("only {letter}").format(letter=letters[0])
    if len(letters) == all_count == 2:
        return _tr("both")
    count = number_word(len(letters))
    return _tr("all {count}").format(count=count) if len(letters) == all_count else count


def number_word(count: int) -> str:
    """Small numbers are written out."""
    words = (_tr("two"), _tr("three"), _tr("four"), _tr("five"), _tr("six"), _tr("seven"), _tr("eight"), _tr("nine"))
    return words[count - 2] if 2 <= count <= 9 else str(count)


def use_word(use: Use) -> str:
    """What an investigation did with a piece of evidence."""
    return {
        Use.USED: _tr("used"),
        Use.AGAINST: _tr("against"),
        Use.NOT_USED: _tr("not used"),
        Use.NEVER_SAW: _tr("never saw it"),
        Use.LATER: _tr("only later"),
    }[use]


def strength_words(found: Agreement) -> str:
    """How far they agree, in a few words."""
    words = {
        Strength.POOR: _tr("No more than chance"),
        Strength.SLIGHT: _tr("Slight agreement"),
        Strength.FAIR: _tr("Fair agreement"),
        Strength.MODERATE: _tr("Moderate agreement"),
        Strength.SUBSTANTIAL: _tr("Substantial agreement"),
        Strength.PERFECT: _tr("Almost perfect agreement"),
    }
    return words[found.strength] if found.strength else _tr("Too little to say")


def chance_words(found: Agreement) -> str:
    """What is shared, beside what chance would give."""
    times = found.times_chance
    if found.kappa is None:
        return counted(found.different, _tr("1 factor in all"), _tr("{count} different factors in all"))
    if not found.shared:
        return _tr("nothing is shared")
    if times is None or times < 1.5:
        return _tr("about what chance would give")
    return _tr("{count} times what chance would give").format(count=number_word(round(times)))


def likeness_words(found: Likeness, pieces: tuple[str, ...]) -> str:
    """Why two may be one."""
    if found.is_disputed:
        return _tr("one desk says they are one, another keeps them apart")
    told: list[str] = []
    if found.words:
        told.append(_tr("both name {words}").format(words=", ".join(found.words[:2])))
    if pieces:
        told.append(_tr("share {pieces}").format(pieces=", ".join(pieces[:2])))
    alike = _tr("alike {figure}").format(figure=f"{found.alike:.2f}")
    return f"{' · '.join(told)}: {alike}" if told else alike


def _tr(text: str) -> str:
    return QCoreApplication.translate("Comparing", text)
