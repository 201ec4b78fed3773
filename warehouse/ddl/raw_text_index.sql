create schema if not exists raw;

create table if not exists raw.text_signature (
    key bigint not null,
    article_id varchar not null,
    version integer not null,
    day date not null,
    published_at timestamp,
    publisher varchar,
    medium varchar,
    credited varchar,
    credit_weight tinyint,
    n_shingles integer not null,
    words_digest blob not null,
    signature blob not null,
    numbers ubigint[] not null,
    sketch varchar not null,
    primary key (article_id, version)
);
comment on table raw.text_signature is
'What is kept of a text to find its copies. Grain: article_id, version. Added to, never rebuilt, '
'unless the way of sketching changes.';
comment on column raw.text_signature.key is 'Number of the row, by which text_band points to it.';
comment on column raw.text_signature.article_id is 'Article, as in raw.article_version.';
comment on column raw.text_signature.version is 'Version, as in raw.article_version.';
comment on column raw.text_signature.day is
'UTC day of publication, else of retrieval, else 1970-01-01; texts are compared within 30 days.';
comment on column raw.text_signature.published_at is
'When the article was published, UTC; null where not told.';
comment on column raw.text_signature.publisher is 'Publisher in lower case; null where not told.';
comment on column raw.text_signature.medium is
'The lexicon''s name for the publisher; null where it is no medium that the lexicon knows.';
comment on column raw.text_signature.credited is
'Agency that the text credits, by the lexicon''s name; null where it credits none.';
comment on column raw.text_signature.credit_weight is
'2 where the agency''s own line carries the credit (a dateline, Source:, a byline), 1 where it is '
'mentioned in passing.';
comment on column raw.text_signature.n_shingles is
'Number of different runs of four words, each inside one sentence.';
comment on column raw.text_signature.words_digest is 'Digest of all words in order.';
comment on column raw.text_signature.signature is
'MinHash of the runs: the lower 16 bits of each of 192 minima, little-endian.';
comment on column raw.text_signature.numbers is
'Each number with the words around it: their hash above, that of the number in the lower 32 bits.';
comment on column raw.text_signature.sketch is
'Version of how the row was made; rows of another version cannot be compared.';

create table if not exists raw.text_band (
    day date not null,
    band utinyint not null,
    hash uinteger not null,
    key bigint not null
);
comment on table raw.text_band is
'The stored index of copies: texts with one hash in one band may be copies. Grain: band, key. A '
'hash that many texts of one month share (boilerplate, mass reprints) holds the first 32 only.';
comment on column raw.text_band.day is 'Day of the text, as in raw.text_signature.';
comment on column raw.text_band.band is 'Which two of the 192 minima, from 0.';
comment on column raw.text_band.hash is 'Hash of the two minima.';
comment on column raw.text_band.key is 'The text, as in raw.text_signature.';
