"""The peer of the window: an empty QMainWindow of the same size. Says "painted" and waits for its end."""

import sys

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow


class Window(QMainWindow):
    """Tells when it is painted."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        print("painted", flush=True)


app = QApplication(sys.argv)
window = Window()
window.resize(1600, 1000)
window.show()
sys.exit(app.exec())
