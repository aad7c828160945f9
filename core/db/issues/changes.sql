-- name: lock
-- In the order in which the recorder locks them, so that the two never wait for each other; their numbers stay, so the
-- alerter, which writes that an alert has them, need not wait, nor be waited for.
select id from issues where id = any($1::bigint[]) order by id for no key update;

-- name: lock_to_merge
-- Some of them will be deleted.
select id from issues where id = any($1::bigint[]) order by id for update;

-- name: only_of_projects
select id from issues where id = any($1::bigint[]) and project_id = any($2::bigint[]) order by id;

-- name: reopen
-- `new` or `acknowledged`; $4: only those that are closed.
update issues set
    status = $2, status_changed_at = $3,
    resolved_in_release = null, resolved_in_next_release = false,
    ignored_until = null, ignored_until_times_seen = null, ignored_until_users_seen = null,
    ignored_window_seconds = null, ignored_window_quantity = null
where id = any($1::bigint[]) and status <> $2 and (not $4::boolean or status in ('resolved', 'ignored'))
returning id;

-- name: resolve
-- $4: in that release (`latest`: the newest of the project); $5: in the one after the newest.
update issues i set
    status = 'resolved', status_changed_at = $3, regressed_at = null,
    resolved_in_release = w.release, resolved_in_next_release = w.in_next,
    ignored_until = null, ignored_until_times_seen = null, ignored_until_users_seen = null,
    ignored_window_seconds = null, ignored_window_quantity = null
from (
    select j.id, case when $5::boolean or $4::text = 'latest' then newest.version else $4::text end as release,
           $5::boolean and newest.version is not null as in_next
    from issues j
    left join lateral (
        select r.version from releases r where r.project_id = j.project_id
        order by r.first_seen desc, r.id desc limit 1
    ) newest on true
    where j.id = any($1::bigint[])
) w
where i.id = w.id
  and (i.status, coalesce(i.resolved_in_release, ''), i.resolved_in_next_release)
      is distinct from ($2::text, coalesce(w.release, ''), w.in_next)
returning i.id;

-- name: ignore
-- Until a moment ($3), so many more events ($4), so many more users ($5), $7 events within $6 seconds, or, with $8,
-- an hour with ten times the events of the last week's average hour, and no fewer than 20. All null: for ever.
update issues i set
    status = 'ignored', status_changed_at = $2,
    resolved_in_release = null, resolved_in_next_release = false,
    ignored_until = $3,
    ignored_until_times_seen = i.times_seen + $4::bigint,
    ignored_until_users_seen = i.users_seen + $5::bigint,
    ignored_window_seconds = w.seconds, ignored_window_quantity = w.quantity
from (
    select j.id, case when $8::boolean then 3600 else $6::integer end as seconds,
           case when $8::boolean then greatest(20, (
               select coalesce(sum(h.times_seen), 0) * 10 / 168
               from issue_hours h where h.issue_id = j.id and h.hour >= $2::timestamptz - interval '7 days'))::bigint
           else $7::bigint end as quantity
    from issues j where j.id = any($1::bigint[])
) w
where i.id = w.id
  and (i.status, i.ignored_until, i.ignored_until_times_seen, i.ignored_until_users_seen, i.ignored_window_seconds,
       i.ignored_window_quantity)
      is distinct from ('ignored', $3::timestamptz, i.times_seen + $4::bigint, i.users_seen + $5::bigint, w.seconds,
                        w.quantity)
returning i.id;

-- name: assign
update issues set assignee_user_id = $2, assignee_team_id = $3
where id = any($1::bigint[]) and (assignee_user_id, assignee_team_id) is distinct from ($2::bigint, $3::bigint)
returning id;

-- name: merge_candidates
select i.id, i.project_id, i.number, p.slug as project_slug
from issues i join projects p on p.id = i.project_id
where i.id = any($1::bigint[]) order by i.first_seen, i.id;

-- name: merge_hashes
update issue_hashes set issue_id = $1 where issue_id = any($2::bigint[]);

-- name: merge_events
update events set issue_id = $1 where issue_id = any($2::bigint[]);

-- name: merge_signals
update signals set issue_id = $1 where issue_id = any($2::bigint[]);

-- name: merge_activity
-- Each issue has one beginning; those of the merged ones would read as if it had begun several times.
update activity set issue_id = $1 where issue_id = any($2::bigint[]) and kind <> 'first_seen';

-- name: merge_users
insert into issue_users (issue_id, user_hash)
select distinct $1::bigint, user_hash from issue_users where issue_id = any($2::bigint[])
on conflict do nothing;

-- name: merge_tags
insert into issue_tags (issue_id, key, value, times_seen, first_seen, last_seen)
select $1::bigint, key, value, sum(times_seen), min(first_seen), max(last_seen)
from issue_tags where issue_id = any($2::bigint[])
group by key, value order by key, value
on conflict (issue_id, key, value) do update set
    times_seen = issue_tags.times_seen + excluded.times_seen,
    first_seen = least(issue_tags.first_seen, excluded.first_seen),
    last_seen = greatest(issue_tags.last_seen, excluded.last_seen);

-- name: merge_hours
insert into issue_hours (issue_id, hour, times_seen)
select $1::bigint, hour, sum(times_seen) from issue_hours where issue_id = any($2::bigint[])
group by hour order by hour
on conflict (issue_id, hour) do update set times_seen = issue_hours.times_seen + excluded.times_seen;

-- name: merge_alert_issues
insert into alert_issues (alert_id, issue_id, times_seen, first_at, last_at, event_id, told, tracked)
select alert_id, $1::bigint, sum(times_seen), min(first_at), max(last_at), (array_agg(event_id order by last_at desc))[1],
       bool_or(told), bool_or(tracked)
from alert_issues where issue_id = any($2::bigint[])
group by alert_id order by alert_id
on conflict (alert_id, issue_id) do update set
    times_seen = alert_issues.times_seen + excluded.times_seen,
    first_at = least(alert_issues.first_at, excluded.first_at),
    last_at = greatest(alert_issues.last_at, excluded.last_at),
    told = alert_issues.told or excluded.told,
    tracked = alert_issues.tracked or excluded.tracked;

-- name: merge_redirects
update issue_redirects set issue_id = $1 where issue_id = any($2::bigint[]);

-- name: insert_redirects
insert into issue_redirects (old_issue_id, project_id, number, issue_id)
select id, project_id, number, $1 from issues where id = any($2::bigint[]);

-- name: merge_counters
update issues i set
    times_seen = i.times_seen + m.times_seen,
    users_seen = (select count(*) from issue_users u where u.issue_id = i.id),
    first_seen = least(i.first_seen, m.first_seen),
    last_seen = greatest(i.last_seen, m.last_seen),
    last_release = case when m.last_seen > i.last_seen then coalesce(m.last_release, i.last_release)
                        else coalesce(i.last_release, m.last_release) end
from (
    select sum(times_seen)::bigint as times_seen, min(first_seen) as first_seen, max(last_seen) as last_seen,
           (array_agg(last_release order by last_seen desc))[1] as last_release
    from issues where id = any($2::bigint[])
) m
where i.id = $1;

-- name: delete_merged
delete from issues where id = any($1::bigint[]);

-- name: split_hashes
-- Only while another fingerprint still leads to the issue.
delete from issue_hashes
where issue_id = $1 and hash = any($2::bytea[])
  and exists (select from issue_hashes h where h.issue_id = $1 and h.hash <> all($2::bytea[]))
returning hash;
