"""What the settings say of sources of series: how one stands here, and what it answers now."""

import time
from typing import TYPE_CHECKING, Final

import msgspec
from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from incident_desk.desktop.warning_words import number_words
from incident_desk.desktop.words import counted
from incident_desk.domain.errors import NotFound
from incident_desk.domain.plan_watch import WatchedSeries

if TYPE_CHECKING:
    from incident_desk.desk import Desk
    from incident_desk.watch.answers import Line

KINDS: Final = (
    ("prometheus", QT_TRANSLATE_NOOP("SourcesPage", "Prometheus")),
    ("sql", QT_TRANSLATE_NOOP("SourcesPage", "SQL database")),
    ("csv", QT_TRANSLATE_NOOP("SourcesPage", "CSV")),
    ("json", QT_TRANSLATE_NOOP("SourcesPage", "JSON")),
)
EXAMPLES: Final = {
    "prometheus": "http://prometheus.example:9090",
    "sql": "postgresql://user:password@host/database",
    "csv": "file:///srv/orders.csv",
    "json": "https://shop.example/figures.json",
}
POINTS_SHOWN: Final = 3
LINES_SHOWN: Final = 4


class HereSource(msgspec.Struct, frozen=True):
    """How one source stands: what the plan asks it, whether it is set up here, and why there is nothing newer."""

    name: str
    series: tuple[WatchedSeries, ...]
    is_set_up: bool
    trouble: str = ""


def state_words(here: HereSource) -> tuple[str, str, str]:
    """A symbol, a tone and the words."""
    asked = counted(len(here.series), _tr("asked for 1 series"), _tr("asked for {count} series"))
    titles = ", ".join(each.title for each in here.series)
    about = f"{asked}: {titles}" if here.series else _tr("the plan asks it for nothing")
    if not here.is_set_up:
        return "circle-dashed", "warn", _tr("Not set up at this desk; {about}").format(about=about)
    if here.trouble:
        return "octagon-alert", "bad", f"{here.trouble} · {about}"
    return "circle-check", "ok", _tr("Set up here; {about}").format(about=about)


def answer_words(desk: "Desk", here: HereSource) -> str:
    """Ask all that the plan asks, now: the first points of each. Blocks. Raises: SourceFault, another DeskError."""
    from incident_desk.watch.answers import Asked
    from incident_desk.watch.asking import asked
    from incident_desk.watch.sources import Sources

    source, now_s = Sources(desk).of(here.name), time.time()
    if source is None:
        raise NotFound(_tr("Its address is gone from where it was kept: give it once more."))
    if not here.series:
        raise NotFound(_tr("The plan asks it for nothing: name its series in the plan, under Watched series."))
    said: list[str] = []
    for each in here.series:
        question = Asked(each.query, now_s - POINTS_SHOWN * each.every_s, now_s, float(each.every_s))
        lines = asked(source, question)
        said.append(_line_words(each, lines))
    return "\n".join(said)


def _line_words(watched: WatchedSeries, lines: "list[Line]") -> str:
    if not lines:
        none = _tr("{title}: it answers, and has nothing of that name for the last minutes.")
        return none.format(title=watched.title)
    parts = [" ".join(filter(None, (line.words, _values(line)))) for line in lines[:LINES_SHOWN]]
    if len(lines) > LINES_SHOWN:
        parts.append(_tr("and {count} more").format(count=len(lines) - LINES_SHOWN))
    return f"{watched.title}: {'; '.join(parts)} {watched.unit}".rstrip()


def _values(line: "Line") -> str:
    return ", ".join("–" if value is None else number_words(value) for _, value in line.points[-POINTS_SHOWN:])


def _tr(text: str) -> str:
    return QCoreApplication.translate("SourcesPage", text)
