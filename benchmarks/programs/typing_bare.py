"""The peer of a field: a bare one, for a line or for a text, in an empty window, no style sheet, nothing else to do."""

import sys

from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QPlainTextEdit

from benchmarks.typist import Typist

app = QApplication(sys.argv)
window = QMainWindow()
if sys.argv[1] == "line":
    field = QLineEdit()
    window.setMenuWidget(field)
else:
    field = QPlainTextEdit()
    window.setCentralWidget(field)
window.resize(1600, 1000)
window.show()
field.setFocus()
typist = Typist(field, lambda: None, lambda: None)
print("ready", flush=True)
sys.exit(app.exec())
