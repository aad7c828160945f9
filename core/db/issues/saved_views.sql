-- name: views
-- Those that $2 may see, the shared ones first; $3: only the one of that id.
select id, user_id, shared, name, query, sort
from saved_views
where organization_id = $1 and (shared or user_id = $2) and ($3::bigint is null or id = $3)
order by not shared, lower(name), id;

-- name: count
select count(*) from saved_views where organization_id = $1 and shared = $3 and (shared or user_id = $2);

-- name: insert_view
insert into saved_views (organization_id, user_id, shared, name, query, sort, created_at)
values ($1, $2, $3, $4, $5, $6, $7)
returning id;

-- name: update_view
update saved_views set shared = $2, name = $3, query = $4, sort = $5 where id = $1;

-- name: delete_view
delete from saved_views where id = $1;
