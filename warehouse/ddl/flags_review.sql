create schema if not exists flags;

create table if not exists flags.review (
    finding_id varchar not null,
    state varchar not null check (state in ('open', 'accepted', 'dismissed', 'resolved')),
    reviewer varchar not null,
    note varchar,
    reviewed_at timestamp not null,
    digest varchar not null,
    primary key (finding_id, reviewed_at)
);
comment on table flags.review is
'One decision of a reviewer about a finding; append-only. Grain: finding_id, reviewed_at.';
comment on column flags.review.finding_id is 'Finding, as in flags.finding.';
comment on column flags.review.state is 'State that the reviewer gave it.';
comment on column flags.review.reviewer is 'Who decided.';
comment on column flags.review.note is 'Why, in the reviewer''s words; null where none was given.';
comment on column flags.review.reviewed_at is 'When it was decided, UTC.';
comment on column flags.review.digest is
'What was reviewed: the digest of the finding at that time. A finding that says something else '
'now is open again.';
