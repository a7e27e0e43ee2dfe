"""What every test stands on; each subject is a plugin of its own in tests/support."""

import os
import signal

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # a shell starts so what it puts into the background; the programs under test would inherit that
    signal.signal(signal.SIGINT, signal.default_int_handler)

# before anything imports Qt: no test opens a window on somebody's screen, unless it starts a display of its own
os.environ["QT_QPA_PLATFORM"] = "offscreen"

pytest_plugins = [
    "tests.support.leaks",
    "tests.support.loop",
    "tests.support.patience",
    "tests.support.places",
    "tests.support.quiet",
]
