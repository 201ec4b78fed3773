-- From layout 1 to 2: sources, quarantine and replaced characters.
-- Runs before the DDL, which then creates what layout 1 did not have.
alter table raw.article_version add column source varchar;
alter table raw.article_version add column n_replaced integer default 0;

alter table raw.rejected_input rename to rejected_input_1;
create table raw.rejected_input (
    source varchar,
    source_path varchar not null,
    raw_sha256 varchar,
    reason varchar not null check (
        reason in (
            'empty', 'binary', 'undecodable', 'too_large', 'unreadable', 'malformed', 'no_text',
            'no_date', 'doubtful_date', 'unsafe', 'unsupported'
        )
    ),
    detail varchar,
    kept_as varchar,
    seen_at timestamp,
    run_id varchar,
    resolved_at timestamp
);
insert into raw.rejected_input by name
select
    source_path,
    raw_sha256,
    reason,
    detail,
    seen_at,
    run_id
from raw.rejected_input_1;
drop table raw.rejected_input_1;

drop table if exists raw.article_origin;
