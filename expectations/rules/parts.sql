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
