# The part of jeepney that notifying and its tests use; the library has no types.
import enum
from typing import Any

class HeaderFields(enum.Enum):
    member = 3

class MessageType(enum.Enum):
    method_call = 1

class Header:
    fields: dict[HeaderFields, str]
    message_type: MessageType

class Message:
    header: Header
    body: tuple[Any, ...]

class DBusAddress:
    def __init__(self, object_path: str, bus_name: str | None = None, interface: str | None = None) -> None: ...

class DBusErrorResponse(Exception): ...

class MatchRule:
    def __init__(self, *, type: str, interface: str, path: str) -> None: ...

class MessageBus:
    def RequestName(self, name: str, flags: int = 0) -> Message: ...

message_bus: MessageBus

def new_method_call(
    remote_obj: DBusAddress, method: str, signature: str | None = None, body: tuple[Any, ...] = ()
) -> Message: ...
def new_method_return(parent_msg: Message, signature: str | None = None, body: tuple[Any, ...] = ()) -> Message: ...
def new_error(
    parent_msg: Message, error_name: str, signature: str | None = None, body: tuple[Any, ...] = ()
) -> Message: ...
def new_signal(
    emitter: DBusAddress, signal: str, signature: str | None = None, body: tuple[Any, ...] = ()
) -> Message: ...
