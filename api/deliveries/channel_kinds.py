"""What a form of a channel needs: kinds with their fields, placeholders of templates, a preview."""

from fastapi import APIRouter

from api.access.rights import ReadAlerts
from api.schemas.deliveries.channels import FieldShape, KindShape, PlaceholderShape, PreviewBody, PreviewShape
from core.channels import KINDS, kind_of
from core.channels.samples import PREVIEWED, sample
from core.channels.templates import PLACEHOLDERS, check_template, filled_body, title_and_text

router = APIRouter(tags=["channels"])


@router.get("/organizations/{org}/channel-kinds/")
async def list_channel_kinds(access: ReadAlerts) -> list[KindShape]:
    """What can be added, with the fields of each."""
    return [
        KindShape(
            id=kind.id,
            label=kind.label,
            role=kind.role,
            fields=[
                FieldShape(
                    name=field.name,
                    label=field.label,
                    kind=field.kind,
                    required=field.required,
                    is_secret=field.is_secret,
                    hint=field.hint,
                    example=field.example,
                    default=field.default,
                    choices=list(field.choices),
                )
                for field in kind.fields
            ],
        )
        for kind in KINDS.values()
    ]


@router.get("/organizations/{org}/channel-placeholders/")
async def list_placeholders(access: ReadAlerts) -> list[PlaceholderShape]:
    """All that a template may hold between {{ and }}."""
    return [PlaceholderShape(name=one.name, meaning=one.meaning) for one in PLACEHOLDERS]


@router.post("/organizations/{org}/channel-preview/")
async def preview_template(body: PreviewBody, access: ReadAlerts) -> list[PreviewShape]:
    """A sample for each purpose, as this template would say it. Nothing is sent."""
    kind_of(body.kind)
    template = {part: text for part, text in body.template.items() if text.strip()}
    check_template(template, body.kind)
    shown = []
    for purpose in PREVIEWED:
        message = sample(purpose, access.organization.slug, access.deps.public_url, access.deps.clock.now())
        title, text = title_and_text(template, message)
        own = filled_body(template["body"], message) if "body" in template else None
        shown.append(PreviewShape(purpose=purpose, title=title, text=text, body=own))
    return shown
