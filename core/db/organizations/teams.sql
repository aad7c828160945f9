-- name: insert_team
insert into teams (organization_id, slug, name, created_at) values ($1, $2, $3, $4)
on conflict (organization_id, slug) do nothing
returning id;

-- name: teams
-- All of an organization, or the one of that slug or id; $2 is who asks.
select t.id, t.slug, t.name, t.created_at,
       exists (select from team_members m where m.team_id = t.id and m.user_id = $2) as is_member,
       (select count(*) from team_members m where m.team_id = t.id) as member_count
from teams t
where t.organization_id = $1 and ($3::text is null or t.slug = $3) and ($4::bigint is null or t.id = $4)
order by t.slug;

-- name: teams_of_projects
select tp.project_id, tp.team_id
from team_projects tp where tp.project_id = any($1::bigint[])
order by tp.project_id, tp.team_id;

-- name: projects_of_team
select p.id, p.slug, p.name, p.platform
from team_projects tp join projects p on p.id = tp.project_id
where tp.team_id = $1 order by p.slug;

-- name: members_of_team
select u.id, u.email, u.name, u.password_hash, u.is_active, u.created_at, u.last_login_at
from team_members m join users u on u.id = m.user_id
where m.team_id = $1 order by u.email;

-- name: update_team
update teams set name = $2, slug = $3 where id = $1;

-- name: delete_team
delete from teams where id = $1;

-- name: join_team
insert into team_members (team_id, user_id) values ($1, $2) on conflict do nothing;

-- name: leave_team
delete from team_members where team_id = $1 and user_id = $2;

-- name: give_project
insert into team_projects (team_id, project_id) values ($1, $2) on conflict do nothing;

-- name: take_project
delete from team_projects where team_id = $1 and project_id = $2;
