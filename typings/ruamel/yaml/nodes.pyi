from ruamel.yaml.error import StreamMark

class Node:
    @property
    def tag(self) -> str | None: ...
    anchor: str | None
    start_mark: StreamMark | None
    end_mark: StreamMark | None

class ScalarNode(Node):
    value: str

class SequenceNode(Node):
    value: list[Node]

class MappingNode(Node):
    value: list[tuple[Node, Node]]
