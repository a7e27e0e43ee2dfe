"""What the status page says by itself, in the languages it knows; a message is shown as it was sent."""

from datetime import UTC
from typing import Final

import msgspec

from incident_desk.domain.moments import from_us
from incident_desk.domain.status_page import Mark, PublicState


class Words(msgspec.Struct, frozen=True):
    """One language. `months` are the twelve, short; `states` and `marks` in the order of their kinds."""

    language: str
    own_name: str
    months: tuple[str, ...]
    states: tuple[str, ...]
    marks: tuple[str, ...]
    all_well: str
    updates: str
    services: str
    past: str
    all_past: str
    none_past: str
    newest: str
    next_by: str
    nothing_yet: str
    days: str
    merged: str
    original: str
    back: str
    status: str
    maintenance: str
    goes_on: str
    trouble: str
    """On how many of the last days, for those who do not see the bars."""

    def state(self, state: PublicState) -> str:
        return self.states[tuple(PublicState).index(state)]

    def mark(self, mark: Mark) -> str:
        return self.marks[mark.rank]

    def day(self, us: int) -> str:
        """ "1 Feb 2017"."""
        moment = from_us(us).astimezone(UTC)
        return f"{moment.day} {self.months[moment.month - 1]} {moment.year}"

    def from_to(self, from_us: int, until_us: int) -> tuple[str, str]:
        """ "1 Feb, 22:00" and "23:30 UTC"; the second with its day where that is another."""
        begins, ends = self.moment(from_us).removesuffix(" UTC"), self.moment(until_us)
        day = begins.rpartition(" ")[0]
        return begins, ends.removeprefix(f"{day} ") if ends.startswith(day) else ends

    def moment(self, us: int) -> str:
        """ "1 Feb, 00:35 UTC"."""
        moment = from_us(us).astimezone(UTC)
        return f"{moment.day} {self.months[moment.month - 1]}, {moment:%H:%M} UTC"


ENGLISH: Final = Words(
    language="en",
    own_name="English",
    months=("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    states=("Investigating", "Identified", "Monitoring", "Resolved"),
    marks=("Working", "Maintenance", "Slow or faulty", "Partly down", "Down"),
    all_well="Everything works",
    updates="Updates",
    services="Services",
    past="Past incidents",
    all_past="All past incidents",
    none_past="There was none so far.",
    next_by="Next update by {moment}",
    newest="Newest message: {moment}. Load the page again for what came since. It needs no script.",
    nothing_yet="No message was needed so far. The page needs no script.",
    days="Bars: the last 30 days. Short amber: slow or partly down; tall red: down.",
    merged="This is told together with another incident:",
    original="Not translated yet:",
    back="To the whole page",
    status="{title}: status",
    maintenance="Scheduled maintenance",
    goes_on="Under way",
    trouble="trouble on {count} of the last 30 days",
)

GERMAN: Final = Words(
    language="de",
    own_name="Deutsch",
    months=("Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sep.", "Okt.", "Nov.", "Dez."),
    states=("Wird untersucht", "Ursache bekannt", "Wird beobachtet", "Behoben"),
    marks=("Läuft", "Wartung", "Langsam oder gestört", "Teilweise ausgefallen", "Ausgefallen"),
    all_well="Alles läuft",
    updates="Meldungen",
    services="Dienste",
    past="Frühere Störungen",
    all_past="Alle früheren Störungen",
    none_past="Bisher gab es keine.",
    next_by="Nächste Meldung bis {moment}",
    newest="Neueste Meldung: {moment}. Was seither kam, zeigt die neu geladene Seite. Sie braucht kein Skript.",
    nothing_yet="Bisher war keine Meldung nötig. Die Seite braucht kein Skript.",
    days="Balken: die letzten 30 Tage. Kurz und gelb: langsam oder teilweise ausgefallen; lang und rot: ausgefallen.",
    merged="Darüber wird zusammen mit einer anderen Störung berichtet:",
    original="Noch nicht übersetzt:",
    back="Zur ganzen Seite",
    status="{title}: Status",
    maintenance="Geplante Wartung",
    goes_on="Läuft",
    trouble="Störung an {count} der letzten 30 Tage",
)

SPANISH: Final = Words(
    language="es",
    own_name="Español",
    months=("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"),
    states=("Investigando", "Identificado", "En observación", "Resuelto"),
    marks=("Funciona", "Mantenimiento", "Lento o con fallos", "Caído en parte", "Caído"),
    all_well="Todo funciona",
    updates="Mensajes",
    services="Servicios",
    past="Incidentes anteriores",
    all_past="Todos los incidentes anteriores",
    none_past="Hasta ahora no hubo ninguno.",
    next_by="Próximo mensaje antes de {moment}",
    newest="Último mensaje: {moment}. Para ver lo nuevo, cargue la página otra vez. No necesita scripts.",
    nothing_yet="Hasta ahora no hizo falta ningún mensaje. La página no necesita scripts.",
    days="Barras: los últimos 30 días. Corta y ámbar: lento o caído en parte; larga y roja: caído.",
    merged="Se informa de esto junto con otro incidente:",
    original="Aún sin traducir:",
    back="A la página entera",
    status="{title}: estado",
    maintenance="Mantenimiento programado",
    goes_on="En curso",
    trouble="fallos en {count} de los últimos 30 días",
)

KNOWN: Final = {words.language: words for words in (ENGLISH, GERMAN, SPANISH)}


def words_in(language: str) -> Words:
    """What the page says by itself in a language; in English where it does not know that one."""
    return KNOWN.get(language.partition("-")[0].casefold(), ENGLISH)
