-- name: insert_user
-- The one who is there already comes back unchanged.
with inserted as (
    insert into users (email, name, created_at) values ($1, $2, $3)
    on conflict (email) do nothing
    returning id, email, name, password_hash, is_active, created_at, last_login_at
)
select * from inserted
union all
select id, email, name, password_hash, is_active, created_at, last_login_at from users where email = $1
limit 1;

-- name: user_by_email
select id, email, name, password_hash, is_active, created_at, last_login_at from users where email = $1;

-- name: user_by_id
select id, email, name, password_hash, is_active, created_at, last_login_at from users where id = $1;

-- name: first_user
select id, email, name, password_hash, is_active, created_at, last_login_at from users order by id limit 1;

-- name: set_name
update users set name = $2 where id = $1;

-- name: set_email
update users set email = $2 where id = $1;

-- name: set_password
update users set password_hash = $2 where id = $1;

-- name: touch_login
update users set last_login_at = $2 where id = $1;

-- name: put_member
insert into members (organization_id, user_id, role, joined_at) values ($1, $2, $3, $4)
on conflict (organization_id, user_id) do update set role = excluded.role;

-- name: add_member
insert into members (organization_id, user_id, role, joined_at) values ($1, $2, $3, $4)
on conflict (organization_id, user_id) do nothing
returning user_id;

-- name: members
select u.id, u.email, u.name, u.is_active, u.created_at, u.last_login_at, m.role, m.joined_at,
       u.password_hash is null and u.last_login_at is null as pending
from members m join users u on u.id = m.user_id
where m.organization_id = $1 and ($2::bigint is null or m.user_id = $2)
order by u.email;

-- name: lock_owners
-- Held while a member changes, so that two owners cannot leave at the same moment.
select user_id from members where organization_id = $1 and role = 'owner' order by user_id for update;

-- name: set_role
update members set role = $3 where organization_id = $1 and user_id = $2;

-- name: remove_member
delete from members where organization_id = $1 and user_id = $2;

-- name: leave_teams
delete from team_members where user_id = $2 and team_id in (select id from teams where organization_id = $1);

-- name: leave_assignments
update issues set assignee_user_id = null
where assignee_user_id = $2 and project_id in (select id from projects where organization_id = $1);

-- name: leave_tokens
delete from tokens where user_id = $2 and organization_id = $1;

-- name: roles_elsewhere
select organization_id from members where user_id = $1 and organization_id <> $2;

-- name: insert_login_link
insert into login_links (token_hash, user_id, created_at, expires_at) values ($1, $2, $3, $4);

-- name: use_login_link
-- Only the first to come gets the row.
update login_links set used_at = $2
where token_hash = $1 and used_at is null and expires_at > $2
returning user_id;

-- name: drop_old_login_links
delete from login_links where expires_at < $1;
