"""The options that commands share, and how what is given with them is understood."""

import os
from collections.abc import Callable
from datetime import UTC, date, datetime
from enum import StrEnum
from inspect import Parameter, Signature, signature
from typing import Annotated, Any, get_args

import typer

from foreigndesk.cli.surroundings import plain_errors, record_at
from foreigndesk.errors import UsageError


class BriefFormat(StrEnum):
    """How a brief is given."""

    brief = "brief"
    jsonl = "jsonl"
    csv = "csv"


class TableFormat(StrEnum):
    """How a list of facts is given."""

    table = "table"
    jsonl = "jsonl"
    csv = "csv"


class Cues(StrEnum):
    """Which cues make statements."""

    all = "all"
    speech = "speech"


RecordOption = Annotated[
    str,
    typer.Option("--record", envvar="FOREIGNDESK_RECORD", metavar="FILE_OR_URL", help="The record to ask."),
]
ActorOption = Annotated[
    str | None,
    typer.Option("--actor", metavar="A", help="Only what this actor takes part in: a name, code, id or mention."),
]
SinceOption = Annotated[
    str | None, typer.Option("--since", metavar="DATE", help="Only what may lie on this day or later (YYYY-MM-DD).")
]
UntilOption = Annotated[
    str | None, typer.Option("--until", metavar="DATE", help="Only what may lie on this day or earlier (YYYY-MM-DD).")
]
AsOfOption = Annotated[
    str | None, typer.Option("--as-of", metavar="DATE", help="Only what stood on this day, in the state it had then.")
]
KnownByOption = Annotated[
    str | None,
    typer.Option("--known-by", metavar="MOMENT", help="Only what the record knew by then: a day or a time in UTC (2024-03-01T12:00Z)."),
]
LimitOption = Annotated[int | None, typer.Option("--limit", metavar="N", min=1, help="No more than N facts.")]
EachOption = Annotated[
    bool, typer.Option("--each", help="Every report's telling of an event apart, not the event once with its sources.")
]
ConfidenceOption = Annotated[
    float | None,
    typer.Option("--min-confidence", metavar="X", min=0, max=1, help="Only facts at least so sure; what rests on no event stays."),
]
RejectedOption = Annotated[bool, typer.Option("--rejected", help="Also what a reviewer rejected, which is else left out.")]
TypeOption = Annotated[
    list[str] | None, typer.Option("--type", metavar="TYPE", help="Only facts of this type; may be given again.")
]
StatusOption = Annotated[
    list[str] | None,
    typer.Option("--status", metavar="STATUS", help="Only facts of this status or state; may be given again."),
]
OwnActorsOption = Annotated[
    str | None,
    typer.Option("--actors", envvar="FOREIGNDESK_ACTORS", metavar="FILE.toml", help="Your own actors, beside those known."),
]


def _use_frames(own: str | None) -> str | None:
    """Reads the reader's own frames with those of the package, here and in every process that this one starts."""
    if own is not None:
        with plain_errors():
            from foreigndesk.reading import frames, own_frames

            os.environ[own_frames.OWN] = own
            frames.frames()  # a fault in the file is told before any report is read
    return own


OwnFramesOption = Annotated[
    str | None,
    typer.Option(
        "--frames", envvar="FOREIGNDESK_FRAMES", metavar="FILE.toml", help="Your own frames, beside ours.", callback=_use_frames
    ),
]
CuesOption = Annotated[
    Cues, typer.Option("--cues", help="Which statements: all, or speech alone, without thoughts, wishes and plans.")
]
EndpointOption = Annotated[
    str | None,
    typer.Option("--endpoint", metavar="URL", help="Also ask the model behind this OpenAI-style API; the reports' texts are sent there."),
]
EndpointModelOption = Annotated[
    str | None, typer.Option("--endpoint-model", metavar="NAME", help="That model; its key, if it needs one, in FOREIGNDESK_ENDPOINT_KEY.")
]
ColumnOption = Annotated[
    list[str] | None,
    typer.Option("--column", metavar="FIELD=NAME", help="In CSV and Parquet: the column of a field, as text=Artikel; may be given again."),
]
TableFormatOption = Annotated[TableFormat, typer.Option("--format", help="How to print the facts.")]


def filters(
    as_of: AsOfOption = None,
    actor: ActorOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    min_confidence: ConfidenceOption = None,
    known_by: KnownByOption = None,
    rejected: RejectedOption = False,
) -> dict[str, Any]:
    """The filters of ``Record`` that are asked for."""
    return {
        "actor": actor,
        "since": day("--since", since),
        "until": day("--until", until),
        "as_of": day("--as-of", as_of),
        "known_by": moment(known_by),
        "min_confidence": min_confidence,
        "rejected": rejected,
    }


def asking(command: Callable[..., None]) -> Callable[..., None]:
    """A command over the opened record and the filters asked for, from a function of both and of options of its own."""
    shared = signature(filters).parameters
    own = list(signature(command).parameters.values())[2:]
    record = Parameter("record", Parameter.KEYWORD_ONLY, default="record.db", annotation=RecordOption)

    def asked(*, record: str, **given: Any) -> None:
        chosen = {name: given.pop(name) for name in shared}
        with plain_errors(), record_at(record, create=False) as opened:
            command(opened, filters(**chosen), **given)

    parameters = [record, *(one.replace(kind=Parameter.KEYWORD_ONLY) for one in (*shared.values(), *own))]
    asked.__signature__ = Signature(parameters)  # type: ignore[attr-defined]
    asked.__doc__ = command.__doc__
    return asked


def columns(given: list[str] | None) -> dict[str, str] | None:
    """The columns given as FIELD=NAME. Raises UsageError FD557."""
    from foreigndesk.intake.holdings.sheets import FIELDS

    pairs = dict(one.partition("=")[::2] for one in given or ())
    for field, name in pairs.items():
        if field not in FIELDS or not name:
            raise UsageError("FD557", f"--column {field}={name} is none: write FIELD=NAME, the field one of {', '.join(FIELDS)}")
    return pairs or None


def day(option: str, given: str | None) -> date | None:
    """The day given with an option. Raises UsageError FD506."""
    if given is None:
        return None
    try:
        return date.fromisoformat(given)
    except ValueError as error:
        raise UsageError("FD506", f"{option} {given} is not a date: write it as 2024-03-01") from error


def moment(given: str | None) -> datetime | date | None:
    """The day, or the moment, given with --known-by; one without a zone is in UTC. Raises UsageError FD506."""
    if given is None:
        return None
    try:
        if len(given) <= len("2024-03-01"):
            return date.fromisoformat(given)
        found = datetime.fromisoformat(given)
    except ValueError as error:
        raise UsageError("FD506", f"--known-by {given} is no day or moment: write it as 2024-03-01 or 2024-03-01T12:00Z") from error
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def assumed(given: list[str] | None) -> dict[str, date] | None:
    """The events given with --assume, and the days on which they are taken to happen. Raises UsageError FD517."""
    out: dict[str, date] = {}
    for one in given or ():
        event, sign, on = one.rpartition("=")
        known_day = day("--assume", on.strip()) if sign and event.strip() else None
        if known_day is None:
            raise UsageError("FD517", f"--assume {one} names no event and day: write it as EVENT=2024-03-01")
        out[event.strip()] = known_day
    return out or None


def known(kind: str, option: str, given: list[str] | None) -> list[str] | None:
    """The types or statuses asked for as the record writes them; case does not matter. Raises UsageError FD508."""
    if not given:
        return None
    from foreigndesk import model

    values: dict[tuple[str, str], Any] = {
        ("event", "--type"): model.EventType,
        ("event", "--status"): model.Status,
        ("statement", "--type"): model.StatementMode,
        ("commitment", "--type"): model.Strength,
        ("commitment", "--status"): model.CommitmentState,
        ("relation", "--type"): model.RelationType,
    }
    if (kind, option) not in values:
        raise UsageError("FD508", f"a {kind} has nothing that {option} could choose by: leave it out")
    known = get_args(values[kind, option])
    written = {value.casefold(): value for value in known}
    for value in given:
        if value.casefold() not in written:
            raise UsageError("FD508", f"{option} {value} is no {kind}'s: give one of {', '.join(known)}")
    return [written[value.casefold()] for value in given]
