"""What a text for outside tells of the inside: addresses of machines, secrets, tickets, paths, people.

Each search is bounded, whatever the text: none can be made to run for long. What a house alone knows of, such as the
names of its machines, is in the wording of its plan.
"""

import functools
import re
from collections.abc import Iterable, Iterator
from typing import Final

import msgspec

from incident_desk.domain.sentences import Sentence


class Leak(msgspec.Struct, frozen=True):
    """A place in a text, and what stands there. A secret is one everywhere, the rest only outside."""

    start: int
    end: int
    what: Sentence
    use: str = ""
    is_secret: bool = False


class _Search(msgspec.Struct, frozen=True):
    """`needs` are signs of which one must be there, so that most texts are not searched at all."""

    needs: tuple[str, ...]
    pattern: re.Pattern[str]
    what: str
    use: str = ""
    is_secret: bool = False


_SECRET_WORD: Final = (
    r"(?:pass(?:word|wd|phrase|code)?|pwd|secret|token|api[ _-]?key|access[ _-]?key|Kennwort|Passwort|contraseña)"
)
_ROLE: Final = (
    r"(?:help|helpdesk|support|status|info|contact|press|media|security|service|services|hello|office|team|no-?reply|"
    r"privacy|sales|billing|feedback|kontakt|presse|hilfe|soporte|ayuda|prensa)"
)
_FREE: Final = r"(?:\+1[ -]?|1-)?(?:800|888|877|866|855|844|833)[ -]"

_SEARCHES: Final = (
    _Search(
        ("AKIA", "ASIA", "gh", "xox", "sk_", "sk-", "glpat-", "AIza", "eyJ", "npm_"),
        re.compile(
            r"\b(?:A(?:KI|SI)A[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{20,255}|github_pat_\w{20,255}|"
            r"xox[abprs]-[\w-]{10,255}|"
            r"sk[_-](?:live|test|ant|proj)?[_-]?[A-Za-z0-9_-]{20,200}|glpat-[\w-]{20,64}|AIza[\w-]{35}|"
            r"npm_[A-Za-z0-9]{36}|"
            r"eyJ[\w-]{10,2000}\.eyJ[\w-]{5,4000}(?:\.[\w-]{5,1000})?)"
        ),
        "a key or token",
        is_secret=True,
    ),
    _Search(("PRIVATE KEY",), re.compile(r"-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----"), "a private key", is_secret=True),
    _Search(
        ("://",),
        re.compile(r"\b[a-z][a-z0-9+.-]{1,30}://[^\s/@:]{1,100}:[^\s/@]{1,200}@[^\s/]{1,200}", re.IGNORECASE),
        "an address with a password in it",
        is_secret=True,
    ),
    _Search(
        (":", "=", " is ", " ist ", " es "),
        re.compile(rf"\b{_SECRET_WORD}\s{{0,3}}(?:[:=]|\bis\b|\bist\b|"
            rf"\bes\b)\s{{0,3}}[\"'“„]?(?=\S*[\d!$#%&_*+=-])\S{{4,200}}", re.I),
        "a password or a token",
        is_secret=True,
    ),
    _Search(("earer ",), re.compile(r"\b[Bb]earer [\w.~+/-]{16,2000}"), "a token", is_secret=True),
    _Search(
        ("",),
        re.compile(r"(?<![\w/-])(?=[a-f]{0,63}\d)(?=\d{0,63}[a-f])[0-9a-f]{32,64}(?![\w-])"),
        "a digest or a key",
    ),
    _Search(
        (".",),
        re.compile(r"(?<![\w.])(?<!ersion )(?<!elease )(?!(?:1\.1\.1\.1|1\.0\.0\.1|8\.8\.8\.8|8\.8\.4\.4|"
            r"9\.9\.9\.9)\b)(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|"
            r"1?\d?\d)(?:/\d\d?)?(?![\w.]*\w)"),
        "the address of a machine",
        "our servers",
    ),
    _Search(
        ("::", ":"),
        re.compile(r"(?<![\w:.])(?:[0-9a-fA-F]{1,4}:){7}[0-9a-fA-F]{1,4}(?![\w:])|"
            r"(?<![\w:])(?:[0-9a-fA-F]{1,4}:){1,6}:"
                   r"(?:[0-9a-fA-F]{1,4}(?::[0-9a-fA-F]{1,4}){0,5})?(?![\w:])"),
        "the address of a machine",
        "our servers",
    ),
    _Search(
        (".internal", ".local", ".corp", ".lan", ".intra", ".intern", ".cluster", ".private", ".home.arpa"),
        re.compile(r"(?<![\w.-])[\w-]{1,63}(?:\.[\w-]{1,63}){0,6}\.(?:internal|local|localdomain|corp|lan|intranet|"
            r"intra|intern|"
                   r"private|home\.arpa)(?![\w-])", re.IGNORECASE),
        "the name of a machine",
        "the service",
    ),
    _Search(
        ("-", ".", "0", "1", "2", "3"),
        re.compile(
            r"(?<![\w./@-])(?=[a-z0-9.-]{0,80}\d)(?:[a-z]{1,20}[.-]){0,3}(?:db|sql|mysql|pg|postgres|redis|kafka|"
            r"web|app|api|srv|"
            r"server|host|node|vm|lb|proxy|cache|worker|k8s|prod|stg|staging|mx|ns|fs|nas|sw|rtr|fw|esx|bastion|"
            r"jump|ci)"
            r"(?:[.-][a-z0-9]{1,20}){0,3}[.-]?\d{1,4}[a-z]?(?:\.[a-z0-9-]{1,30}){0,4}(?![\w/-])"
        ),
        "the name of a machine",
        "the service",
    ),
    _Search(
        ("/",),
        re.compile(r"(?<![\w/.:~])~?/(?:var|etc|usr|opt|home|root|srv|mnt|tmp|proc|dev|data|app|"
            r"Users)/[\w.@+-]{1,100}"
                   r"(?:/[\w.@+-]{1,100}){0,12}"),
        "a path on a machine",
    ),
    _Search(("\\",), re.compile(
        r"(?<!\w)(?:[A-Za-z]:\\|\\\\[\w.-]{1,60}\\)[\w.$ @+-]{1,60}(?:\\[\w.$@+-]{1,60}){0,12}"), "a path on a "
        "machine"),
    _Search(
        ("@",),
        re.compile(rf"(?<![\w.+%-])(?!{_ROLE}@)[\w.+%-]{{1,64}}@[\w-]{{1,63}}(?:\.[\w-]{{1,63}}){{1,6}}", re.I),
        "somebody’s e-mail address",
    ),
    _Search(
        ("-", "#"),
        re.compile(
            r"(?<![\w/.-])(?!(?:UTF|SHA|ISO|AES|RSA|MD|TLS|SSL|HTTP|HTTPS|CVE|COVID|GPT|RFC|IEEE|IPV|USB|UTC|GMT|"
            r"SEV|BASE|EC|TCP|UDP|"
            r"ARM|AMD|PHP|SQL|RHEL|WIN|AZ|US|EU|AP|CP|Q|P|T)-)[A-Z][A-Z0-9]{1,9}-\d{1,7}(?![\w-]|\]\()"
        ),
        "the number of a ticket",
    ),
    _Search(
        ("#", "icket", "ase ", "RITM", "CHG", "INC0", "PRB"),
        re.compile(r"\b(?:[Tt]icket|[Ss]upport case|JIRA|Jira)\s{0,2}(?:no\.?|number|Nr\.?|#)?\s{0,2}#?\d{3,10}\b|"
            r"\b(?:INC|CHG|PRB|RITM)\d{5,10}\b"),
        "the number of a ticket",
    ),
    _Search(
        ("+", "0", "(", "-"),
        re.compile(rf"(?<![\w.,:/#-])(?!{_FREE}|0800)(?:\+\d{{1,3}}[ /-]?\(?\d{{1,5}}\)?|\(?0\d{{2,5}}\)?|"
            rf"\(\d{{3}}\)|\d{{3}}(?=-\d{{3}}-))"
                   r"(?:[ /-]\d{2,8}){1,5}(?![\w:]|[.,]\d)"),
        "a telephone number",
    ),
)  # fmt: skip

NAMES_THAT_ARE_WORDS: Final = frozenset(
    {"Amber", "April", "Art", "August", "Autumn", "Bill", "Case", "Chase", "Dale", "Dawn", "Faith", "Frank", "Grace"}
    | {"Guy", "Hope", "Jack", "June", "Mark", "Max", "May", "Miles", "Page", "Pat", "Ray", "Rich", "Rob", "Rose"}
    | {"Sandy", "Sky", "Sue", "Summer", "Will", "Ernst", "Wolf", "Sol", "Luz", "Mar", "Paz", "Angel"}
)

NOBODYS_NAMES: Final = frozenset(
    {
        "i",
        "me",
        "you",
        "he",
        "she",
        "it",
        "we",
        "us",
        "they",
        "them",
        "our",
        "your",
        "who",
        "all",
        "everybody",
        "everyone",
    }
    | {"nobody", "somebody", "someone", "anybody", "anyone", "the", "and", "admin", "administrator", "desk", "guest"}
    | {"operator", "root", "support", "team", "user", "ich", "du", "er", "sie", "es", "wir", "ihr", "uns", "alle"}
    | {"yo", "tú", "él", "ella", "usted", "ustedes", "nosotros", "ellos", "ellas", "todos"}
)
"""What somebody at a desk may be called, and what no text can be asked to leave out."""


def leaks(text: str, names: Iterable[str] = (), public: Iterable[str] = ()) -> Iterator[Leak]:
    """What a text tells that is for inside only.

    Args:
        names: of people known at the desk.
        public: addresses and numbers that may be told: those of the hotline, the status page.
    """
    open_to_all = {each.casefold() for each in public}
    for search in _SEARCHES:
        if any(need in text for need in search.needs):
            for match in search.pattern.finditer(text):
                if match[0].casefold() not in open_to_all:
                    yield Leak(*match.span(), Sentence(search.what), search.use, search.is_secret)
    pattern = _any_name(tuple(names))
    if pattern is not None:
        for match in pattern.finditer(text):
            yield Leak(*match.span(), Sentence("the name of a person"), "we")


@functools.lru_cache(maxsize=8)
def _any_name(names: tuple[str, ...]) -> re.Pattern[str] | None:
    """Whole names, and either part where it is no common word."""
    found: dict[str, None] = {}
    for name in names:
        parts = name.split()
        found |= dict.fromkeys([" ".join(parts), *(part for part in parts if _stands_alone(part))])
    wanted = sorted((each for each in found if each and each.casefold() not in NOBODYS_NAMES), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, wanted))})(?!\w)") if wanted else None


def _stands_alone(part: str) -> bool:
    return len(part) > 2 and part[0].isupper() and part not in NAMES_THAT_ARE_WORDS and not part.endswith(".")
