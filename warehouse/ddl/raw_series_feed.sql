create schema if not exists raw;

create table if not exists raw.series_feed (
    feed varchar not null,
    mapping_id varchar not null,
    publisher varchar,
    url varchar,
    mapping varchar not null,
    load_number integer not null,
    first_at timestamp not null,
    primary key (feed, mapping_id)
);
comment on table raw.series_feed is
'One mapping by which the table of a feed was read. Grain: feed, mapping_id. Of several mappings '
'of a feed, the one that it was read by last is current.';
comment on column raw.series_feed.feed is 'Source of kind series of the user''s configuration.';
comment on column raw.series_feed.mapping_id is
'16 hexadecimal digits of the hash of the mapping: a changed mapping makes new points.';
comment on column raw.series_feed.publisher is 'Who publishes the table; null where not told.';
comment on column raw.series_feed.url is 'Address that the table is fetched from; null for a file.';
comment on column raw.series_feed.mapping is 'The mapping as JSON.';
comment on column raw.series_feed.load_number is
'Counts the changes of mapping of this file; of a feed''s mappings the one with the highest is '
'current.';
comment on column raw.series_feed.first_at is 'When the feed was first read by it, UTC.';

create table if not exists raw.rejected_point (
    feed varchar not null,
    row_number integer not null,
    column_name varchar,
    row_sha256 varchar not null,
    reason varchar not null check (
        reason in (
            'bad_row', 'bad_number', 'bad_date', 'ambiguous_date', 'unknown_word', 'missing',
            'out_of_bounds', 'conflicting'
        )
    ),
    detail varchar,
    row_text varchar,
    seen_at timestamp not null,
    run_id varchar
);
comment on table raw.rejected_point is
'One figure of a structured feed, or row of figures, that could not be used. Grain: feed, '
'row_sha256, column_name, reason (first sighting kept).';
comment on column raw.rejected_point.feed is 'Source of kind series of the user''s configuration.';
comment on column raw.rejected_point.row_number is
'Line of the table, or place among its objects, from 1.';
comment on column raw.rejected_point.column_name is
'Column of the figure; null where the whole row is rejected.';
comment on column raw.rejected_point.row_sha256 is 'SHA-256 of the row as it came in.';
comment on column raw.rejected_point.reason is
'Why it was rejected: bad_row (broken), bad_number, bad_date, ambiguous_date (day and month cannot '
'be told apart), unknown_word (not in the mapping), missing (a blank cell), out_of_bounds (the '
'bounds do not hold the figure) or conflicting (two figures for one thing and day).';
comment on column raw.rejected_point.detail is 'The reason in words, with what was found.';
comment on column raw.rejected_point.row_text is
'The row in readable form, at most 500 characters.';
comment on column raw.rejected_point.seen_at is 'When it was first rejected, UTC.';
comment on column raw.rejected_point.run_id is 'Run that rejected it first.';
