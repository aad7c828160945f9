-- name: rules
-- All of an organization by name; $2: only those that hold for that project; $3: only the one of that id.
select r.id, r.organization_id, r.project_id, r.name, r.definition, r.is_active, r.snoozed_until, r.is_default,
       r.version, r.created_at, r.updated_at, p.slug as project_slug, coalesce(nullif(u.name, ''), u.email) as author,
       (select count(*) from alerts a where a.rule_id = r.id and a.status <> 'resolved') as open_alerts,
       (select max(a.last_fired_at) from alerts a where a.rule_id = r.id) as last_fired_at
from rules r
left join projects p on p.id = r.project_id
left join users u on u.id = r.created_by
where r.organization_id = $1
  and ($2::bigint is null or r.project_id is null or r.project_id = $2)
  and ($3::bigint is null or r.id = $3)
order by lower(r.name), p.slug nulls first, r.id

-- name: count
select count(*) from rules where organization_id = $1

-- name: insert_rule
insert into rules (organization_id, project_id, name, definition, is_active, is_default, created_by, created_at,
                   updated_at, version)
values ($1, $2, $3, $4, $5, $6, $7, $8, $8, $9)
returning id

-- name: update_rule
update rules set project_id = $2, name = $3, definition = $4, is_active = $5, updated_at = $6, version = $7
where id = $1

-- name: snooze_rule
update rules set snoozed_until = $2, updated_at = $3, version = $4 where id = $1

-- name: delete_rule
delete from rules where id = $1

-- name: forget_states
delete from rule_states where rule_id = $1

-- name: raise_version
insert into alerting_settings (organization_id) values ($1)
on conflict (organization_id) do update set rules_version = alerting_settings.rules_version + 1
returning rules_version

-- name: changed_rules
-- As text, since whoever reads a hundred thousand of them has it decoded at once into what it means.
select id, project_id, name, definition::text as definition, is_active, snoozed_until, updated_at
from rules where organization_id = $1 and version > $2

-- name: rule_ids
select id from rules where organization_id = $1

-- name: has_policy
select exists (select from policies where organization_id = $1 and id = $2)

-- name: has_tracker
-- Locked: nobody deletes it before the rule is there.
select exists (select from trackers where organization_id = $1 and id = $2 for key share)
