"""The days that a figure covers: real ways of telling time, in sentences of our own."""

import datetime as dt

import pytest

from pipelines.claims import extract_claims
from pipelines.claims.reading.date_grammar import ANCHOR
from pipelines.records import Article

DAYS = [
    ("a_weekday", "Three people were killed in Kharkiv on Monday.", "2024-05-20", "2024-05-20"),
    ("yesterday", "Shelling killed five people in Kherson yesterday.", "2024-05-21", "2024-05-21"),
    (
        "an_event_and_its_report",
        "Six soldiers were killed near Gao on Sunday, the army said on Tuesday.",
        "2024-05-19",
        "2024-05-19",
    ),
    (
        "weeks_ago",
        "Two weeks ago militants killed 16 soldiers near Gao.",
        "2024-05-08",
        "2024-05-08",
    ),
    (
        "between_two_days",
        "More than 150 soldiers were killed between 10 May and 19 May, the army said.",
        "2024-05-10",
        "2024-05-19",
    ),
    (
        "from_one_day_to_another",
        "From 10 to 19 May, Boko Haram militants killed 23 soldiers in Borno.",
        "2024-05-10",
        "2024-05-19",
    ),
    (
        "last_year",
        "Last year 5,600 civilians were killed by junta forces in Myanmar.",
        "2023-01-01",
        "2023-12-31",
    ),
    (
        "half_a_year",
        "In the first half of 2023 gangs killed 2,400 people in Haiti, the UN said.",
        "2023-01-01",
        "2023-06-30",
    ),
    (
        "months_of_this_year",
        "In the first four months of this year, 312 civilians were killed in Burkina Faso.",
        "2024-01-01",
        "2024-04-30",
    ),
    (
        "a_vague_month",
        "Rebels killed at least 131 civilians in Congo in late November 2022, the UN said.",
        None,
        None,
    ),
    (
        "a_rate",
        "The Russian army lost about 1,100 soldiers a day in May, British intelligence said.",
        None,
        None,
    ),
    (
        "the_opening_attack",
        "Some 1,200 people were killed in the Hamas-led attack on southern Israel.",
        "2023-10-07",
        "2023-10-07",
    ),
    (
        "a_day_of_the_month_told",
        "Fighting for Gao began on 2 May. On the 12th, rebels killed 28 soldiers there.",
        "2024-05-12",
        "2024-05-12",
    ),
    (
        "a_month_of_last_year",
        "In October last year, rebels killed 28 soldiers near Gao.",
        "2023-10-01",
        "2023-10-31",
    ),
    (
        "a_span_spelled_out_at_length",
        "From 4 a.m. on 24 February 2022, when it began, to 24:00 midnight on 11 July 2022, "
        "5,024 civilians were killed in Ukraine, the UN said.",
        "2022-02-24",
        "2022-07-11",
    ),
    (
        "a_date_that_only_seems_the_end_of_a_span",
        "Troops left Gao on 2 May to reinforce Kidal, where rebels killed 12 soldiers on 5 May.",
        "2024-05-05",
        "2024-05-05",
    ),
    (
        "since_a_weekday",
        "At least 60 people have been killed since Friday in clashes in El Fasher.",
        "2024-05-17",
        "2024-05-22",
    ),
    (
        "a_year_as_the_subject",
        "With 685 soldiers killed in Mali, 2023 was the deadliest year of the insurgency.",
        "2023-01-01",
        "2023-12-31",
    ),
    (
        "a_week_of_a_month",
        "In the first week of April 2024, 31 civilians were killed in Gao, the UN said.",
        "2024-04-01",
        "2024-04-07",
    ),
    (
        "a_night_between_two_weekdays",
        "In the night from Sunday to Monday, rebels killed 20 people near Gao.",
        "2024-05-19",
        "2024-05-20",
    ),
    (
        "half_a_year",
        "In the first four months of the year 288 civilians were killed near Gao.",
        "2024-01-01",
        "2024-04-30",
    ),
]

TOTALS = [
    ("Israeli strikes have killed 35,647 Palestinians in Gaza since October 7.", "2023-10-07"),
    ("The toll has risen to 60 since Friday in clashes in El Fasher.", "2024-05-17"),
    (
        "Since the start of the war in April 2023, at least 900 people have been killed in Sudan.",
        "2023-04-15",
    ),
    (
        "Ukraine has lost 31,000 soldiers since Russia's full-scale invasion in February 2022.",
        "2022-02-24",
    ),
    ("Syria's war has killed 320,000 people since it began.", "2011-03-15"),
    ("Since last October, more than 1,200 people have died in Lebanon.", "2023-10-01"),
    ("Since the coup, the junta has killed at least 5,000 people in Myanmar.", "2021-02-01"),
    ("The death toll from Sunday's attack on a market in Darfur has risen to 47.", "2024-05-19"),
    (
        "Friday was the deadliest day since fighting began on 10 May. The death toll among "
        "civilians has now risen to 192.",
        "2024-05-10",
    ),
]

NEWS = [
    (
        "a_statement_s_day_is_not_the_event_s",
        "Rebels killed 14 soldiers near Gao, the army said on Tuesday.",
        [None],
    ),
    (
        "the_day_of_an_event_beside_a_statement",
        "Residents said strikes on Tuesday killed 17 people in Gao. Rebels killed 20 soldiers near "
        "Kidal on Monday, according to the army.",
        ["2024-05-21", "2024-05-20"],
    ),
    (
        "it_is_where_it_opens_the_sentence",
        "On Tuesday, the army said that rebels had killed 14 soldiers near Gao.",
        ["2024-05-21"],
    ),
    (
        "a_dateline_is_not_the_event_s_day",
        "Abuja, May 21, 2024 (NAN) Nigerian troops have killed eight terrorists in Borno.",
        [None],
    ),
    (
        "a_day_goes_on_for_its_own_place",
        "A missile hit a market in Kherson on Monday, killing five people.\n\nTwelve people were "
        "wounded in Kherson, the mayor said.\n\nIn Gao, rebels killed 3 soldiers, the army said.",
        ["2024-05-20", "2024-05-20", None],
    ),
    (
        "a_week_goes_on_for_all_places",
        "Over the past week, Ukraine lost 900 soldiers.\n\nNear Kherson, 40 soldiers were killed.",
        ["2024-05-16", "2024-05-16"],
    ),
    (
        "the_same_period_as_a_total",
        "Israel has killed 381 fighters in Lebanon since October 8. In Israel, 24 civilians died "
        "over the same period.",
        ["2023-10-08", "2023-10-08"],
    ),
    (
        "another_day_ends_that_of_the_lead",
        "Rebels killed 12 people near Gao on Monday.\n\nIn October 2023, jets bombed a hospital in "
        "Gao.\n\nTwo people were killed in Gao.",
        ["2024-05-20", None],
    ),
    (
        "what_a_war_has_cost_is_of_no_day",
        "Rebels killed 12 people near Gao on Monday.\n\nAttacks have claimed almost 200 lives.",
        ["2024-05-20", None],
    ),
    (
        "a_rate_told_before_the_figure",
        "On average, 50 soldiers are killed in Donetsk, an adviser said on Monday.",
        [None],
    ),
    (
        "the_opening_of_a_war_that_is_told_as_an_aside",
        "The war, which broke out on April 15 last year, has killed 15,000 people in Sudan.",
        ["2023-04-15"],
    ),
    (
        "a_day_of_the_week_before",
        "Last Wednesday, a barrage of missiles killed 19 people in Kyiv.",
        ["2024-05-15"],
    ),
    (
        "a_date_that_what_it_dates_follows",
        "It was in response to a drone attack on May 18 that killed three soldiers in Jordan.",
        ["2024-05-18"],
    ),
    (
        "an_afterthought_dates_itself_alone",
        "Rebels attacked Gao on May 18. They killed 12 people, and 7 more died two days later.",
        ["2024-05-18", "2024-05-20"],
    ),
    (
        "two_dates_with_dots_head_a_list",
        "Losses of the enemy from 24.02.22 to 20.05.24:\ntanks – 3,701 (+4)",
        ["2022-02-24", "2024-05-20"],
    ),
    (
        "the_day_since_when_it_is_the_worst",
        "It was the biggest raid since May 10, when the army killed 60 rebels near Gao.",
        ["2024-05-10"],
    ),
]

HISTORIES = [
    (
        "offsets_count_from_the_day_told_last",
        "On 12 March, Russian forces shelled Mykolaiv, killing nine Ukrainian civilians. Two days "
        "later, five soldiers were killed near the airport. The next day, four civilians died.",
        ["2022-03-12", "2022-03-14", "2022-03-15"],
    ),
    (
        "the_year_turns_with_the_tale",
        "On 28 December 2015, the army killed 20 militants in Ramadi. On 3 January, 15 soldiers "
        "were killed by a suicide bomber.",
        ["2015-12-28", "2016-01-03"],
    ),
    (
        "a_heading_dates_its_section",
        "The siege of 2022\n9 March\nShelling killed four civilians in Izium.\n10 March\nThree "
        "civilians were killed in Okhtyrka.",
        ["2022-03-09", "2022-03-10"],
    ),
    (
        "the_days_that_follow",
        "On 3 May 2016, 19 soldiers died in Ramadi. Over the next three days, airstrikes killed 38 "
        "militants.",
        ["2016-05-03", "2016-05-04"],
    ),
    (
        "the_days_of_a_battle_and_its_total",
        "On 3 May 2016, 19 soldiers died in Ramadi. Four were wounded. Throughout the offensive, "
        "the army lost 210 soldiers.",
        ["2016-05-03", "2016-05-03", None],
    ),
    (
        "places_tell_the_campaign",
        "On 14 August, government forces stormed Tell Malah and Jibeen, killing 12 rebels.",
        ["2019-08-14"],
    ),
]


def periods(text: str, published: str | None, lexicon) -> list:
    day = dt.datetime.fromisoformat(published).replace(tzinfo=dt.UTC) if published else None
    claims = extract_claims(Article("a-1", text, published_at=day), lexicon)
    return [claim for claim in claims if not claim.implicit]


@pytest.mark.parametrize(
    ("text", "start", "end"), [row[1:] for row in DAYS], ids=[row[0] for row in DAYS]
)
def test_a_figure_covers_the_days_told(text, start, end, lexicon) -> None:
    claim = periods(text, "2024-05-22", lexicon)[0]
    days = [day.isoformat() if day else None for day in (claim.period_start, claim.period_end)]
    assert days == [start, end]
    assert not claim.cumulative
    assert any(item.slot == "period" for item in claim.evidence)


@pytest.mark.parametrize(("text", "start"), TOTALS)
def test_a_running_total_counts_from_its_beginning(text, start, lexicon) -> None:
    claim = periods(text, "2024-05-22", lexicon)[0]
    assert claim.cumulative
    assert claim.period_start == dt.date.fromisoformat(start)


@pytest.mark.parametrize(
    ("text", "days"), [row[1:] for row in HISTORIES], ids=[row[0] for row in HISTORIES]
)
def test_a_history_tells_its_days_in_order(text, days, lexicon) -> None:
    claims = periods(text, "2023-07-10", lexicon)
    starts = [claim.period_start for claim in claims]
    assert [start.isoformat() if start else None for start in starts] == days


@pytest.mark.parametrize(("text", "days"), [row[1:] for row in NEWS], ids=[row[0] for row in NEWS])
def test_news_tells_the_day_of_the_event_alone(text, days, lexicon) -> None:
    starts = [claim.period_start for claim in periods(text, "2024-05-22", lexicon)]
    assert [start.isoformat() if start else None for start in starts] == days


def test_an_encyclopaedia_counts_no_days_from_its_publication(lexicon) -> None:
    text = (
        "In the early hours of 15 August 2019, the army attacked Gao. The same day, 9 rebels died."
    )
    at = dt.datetime(2023, 8, 29, tzinfo=dt.UTC)
    article = Article("a-1", text, published_at=at, publisher="Sample Encyclopaedia")
    assert [c.period_start for c in extract_claims(article, lexicon)] == [dt.date(2019, 8, 15)]


def test_a_paper_that_names_no_year_means_the_last_one(lexicon) -> None:
    text = "Russia has lost over 100 tanks near Avdiivka since 10 October, the army said."
    at = dt.datetime(2023, 11, 20, tzinfo=dt.UTC)
    article = Article("a-1", text, published_at=at, publisher="Sample Courier")
    assert [c.period_start for c in extract_claims(article, lexicon)] == [dt.date(2023, 10, 10)]


def test_the_last_day_of_a_bulletin_holds_for_all_its_places(lexicon) -> None:
    text = (
        "Over the past 24 hours, defenders repelled 16 attacks near Avdiivka.\n\nNear Marinka, "
        "they repelled nine attacks."
    )
    at = dt.datetime(2023, 11, 14, tzinfo=dt.UTC)
    days = {
        publisher: extract_claims(
            Article("a-1", text, published_at=at, publisher=publisher), lexicon
        )[1].period_end
        for publisher in ("Sample General Staff", "Sample Courier")
    }
    assert days == {"Sample General Staff": dt.date(2023, 11, 14), "Sample Courier": None}


def test_an_article_without_a_date_resolves_only_what_the_text_dates(lexicon) -> None:
    text = "On 5 May 2023, 14 soldiers were killed in Tillaberi, Niger. Four soldiers were killed "
    first, second = periods(text + "on Monday near Gao, Mali.", None, lexicon)
    assert first.period_start == dt.date(2023, 5, 5)
    assert second.period_kind != "rate"


def test_a_change_beside_a_total_is_of_its_own_days(lexicon) -> None:
    text = "Russia has lost 7,650 tanks since February 24, 2022, including 12 over the past day."
    total, change = periods(text, "2024-05-22", lexicon)
    assert total.cumulative
    assert change.period_end == dt.date(2024, 5, 22)


def test_every_relative_period_holds_a_word_that_times_are_looked_for_by(lexicon) -> None:
    assert [phrase for phrase in lexicon.periods if not ANCHOR.search(phrase)] == []


def test_a_figure_set_against_another_year_has_the_days_of_that_year(lexicon) -> None:
    text = "In April 2024, 95 civilians were killed in Gao, up from 28 in the same month of 2023."
    now, before = periods(text, "2024-05-22", lexicon)
    assert now.period_start == dt.date(2024, 4, 1)
    assert (before.period_start, before.period_end) == (dt.date(2023, 4, 1), dt.date(2023, 4, 30))
