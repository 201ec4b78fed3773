create schema if not exists raw;

create table if not exists raw.article_origin (
    article_id varchar not null,
    version integer not null,
    cluster_id varchar not null,
    origin_id varchar not null,
    primary key (article_id, version)
);
comment on table raw.article_origin is
'Which release an article text goes back to. Grain: article_id, version. Reprints share an origin.';
comment on column raw.article_origin.article_id is 'Article, as in raw.article_version.';
comment on column raw.article_origin.version is 'Version, as in raw.article_version.';
comment on column raw.article_origin.cluster_id is
'The least article_id of all articles that print the same text, itself included.';
comment on column raw.article_origin.origin_id is
'The article of the cluster that the others reprint: the credited agency''s own where it is there, '
'else the one published first; an article that nobody copies is its own origin.';

create table if not exists raw.article_copy (
    article_id varchar not null,
    version integer not null,
    origin_id varchar not null,
    origin_version integer not null,
    origin_latest integer not null,
    credited varchar,
    kept double not null,
    figures_changed struct(
        "before" varchar, "after" varchar, sentence_before varchar, sentence_after varchar
    )[] not null
);
comment on table raw.article_copy is
'A text compared with the origin that it reprints. Grain: article_id, version.';
comment on column raw.article_copy.article_id is 'The copy, as in raw.article_version.';
comment on column raw.article_copy.version is 'Version of the copy.';
comment on column raw.article_copy.origin_id is 'The origin, as in raw.article_origin.';
comment on column raw.article_copy.origin_version is
'Version of the origin that the copy is nearest to.';
comment on column raw.article_copy.origin_latest is
'Latest version of the origin when they were compared; a later one has them compared again.';
comment on column raw.article_copy.credited is
'Agency that the copy credits, as in raw.text_signature; null where it credits none.';
comment on column raw.article_copy.kept is
'Share of the copy''s runs of four words that stand in the origin''s text.';
comment on column raw.article_copy.figures_changed is
'Figures that differ in a sentence that is nearly the same in both: the numbers as the origin and '
'as the copy state them, and the two sentences.';
