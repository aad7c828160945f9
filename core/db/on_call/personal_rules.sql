-- name: personal_rules
select user_id, definition from personal_rules where user_id = any($1::bigint[]);

-- name: put_personal_rules
insert into personal_rules (user_id, definition, updated_at) values ($1, $2, $3)
on conflict (user_id) do update set definition = excluded.definition, updated_at = excluded.updated_at;

-- name: usable_channels
select c.id, c.name, c.kind, (c.user_id is not null) as is_own, o.slug as organization, c.is_active
from channels c
join organizations o on o.id = c.organization_id
join members m on m.organization_id = c.organization_id and m.user_id = $1
where c.user_id is null or c.user_id = $1
order by (c.user_id is null), o.slug, lower(c.name);

-- name: visible_projects
select p.id from projects p join members m on m.organization_id = p.organization_id where m.user_id = $1;
