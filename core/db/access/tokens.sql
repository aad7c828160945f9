-- name: insert_token
insert into tokens (user_id, organization_id, name, token_hash, last_characters, scopes, created_at, expires_at)
values ($1, $2, $3, $4, $5, $6, $7, $8)
returning id, user_id, organization_id, name, last_characters, scopes, created_at, last_used_at, expires_at;

-- name: token_by_hash
select id, user_id, organization_id, name, last_characters, scopes, created_at, last_used_at, expires_at
from tokens
where token_hash = $1 and (expires_at is null or expires_at > $2);

-- name: touch_token
-- Once a minute is enough to tell a token in use from a forgotten one.
update tokens set last_used_at = $2
where id = $1 and (last_used_at is null or last_used_at < $2::timestamptz - interval '1 minute');

-- name: tokens_of_organization
-- $2: only those of this user; null: everybody's.
select id, user_id, organization_id, name, last_characters, scopes, created_at, last_used_at, expires_at
from tokens
where organization_id = $1 and ($2::bigint is null or user_id = $2)
order by id desc;

-- name: delete_token
delete from tokens
where organization_id = $1 and id = $2 and ($3::bigint is null or user_id = $3)
returning id;
