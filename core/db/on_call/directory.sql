-- name: people
select u.id, coalesce(nullif(u.name, ''), u.email) as name
from members m join users u on u.id = m.user_id
where m.organization_id = $1 and u.is_active
order by lower(coalesce(nullif(u.name, ''), u.email)), u.id;

-- name: teams
-- With those of its members who are active in the organization.
select t.id, coalesce(nullif(t.name, ''), t.slug) as name,
       array(select tm.user_id from team_members tm
             join members m on m.user_id = tm.user_id and m.organization_id = t.organization_id
             join users u on u.id = tm.user_id and u.is_active
             where tm.team_id = t.id order by tm.user_id) as user_ids
from teams t where t.organization_id = $1
order by t.slug;

-- name: channels
select id, name, kind, user_id, is_active, disabled_because
from channels where organization_id = $1
order by lower(name), id;

-- name: project_members
select distinct tm.user_id
from team_projects tp
join team_members tm on tm.team_id = tp.team_id
join members m on m.user_id = tm.user_id and m.organization_id = $1
join users u on u.id = tm.user_id and u.is_active
where tp.project_id = $2
order by tm.user_id;
