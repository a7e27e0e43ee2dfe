"""The part of the library that plan_yaml uses, with the types it leaves out."""

from ruamel.yaml.nodes import Node

class YAML:
    def __init__(self, *, typ: str = ..., pure: bool = ...) -> None: ...
    def compose(self, stream: str) -> Node | None: ...
