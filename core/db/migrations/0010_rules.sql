-- What evaluating rules needs beside them, and the rules that every project has.

-- Which of the organization's versions the last change of a rule took: evaluators read only what is newer.
alter table rules add column version bigint not null default 0;

-- The version that an alerter has seen to: heartbeats of rules that were made since are still to be wound up.
alter table alerting_settings add column evaluated_version bigint not null default 0;

-- Signals are read project by project: what waits of one organization must not stand before another's.
create index signals_project on signals (project_id, id);
drop index signals_created;
-- They live for a second, and are read once: squeezing them costs more than it saves.
alter table signals alter column sightings set storage external;

-- Nobody has read any so far, and none of them says what its events looked like.
truncate signals;

insert into alerting_settings (organization_id) select id from organizations on conflict do nothing;

insert into rules (organization_id, project_id, name, definition, is_default, created_at, updated_at, version)
select p.organization_id, p.id, made.name,
       '{"query": "", "window": 300, "compare": "at_least", "threshold": 0.0, "baseline": "window_before",
         "resolve_threshold": null, "hold_for": 0, "keep_firing_for": 0, "severity": "medium",
         "timing": {"group_wait": 30, "group_interval": 300, "repeat_interval": 14400, "auto_resolve": 86400},
         "mute_times": [], "policy_id": null}'::jsonb || made.definition::jsonb, true, p.created_at, p.created_at, 1
from projects p
cross join (values ('New issue', '{"measure": "new_issue", "group_by": ["project"]}'),
                   ('Regression', '{"measure": "regression", "group_by": ["issue"]}')) as made (name, definition);
