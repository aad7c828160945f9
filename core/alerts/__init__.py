"""Alerts: what a rule says, what it looks at, the life of what fired, who is told. No I/O; `now` is an argument.

    rule, definitions                     what people write: rules; policies, rotations, personal rules, maintenance
    checks, personal_checks, policies     which of it makes sense
    scopes, sightings                     what a rule asks of an event, and what a signal carries of one
    life                                  what fired, and what is told of it
    reach, contacts, telling              whom a target stands for at a moment, and who would be told when
    holding, labels                       what keeps an alert from telling anybody
    links, words                          how a message is answered, and how it puts things
    dry_runs, trends                      what a rule would have done, and what it measured

The package gives the values themselves; what people write is kept as JSON of them.
"""

from core.alerts.definitions import (
    BUILT_IN_POLICIES,
    Layer,
    PersonalRules,
    Policy,
    Repeats,
    Step,
    Target,
    TargetKind,
    Way,
)
from core.alerts.life import AlertStatus, DeliveryState, EntryKind, FailureClass, IssueLine, Message, Purpose, Sighting
from core.alerts.rule import Baseline, Compare, Measure, MuteTime, Rule, Severity, Timing

__all__ = [
    "BUILT_IN_POLICIES",
    "AlertStatus",
    "Baseline",
    "Compare",
    "DeliveryState",
    "EntryKind",
    "FailureClass",
    "IssueLine",
    "Layer",
    "Measure",
    "Message",
    "MuteTime",
    "PersonalRules",
    "Policy",
    "Purpose",
    "Repeats",
    "Rule",
    "Severity",
    "Sighting",
    "Step",
    "Target",
    "TargetKind",
    "Timing",
    "Way",
]
