"""A rising error rate in a real Prometheus: our warning, an incident with one key, the first words; and its own rule.

The rule waits `for: 20s` over samples that are a second apart, as `for: 5m` does over samples of 15 s.
"""

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from incident_desk.desk import Desk
from incident_desk.domain.plan import Use
from incident_desk.outreach.channels import Channels
from incident_desk.watch.sources import Source, SourceKind, Sources
from tests.domain.making import PLAN
from tests.journeys.conftest import Window
from tests.journeys.screen import Screen
from tests.journeys.test_first_words import HOLDING
from tests.outreach.letters import a_hook
from tests.watch.monitor import Prometheus, monitored
from tests.watch.watching import ERRORS, warnings

RULES: Final = """
groups:
  - name: shop
    interval: 1s
    rules:
      - alert: ErrorsHigh
        expr: sum(deriv(errors_total[15s])) > 6
        for: 20s
"""


def a_home(home: Path, monitor: str, hook: str) -> None:
    """Priya's home: it watches that Prometheus, and sends its first words to a web hook."""
    with Desk.open(home) as desk:
        desk.choose_person("Priya Nair").result()
        desk.record(Use(HOLDING.sub("[status_page]", PLAN) + ERRORS)).result()
        Channels(desk).put("status_page", hook)
        Sources(desk).put("monitor", Source(SourceKind.PROMETHEUS, monitor))


class Firing:
    """When the rule of the monitor fires, looked at from a thread."""

    def __init__(self, prometheus: Prometheus) -> None:
        self.at_s: float | None = None
        self._prometheus = prometheus
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def _look(self) -> None:
        while self.at_s is None and not self._is_over.wait(0.2):
            if "ErrorsHigh" in self._prometheus.firing():
                self.at_s = time.monotonic()

    def end(self) -> None:
        self._is_over.set()
        self._thread.join()


def test_our_warning_leads_to_the_first_words_while_the_rule_still_waits(
    screen: Screen, window: Window, tmp_path: Path
) -> None:
    folder = tmp_path / "monitor"
    folder.mkdir()
    with monitored(folder, rules=RULES) as (prometheus, exporter), a_hook() as (hook, url):
        a_home(window.home, prometheus.url, url)
        window.start(tells=True)
        screen.until(lambda: screen.filled("sev1fill") is not None, "the calm view did not come up")
        time.sleep(5)  # the series is learnt from its past
        firing, began_s = Firing(prometheus), time.monotonic()
        moments: dict[str, float] = {}

        def reached(moment: str) -> None:
            moments[moment] = time.monotonic() - began_s

        exporter.go(12.0)
        try:
            screen.until(lambda: bool(warnings(window.home)), "there was no warning")
            reached("our warning")
            screen.until(lambda: _is_there(window, "warning_declare"), "the warning did not come up")
            screen.keys("alt+d")
            window.until_at("declare_title")
            screen.type("\n2")
            screen.keys("F8", "ctrl+Return")
            window.until_told("message.begun")
            reached("declared")
            screen.until(lambda: _is_there(window, "message_text"), "the draft did not come up")
            screen.keys("F8")
            window.until_at("message_text")
            screen.keys("ctrl+Return")
            screen.until(lambda: bool(hook.arrived), "the words did not arrive")
            reached("first words")
            _until(lambda: firing.at_s is not None)
        finally:
            firing.end()
        assert firing.at_s is not None
        moments["the rule"] = firing.at_s - began_s
        window.quit()
    told = ", ".join(f"{moment} {after_s:.1f} s" for moment, after_s in moments.items())
    print(f"After the rate rose: {told}")
    assert moments["our warning"] < moments["the rule"]
    assert "We know that something does not work as it should." in hook.arrived[0]


def _is_there(window: Window, name: str) -> bool:
    return any(each.is_called(name, "") for each in window.seen().controls)


def _until(holds: Callable[[], bool], patience_s: float = 60.0) -> None:
    ends = time.monotonic() + patience_s
    while not holds():
        assert time.monotonic() < ends, f"not so after {patience_s:.0f} s"
        time.sleep(0.1)
