"""What runs is text, and the text is what Core says."""

import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from incident_desk.desk import Desk
from incident_desk.store import queries, statements, stretch_queries
from incident_desk.store.form import COVERED, FIELDS, STAMPED
from incident_desk.store.schema import COLUMNS, entries
from tests.support.places import ROOT


@pytest.mark.parametrize(("text", "core"), [("statements", queries), ("stretch_statements", stretch_queries)])
def test_the_texts_are_what_core_says(text: str, core: ModuleType) -> None:
    # if this fails: the first lines of the module in Core say how its text is written anew
    assert (ROOT / "incident_desk" / "store" / f"{text}.py").read_text(encoding="utf-8") == core.module()


def test_an_entry_is_written_and_read_in_the_order_of_its_columns() -> None:
    written = re.search(r"\(([^)]*)\)", statements.INSERT)
    assert written is not None
    assert tuple(re.split(r",\s+", written[1])) == (*COVERED, *STAMPED)
    assert tuple(column.name for column in entries.columns) == ("n", *COVERED, *STAMPED)
    assert tuple(column.name for column in COLUMNS) == FIELDS


def test_a_start_does_without_sqlalchemy(tmp_path: Path) -> None:
    Desk.open(tmp_path, apart=True).close()
    program = (
        "import sys; from pathlib import Path\n"
        "sys.modules['sqlalchemy'] = None\n"  # Python's own way to say: this cannot be imported
        "from incident_desk.desktop.opening import open_home\n"
        "from incident_desk.domain.incident import Declare\n"
        "opened = open_home(Path(sys.argv[1]))\n"
        "print(opened.desk.record(Declare('Checkout fails')).result()[-1].kind)\n"
        "opened.desk.close()\n"
    )
    done = subprocess.run([sys.executable, "-c", program, str(tmp_path)], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("incident.declared\n", "")
