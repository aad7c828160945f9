-- name: any_organization
select exists (select from organizations)

-- name: one_at_a_time
-- Held to the end of the transaction, so that of several first processes only one makes the first organization.
select pg_advisory_xact_lock(hashtext('redshank first run'))

-- name: oldest_organization
-- Commands that are not told an organization mean the first one.
select id, slug, name, created_at from organizations order by id limit 1

-- name: oldest_keys
select id, project_id, public_key from keys where is_active order by id limit $1

-- name: projects_named
-- A project by slug, or by organization/project.
select p.id, p.slug, o.slug as organization
from projects p join organizations o on o.id = p.organization_id
where p.slug = $1 and ($2::text is null or o.slug = $2)
order by p.id

-- name: outcomes
select category, outcome, reason, sum(quantity)::bigint as quantity
from outcomes
where ($1::bigint is null or project_id = $1) and ($2::timestamptz is null or hour >= $2)
group by category, outcome, reason
having sum(quantity) <> 0  -- none left where dead records were stored after all
order by category, outcome, reason

-- name: size
select pg_database_size(current_database()) as bytes, current_setting('server_version') as version,
       (select count(*) from dead_records) as dead

-- name: all_projects
select p.id, p.slug, o.slug as organization
from projects p join organizations o on o.id = p.organization_id
order by p.id

-- name: statuses
select id, status from issues where id = any($1::bigint[])
