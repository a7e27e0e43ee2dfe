"""The statements about stretches of chains that lie in the archive of a shared database, in Core; see `queries`.

After a change here: `python -m incident_desk.store.stretch_queries > incident_desk/store/stretch_statements.py`.
"""

from typing import Final

from sqlalchemy import (
    ClauseElement,
    ColumnElement,
    FromClause,
    Integer,
    and_,
    bindparam,
    column,
    delete,
    func,
    insert,
    literal_column,
    select,
    table,
)

from incident_desk.store.queries import texts
from incident_desk.store.schema import archived, entries

_ZERO: Final = literal_column("0", Integer)
_ONE: Final = literal_column("1", Integer)
_wanted_ids: Final = func.json_each(bindparam("ids")).table_valued("value")
_before: Final = entries.alias("before")
_after: Final = entries.alias("after")
_next: Final = archived.alias("next")
_within: Final = entries.alias("within")
_of_stretch: Final = and_(archived.c.desk == bindparam("desk"), archived.c.stream == bindparam("stream"))
_stretch: Final = tuple(archived.columns)


def _same_chain(other: FromClause) -> ColumnElement[bool]:
    return and_(other.c.desk == archived.c.desk, other.c.stream == archived.c.stream)


STATEMENTS: Final[dict[str, ClauseElement]] = {
    "HAS_ARCHIVED": select(func.count())
    .select_from(table("sqlite_schema", column("name")))
    .where(column("name") == literal_column("'archived'")),
    "STRETCHES_OF": select(*_stretch)
    .where(archived.c.incident == bindparam("incident"))
    .order_by(archived.c.desk, archived.c.stream, archived.c.first),
    "STRETCH_AT": select(*_stretch)
    .where(_of_stretch, archived.c.first <= bindparam("seq"))
    .order_by(archived.c.first.desc())
    .limit(_ONE)
    .offset(_ZERO),
    "STRETCHES": select(*_stretch).order_by(archived.c.desk, archived.c.stream, archived.c.first),
    "AWAY": select(archived.c.incident).distinct(),
    # in SQLite, a bare column beside max() is of the row that has it
    "STRETCH_ENDS": select(
        archived.c.desk,
        archived.c.stream,
        func.max(archived.c.last),
        archived.c.hash,
        func.sum(archived.c.last - archived.c.first + _ONE),
    ).group_by(archived.c.desk, archived.c.stream),
    "ASTRAY": select(archived.c.desk, archived.c.stream, archived.c.first)
    .select_from(
        archived.outerjoin(_before, and_(_same_chain(_before), _before.c.seq == archived.c.first - _ONE))
        .outerjoin(_after, and_(_same_chain(_after), _after.c.seq == archived.c.last + _ONE))
        .outerjoin(_next, and_(_same_chain(_next), _next.c.first == archived.c.last + _ONE))
    )
    .where(
        (_before.c.hash != archived.c.prev_hash)
        | (_after.c.prev_hash != archived.c.hash)
        | (_next.c.prev_hash != archived.c.hash)
        | ((archived.c.first == _ONE) & (archived.c.prev_hash != literal_column("x''")))
        | select(_within.c.n)
        .where(_same_chain(_within), _within.c.seq.between(archived.c.first, archived.c.last))
        .correlate(archived)
        .exists()
    ),
    "PUT_STRETCH": insert(archived).values({c.name: bindparam(c.name) for c in _stretch}),
    "DROP_STRETCH": delete(archived).where(_of_stretch, archived.c.first == bindparam("begins")),
    "ERASED_OF": select(entries.c.subject).where(
        entries.c.kind == bindparam("kind"),
        func.coalesce(entries.c.refused, _ZERO) == _ZERO,
        entries.c.subject.in_(select(_wanted_ids.c.value)),
    ),
}

_HEAD: Final = '''"""The statements about stretches in the archive as text. Written by `stretch_queries`."""

from typing import Final
'''


def module() -> str:
    """The module `stretch_statements`, as it should be."""
    return _HEAD + texts(STATEMENTS)


if __name__ == "__main__":
    print(module(), end="")
