-- A fingerprint can be split off an issue: the row of activity that says so.

alter table activity drop constraint activity_kind_check;
alter table activity add constraint activity_kind_check check
    (kind in ('first_seen', 'regressed', 'unignored', 'status', 'assigned', 'comment', 'merged', 'split'));
