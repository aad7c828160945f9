-- name: links
-- Of an issue, oldest first, each with the last call about it; $2: only that one.
select l.id, l.tracker_id, t.kind as tracker_kind, t.name as tracker_name, t.is_active as tracker_is_active, l.issue_id,
       l.external_key, l.url, l.external_status, l.is_done, l.created_at, l.synced_at,
       d.id as delivery_id, d.state as delivery_state, d.error as delivery_error, d.next_at as delivery_next_at
from tracker_links l
join trackers t on t.id = l.tracker_id
left join lateral (
    select d.id, d.state, d.error, d.next_at from deliveries d
    where d.issue_id = l.issue_id and d.target = 'tracker:' || l.tracker_id
    order by d.id desc limit 1
) d on true
where l.issue_id = $1 and ($2::bigint is null or l.id = $2)
order by l.id;

-- name: link
select l.id, l.tracker_id, l.issue_id, l.external_key, l.external_status, l.is_done, l.theirs_at, l.echo_done_until,
       l.echo_open_until, i.status, i.project_id
from tracker_links l join issues i on i.id = l.issue_id
where l.id = $1;

-- name: hold_issue
-- First the issue, then the link: as whoever changes the issue's status does.
select i.id from issues i where i.id = (select issue_id from tracker_links where id = $1) for share;

-- name: hold_link
select id from tracker_links where id = $1 for update;

-- name: link_of_key
select l.id, l.issue_id from tracker_links l where l.tracker_id = $1 and l.external_key = $2;

-- name: insert_link
insert into tracker_links (tracker_id, issue_id, created_by, created_at)
values ($1, $2, $3, $4)
returning id;

-- name: delete_link
delete from tracker_links where id = $1 and issue_id = $2
returning external_key, url, (select name from trackers t where t.id = tracker_id) as tracker_name;

-- name: note_theirs
-- How theirs stands now, and since when; $7: null where nobody says.
update tracker_links
set external_key = $2, url = $3, external_status = $4, is_done = $5, synced_at = $6, theirs_at = coalesce($7, theirs_at)
where id = $1;

-- name: expect_echo
-- Before we call: their webhook may be here before the answer is.
update tracker_links set
    echo_done_until = case when $2::boolean then $3::timestamptz else echo_done_until end,
    echo_open_until = case when $2::boolean then echo_open_until else $3::timestamptz end
where id = $1;

-- name: forget_echo
-- Of closing ($2), of opening, or ($2 null) of both.
update tracker_links set
    echo_done_until = case when $2::boolean is false then echo_done_until end,
    echo_open_until = case when $2::boolean is true then echo_open_until end
where id = $1;

-- name: followers
-- Links of these issues whose counterpart stands otherwise and is to follow; locked, so that a receipt that is being
-- written is waited for.
select l.id, l.tracker_id, t.kind, t.organization_id, l.issue_id, i.project_id, l.external_key
from tracker_links l
join trackers t on t.id = l.tracker_id
join issues i on i.id = l.issue_id
where l.issue_id = any($1::bigint[]) and l.is_done <> $2 and l.external_key is not null and t.is_active
  and coalesce((t.config ->> 'sends_status')::boolean, true)
order by l.id
for update of l;

-- name: merge_links
-- Those of merged issues; where several were linked at one tracker, the oldest link stays.
update tracker_links l set issue_id = $1
where l.id in (
    select distinct on (o.tracker_id) o.id from tracker_links o
    where o.issue_id = any($2::bigint[])
      and not exists (select from tracker_links k where k.issue_id = $1 and k.tracker_id = o.tracker_id)
    order by o.tracker_id, o.id);

-- name: place_of_issue
-- For the way back, from there to here.
select o.slug as organization_slug, p.slug as project_slug, i.number, i.status
from issues i join projects p on p.id = i.project_id join organizations o on o.id = p.organization_id
where i.id = $1;

-- name: call_of_delivery
select message, created_at from deliveries where id = $1;
