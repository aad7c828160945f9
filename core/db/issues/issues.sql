-- name: search
-- A page of a list. The marks are replaced by what core/db/issues/search.py compiled and by a row of the table of sorts.
select i.id, i.project_id, i.number, i.status, i.regressed_at, i.level, i.platform, i.type, i.value, i.culprit, i.logger,
       i.handled, i.first_seen, i.last_seen, i.first_release, i.last_release, i.times_seen, i.users_seen,
       i.assignee_user_id, i.assignee_team_id, i.resolved_in_release, i.resolved_in_next_release,
       i.ignored_until, i.ignored_until_times_seen, i.ignored_until_users_seen, i.ignored_window_seconds,
       i.ignored_window_quantity,
       p.slug as project_slug, p.name as project_name, p.platform as project_platform,
       u.name as assignee_name, u.email as assignee_email, t.slug as assignee_team,
       r1.first_seen as first_release_at, r2.first_seen as last_release_at,
       (select count(*) from activity a where a.issue_id = i.id and a.kind = 'comment') as comments,
       i.sort_value
from (
    -- Project by project, as only so an index gives the order.
    select found.*
    from unnest($1::bigint[]) as wanted (id)
    cross join lateral (
        select i.*, /*sort*/ i.last_seen as sort_value
        from issues i
        where i.project_id = wanted.id /*where*/
        order by sort_value /*direction*/, i.id /*direction*/
        limit $2
    ) found
    order by found.sort_value /*direction*/, found.id /*direction*/
    limit $2
) i
join projects p on p.id = i.project_id
left join users u on u.id = i.assignee_user_id
left join teams t on t.id = i.assignee_team_id
left join releases r1 on r1.project_id = i.project_id and r1.version = i.first_release
left join releases r2 on r2.project_id = i.project_id and r2.version = i.last_release
-- The joins may lose the order of the page.
order by i.sort_value /*direction*/, i.id /*direction*/;

-- name: count
-- Up to a bound, as nobody reads an exact number beyond it.
select count(*) from (
    select from issues i where i.project_id = any($1::bigint[]) /*where*/ limit $2
) found;

-- name: ids
select i.id from issues i where i.project_id = any($1::bigint[]) /*where*/ order by i.id limit $2;

-- name: organization_of_issue
select p.organization_id from issues i join projects p on p.id = i.project_id where i.id = $1
union all
select p.organization_id from issue_redirects r join projects p on p.id = r.project_id where r.old_issue_id = $1
limit 1;

-- name: issue_id_by_id
select i.id from issues i join projects p on p.id = i.project_id where p.organization_id = $1 and i.id = $2
union all
select r.issue_id from issue_redirects r join projects p on p.id = r.project_id
where p.organization_id = $1 and r.old_issue_id = $2;

-- name: issue_id_by_number
select i.id from issues i join projects p on p.id = i.project_id
where p.organization_id = $1 and p.slug = $2 and i.number = $3
union all
select r.issue_id from issue_redirects r join projects p on p.id = r.project_id
where p.organization_id = $1 and p.slug = $2 and r.number = $3;

-- name: hours
-- Events of some issues by interval, for sparklines.
select issue_id, date_bin($3::interval, hour, 'epoch'::timestamptz) as at, sum(times_seen)::bigint as quantity
from issue_hours
where issue_id = any($1::bigint[]) and hour >= $2
group by 1, 2;

-- name: hashes
select hash from issue_hashes where issue_id = $1 order by hash;

-- name: release_marks
-- Releases of the issue's project that began in a time, to be marked in its trend.
select r.version, r.first_seen
from releases r
where r.project_id = $1 and r.first_seen >= $2
order by r.first_seen desc limit 50;
