"""Reports of customers by e-mail: taken as text, whatever the mail pretends to be."""

import asyncio
import smtplib
from email.message import EmailMessage
from pathlib import Path

import pytest

from incident_desk.desk import Desk, ReadingDesk
from incident_desk.domain.ids import CUSTOMER_REPORTS
from incident_desk.domain.report_entries import CameBy
from incident_desk.domain.report_list import Report
from incident_desk.intake.report_doors import ReportDoors
from incident_desk.intake.report_mail import report_of

FORWARD = b"""\
From: "Your Bank <ceo@bank.example>" <attacker@evil.example>
Subject: =?utf-8?q?Fwd=3A_=3Cscript=3Ealert=281=29=3C/script=3E?=
Message-ID: <1@evil.example>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/html; charset=utf-8

<p>Pay <a href="http://evil.example">here</a>&amp; now</p><img src="http://evil.example/pixel">
<script>fetch("http://evil.example")</script><style>p {}</style>
--b
Content-Type: message/rfc822

From: you@desk.example
Subject: all clear, from the incident manager

It is over.
--b--
"""


def taken(home: Path) -> list[Report]:
    reading = ReadingDesk.open(home)
    try:
        return reading.fold(CUSTOMER_REPORTS).board.reports.all
    finally:
        reading.close()


def mail(text: str, sender: str = "kim@example.org", **headers: str) -> EmailMessage:
    made = EmailMessage()
    made["To"], made["From"], made["Subject"], made["Message-ID"] = (
        "desk@example.org",
        sender,
        "Site is down",
        f"<{abs(hash(text))}@example.org>",
    )
    for name, value in headers.items():
        made[name.replace("_", "-")] = value
    made.set_content(text)
    return made


def test_mail_comes_in_by_a_real_server_once_each_and_a_flood_of_one_sender_waits(tmp_path: Path) -> None:
    async def send(desk: Desk) -> list[tuple[int, bytes]]:
        doors = ReportDoors(desk)
        port = await doors.take_mail(("127.0.0.1", 0), None)

        def deliver() -> list[tuple[int, bytes]]:
            with smtplib.SMTP("127.0.0.1", port, timeout=20) as client:
                client.send_message(mail("502 on every page\n\n> what we wrote you"))
                client.send_message(mail("502 on every page\n\n> what we wrote you"))
                client.ehlo()
                answers: list[tuple[int, bytes]] = []
                for n in range(12):
                    client.mail("flood@example.org")
                    client.rcpt("desk@example.org")
                    answers.append(client.data(mail(f"again {n}", "flood@example.org").as_bytes()))
                client.mail("big@example.org")
                client.rcpt("desk@example.org")
                answers.append(client.data(b"Subject: x\r\n\r\n" + b"yyyyyyy\r\n" * 80_000))
                return answers

        try:
            return await asyncio.to_thread(deliver)
        finally:
            await doors.close()

    with Desk.open(tmp_path / "home") as desk:
        answers = asyncio.run(send(desk))
    assert [code for code, _ in answers] == [250] * 10 + [451] * 2 + [552]
    found = taken(tmp_path / "home")
    assert len(found) == 11
    assert (found[0].text, found[0].reach, found[0].came_by) == (
        "Site is down\n502 on every page",
        "kim@example.org",
        CameBy.EMAIL,
    )


def test_a_forged_forward_is_words_and_nothing_of_it_is_believed() -> None:
    found = report_of(FORWARD, "attacker@evil.example")
    assert found.text == "Fwd: <script>alert(1)</script>\nPay here & now"
    assert found.reach == "attacker@evil.example"
    assert "all clear" not in found.text
    assert report_of(FORWARD, "").reach == ""


def test_what_a_machine_answers_gets_no_answer_back() -> None:
    found = report_of(mail("I am away", Auto_Submitted="auto-replied").as_bytes(), "kim@example.org")
    assert (found.reach, found.text) == ("", "Site is down\nI am away")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe\x00garbage",
        b"Content-Type: text/plain; charset=no-such\r\n\r\nhello",
        b"Content-Type: multipart/mixed\r\n\r\nno boundary",
        b"Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!!",
        b"Subject: =?utf-8?b?////?=\r\n\r\n\xe2\x80\xae\xe2\x80\x8b",
        b"From: " + b"<" * 5000 + b"\r\nMessage-ID: " + b"[" * 5000 + b"\r\n\r\nx",
        b"Content-Type: text/html\r\n\r\n" + b"<" * 60_000,
        b"Content-Type: text/html\r\n\r\n" + b"<script>" * 8_000,
    ],
)
def test_broken_mail_breaks_nothing(content: bytes) -> None:
    found = report_of(content, "a@b.c")
    assert len(found.text) <= 2000
    assert 0 < len(found.key) <= 120
