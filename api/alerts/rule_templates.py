"""Rules in two clicks: what people ask for most, with numbers to change."""

from typing import Final

from api.schemas.alerts.rules import RuleBody, TemplateShape

TEMPLATES: Final = (
    TemplateShape(
        id="issue-often",
        label="An issue occurs 10 times in 5 minutes",
        description="Set the issue's short id, such as SHOP-418.",
        rule=RuleBody(name="Occurs often", measure="count", threshold=10, window=300, group_by=["issue"]),
    ),
    TemplateShape(
        id="critical-errors",
        label="All critical errors in a project",
        description="Every event of level fatal, at once.",
        rule=RuleBody(
            name="Critical errors",
            measure="every_event",
            query="level:fatal",
            severity="critical",
            group_by=["project"],
        ),
    ),
    TemplateShape(
        id="many-users",
        label="An issue affects 100 users in an hour",
        description="Different users, each counted once.",
        rule=RuleBody(
            name="Many users", measure="users", threshold=100, window=3600, severity="high", group_by=["issue"]
        ),
    ),
    TemplateShape(
        id="rate",
        label="More than 20 errors a minute in production",
        description="Averaged over 5 minutes, and it must last for 2.",
        rule=RuleBody(
            name="High rate",
            measure="rate",
            query="environment:production",
            compare="above",
            threshold=20,
            window=300,
            hold_for=120,
            severity="high",
        ),
    ),
    TemplateShape(
        id="doubled",
        label="Twice as many errors as last week",
        description="An hour against the same hour a week ago.",
        rule=RuleBody(
            name="Twice last week",
            measure="change",
            baseline="same_window_last_week",
            compare="above",
            threshold=100,
            window=3600,
        ),
    ),
    TemplateShape(
        id="escalating",
        label="An issue comes much more often than before",
        description="More than five times its hourly mean of the week before, and more than 10 in an hour.",
        rule=RuleBody(name="Escalating", measure="escalating", severity="high", group_by=["issue"]),
    ),
    TemplateShape(
        id="silence",
        label="Nothing comes for 30 minutes",
        description="For what should come all the time: a heartbeat, or a project that is never quiet.",
        rule=RuleBody(name="Silence", measure="nothing", window=1800, severity="high", group_by=[]),
    ),
)
