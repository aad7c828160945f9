-- name: insert_project
insert into projects (organization_id, slug, name, platform, salt, created_at) values ($1, $2, $3, $4, $5, $6)
on conflict (organization_id, slug) do nothing
returning id;

-- name: projects
-- All of an organization, or the one of $2 (id) or $3 (slug), with the number of open issues.
select p.id, p.organization_id, p.slug, p.name, p.platform, p.created_at, p.first_event_at, p.last_event_at,
       p.allowed_origins, p.privacy, p.salt, p.retention_days,
       (select count(*) from issues i where i.project_id = p.id and i.status in ('new', 'acknowledged')) as unresolved
from projects p
where p.organization_id = $1 and ($2::bigint is null or p.id = $2) and ($3::text is null or p.slug = $3)
order by p.slug;

-- name: project_ids
select id, slug from projects where organization_id = $1;

-- name: organization_of_project
select organization_id from projects where id = $1;

-- name: update_project
update projects set name = $2, slug = $3, platform = $4, allowed_origins = $5 where id = $1;

-- name: set_privacy
update projects set privacy = $2 where id = $1;

-- name: delete_project
delete from projects where id = $1;

-- name: delete_dead_records
delete from dead_records where project_id = $1;

-- name: delete_events
delete from events where project_id = $1;

-- name: delete_signals
delete from signals where project_id = $1;

-- name: environments
select name, min(first_seen) as first_seen, max(last_seen) as last_seen
from environments where project_id = any($1::bigint[])
group by name order by name;

-- name: environment_names
select project_id, array_agg(name order by name) as names from environments
where project_id = any($1::bigint[]) group by project_id;

-- name: set_retention
update projects set retention_days = $2 where id = $1;
