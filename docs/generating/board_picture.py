"""The pictures of the board on the first screen: taken of the demo, in both themes, never pasted."""

import tempfile
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage

from incident_desk.desktop.beginning.board_picture import PICTURES
from incident_desk.desktop.demonstration import play_for_pictures
from incident_desk.learning.demos import FIRST

SIZE_PX = (1920, 1080)
KEPT = QSize(960, 540)
QUALITY = 88


def main() -> None:
    PICTURES.mkdir(exist_ok=True)
    for theme in ("dark", "light"):
        with tempfile.TemporaryDirectory() as folder:
            play_for_pictures(FIRST, theme, SIZE_PX, 1.0, Path(folder))
            board = QImage(str(Path(folder) / "board.png"))
        how = (Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
        assert board.scaled(KEPT, *how).save(str(PICTURES / f"board-{theme}.jpg"), quality=QUALITY)


if __name__ == "__main__":
    main()
