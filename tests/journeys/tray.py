"""A tray of the kind that every X desktop knew: it owns a selection, and takes in whoever asks to be docked.

A process of its own; it says `ready`, and `docked` for each sign that it shows in the corner of the screen.

Source: System Tray Protocol Specification 0.4, freedesktop.org.
"""

import ctypes
from typing import Any, Final

SIZE_PX: Final = 32
INT: Final = 0xFFFF_FFFF
"""Of a number of 32 bits the rest of its word is whatever lay there."""
CLIENT_MESSAGE: Final = 33
STRUCTURE: Final = 1 << 17
Event = ctypes.c_long * 24
"""XEvent, on a machine of 64 bits. Of a client message: 5 is its type, from 7 on is what it says."""


def library() -> Any:
    """libX11, with what of it returns more than an int."""
    x11: Any = ctypes.CDLL("libX11.so.6")
    x11.XOpenDisplay.restype = ctypes.c_void_p
    for name in ("XDefaultRootWindow", "XCreateSimpleWindow", "XInternAtom"):
        getattr(x11, name).restype = ctypes.c_ulong
    return x11


def main() -> None:
    x11 = library()
    display = ctypes.c_void_p(x11.XOpenDisplay(None))
    root = ctypes.c_ulong(x11.XDefaultRootWindow(display))
    ground = ctypes.c_ulong(0)
    window = ctypes.c_ulong(x11.XCreateSimpleWindow(display, root, 0, 0, SIZE_PX, SIZE_PX, 0, ground, ground))
    selection, manager, opcode = (
        ctypes.c_ulong(x11.XInternAtom(display, name, 0))
        for name in (b"_NET_SYSTEM_TRAY_S0", b"MANAGER", b"_NET_SYSTEM_TRAY_OPCODE")
    )
    x11.XSetSelectionOwner(display, selection, window, ctypes.c_ulong(0))
    here = Event(CLIENT_MESSAGE, 0, 0, 0, root.value, manager.value, 32, 0, selection.value, window.value)
    x11.XSendEvent(display, root, 0, ctypes.c_long(STRUCTURE), ctypes.byref(here))
    x11.XSync(display, 0)
    print("ready", flush=True)
    event = Event()
    while True:
        x11.XNextEvent(display, ctypes.byref(event))
        if event[0] & INT == CLIENT_MESSAGE and event[5] == opcode.value and event[8] == 0:
            sign = ctypes.c_ulong(event[9])
            x11.XReparentWindow(display, sign, window, 0, 0)
            x11.XResizeWindow(display, sign, SIZE_PX, SIZE_PX)
            x11.XMapWindow(display, sign)
            x11.XMapRaised(display, window)
            x11.XSync(display, 0)
            print("docked", flush=True)


if __name__ == "__main__":
    main()
