"""The statements of the store, in Core; those about stretches of the archive are in `stretch_queries`.

What runs is their text in `statements`, which this module writes.

After a change here: `python -m incident_desk.store.queries > incident_desk/store/statements.py` (a test compares them).
"""

import textwrap
from collections.abc import Mapping
from typing import Final

from sqlalchemy import (
    ClauseElement,
    Integer,
    LargeBinary,
    and_,
    bindparam,
    cast,
    column,
    delete,
    func,
    insert,
    literal_column,
    select,
    table,
    text,
    update,
)
from sqlalchemy.dialects.sqlite import insert as upsert

from incident_desk.store.engine import sql
from incident_desk.store.form import COVERED, STAMPED
from incident_desk.store.schema import (
    COLUMNS,
    carried,
    entries,
    erased_files,
    identities,
    links,
    offered,
    parked,
    roster,
    settings,
    version,
)

_ZERO: Final = literal_column("0", Integer)
_ONE: Final = literal_column("1", Integer)
_ORDER: Final = (entries.c.hlc, entries.c.desk, entries.c.stream, entries.c.seq)
_WANTED: Final = func.json_each(bindparam("kinds")).table_valued("value")
_READING: Final[dict[str, ClauseElement]] = {
    "OF_INCIDENT": select(*COLUMNS).where(entries.c.incident == bindparam("incident")).order_by(*_ORDER),
    "OF_KINDS": select(*COLUMNS).where(entries.c.kind.in_(select(_WANTED.c.value))).order_by(*_ORDER),
    "FIRST_OF_INCIDENT": select(*COLUMNS)
    .where(entries.c.incident == bindparam("incident"), entries.c.kind.in_(select(_WANTED.c.value)))
    .order_by(*_ORDER)
    .limit(bindparam("most", type_=Integer))
    .offset(_ZERO),
    "BY_ID": select(*COLUMNS).where(entries.c.id == bindparam("id")),
    "AFTER": select(*COLUMNS).where(entries.c.n > bindparam("after")).order_by(entries.c.n),
    "INCIDENTS": select(entries.c.incident).distinct(),
    "LAST_N": select(func.coalesce(func.max(entries.c.n), _ZERO)),
    "LOWEST": select(func.min(func.coalesce(func.min(entries.c.n), _ONE), _ONE)),
    "LAST_HLC": select(func.coalesce(func.max(entries.c.hlc), _ZERO)),
    "COUNT": select(func.count()).select_from(entries),
    "AT": select(entries.c.hash).where(entries.c.n == bindparam("at")),
    # what stood there before its stamps were put right
    "STAMPED_BEFORE": select(func.count())
    .select_from(parked.join(entries, and_(entries.c.desk == parked.c.desk, entries.c.seq == parked.c.seq)))
    .where(
        entries.c.n == bindparam("at"),
        entries.c.stream == parked.c.stream,
        parked.c.hash == bindparam("hash"),
        parked.c.why == bindparam("why"),
    ),
    "UNSHARED": select(*COLUMNS)
    .where(entries.c.acked == _ZERO)
    .order_by(entries.c.hlc.desc(), entries.c.seq.desc())
    .limit(bindparam("most"))
    .offset(_ZERO),
}

_LAST_OF_CHAIN: Final = (
    select(entries.c.desk, entries.c.stream, func.max(entries.c.seq).label("seq"))
    .group_by(entries.c.desk, entries.c.stream)
    .subquery()
)
_RESTAMPED: Final = ("hlc", "occurred_us", "recorded_us", "prev_hash", "hash", "heard_us")
_APPENDING: Final[dict[str, ClauseElement]] = {
    "INSERT": insert(entries).values({name: bindparam(name) for name in (*COVERED, *STAMPED)}),
    "INSERT_BEFORE": insert(entries).values({name: bindparam(name) for name in ("n", *COVERED, *STAMPED)}),
    "HEADS": select(entries.c.desk, entries.c.stream, entries.c.seq, entries.c.hash)
    .select_from(entries)
    .join(
        _LAST_OF_CHAIN,
        and_(
            _LAST_OF_CHAIN.c.desk == entries.c.desk,
            _LAST_OF_CHAIN.c.stream == entries.c.stream,
            _LAST_OF_CHAIN.c.seq == entries.c.seq,
        ),
    ),
    "HELD": select(entries.c.hash).where(
        entries.c.desk == bindparam("desk"), entries.c.stream == bindparam("stream"), entries.c.seq == bindparam("seq")
    ),
    "REMEMBER": upsert(settings)
    .values(key=bindparam("key"), value=bindparam("value"))
    .on_conflict_do_update(set_={"value": settings.c.value + text("char(10) || excluded.value")}),
    "RESTAMP": update(entries)
    .where(entries.c.n == bindparam("of"))
    .values({name: bindparam(f"{name}_") for name in _RESTAMPED}),
    "EMPTY": update(entries)
    .where(entries.c.id == bindparam("erased"))
    .values(salt=text("x''"), body=text("x''"))
    .returning(entries.c.n),
    "UNPARK": update(parked)
    .values(entry=text("x''"))
    .where(func.instr(parked.c.entry, cast(bindparam("erased"), LargeBinary)) > _ZERO),
    "TOMBSTONE": upsert(erased_files).values(digest=bindparam("digest")).on_conflict_do_nothing(),
}

_put: Final = upsert(settings).values(key=bindparam("key"), value=bindparam("value"))
_HERE: Final[dict[str, ClauseElement]] = {
    "FORM": select(version.c.version_num),
    "SETTING": select(settings.c.value).where(settings.c.key == bindparam("key")),
    "PUT_SETTING": _put.on_conflict_do_update(set_={"value": _put.excluded.value}),
    "DROP_SETTING": delete(settings).where(settings.c.key == bindparam("key")),
    "IDENTITIES": select(
        identities.c.desk, identities.c.person, identities.c.public_key, identities.c.created_us, identities.c.retired
    ).order_by(identities.c.created_us, identities.c.desk),
    "ADD_IDENTITY": insert(identities).values({c.name: bindparam(c.name) for c in identities.columns}),
    "RETIRE": update(identities).values(retired=bindparam("is_retired")).where(identities.c.desk == bindparam("of")),
    "PEOPLE": select(identities.c.person)
    .where(identities.c.retired == _ZERO)
    .order_by(identities.c.created_us, identities.c.desk),
}

_before: Final = entries.alias("before")
_indexed: Final = table("words_content", column("id"), column("c0"))
_CHECKING: Final[dict[str, ClauseElement]] = {
    "GAPS": select(entries.c.desk, entries.c.stream, func.count(), func.max(entries.c.seq))
    .group_by(entries.c.desk, entries.c.stream)
    .having(func.count() != func.max(entries.c.seq)),
    # what was fetched of the past is numbered downwards from nought
    "NUMBERS": select(
        func.count(),
        func.coalesce(func.max(entries.c.n) - func.min(func.min(entries.c.n), _ONE) + _ONE, _ZERO),
    ),
    "BROKEN": select(entries.c.desk, entries.c.stream, entries.c.seq)
    .select_from(entries)
    .outerjoin(
        _before,
        and_(
            _before.c.desk == entries.c.desk,
            _before.c.stream == entries.c.stream,
            _before.c.seq == entries.c.seq - literal_column("1"),
        ),
    )
    .where(entries.c.prev_hash.is_not(func.coalesce(_before.c.hash, literal_column("x''"))))
    .where((entries.c.seq == literal_column("1")) | _before.c.hash.is_not(None)),
    "ALL": select(_indexed.c.c0, *COLUMNS)
    .select_from(entries.outerjoin(_indexed, _indexed.c.id == entries.c.n))
    .order_by(entries.c.n),
    "ORPHANS": select(func.count()).select_from(_indexed).where(_indexed.c.id.not_in(select(entries.c.n))),
    "ERASED_FILES": select(erased_files.c.digest),
}

_FILES: Final[dict[str, ClauseElement]] = {
    "FILES": select(entries.c.acked, *COLUMNS)
    .where(entries.c.kind == bindparam("kind"))
    .order_by(*(each.desc() for each in _ORDER)),
    "OTHER_DESKS": select(roster.c.desk).where(roster.c.desk.not_in(select(identities.c.desk))),
    "ERASED_FILE": select(erased_files.c.digest).where(erased_files.c.digest == bindparam("digest")),
}

# FTS5 has a hidden column named like the table: matching `text` instead would have it look where in a row a word
# stands, which costs half as much again
_words: Final = table("words", column("rowid"), column("text"), column("words"))
_of_incident: Final = entries.c.incident == bindparam("incident")
_found: Final = (
    select(_words.c.text, *COLUMNS)
    .select_from(_words.join(entries, entries.c.n == _words.c.rowid))
    .where(_words.c.words.match(bindparam("match")))
    .order_by(_words.c.rowid.desc())
    .limit(bindparam("limit", type_=Integer))
    .offset(literal_column("0", Integer))
)
_last_indexed: Final = select(func.max(func.coalesce(func.max(_indexed.c.id), _ZERO), _ZERO)).scalar_subquery()
_SEARCHING: Final[dict[str, ClauseElement]] = {
    # words get into the index in the order of arrival; what was fetched of the past has them at once
    "UNINDEXED": select(entries.c.n, *COLUMNS).where(entries.c.n > _last_indexed).order_by(entries.c.n),
    "EVERYWHERE": _found,
    # the range keeps the index from walking through every other incident that has these words
    "WITHIN": _found.where(
        _words.c.rowid.between(
            select(func.min(entries.c.n)).where(_of_incident).scalar_subquery(),
            select(func.max(entries.c.n)).where(_of_incident).scalar_subquery(),
        ),
        _of_incident,
    ),
}

_of_chain: Final = and_(entries.c.desk == bindparam("desk"), entries.c.stream == bindparam("stream"))
_carried_chain: Final = and_(carried.c.desk == bindparam("desk"), carried.c.stream == bindparam("stream"))
_settle: Final = upsert(offered).values({c.name: bindparam(c.name) for c in offered.columns})
_here: Final = and_(_carried_chain, carried.c.seq == bindparam("seq"))
_BUNDLING: Final[dict[str, ClauseElement]] = {
    "HAS_TABLE": select(func.count())
    .select_from(table("sqlite_schema", column("name")))
    .where(column("name") == bindparam("of")),
    "FIRST_CARRIED": select(carried.c.desk, carried.c.stream, func.min(carried.c.seq), func.count()).group_by(
        carried.c.desk, carried.c.stream
    ),
    "BEFORE": select(func.count(), func.coalesce(func.max(entries.c.seq), _ZERO)).where(
        _of_chain, entries.c.seq < bindparam("before")
    ),
    "CARRIED_AT": select(entries.c.n, entries.c.hash, entries.c.prev_hash)
    .select_from(
        entries.join(
            carried,
            and_(
                carried.c.desk == entries.c.desk,
                carried.c.stream == entries.c.stream,
                carried.c.seq == entries.c.seq,
            ),
        )
    )
    .where(_of_chain, entries.c.seq == bindparam("seq")),
    "CARRIED_IN": select(carried.c.seq)
    .where(_carried_chain, carried.c.seq.between(bindparam("first"), bindparam("last")))
    .limit(_ONE)
    .offset(_ZERO),
    "CARRY": insert(carried).values({c.name: bindparam(c.name) for c in carried.columns}),
    "COMPLETE": delete(carried).where(_here),
    "STAMP_CARRIED": update(entries)
    .values({name: bindparam(f"{name}_") for name in ("sig", "refused", "number", "acked")})
    .where(entries.c.n == bindparam("at")),
    "SIGNED": select(*COLUMNS, entries.c.acked, entries.c.sig).order_by(
        entries.c.desk, entries.c.stream, entries.c.seq
    ),
    "SIGNED_OF": select(*COLUMNS, entries.c.acked, entries.c.sig)
    .where(
        (entries.c.incident == bindparam("incident"))
        | (entries.c.incident == bindparam("nobodys"))
        | (entries.c.incident == bindparam("reports"))
    )
    .order_by(entries.c.desk, entries.c.stream, entries.c.seq),
    "SIGNED_AT": select(*COLUMNS, entries.c.sig).where(_of_chain, entries.c.seq == bindparam("seq")),
    "LINK_AT": select(links.c.entry, links.c.sig).where(
        links.c.desk == bindparam("desk"), links.c.stream == bindparam("stream"), links.c.seq == bindparam("seq")
    ),
    "LINK": upsert(links).values({c.name: bindparam(c.name) for c in links.columns}).on_conflict_do_nothing(),
    "OFFER": upsert(offered).values({c.name: bindparam(c.name) for c in offered.columns}).on_conflict_do_nothing(),
    "SETTLE": _settle.on_conflict_do_update(set_={"offer": _settle.excluded.offer}),
    "OFFERED": select(offered.c.offer)
    .where(func.length(offered.c.offer) > _ZERO, offered.c.id.not_in(select(entries.c.id)))
    .order_by(offered.c.id),
    "FORGET_OFFER": update(offered).values(offer=bindparam("left")).where(offered.c.id == bindparam("of")),
    "IS_OFFERED": select(func.length(offered.c.offer) > _ZERO).where(offered.c.id == bindparam("id")),
    "ROSTER": select(roster.c.desk, roster.c.person, roster.c.public_key),
    "ACCEPTANCE": select(entries.c.acked, entries.c.refused).where(entries.c.id == bindparam("id")),
    "PIN": upsert(roster).values({c.name: bindparam(c.name) for c in roster.columns}).on_conflict_do_nothing(),
    "PARK": upsert(parked).values({c.name: bindparam(c.name) for c in parked.columns}).on_conflict_do_nothing(),
}

STATEMENTS: Final = _READING | _APPENDING | _HERE | _CHECKING | _FILES | _SEARCHING | _BUNDLING
_HEAD: Final = '''"""The statements of the store as text, which is what the driver takes.

Loading SQLAlchemy takes 0.1 s, and a start of the window would wait for it. Written by `queries`: change nothing here.
"""

from typing import Final
'''


def module() -> str:
    """The module `statements`, as it should be."""
    return _HEAD + texts(STATEMENTS)


def texts(statements: Mapping[str, ClauseElement]) -> str:
    """Each as a constant that has its text."""
    made = [""]
    for name, statement in statements.items():
        lines = textwrap.wrap(" ".join(sql(statement).split()), 112, break_long_words=False, break_on_hyphens=False)
        made.append("\n".join((f'{name}: Final = """', *(f"    {line}" for line in lines), '"""\n')))
    return "\n".join(made)


if __name__ == "__main__":
    print(module(), end="")
