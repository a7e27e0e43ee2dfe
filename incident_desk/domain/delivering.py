"""What the desk writes down by itself of a message that was let go: it is tried, it went out, or it could not."""

from incident_desk.domain.commands import Context, Draft, Fields, command
from incident_desk.domain.errors import RuleError
from incident_desk.domain.headline import Headline
from incident_desk.domain.message_entries import End, MessageEnded, MessageTried, channel_of
from incident_desk.domain.message_list import Message, Messages, Way
from incident_desk.domain.plan import Plans
from incident_desk.domain.releasing import SAID_LIMIT, sent_body, title_of


class OneWay(Fields, frozen=True):
    """`variant` is the key of one text of a message."""

    message: str
    variant: str


class TryMessage(OneWay, frozen=True):
    is_again: bool = False


class SettleMessage(OneWay, frozen=True):
    """`text` is what went out, word for word."""

    text: str
    receipt: str = ""
    may_be_double: bool = False


class EndMessage(OneWay, frozen=True):
    how: End
    said: str = ""


@command("message.try", help="Write down that a message is about to be sent: the desk does it by itself")
def try_(messages: Messages, headline: Headline, plans: Plans, context: Context, fields: TryMessage) -> list[Draft]:
    message, way = _way(messages, fields)
    if way.ended is not None:
        raise RuleError("It was stopped, or it is over.")
    if way.tried is not None and not fields.is_again:
        raise RuleError("It is being sent already.")
    if way.release is not None and context.now_us < way.release.from_us:
        raise RuleError("It may still be stopped.")
    channel = channel_of(fields.variant)
    title = title_of(plans.of(headline), channel)
    return [Draft(MessageTried(message.id, message.number, channel, title, fields.variant, fields.is_again))]


@command("message.settle", help="Write down that a message went out: the desk does it by itself")
def settle(
    messages: Messages, headline: Headline, plans: Plans, context: Context, fields: SettleMessage
) -> list[Draft]:
    message, _ = _way(messages, fields)
    body = sent_body(
        message,
        fields.variant,
        plans.of(headline),
        at_us=context.now_us,
        text=fields.text,
        receipt=fields.receipt.strip()[:SAID_LIMIT],
        may_be_double=fields.may_be_double,
    )
    return [Draft(body)]


@command("message.end", help="Write down that a message could not be sent: the desk does it by itself")
def end(messages: Messages, headline: Headline, plans: Plans, fields: EndMessage) -> list[Draft]:
    message, _ = _way(messages, fields)
    channel = channel_of(fields.variant)
    title, said = title_of(plans.of(headline), channel), fields.said.strip()[:SAID_LIMIT]
    return [Draft(MessageEnded(message.id, message.number, channel, title, fields.variant, fields.how, said))]


def _way(messages: Messages, fields: OneWay) -> tuple[Message, Way]:
    """Raises: NotFound; RuleError if it was not let go, or went out."""
    message = messages.find(fields.message)
    way = message.ways.get(fields.variant)
    if way is None or way.release is None:
        raise RuleError(f"Message {messages.label(message)} was not let go by {fields.variant}.")
    if way.sent is not None:
        raise RuleError(f"Message {messages.label(message)} went out by {fields.variant} already.")
    return message, way
