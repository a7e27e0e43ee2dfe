from ruamel.yaml.error import StreamMark

class Node:
    @property
    def tag(self) -> str | None: ...
    anchor: str | None
    start_mark: StreamMark | None
    end_mark: StreamMark | None

class ScalarNode(Node):
    value: str
    style: str | None

class SequenceNode(Node):
    value: list[Node]
    flow_style: bool

class MappingNode(Node):
    value: list[tuple[Node, Node]]
    flow_style: bool
