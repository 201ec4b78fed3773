-- Counting with intervals. A null high end is open: nothing is known of how many more.

create or replace macro name_key(name) as
regexp_replace(
    trim(regexp_replace(lower(regexp_replace(name, '[’ʼ]', '''', 'g')), '\s+', ' ', 'g')),
    '^(the|an?) ', ''
);
comment on macro name_key is
'A name as names are compared: lower case, single spaces, no leading article.';

create or replace macro interval_sum
(intervals) as case when len(list_filter(intervals, lambda one: one is not null)) > 0 then {
    'low': case
        when len(list_filter(intervals, lambda one: one is not null and one.low is null)) = 0
        then list_sum(list_transform(intervals, lambda one: one.low))::bigint
    end,
    'high': case
        when len(list_filter(intervals, lambda one: one is not null and one.high is null)) = 0
        then list_sum(list_transform(intervals, lambda one: one.high))::bigint
    end
} end,
(low, high) as case when count(*) > 0 then {
    'low': case when bool_and(low is not null) then sum(low)::bigint end,
    'high': case when bool_and(high is not null) then sum(high)::bigint end
} end;
comment on macro interval_sum is
'Adds intervals up, end by end: a list of {low, high}, or two columns as an aggregate. An open end '
'(null) stays open: it is never taken for zero. In a list, a missing interval (null) is left out; '
'nothing to add gives null.';

create or replace macro interval_overlaps(low_a, high_a, low_b, high_b) as
case
    when (low_a is null and high_a is null) or (low_b is null and high_b is null) then null
    else
        coalesce(coalesce(low_a, 0) <= high_b, true) and coalesce(coalesce(low_b, 0) <= high_a, true)
end;
comment on macro interval_overlaps is
'Whether one number can satisfy both intervals. A null high end is open, a null low end is zero; '
'null where an interval has no end at all.';

create or replace macro ends_text(low, high) as
case
    when low is null and high is null then null
    when high is null then format('{:,} or more', low::bigint)
    when low = high then format('{:,}', low::bigint)
    when coalesce(low, 0) = 0 then format('up to {:,}', high::bigint)
    else format('{:,} to {:,}', low::bigint, high::bigint)
end;
comment on macro ends_text is 'What both forms of interval_text share; call those.';

create or replace macro interval_text
(one) as ends_text(one.low, one.high),
(low, high) as ends_text(low, high);
comment on macro interval_text is
'An interval in words, from {low, high} or two numbers: 366 or more, up to 190, 300 to 400, 12.';
