"""Asking whoever takes turns in a schedule to stand in for a time that nobody covers."""

from typing import Final

from fastapi import APIRouter

from api.access.rights import Access, WriteAlerts
from api.on_call.schedules import schedule_of
from api.schemas.on_call.schedules import AskedShape, TakeBody
from core.alerts import Message
from core.clock import instant
from core.db.deliveries.deliveries import NewDelivery, enqueue, mail_to
from core.db.on_call.named_people import NamedPerson, named_people
from core.db.on_call.schedules import KeptSchedule
from core.errors import Rejected
from core.schedules.checks import check_override

router = APIRouter(tags=["schedules"])

_AGAIN_SECONDS: Final = 3600
"""One who was asked is asked again only after so long."""


@router.post("/organizations/{org}/schedules/{schedule}/ask/", status_code=202)
async def ask_team(schedule: str, body: TakeBody, access: WriteAlerts) -> AskedShape:
    """A mail to all who take turns in it, but the caller: who takes this time? Within an hour, once."""
    now, start, end = access.deps.clock.now(), body.starts_at.timestamp(), body.ends_at.timestamp()
    asked = []
    async with access.deps.database.transaction() as connection:
        kept = await schedule_of(connection, access, schedule)
        check_override(start, end, now)
        if not access.deps.mail_is_set_up:
            raise Rejected("no_mail", "No mail server is set up: whoever runs this server sets REDSHANK_SMTP_URL.", 409)
        ids = sorted({one for layer in kept.layers for one in layer.user_ids} - {access.user_id})
        known = await named_people(connection, access.organization.id, ids)
        people = [one for one in known.values() if one.is_member]
        if not people:
            text = "nobody else takes turns in this schedule: add somebody to a layer, or take it yourself"
            raise Rejected("nobody_to_ask", text, 409)
        for person in people:
            if await enqueue(connection, _asking(access, kept, person, start, end, now), now) is not None:
                asked.append(person.name)
    if not asked:
        raise Rejected("just_asked", "They were asked for this time less than an hour ago.", 409)
    return AskedShape(asked=asked)


def _asking(
    access: Access, kept: KeptSchedule, person: NamedPerson, start: float, end: float, now: float
) -> NewDelivery:
    user = access.caller.user
    who = "Somebody" if user is None else user.name or user.email
    span = f"{instant(start):%Y-%m-%d %H:%M} to {instant(end):%Y-%m-%d %H:%M} UTC"
    message = Message(
        purpose="notice",
        title=f"Who takes {kept.name} from {instant(start):%d %b %H:%M} UTC?",
        text=f"{who} asks: nobody is on call in {kept.name}, {span}. Open On call and press “I take it”.",
        organization=access.organization.slug,
        url=f"{access.deps.public_url}/{access.organization.slug}/on-call?schedule={kept.id}",
        thread=f"asking-{kept.id}-{start:.0f}",
    )
    key = f"asking:{kept.id}:{start:.0f}:{end:.0f}:{person.id}:{now // _AGAIN_SECONDS:.0f}"
    return mail_to(person.email, person.id, access.organization.id, message, key, now)
