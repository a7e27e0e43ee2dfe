"""Messages made up for the tests, and how npm's twitter-text 3.1.0 and sms-segments-calculator 1.3.0 count them.

`python -m tests.outreach.made_up` counts them anew, with the packages in $NODE_MODULES, and prints what differs.
"""

import json
import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

SCRIPT = Path(__file__).with_name("counted_elsewhere.mjs")

COUNTED: list[tuple[str, int, int, str]] = [
    ("Checkout is down since 14:05 UTC. We are on it. Next update by 14:30 UTC.", 73, 1, "GSM-7"),
    ("", 0, 1, "GSM-7"),
    (" ", 1, 1, "GSM-7"),
    (
        "We know: “card payments” fail — invoices work. More at https://status.example.com/incidents/2026-11-26-payments",
        78,
        2,
        "UCS-2",
    ),
    ("status.example.com has more. So has www.example.org/a/b?c=d#e, and http://example.co.uk.", 94, 1, "GSM-7"),
    ("e.g. this, i.e. that; v2.14.1; 17.20 Uhr; a.b; file.txt; index.html; mail kim@example.com", 89, 1, "GSM-7"),
    ("日本語のお知らせ：現在サービスに障害が発生しています。", 54, 1, "UCS-2"),
    ("Störung behoben. Grüße aus Köln – alles läuft wieder.", 53, 1, "UCS-2"),
    ("Servicio restablecido. ¿Dudas? Escríbanos. ¡Gracias!", 52, 1, "UCS-2"),
    (
        "👨\u200d👩\u200d👧\u200d👦 family 🏳\ufe0f\u200d🌈 flag 🇩🇪 land 👍🏽 thumb ❤\ufe0f heart ☎ phone ©",
        54,
        1,
        "UCS-2",
    ),
    ("Café is composed, Cafe\u0301 is not.", 30, 1, "UCS-2"),
    ("Price: 5 € | {braces} [brackets] ~tilde ^caret \\back", 53, 1, "GSM-7"),
    ("Line one\r\nLine two\nLine three\rLine four", 39, 1, "GSM-7"),
    ("x" * 160, 160, 1, "GSM-7"),
    ("x" * 161, 161, 2, "GSM-7"),
    ("x" * 306, 306, 2, "GSM-7"),
    ("x" * 307, 307, 3, "GSM-7"),
    ("€" * 80, 160, 1, "GSM-7"),
    ("€" * 81, 162, 2, "GSM-7"),
    ("é" * 160, 160, 1, "GSM-7"),
    ("ê" * 70, 70, 1, "UCS-2"),
    ("ê" * 71, 71, 2, "UCS-2"),
    ("ê" * 134, 134, 2, "UCS-2"),
    ("ê" * 135, 135, 3, "UCS-2"),
    ("x" * 152 + "€" + "x" * 20, 174, 2, "GSM-7"),
    ("\U0001f637" * 35, 70, 1, "UCS-2"),
    ("\U0001f637" * 36, 72, 2, "UCS-2"),
    ("x" * 66 + "😷" + "x" * 70, 138, 3, "UCS-2"),
    ("a" * 33 + "👨\u200d👩\u200d👧\u200d👦" * 6, 45, 2, "UCS-2"),
    (
        "#outage @support please see example.com/very/long/path/that/goes/on/and/on/and/on/and/on/for/ever",
        51,
        1,
        "GSM-7",
    ),
    ("https://example.com,https://example.org;http://a.example.net/ü/ö?x=ä", 72, 1, "GSM-7"),
    ("Русский текст: сервис недоступен. Ελληνικά: ΔΦΓΛΩΠΨΣΘΞ", 54, 1, "UCS-2"),
    ("\u200bzero\u200bwidth and \u202ebidi\u202c and \ufeffbom", 34, 1, "UCS-2"),
    ("tab\tand form\ffeed and nbsp\u00a0here and ideographic\u3000space", 54, 1, "UCS-2"),
    ("Our page is at EXAMPLE.COM and at example.com.au, not at example.invalidtld or localhost:8080", 114, 1, "GSM-7"),
    ("مرحبا، الخدمة متوقفة", 20, 1, "UCS-2"),
    ("http://日本.jp/ と example.みんな", 50, 1, "UCS-2"),
]
"""The text, its weight on X, its segments as SMS, and their alphabet."""


def counted_elsewhere(texts: Sequence[str], modules: Path) -> list[tuple[int, int, str]]:
    """What the two packages say of each text."""
    env = {**os.environ, "NODE_MODULES": str(modules)}
    call = ["node", str(SCRIPT)]
    done = subprocess.run(call, input=json.dumps(texts), capture_output=True, text=True, check=True, env=env)
    return [(weight, segments, alphabet) for weight, segments, alphabet in json.loads(done.stdout)]


if __name__ == "__main__":
    anew = counted_elsewhere([text for text, *_ in COUNTED], Path(os.environ["NODE_MODULES"]))
    print([each for each, now in zip(COUNTED, anew, strict=True) if each[1:] != now])
