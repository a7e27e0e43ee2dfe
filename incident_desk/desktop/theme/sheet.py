"""The one style sheet: widgets take their look by the property `kind`, their ink by `tone`; type sizes are not here."""

from string import Template

from incident_desk.desktop.theme import tokens

SHEET = """
QWidget { color: $text; }
QMainWindow, QFrame[kind="canvas"] { background: $canvas; }
QFrame[kind="pane"] { background: $pane; }
QFrame[kind="card"] { background: $card; border: 1px solid $line; border-radius: 6px; }
QFrame[kind="accentcard"] { background: $card; border: 1px solid $accent; border-radius: 6px; }
QFrame[kind="tour"] { background: $card; border: 1px solid $accent; border-radius: 8px; }
QFrame[kind="sheet"] { background: $card; border: 0; }
QFrame[kind="well"] { background: $field; border: 1px solid $line; border-radius: 6px; }
QFrame[kind="advice"] { background: $warnsoft; border: 0; border-radius: 6px; }
QFrame[kind="accentbar"] { background: $accentsoft; border: 0; border-bottom: 1px solid $line; }
QFrame[kind="warnbar"] { background: $warnsoft; border: 0; border-bottom: 1px solid $line; }
QFrame[kind="badbar"] { background: $badsoft; border: 0; border-bottom: 1px solid $line; }
QFrame[kind="badsoft"] { background: $badsoft; border: 0; }
QFrame[kind="line"] { background: $line; border: 0; }
QDialog[kind="dialog"] { background: $pane; border: 1px solid $line2; border-radius: 8px; }
QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; border: 0; }
QToolTip { background: $card; color: $text; border: 1px solid $line2; padding: 4px 6px; }
QBalloonTip QLabel { color: #000000; }  /* Qt paints the tip of a tray light yellow, whatever the theme */
QBalloonTip QPushButton { background: transparent; border: 0; }

QLabel[tone="text2"] { color: $text2; }
QLabel[tone="text3"] { color: $text3; }
QLabel[tone="accent"] { color: $accent; }
QLabel[tone="ok"] { color: $ok; }
QLabel[tone="warn"] { color: $warn; }
QLabel[tone="bad"] { color: $bad; }
QLabel[tone="sev2"] { color: $sev2; }

QPushButton { background: $card; border: 1px solid $line2; border-radius: 4px; padding: 0 11px; min-height: 30px; }
QPushButton, QComboBox { outline: 0; }
QPushButton:hover { background: $hover; }
QPushButton:focus { border: 2px solid $accent; padding: 0 10px; min-height: 28px; }
QPushButton:disabled { color: $text3; border-color: $line; background: transparent; }
QPushButton[kind="primary"] { background: $accentfill; border-color: $accentfill; color: $onfill; }
QPushButton[kind="primary"]:hover { background: $accenthover; }
QPushButton[kind="primary"]:focus { border-color: $text; }
QPushButton[kind="danger"] { background: $sev1fill; border-color: $sev1fill; color: $onfill; }
QPushButton[kind="danger"]:hover { border-color: $sev1; }
QPushButton[kind="danger"]:focus { border-color: $text; }
QPushButton[kind="primary"]:disabled, QPushButton[kind="danger"]:disabled
    { background: transparent; border-color: $line; color: $text3; }
QPushButton[kind="small"] { padding: 0 7px; min-height: 24px; }
QPushButton[kind="small"]:focus { padding: 0 6px; min-height: 22px; }
QPushButton[kind="ghost"] { background: transparent; border-color: transparent; padding: 0 7px; min-height: 24px; }
QPushButton[kind="ghost"]:hover { background: $hover; }
QPushButton[kind="ghost"]:checked { background: $hover; border-color: $line2; }
QPushButton[kind="ghost"]:focus { border-color: $accent; padding: 0 6px; min-height: 22px; }
QPushButton[kind="quiet"] { background: transparent; border: 1px solid transparent; padding: 0 3px; min-height: 20px;
    color: $text2; }
QPushButton[kind="quiet"]:hover { background: $hover; color: $text; }
QPushButton[kind="quiet"]:focus { border: 2px solid $accent; padding: 0 2px; min-height: 18px; }
QPushButton[kind="row"] { background: transparent; border: 1px solid transparent; text-align: left; }
QPushButton[kind="row"]:hover { background: $hover; }
QPushButton[kind="row"]:checked { background: $hover; border-color: $line2; }
QPushButton[kind="row"]:focus { border: 2px solid $accent; }

QLineEdit, QPlainTextEdit, QComboBox {
    background: $field; border: 1px solid $edge; border-radius: 4px; padding: 0 11px; min-height: 30px;
    selection-background-color: $accentfill; selection-color: $onfill; }
QPlainTextEdit { padding: 3px 6px; }
QPlainTextEdit[kind="long"] { min-height: 54px; }
QPlainTextEdit[kind="longer"] { min-height: 78px; }
QPlainTextEdit[kind="code"] { border: 2px solid transparent; border-radius: 0; padding: 0; }
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus { border: 2px solid $accent; padding: 0 10px; min-height: 28px; }
QTextBrowser[kind="page"] { background: transparent; border: 1px solid transparent; padding: 0 6px; }
QTextBrowser[kind="page"]:focus { border-color: $accent; }
QTextEdit[kind="draft"] { background: $field; border: 1px solid $edge; border-radius: 4px; padding: 3px 6px;
    selection-background-color: $accentfill; selection-color: $onfill; }
QTextEdit[kind="draft"]:focus { border: 2px solid $accent; padding: 2px 5px; }
QTextEdit[kind="draft"][readOnly="true"] { background: $pane; border-color: $line2; }
QPlainTextEdit:focus { padding: 2px 5px; }
QPlainTextEdit[kind="long"]:focus { min-height: 54px; }
QPlainTextEdit[kind="longer"]:focus { min-height: 78px; }
QPlainTextEdit[kind="code"]:focus { border-color: $accent; padding: 0; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled { border-color: $line2; color: $text3; }
QLineEdit[fault="true"], QPlainTextEdit[fault="true"] { border-color: $bad; }
QComboBox::drop-down { border: 0; width: 28px; }
QComboBox::down-arrow { image: none; }
QComboBox QAbstractItemView { background: $card; border: 1px solid $line2; outline: 0; padding: 4px; }

QTableView[kind="rows"] QHeaderView { background: transparent; border: 0; }
QTableView[kind="rows"] QHeaderView::section { background: transparent; border: 0; border-bottom: 1px solid $line;
    padding: 4px 0; color: $text2; }
QTableView[kind="rows"] QLineEdit { min-height: 0; padding: 0 4px; }
QTableView[kind="rows"]:focus, QListView[kind="rows"]:focus { border: 1px solid $accent; border-radius: 4px; }
QTableView[kind="rows"], QListView[kind="rows"] { border: 1px solid transparent; }
QAbstractItemView { background: transparent; border: 0; outline: 0; selection-background-color: $hover;
    selection-color: $text; }
QAbstractScrollArea::corner { background: transparent; border: 0; }
QProgressBar { background: $line; border: 0; border-radius: 2px; max-height: 4px; min-height: 4px; }
QProgressBar::chunk { background: $spark; border-radius: 2px; }
QSplitter::handle { background: $line; }
QMenu { background: $card; border: 1px solid $line2; padding: 4px; }
QMenu::item { padding: 6px 16px; border-radius: 4px; }
QMenu::item:selected { background: $hover; }

QScrollBar { background: transparent; border: 0; }
QScrollBar:vertical { width: 8px; }
QScrollBar:horizontal { height: 8px; }
QScrollBar::handle { background: $line2; border-radius: 4px; min-height: 24px; min-width: 24px; }
QScrollBar::handle:hover { background: $edge; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page
    { background: transparent; border: 0; width: 0; height: 0; }
"""


def text() -> str:
    """The sheet with the colours of the theme in use."""
    return Template(SHEET).substitute(tokens.literals())
