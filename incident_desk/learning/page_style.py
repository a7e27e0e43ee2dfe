"""How an exported page looks: in the colours of the window, light or dark as the reader's system is, and on paper."""

import json
from functools import cache
from pathlib import Path

TOKENS = Path(__file__).parent.parent / "resources" / "tokens"
USED = (
    *("canvas", "pane", "card", "line", "line2", "edge", "text", "text2", "text3"),
    *("accent", "accentsoft", "sev2", "sev2soft", "ok"),
)


@cache
def style() -> str:
    """The style sheet of the page."""
    light, dark = _colours("light"), _colours("dark")
    by_system = f"@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}"
    return f":root{{color-scheme:light dark;{light}}}{by_system}{SHEET}"


def _colours(theme: str) -> str:
    tokens = json.loads((TOKENS / f"{theme}.json").read_text(encoding="utf-8"))
    return "".join(f"--{name}:{tokens[name]};" for name in USED)


SHEET = """
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;scroll-padding-top:16px}
body{margin:0;background:var(--canvas);color:var(--text);font:16px/1.5 Inter,system-ui,"Segoe UI",Roboto,sans-serif;
font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
header,nav,main,footer{max-width:1200px;margin:0 auto;padding:0 20px}
header{padding-top:28px}
h1{font-size:28px;line-height:1.2;margin:0 0 12px;font-weight:600}
h2{font-size:20px;line-height:1.3;margin:0 0 12px;font-weight:600}
h3{font-size:16px;margin:24px 0 8px;font-weight:600}
p{margin:8px 0;max-width:75ch}
strong{font-weight:600}
del{color:var(--text3)}
ul,ol{margin:8px 0;padding-left:22px}
li{margin:4px 0;max-width:90ch}
li::marker{color:var(--text3)}
li ul{color:var(--text2);font-size:15px}
header>ul{list-style:none;padding:0;display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,300px),1fr));
gap:2px 24px}
header>ul>li>strong{color:var(--text2);font-weight:500}
header>ul>li:last-child{grid-column:1/-1}
nav ul{list-style:none;display:flex;flex-wrap:wrap;gap:4px 20px;margin:16px 0;padding:12px 0;
border:solid var(--line2);border-width:1px 0}
nav li{margin:0}
a{color:var(--accent)}
a:focus-visible,.table:focus-visible,figure:focus-visible,code:focus-visible{
outline:2px solid var(--accent);outline-offset:2px}
.skip{position:absolute;left:-9999px}
.skip:focus{position:static;display:block;padding:12px 20px}
section{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:20px;margin:16px 0}
.table{overflow-x:auto;margin:12px 0}
table{border-collapse:collapse;width:100%;font-size:15px}
th,td{text-align:left;vertical-align:top;padding:7px 12px 7px 8px;border-bottom:1px solid var(--line)}
th,td{min-width:7em}
thead th{color:var(--text2);font-weight:500;border-bottom-color:var(--line2)}
tbody th{font-weight:400;min-width:11em}
thead th{overflow-wrap:normal}
.matrix :is(th,td):nth-child(n+3){min-width:2.6em}
td.against{background:var(--sev2soft);color:var(--sev2);font-weight:600}
td.fits{color:var(--ok);font-weight:600}
td.neither{color:var(--text3)}
td.differing{background:var(--accentsoft);color:var(--accent);font-weight:600}
pre{margin:8px 0 16px}
pre code{display:block;overflow-x:auto;background:var(--pane);border:1px solid var(--line);border-radius:4px;
padding:10px 12px;font:14px/1.45 "JetBrains Mono",ui-monospace,Consolas,monospace;white-space:pre;overflow-wrap:normal}
figure{margin:12px 0;overflow-x:auto}
svg{display:block;max-width:100%;height:auto;min-width:min(900px,250vw)}
.arrow{fill:none;stroke:var(--edge);stroke-width:1.5}
marker path{fill:var(--edge)}
.box rect{fill:var(--pane);stroke:var(--line2)}
.effect rect{stroke:var(--sev2)}
.harm rect{fill:var(--sev2soft);stroke:var(--sev2)}
foreignObject div{height:100%;display:flex;align-items:center;padding:0 8px}
foreignObject p{margin:0;font-size:13px;line-height:1.3;display:-webkit-box;-webkit-box-orient:vertical;
-webkit-line-clamp:6;overflow:hidden}
foreignObject b{color:var(--text2);font-weight:500}
footer{padding:12px 20px 32px;color:var(--text2);font-size:14px}
@media (max-width:600px){header,nav,main,footer{padding-left:12px;padding-right:12px}
section{padding:14px 12px;border-radius:6px}h1{font-size:23px}h2{font-size:18px}ul,ol{padding-left:18px}}
@media print{body{background:#fff;font-size:10.5pt}nav,.skip{display:none}
header,main,footer{max-width:none;padding:0}
section{border:0;border-radius:0;padding:0;margin:18pt 0;background:none}
h1,h2,h3{break-after:avoid}tr,li{break-inside:avoid}thead{display:table-header-group}
.table,figure{overflow:visible}pre code{white-space:pre-wrap;overflow-wrap:anywhere}
svg{min-width:0}td.against,td.differing{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
"""
