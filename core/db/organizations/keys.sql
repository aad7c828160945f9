-- name: ingest_key
select k.id as key_id, k.project_id, p.organization_id, k.is_active, p.allowed_origins
from keys k join projects p on p.id = k.project_id
where k.public_key = $1;

-- name: active_keys
select id from keys where id = any($1::bigint[]) and is_active;

-- name: ingest_limits
-- All that bind this key: its own, its project's, its organization's.
select case when key_id is not null then 'key' when project_id is not null then 'project' else 'organization' end as scope,
       coalesce(key_id, project_id, organization_id) as scope_id,
       categories, window_seconds, quantity
from limits
where organization_id = $1 and (project_id is null or project_id = $2) and (key_id is null or key_id = $3)
order by id;

-- name: accepted_of_key
select coalesce(sum(quantity), 0)::bigint from outcomes
where key_id = $1 and project_id = (select project_id from keys where id = $1)
  and outcome = 'accepted' and hour >= $3 and (cardinality($2::text[]) = 0 or category = any($2));

-- name: accepted_of_project
select coalesce(sum(quantity), 0)::bigint from outcomes
where project_id = $1 and outcome = 'accepted' and hour >= $3
  and (cardinality($2::text[]) = 0 or category = any($2));

-- name: accepted_of_organization
select coalesce(sum(quantity), 0)::bigint from outcomes
where project_id in (select id from projects where organization_id = $1)
  and outcome = 'accepted' and hour >= $3 and (cardinality($2::text[]) = 0 or category = any($2));
