-- What people's requests need beside the first schema.

-- Someone who came in by a one-time link may choose a password without knowing the old one.
alter table sessions add column by_link boolean not null default false;
create index sessions_expires on sessions (expires_at);
create index login_links_user on login_links (user_id);
create index tokens_organization on tokens (organization_id);

-- An issue that was merged away is still found by its old id and short id: links in chats and trackers live long.
create table issue_redirects (
    old_issue_id bigint primary key,
    project_id bigint not null references projects on delete cascade,
    number bigint not null,
    issue_id bigint not null references issues on delete cascade,
    unique (project_id, number)
);
create index issue_redirects_issue on issue_redirects (issue_id);
