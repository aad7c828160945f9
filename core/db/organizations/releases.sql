-- part: of_projects
select r.id, r.project_id, r.version, r.first_seen, r.last_seen, r.times_seen, r.new_issues,
       p.slug as project_slug, p.name as project_name, p.platform as project_platform
from releases r join projects p on p.id = r.project_id
where r.project_id = any($1::bigint[])

-- name: releases
-- A page, newest first. $3 and $4 name the row to go on from.
/*part of_projects*/ and r.version ilike $2
  and ($3::timestamptz is null or (r.first_seen, r.id) < ($3, $4::bigint))
order by r.first_seen desc, r.id desc limit $5;

-- name: releases_backwards
/*part of_projects*/ and r.version ilike $2
  and ($3::timestamptz is null or (r.first_seen, r.id) > ($3, $4::bigint))
order by r.first_seen, r.id limit $5;

-- name: release
/*part of_projects*/ and r.version = $2
order by r.first_seen limit 1;
