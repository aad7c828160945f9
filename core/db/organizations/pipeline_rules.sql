-- name: rules
-- Of a project, in their order; $2: only that one.
select r.id, r.name, r.definition, r.is_active, r.version, r.created_at, r.updated_at,
       coalesce(nullif(u.name, ''), u.email, t.name) as owner
from pipeline_rules r
left join members m on m.organization_id = r.organization_id
    and m.user_id = (r.definition -> 'action' ->> 'user_id')::bigint
left join users u on u.id = m.user_id
left join teams t on t.organization_id = r.organization_id and t.id = (r.definition -> 'action' ->> 'team_id')::bigint
where r.project_id = $1 and r.deleted_at is null and ($2::bigint is null or r.id = $2)
order by r.position, r.id;

-- name: lock
-- Whoever changes the list of a project's rules does so alone; answers how many there are.
select count(r.id) from (select id from projects where id = $1 for no key update) p
left join pipeline_rules r on r.project_id = p.id and r.deleted_at is null;

-- name: insert_rule
-- At the end of the list.
insert into pipeline_rules (organization_id, project_id, position, name, definition, is_active, created_by, created_at,
                            updated_at)
select $1, $2, coalesce(max(position), 0) + 1, $3, $4, $5, $6, $7, $7
from pipeline_rules where project_id = $2 and deleted_at is null
returning id;

-- name: insert_version
insert into pipeline_rule_versions (rule_id, version, name, definition, user_id, at)
select id, version, name, definition, $2, $3 from pipeline_rules where id = $1;

-- name: update_rule
-- A version more where what it says changed; switching it on or off makes none.
update pipeline_rules set
    name = $2, definition = $3, is_active = $4, updated_at = $5,
    version = version + case when (name, definition) is distinct from ($2::text, $3::jsonb) then 1 else 0 end
where id = $1 and deleted_at is null
returning version;

-- name: delete_rule
update pipeline_rules set deleted_at = $2, is_active = false where id = $1 and deleted_at is null;

-- name: reorder
update pipeline_rules r set position = wanted.position
from unnest($1::bigint[]) with ordinality as wanted (id, position)
where r.id = wanted.id and r.deleted_at is null;

-- name: versions
-- Newest first.
select v.version, v.name, v.definition, v.at, coalesce(nullif(u.name, ''), u.email) as user,
       coalesce(nullif(o.name, ''), o.email, t.name) as owner
from pipeline_rule_versions v
join pipeline_rules r on r.id = v.rule_id
left join users u on u.id = v.user_id
left join members m on m.organization_id = r.organization_id
    and m.user_id = (v.definition -> 'action' ->> 'user_id')::bigint
left join users o on o.id = m.user_id
left join teams t on t.organization_id = r.organization_id and t.id = (v.definition -> 'action' ->> 'team_id')::bigint
where v.rule_id = $1
order by v.version desc limit 200;

-- name: dropped
-- Events that rules of a project dropped since an hour, by the reason.
select reason, sum(quantity)::bigint as quantity
from outcomes
where project_id = $1 and hour >= $2 and outcome = 'filtered' and (reason like 'rule:%' or reason like 'sampled:%')
group by 1;

-- name: named
-- Deleted ones too.
select r.id, r.name, p.slug as project_slug, r.deleted_at is not null as is_deleted
from pipeline_rules r join projects p on p.id = r.project_id
where r.organization_id = $1 and r.id = any($2::bigint[]);
