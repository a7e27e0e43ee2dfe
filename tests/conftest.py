"""What every test stands on; each subject is a plugin of its own in tests/support."""

import os

# before anything imports Qt: no test opens a window on somebody's screen, unless it starts a display of its own
os.environ["QT_QPA_PLATFORM"] = "offscreen"

pytest_plugins = ["tests.support.leaks", "tests.support.loop", "tests.support.places", "tests.support.quiet"]
