"""Range queries of Prometheus, and of what answers like it: VictoriaMetrics, Mimir, Thanos, Cortex."""

import math
from typing import Any, Final
from urllib.parse import urlsplit, urlunsplit

import msgspec

from incident_desk.watch.answers import Asked, Line, Point, SourceFault, checked, labelled, number
from incident_desk.watch.fetching import fetched

RANGE: Final = "/api/v1/query_range"


class _Series(msgspec.Struct):
    metric: dict[str, str]
    values: list[tuple[float, Any]] = []


class _Told(msgspec.Struct):
    result: list[_Series]


class _Answer(msgspec.Struct):
    status: str
    data: _Told | None = None
    error: str = ""


def asked(address: str, headers: dict[str, str], question: Asked) -> list[Line]:
    """The series, at whole multiples of the step. Blocks for some seconds at most. Raises: SourceFault."""
    step = question.step_s
    first, last = math.ceil(question.since_s / step) * step, math.floor(question.until_s / step) * step
    if last < first:
        return []
    form = {"query": question.query, "start": f"{first:.3f}", "end": f"{last:.3f}", "step": f"{step:g}"}
    raw = fetched(_place(address), headers, form)
    try:
        answer = msgspec.json.decode(raw, type=_Answer)
    except (msgspec.DecodeError, RecursionError) as e:
        raise SourceFault("What answers there is no Prometheus: it does not say what one says.") from e
    if answer.status != "success" or answer.data is None:
        raise SourceFault(f"It cannot answer the question: {' '.join(answer.error.split())[:160]}.")
    return checked([Line(labelled(each.metric), _points(each)) for each in answer.data.result])


def _points(series: _Series) -> list[Point]:
    return [(at, number(value)) for at, value in series.values]


def _place(address: str) -> str:
    parts = urlsplit(address)
    return urlunsplit(parts._replace(path=parts.path.rstrip("/").removesuffix(RANGE) + RANGE))
