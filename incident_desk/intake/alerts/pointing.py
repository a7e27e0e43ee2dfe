"""How a monitor is pointed here: what is put into its settings, in the words that it reads."""

from collections.abc import Mapping
from typing import Final

from incident_desk.domain.alert_entries import SourceKind

ANYWHERE: Final = "http://HOST:8737"
"""Where this desk itself takes no alerts: `serve` says at which address it does."""
BY_HEADER: Final = "POST {url}/in\nAuthorization: Bearer {token}\n\nwithout headers:\n{url}/in/{token}"
HOW: Final[Mapping[SourceKind, str]] = {
    SourceKind.PROMETHEUS: """\
alerting:
  alertmanagers:
    - scheme: {scheme}
      static_configs: [{{targets: ["{host}"]}}]
      authorization: {{credentials: "{token}"}}""",
    SourceKind.ALERTMANAGER: """\
receivers:
  - name: incident-desk
    webhook_configs:
      - url: {url}/in
        send_resolved: true
        http_config: {{authorization: {{credentials: "{token}"}}}}""",
    SourceKind.GRAFANA: """\
Contact point: Webhook
URL: {url}/in
HTTP Method: POST
Authorization Header - Scheme: Bearer
Authorization Header - Credentials: {token}""",
    SourceKind.PAGERDUTY: "POST {url}/v2/enqueue\nrouting_key: {token}",
    SourceKind.EMAIL: "{token}@HOST\nincident-desk serve --mail HOST:25",
}


def pointed(kind: SourceKind, token: str, address: str = ANYWHERE) -> str:
    """What to put where, for a monitor of this kind."""
    scheme, _, host = address.partition("://")
    return HOW.get(kind, BY_HEADER).format(url=address, scheme=scheme, host=host, token=token)
