-- name: of_issue
-- Newest first; $2: only of that kind.
select a.id, a.issue_id, a.user_id, a.kind, a.data, a.created_at,
       u.name as user_name, u.email as user_email, u.created_at as user_joined_at
from activity a left join users u on u.id = a.user_id
where a.issue_id = $1 and ($2::text is null or a.kind = $2)
order by a.created_at desc, a.id desc limit 500;

-- name: comment
select a.id, a.issue_id, a.user_id, a.kind, a.data, a.created_at,
       u.name as user_name, u.email as user_email, u.created_at as user_joined_at
from activity a left join users u on u.id = a.user_id
where a.issue_id = $1 and a.id = $2 and a.kind = 'comment';

-- name: add
insert into activity (issue_id, user_id, kind, data, created_at)
select id, $2, $3, $4, $5 from unnest($1::bigint[]) as wanted (id)
returning id;

-- name: tell
-- Pages that show these issues, once it stands. A notification takes 8000 bytes: it names the first 400 of a project.
select pg_notify('recorded', json_build_object('p', i.project_id, 'i', (array_agg(i.id order by i.id))[1:400])::text)
from issues i
where i.id = any($1::bigint[])
group by i.project_id;

-- name: change_comment
update activity set data = data || $2 where id = $1;

-- name: delete_comment
delete from activity where id = $1;
