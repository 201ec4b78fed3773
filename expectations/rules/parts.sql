-- What rules on totals and their parts share: how a sentence ties them.
-- noqa: disable=layout.indent

-- The words between a total and its first part say that the parts are all of it. "Including" and
-- "of them" do not, and a colon does only where none of them goes before it.
create or replace temp macro declares_whole(words) as
    regexp_matches(
        words, '(?i)\b(compris(ing|es|ed( of)?)|consist(ing|s|ed) of|(made up|composed) of|namely'
        '|broken down (into|as))\b|:'
    )
    and not regexp_matches(
        words, '(?i)\b(includ\w+|among|of (them|whom|which|these|those)|such as|partly|mainly'
        '|mostly)\b'
    );

-- How many numbers stand in some words, in digits or English words, without dates and times.
create or replace temp macro count_numbers(words) as
    len(regexp_extract_all(
        regexp_replace(
            words, '(?i)\b\d{1,2}(st|nd|rd|th)? (January|February|March|April|May|June|July|August'
            '|September|October|November|December)\b( \d{4})?'
            '|\b(January|February|March|April|May|June|July|August|September|October|November'
            '|December) \d{1,2}\b(, \d{4})?|\b\d{1,2}:\d\d\b|\b(in|since|until) (19|20)\d\d\b',
            ' ', 'g'
        ),
        '(?i)\d+([,. ]\d{3})*|\b(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve'
        '|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty'
        '|sixty|seventy|eighty|ninety|hundreds?|dozens?|scores|several|others?|rest)\b'
    ));

-- Words by which a figure lies within the one before it.
create or replace temp macro includes(words) as
    regexp_matches(words, '(?i)\b(includ(ing|es|ed)|(of|among) (them|whom|which|these|those))\b');

-- The words of a sentence before a figure, as many letters as told; null where it is cut off there.
create or replace temp macro words_before(sentence, figure, letters) as
    case
        when instr(sentence, figure) > letters and letters > 0
            then substring(sentence, instr(sentence, figure) - letters, letters)
    end;

-- The parts with their totals, one row a part. `comparable` parts are counted by the same speaker,
-- in the total's category or in one that casualties take in, and are told once.
create or replace temp macro linked_parts() as table
    select
        part.claim_id, part.part_of as total_id, part.start, part."end", part.figure, part.sentence,
        part.category, part.victim_side, part.victim_class, part.equipment, part.period_start,
        part.period_end, coalesce(part.place_id, part.place) as place,
        subgroup_of(part.victim_text, part.figure) as subgroup,
        floor_of(part.low, part.approximate) as at_least,
        ceiling_of(part.high, part.approximate) as at_most,
        total.category as total_category, total.start as total_start,
        total.figure as total_figure, total.sentence as total_sentence,
        floor_of(total.low, total.approximate) as total_at_least,
        ceiling_of(total.high, total.approximate) as total_at_most,
        is_firm(part.approximate, part.qualifier)
        and is_firm(total.approximate, total.qualifier) as firm,
        part.restates is null and part.period_kind <> 'rate'
        and coalesce(part.claimant_id, part.claimant, '')
        = coalesce(total.claimant_id, total.claimant, '')
        and (
            part.category = total.category
            or (total.category = 'casualties' and part.category not in ('equipment', 'repelled'))
        ) as comparable
    from core.claim as part
    inner join core.claim as total
        on part.part_of = total.claim_id and part.article_id = total.article_id
    where part.part_of is not null;
