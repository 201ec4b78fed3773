-- Claims in plain words, and those about a place.

create or replace view main.claims as
select
    claim_id,
    as_of as day,
    coalesce(claimant_name, publisher) as speaker,
    claimant_name is null as in_own_voice,
    claimant_side as speaker_side,
    relay,
    victim_side,
    case
        when claimant_side is null or victim_side is null then null
        when claimant_side = victim_side then 'its own'
        else 'another'
    end as whose_losses,
    victim_class,
    category,
    equipment,
    figure,
    low,
    high,
    interval_text(low, high) as reading,
    approximate as is_approximate,
    cumulative as is_running_total,
    period_start,
    period_end,
    place,
    place_id,
    verification,
    hedge,
    counted_in is not null as is_counted_elsewhere,
    sentence,
    publisher,
    published_at,
    title,
    url,
    origin_n_articles as n_articles_of_release,
    n_findings
from marts.claim_audit;
comment on view main.claims is
'Current claims in plain words, from marts.claim_audit. Grain: claim_id.';
comment on column main.claims.claim_id is 'Key of the claim, as in core.claim.';
comment on column main.claims.day is 'Last day that the figure covers, else day of publication.';
comment on column main.claims.speaker is
'Who answers for the figure: the claimant, or the publisher in its own voice.';
comment on column main.claims.in_own_voice is 'True where the publisher itself tells the figure.';
comment on column main.claims.speaker_side is 'Side that the claimant speaks for; null where none.';
comment on column main.claims.relay is 'Medium or person that the claimant is quoted through.';
comment on column main.claims.victim_side is 'Side that was harmed; null where not told.';
comment on column main.claims.whose_losses is
'its own or another: whether the claimant speaks of its own side; null where a side is not known.';
comment on column main.claims.victim_class is 'military, civilian, mixed or unspecified.';
comment on column main.claims.category is 'What is counted: killed, wounded, casualties …';
comment on column main.claims.equipment is 'Kind of equipment; null for people and attacks.';
comment on column main.claims.figure is 'The number with its qualifier, as written.';
comment on column main.claims.low is 'Least whole number that the figure allows.';
comment on column main.claims.high is 'Greatest whole number that the figure allows; null: open.';
comment on column main.claims.reading is 'The interval in words: 366 or more, up to 190.';
comment on column main.claims.is_approximate is 'True for "about 300": 10 % tolerance.';
comment on column main.claims.is_running_total is 'True for a running total since an origin.';
comment on column main.claims.period_start is 'First day that the figure covers; null: not told.';
comment on column main.claims.period_end is 'Last day that the figure covers; null: not told.';
comment on column main.claims.place is 'Most specific place told for the figure.';
comment on column main.claims.place_id is 'That place, as in core.place; null where not known.';
comment on column main.claims.verification is 'unverified, verified, disputed or not_stated.';
comment on column main.claims.hedge is 'Words that cast doubt ("allegedly"); null where none.';
comment on column main.claims.is_counted_elsewhere is
'True where another figure of the article already includes this one: do not add it up.';
comment on column main.claims.sentence is 'The sentence around the figure, word for word.';
comment on column main.claims.publisher is 'Outlet that published the article.';
comment on column main.claims.published_at is 'When the article was published, UTC.';
comment on column main.claims.title is 'Headline.';
comment on column main.claims.url is 'Address of the article.';
comment on column main.claims.n_articles_of_release is
'Number of articles that print the same release, this one included.';
comment on column main.claims.n_findings is 'Number of findings that name the claim.';
