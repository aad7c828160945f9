-- name: waiting
select o.id, s.rules_version
from organizations o
join alerting_settings s on s.organization_id = o.id
where s.rules_version > s.evaluated_version
   or exists (select from projects p where p.organization_id = o.id
              and exists (select from signals g where g.project_id = p.id))
   or o.id in (select r.organization_id from rule_states t join rules r on r.id = t.rule_id where t.due_at <= $1)
order by o.id

-- name: try_lock
select pg_try_advisory_xact_lock(hashtextextended('alerts of organization', $1::bigint))

-- name: hold
select rules_version, evaluated_version from alerting_settings where organization_id = $1 for no key update

-- name: read
-- Project by project, each from its oldest on: what waits of others is not read to find these.
select g.id, g.project_id, p.slug, g.issue_id, i.number, g.kind, g.event_id, g.sightings, g.created_at
from projects p
cross join lateral (select * from signals s where s.project_id = p.id order by s.id limit $2) g
left join issues i on i.id = g.issue_id
where p.organization_id = $1
order by g.id
limit $2

-- name: delete
delete from signals where id = any($1::bigint[])

-- name: note_evaluated
update alerting_settings set evaluated_version = $2, evaluated_at = $3 where organization_id = $1
