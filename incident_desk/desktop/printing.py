"""Pages as PDF, with Qt's own writer: no other program, no printer, and no network is asked."""

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QPageLayout,
    QPageSize,
    QPainter,
    QPalette,
    QPdfWriter,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)

from incident_desk.desktop.theme import fonts
from incident_desk.learning.plan_pack import Pack

DPI = 300
MARGIN_MM = 15.0
FOOT_PT = 8
INCH_MM = 25.4
BREAK_BEFORE = QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore


def as_pdf(pack: Pack) -> bytes:
    """The pages on A4, each with its foot and number. Needs a QGuiApplication; may run on a worker thread."""
    fonts.load()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    document = laid_out(pack, writer)
    _paint(writer, document, pack.foot)
    buffer.close()
    return bytes(buffer.data().data())


def laid_out(pack: Pack, writer: QPdfWriter) -> QTextDocument:
    """The pages as they will stand on the paper of this writer, no heading alone at the foot of one."""
    writer.setResolution(DPI)
    writer.setTitle(pack.title)
    writer.setCreator("Incident Desk")
    writer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4),
            QPageLayout.Orientation.Portrait,
            QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM),
            QPageLayout.Unit.Millimeter,
        )
    )
    document = QTextDocument()
    document.setDocumentMargin(0)
    document.documentLayout().setPaintDevice(writer)
    document.setHtml(pack.html)
    document.setPageSize(QSizeF(writer.width(), writer.height() - 3 * FOOT_PT / 72 * DPI))
    while _keep_a_heading(document):
        pass
    return document


def _keep_a_heading(document: QTextDocument) -> bool:
    """Bring the first heading whose text begins on the next page there, too. Returns: whether there was one."""
    page_px, layout = document.pageSize().height(), document.documentLayout()
    block = document.begin()
    while block.isValid() and (below := block.next()).isValid():
        style = block.blockFormat()
        ends, goes_on = layout.blockBoundingRect(block).bottom(), layout.blockBoundingRect(below).bottom()
        is_first = style.pageBreakPolicy() & BREAK_BEFORE
        if style.headingLevel() and not is_first and ends // page_px < (goes_on - 1) // page_px:
            style.setPageBreakPolicy(BREAK_BEFORE)
            QTextCursor(block).setBlockFormat(style)
            return True
        block = below
    return False


def _paint(writer: QPdfWriter, document: QTextDocument, foot: str) -> None:
    width_px, whole_px = float(writer.width()), float(writer.height())
    page_px = document.pageSize().height()
    context = QAbstractTextDocumentLayout.PaintContext()
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Text, QColor(Qt.GlobalColor.black))  # paper is light in every theme
    context.palette = palette  # pyright: ignore[reportAttributeAccessIssue]
    count = document.pageCount()
    with QPainter(writer) as painter:
        for page in range(count):
            if page:
                writer.newPage()
            painter.save()
            painter.translate(0, -page * page_px)
            context.clip = QRectF(0, page * page_px, width_px, page_px)  # pyright: ignore[reportAttributeAccessIssue]
            painter.setClipRect(context.clip)
            document.documentLayout().draw(painter, context)
            painter.restore()
            _paint_foot(painter, QRectF(0, page_px, width_px, whole_px - page_px), foot, f"{page + 1} / {count}")


def _paint_foot(painter: QPainter, box: QRectF, foot: str, number: str) -> None:
    face = fonts.font(12)
    face.setPixelSize(round(FOOT_PT / 72 * DPI))
    painter.setFont(face)
    painter.setPen(QColor(Qt.GlobalColor.darkGray))
    bottom = Qt.AlignmentFlag.AlignBottom
    painter.drawText(box, bottom | Qt.AlignmentFlag.AlignLeft, foot)
    painter.drawText(box, bottom | Qt.AlignmentFlag.AlignRight, number)
