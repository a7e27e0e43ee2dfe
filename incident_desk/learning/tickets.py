"""Follow-ups as files that GitHub, GitLab and Jira look alike to: CSV with their columns, JSON with their fields."""

import csv
import io
import json
from collections.abc import Sequence
from typing import Any

from incident_desk.domain.follow_up_entries import Priority
from incident_desk.domain.moments import iso
from incident_desk.domain.tickets import Shape, Ticket

FORMATS = ("csv", "json")


def written(tickets: Sequence[Ticket], shape: Shape, form: str) -> str:
    """The whole file."""
    if form == "json":
        made = [_VALUES[shape](ticket) for ticket in tickets]
        value: Any = {"issues": made} if shape is Shape.JIRA else made
        return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
    rows = [_ROWS[shape](ticket) for ticket in tickets]
    out = io.StringIO()
    writer = csv.DictWriter(out, _HEADS[shape], lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({name: _harmless(cell) for name, cell in row.items()} for row in rows)
    return out.getvalue()


def _harmless(cell: str) -> str:
    """A cell that a spreadsheet would take for a formula is marked as text."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


def _labels(ticket: Ticket) -> list[str]:
    return ["follow-up", f"kind:{ticket.aim}", f"priority:{ticket.priority}"]


def _date(ticket: Ticket) -> str:
    return iso(ticket.due_us)[:10] if ticket.due_us is not None else ""


def _github_row(ticket: Ticket) -> dict[str, str]:
    return {
        "title": ticket.title,
        "body": ticket.body,
        "state": "closed" if ticket.is_closed else "open",
        "assignees": ticket.owner,
        "labels": ",".join(_labels(ticket)),
        "due_on": _date(ticket),
        "html_url": ticket.link,
    }


def _github_value(ticket: Ticket) -> dict[str, Any]:
    return {
        "title": ticket.title,
        "body": ticket.body,
        "state": "closed" if ticket.is_closed else "open",
        "assignees": [{"login": ticket.owner}] if ticket.owner else [],
        "labels": [{"name": name} for name in _labels(ticket)],
        "due_on": _date(ticket) or None,
        "html_url": ticket.link or None,
    }


def _gitlab_row(ticket: Ticket) -> dict[str, str]:
    return {
        "Title": ticket.title,
        "Description": ticket.body,
        "State": "Closed" if ticket.is_closed else "Open",
        "Assignee": ticket.owner,
        "Due Date": _date(ticket),
        "Labels": ",".join(_labels(ticket)),
        "URL": ticket.link,
    }


def _gitlab_value(ticket: Ticket) -> dict[str, Any]:
    return {
        "title": ticket.title,
        "description": ticket.body,
        "state": "closed" if ticket.is_closed else "opened",
        "assignees": [{"name": ticket.owner}] if ticket.owner else [],
        "due_date": _date(ticket) or None,
        "labels": _labels(ticket),
        "web_url": ticket.link or None,
    }


def _jira_row(ticket: Ticket) -> dict[str, str]:
    return {
        "Summary": ticket.title,
        "Description": ticket.body,
        "Issue Type": "Task",
        "Status": "Done" if ticket.is_closed else "To Do",
        "Priority": "High" if ticket.priority is Priority.HIGH else "Medium",
        "Assignee": ticket.owner,
        "Due date": _date(ticket),
        "Labels": " ".join(_labels(ticket)),
        "Issue key": "",
        "URL": ticket.link,
    }


def _jira_value(ticket: Ticket) -> dict[str, Any]:
    return {
        "fields": {
            "summary": ticket.title,
            "description": ticket.body,
            "issuetype": {"name": "Task"},
            "status": {"name": "Done" if ticket.is_closed else "To Do"},
            "priority": {"name": "High" if ticket.priority is Priority.HIGH else "Medium"},
            "assignee": {"displayName": ticket.owner} if ticket.owner else None,
            "duedate": _date(ticket) or None,
            "labels": _labels(ticket),
        },
        "url": ticket.link or None,
    }


_ROWS = {Shape.GITHUB: _github_row, Shape.GITLAB: _gitlab_row, Shape.JIRA: _jira_row}
_VALUES = {Shape.GITHUB: _github_value, Shape.GITLAB: _gitlab_value, Shape.JIRA: _jira_value}
_HEADS = {shape: list(row(Ticket(""))) for shape, row in _ROWS.items()}
