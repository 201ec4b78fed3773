create schema if not exists raw;
-- raw: What came in and what was extracted: append-only facts.

create table if not exists raw.article_version (
    article_id varchar not null,
    version integer not null check (version >= 1),
    url varchar,
    publisher varchar,
    title varchar,
    byline varchar,
    published_at timestamp,
    retrieved_at timestamp,
    language varchar,
    text varchar not null,
    text_sha256 varchar not null,
    raw_sha256 varchar,
    media_type varchar,
    source varchar,
    source_path varchar,
    n_replaced integer not null default 0,
    run_id varchar,
    primary key (article_id, version)
);
comment on table raw.article_version is
'One stored text of an article. Grain: article_id, version. A changed text is a new version.';
comment on column raw.article_version.article_id is
'Identity of the article: given by the source, or derived from its URL, its publisher, title and '
'date, or its content.';
comment on column raw.article_version.version is 'Number of this text of the article, from 1.';
comment on column raw.article_version.url is 'Address of the article; null where not told.';
comment on column raw.article_version.publisher is
'Outlet that published the article: as named by the source, else after the host of its address '
'(an unknown host names itself); null where neither tells.';
comment on column raw.article_version.title is 'Headline; null where not told.';
comment on column raw.article_version.byline is 'Author line; null where not told.';
comment on column raw.article_version.published_at is
'When the article was published, UTC; null where not told.';
comment on column raw.article_version.retrieved_at is
'When the input was fetched or written, UTC (the modification time of the input file).';
comment on column raw.article_version.language is
'Language of the text as an ISO 639-1 code, identified from the text where it is long enough, else '
'as the source says; null where neither tells.';
comment on column raw.article_version.text is
'The cleaned text that every offset of every claim counts in, in code points.';
comment on column raw.article_version.text_sha256 is 'SHA-256 of the text in UTF-8.';
comment on column raw.article_version.raw_sha256 is 'SHA-256 of the input as it came in.';
comment on column raw.article_version.media_type is 'Media type of the input.';
comment on column raw.article_version.source is
'Source of the user''s configuration that it came from; null for the inbox and for named paths.';
comment on column raw.article_version.n_replaced is
'Number of characters of the text that could not be decoded and stand as U+FFFD.';
comment on column raw.article_version.source_path is
'File (and line, for files of many articles) that the text was read from.';
comment on column raw.article_version.run_id is 'Run that loaded the row.';

create table if not exists raw.rejected_input (
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
comment on table raw.rejected_input is
'One input that could not be used. Grain: source_path, raw_sha256, reason (first sighting kept).';
comment on column raw.rejected_input.source is
'Source of the user''s configuration that it came from; null for the inbox and for named paths.';
comment on column raw.rejected_input.source_path is
'File (and line, for files of many articles) that was rejected.';
comment on column raw.rejected_input.raw_sha256 is
'SHA-256 of the input as it came in; null where it could not be read.';
comment on column raw.rejected_input.reason is 'Why it was rejected, from a closed list.';
comment on column raw.rejected_input.detail is 'The reason in words, with what was found.';
comment on column raw.rejected_input.kept_as is
'Name of its copy in the quarantine folder; null where none is kept (too large, or no bytes).';
comment on column raw.rejected_input.resolved_at is
'When a retry could use it after all, UTC; null while it is rejected.';
comment on column raw.rejected_input.seen_at is 'When it was first rejected, UTC.';
comment on column raw.rejected_input.run_id is 'Run that rejected it first.';
