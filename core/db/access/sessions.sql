-- name: insert_session
insert into sessions (token_hash, user_id, csrf_token, created_at, expires_at, user_agent, by_link)
values ($1, $2, $3, $4, $5, $6, $7);

-- name: session_by_hash
select s.csrf_token, s.by_link, u.id, u.email, u.name, u.password_hash, u.is_active, u.created_at, u.last_login_at
from sessions s join users u on u.id = s.user_id
where s.token_hash = $1 and s.expires_at > $2 and u.is_active;

-- name: delete_session
delete from sessions where token_hash = $1;

-- name: delete_other_sessions
delete from sessions where user_id = $1 and token_hash <> $2;

-- name: keep_by_password
update sessions set by_link = false where token_hash = $1;

-- name: drop_old_sessions
delete from sessions where expires_at < $1;
