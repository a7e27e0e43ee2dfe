"""A mail account as people know it becomes the address that apprise takes."""

from typing import Any, cast

import apprise
import pytest

from incident_desk.domain.errors import BadInput
from incident_desk.outreach.delivery import ADDRESS, mail_to_one
from incident_desk.outreach.mail import account


def taken(address: str) -> tuple[Any, ...]:
    """What apprise makes of it: host, port, user, password, how the line is sealed, from whom and to whom."""
    made = cast("Any", apprise.Apprise).instantiate(address.replace(ADDRESS, "kim@example.org"))
    assert made.verify_certificate
    sender, to = made.from_addr[1], made.targets[0][1]
    return made.smtp_host, made.port, made.user, made.password, str(made.secure_mode), sender, to


@pytest.mark.parametrize(
    ("given", "made"),
    [
        (("smtp.example.org", "desk@example.org"), ("smtp.example.org", 587, None, None, "starttls")),
        (("smtp.example.org:465", "desk@example.org", "a@b", "p@s/%?:&#é"), (None, 465, "a@b", "p@s/%?:&#é", "ssl")),
        (("smtp.example.org:2525", "desk@example.org", "u", " x "), (None, 2525, "u", " x ", "starttls")),
        (("127.0.0.1:25", "desk@example.org"), ("127.0.0.1", 25, None, None, "insecure")),
        (("localhost", "desk@example.org", "u", "p"), ("localhost", 587, "u", "p", "starttls")),
    ],
)
def test_nothing_of_an_account_is_lost_and_a_password_goes_over_a_sealed_line_only(
    given: tuple[str, ...], made: tuple[Any, ...]
) -> None:
    host, *rest = taken(account(*given))
    assert host == (made[0] or "smtp.example.org")
    assert rest == [*made[1:], "desk@example.org", "kim@example.org"]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (("", "desk@example.org"), "name the mail server"),
        (("https://smtp.example.org", "desk@example.org"), "name the mail server"),
        (("smtp.example.org:99999", "desk@example.org"), "name the mail server"),
        (("smtp.example.org?x=1", "desk@example.org"), "name the mail server"),
        (("smtp.example.org", "desk"), "from which address"),
        (("smtp.example.org", "a@b c@d"), "from which address"),
        (("smtp.example.org", "desk@example.org", "u"), "a user goes with a password"),
        (("smtp.example.org", "desk@example.org", "", "p"), "a user goes with a password"),
    ],
)
def test_what_is_missing_is_said_in_words(given: tuple[str, ...], told: str) -> None:
    with pytest.raises(BadInput, match=told):
        account(*given)


def test_an_account_sends_to_one_person_with_headers_whoever_it_sends_to_else() -> None:
    url = mail_to_one(
        "mailtos://u:p@mail.example.org/all@b.org?from=a%40b.org&to=list@b.org&cc=x@y.org&mode=ssl", {"A-B": "<c&d>"}
    )
    assert url == "mailtos://u:p@mail.example.org?from=a%40b.org&mode=ssl&to={address}&+A-B=%3Cc%26d%3E"
    assert mail_to_one("json://example.org/hook", {}) == ""
