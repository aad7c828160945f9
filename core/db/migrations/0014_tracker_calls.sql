-- Trackers, both ways: what their webhooks told us, and which of it is only the echo of our own call.

alter table trackers add column hooked_at timestamptz; -- when its webhook last told us something

alter table tracker_links
    add column echo_done_until timestamptz, -- we closed theirs: until then a webhook that says so is the echo, once
    add column echo_open_until timestamptz; -- the same where we opened it again

-- Calls of webhooks that were taken, so that a repeated one changes nothing. Dropped after a week.
create table tracker_hooks (
    tracker_id bigint not null references trackers on delete cascade,
    delivery text not null, -- their own name for the call
    at timestamptz not null,
    primary key (tracker_id, delivery)
);
create index tracker_hooks_at on tracker_hooks (at);

-- The calls about an issue, for its page.
create index deliveries_issue on deliveries (issue_id, id desc) where issue_id is not null;

alter table activity drop constraint activity_kind_check;
alter table activity add constraint activity_kind_check check (kind in (
    'first_seen', 'regressed', 'unignored', 'status', 'assigned', 'comment', 'merged', 'split', 'link'));
