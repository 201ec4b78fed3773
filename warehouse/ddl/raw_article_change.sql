create schema if not exists raw;

create table if not exists raw.article_change (
    article_id varchar not null,
    version integer not null,
    since_version integer not null,
    added varchar[] not null,
    removed varchar[] not null,
    figures struct(
        "before" varchar, "after" varchar, sentence_before varchar, sentence_after varchar
    )[] not null,
    primary key (article_id, version)
);
comment on table raw.article_change is
'What a new text of an article changed against the one before. Grain: article_id, version.';
comment on column raw.article_change.article_id is 'Article, as in raw.article_version.';
comment on column raw.article_change.version is 'The new text, as in raw.article_version.';
comment on column raw.article_change.since_version is 'The text that it is compared with.';
comment on column raw.article_change.added is
'Sentences that the new text adds; those that changed a figure only stand in figures.';
comment on column raw.article_change.removed is 'Sentences that the new text leaves out.';
comment on column raw.article_change.figures is
'Figures that changed in a sentence that stayed nearly the same: the numbers as stated before and '
'after, and the two sentences.';
