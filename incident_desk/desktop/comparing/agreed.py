"""How far those who could not see each other agree: the figure, its words, and what it does not prove."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from incident_desk.desktop.comparing.words import chance_words, strength_words
from incident_desk.desktop.panels.section import Section
from incident_desk.desktop.parts.label import Label
from incident_desk.desktop.theme import colour
from incident_desk.domain.agreement import KINDS, Agreement, agreement_of
from incident_desk.domain.findings import Findings, Standing

TONES = ("accent", "sev2", "edge")


class AgreementPanel(Section):
    """With one investigation there is nothing to agree with, and it says so."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("agreement_panel", _tr("How far do they agree?"), parent)
        self.figure = Label("", 28, 600, "text", "agreement_figure")
        self.strength = Label("", 13, 600, "text", "agreement_strength", wraps=True)
        self.chance = Label("", 12, 400, "text2", "agreement_chance", wraps=True)
        self.bar = _Parts()
        self.counts = [Label("", 13, 600) for _ in TONES]
        self.honest = Label("", 12, 400, "text2", "agreement_honest", wraps=True)
        self._lay_out()

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self.strength)
        words.addWidget(self.chance)
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self.figure)
        top.addLayout(words, 1)
        legend = QGridLayout()
        legend.setHorizontalSpacing(10)
        legend.setVerticalSpacing(5)
        legend.setColumnStretch(2, 1)
        told = (
            _tr("found apart by two or more"),
            _tr("contradicting, ask before you build on it"),
            _tr("by one only: rare sight or wrong turn"),
        )
        for at, (tone, count, line) in enumerate(zip(TONES, self.counts, told, strict=True)):
            legend.addWidget(_Swatch(tone, is_hollow=at == 2), at, 0)
            legend.addWidget(count, at, 1)
            legend.addWidget(Label(line, 12, 400, "text2", wraps=True), at, 2)
        self._legend = QWidget()
        self._legend.setLayout(legend)
        legend.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(8)
        self.body.addLayout(top)
        self.body.addWidget(self.bar)
        self.body.addWidget(self._legend)
        self.body.addWidget(self.honest)

    def show_findings(self, found: Findings) -> None:
        """Show how far this round agrees."""
        counts = [len(found.rows_of(s)) for s in (Standing.SHARED, Standing.CONTRADICTING, Standing.ONE_ONLY)]
        self.bar.show_parts(counts)
        for label, count in zip(self.counts, counts, strict=True):
            label.setText(str(count))
        agreed = agreement_of(found)
        for part in (self.bar, self._legend, self.chance):
            part.setVisible(agreed is not None and sum(counts) > 0)
        self.figure.setVisible(agreed is not None and agreed.kappa is not None)
        if agreed is None:
            self.strength.setText(_tr("One investigation alone agrees with nobody"))
            self.honest.setText(_tr("Next time open two or more on the question: one pair of eyes is biased."))
            return
        self.figure.setText("" if agreed.kappa is None else _figure(agreed.kappa))
        self.strength.setText(strength_words(agreed))
        self.chance.setText(chance_words(agreed))
        self.honest.setText(_honest(agreed, found))


def _figure(kappa: float) -> str:
    """With the sign that is as wide as a digit."""
    return f"{kappa:.2f}".replace("-", "\N{MINUS SIGN}")


def _honest(agreed: Agreement, found: Findings) -> str:
    """What the figure rests on, and what it does not prove."""
    proof = _tr(
        "Agreement of people who could not see each other is worth more than agreement in a meeting. It is still not "
        "proof: all of them read the same logs."
    )
    if agreed.kappa is None or agreed.low is None or agreed.high is None:
        few = _tr("So few factors bear no figure: one more or less would turn it round.")
        return f"{few} {proof}"
    span = _tr(
        "{low} to {high} with any one factor left out. Cohen's kappa, the mean over {pairs} pairs; by chance each "
        "draws from {kinds} kinds of factor."
    )
    count = len(found.investigations)
    pairs = count * (count - 1) // 2
    told = span.format(low=_figure(agreed.low), high=_figure(agreed.high), pairs=pairs, kinds=KINDS)
    return f"{told} {proof}"


class _Parts(QWidget):
    """The counts as one bar. Decoration: the legend says the same."""

    def __init__(self) -> None:
        super().__init__()
        self._counts: Sequence[int] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_parts(self, counts: Sequence[int]) -> None:
        self._counts = counts
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(120, 12)

    def paintEvent(self, event: QPaintEvent) -> None:
        whole = sum(self._counts)
        if not whole:
            return
        left = 0.0
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for at, count in enumerate(self._counts):
                width = self.width() * count / whole
                if count:
                    _fill(painter, QRectF(left, 0, max(4.0, width - 2), self.height()), TONES[at], is_hollow=at == 2)
                left += width


class _Swatch(QWidget):
    """The colour of a part beside its words."""

    def __init__(self, tone: str, *, is_hollow: bool) -> None:
        super().__init__()
        self._tone, self._is_hollow = tone, is_hollow
        self.setFixedSize(11, 16)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            _fill(painter, QRectF(0, 3, 10, 10), self._tone, is_hollow=self._is_hollow)


def _fill(painter: QPainter, box: QRectF, tone: str, *, is_hollow: bool) -> None:
    painter.setPen(QPen(colour(tone), 1) if is_hollow else Qt.PenStyle.NoPen)
    painter.setBrush(Qt.BrushStyle.NoBrush if is_hollow else colour(tone))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 2, 2)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Comparing", text)
