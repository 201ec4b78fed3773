"""Which addresses are one article, which are two, and what is stored."""

import pytest

from pipelines.articles import canonical_url, plain_url

# spellings of one page each
SAME = [
    (
        "https://news.example/a/kupyansk?id=7",
        "HTTPS://News.Example/a/kupyansk?id=7",
        "https://news.example:443/a/kupyansk?id=7#comments",
        "http://news.example:80/a/kupyansk?id=7",
        "https://news.example/a/kupyansk/?id=7",
        "https://news.example//a///kupyansk?id=7",
        "https://news.example/a/kupyansk?utm_source=x&id=7&utm_medium=social&fbclid=abc",
        "https://user@news.example/a/kupyansk?id=7&gclid=1&UTM_campaign=z",
        "  https://news.example./a/kupyansk?id=7 ",
        "https://www.news.example/a/kupyansk?id=7",
        "http://m.news.example/a/kupyansk?id=7&ref=homepage",
        "https://www.m.news.example/a/kupyansk?id=7",
        "https://mobile.news.example/a/kupyansk?id=7&CMP=share_btn_tw",
        "https://news.example/a/kupyansk;jsessionid=0A1B2C?id=7",
        "https://news.example/(S(a1b2c3))/a/kupyansk?PHPSESSID=9f&id=7",
    ),
    (
        "https://daily.example/2025/11/strike-on-port",
        "https://daily.example/2025/11/strike-on-port/amp",
        "https://daily.example/2025/11/strike-on-port/amp/",
        "https://daily.example/amp/2025/11/strike-on-port",
        "https://www.daily.example/2025/11/strike-on-port?amp=1",
        "https://www.daily.example/2025/11/strike-on-port/?amp",
        "https://www.daily.example/2025/11/strike-on-port?outputType=amp",
        "https://amp.daily.example/2025/11/strike-on-port",
        "https://www.google.com/amp/s/www.daily.example/2025/11/strike-on-port",
        "https://www.google.co.uk/amp/s/amp.daily.example/2025/11/strike-on-port",
        "https://google.com/amp/daily.example/2025/11/strike-on-port/amp/?usqp=mq331AQ",
        "https://daily-example.cdn.ampproject.org/c/s/daily.example/2025/11/strike-on-port",
        "https://www-daily-example.cdn.ampproject.org/v/s/www.daily.example/2025/11/"
        "strike-on-port/amp/?amp_js_v=0.1&usqp=mq331AQ",
    ),
    ("https://daily.example/story-12.html", "https://daily.example/story-12.amp.html"),
    ("https://daily.example/story-12", "https://daily.example/story-12.amp"),
    (
        "https://wire.example/новости/удар-по-порту",
        "https://wire.example/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8/"
        "%D1%83%D0%B4%D0%B0%D1%80-%D0%BF%D0%BE-%D0%BF%D0%BE%D1%80%D1%82%D1%83",
        "https://wire.example/%d0%bd%d0%be%d0%b2%d0%be%d1%81%d1%82%d0%b8/"
        "%d1%83%d0%b4%d0%b0%d1%80%2d%d0%bf%d0%be-%d0%bf%d0%be%d1%80%d1%82%d1%83",
    ),
    ("https://минобороны.рф/новость/5", "http://xn--90anlfbebar6i.xn--p1ai/новость/5"),
    ("https://МИНОБОРОНЫ.рф/5", "https://минобороны.рф/5"),
    ("https://paper.example/%7Eeditor/a", "https://paper.example/~editor/a"),
    ("https://paper.example/caf%C3%A9-1", "https://paper.example/cafe\u0301-1"),
    ("https://cms.example/view?cat=2&id=9", "https://cms.example/view?id=9&cat=2"),
    ("https://cms.example/view?q=a%20b", "https://cms.example/view?q=a+b"),
]
# pairs that may be two articles
DIFFERENT = [
    ("https://news.example/a/kupyansk?id=7", "https://news.example/a/kupyansk?id=8"),
    ("https://news.example/a/kupyansk", "https://news.example/a/Kupyansk"),
    ("https://news.example/a/kupyansk", "https://news.example/a/kupyansk-2"),
    ("https://news.example/a", "https://news.example:8443/a"),
    ("https://news.example/a", "https://en.news.example/a"),
    ("https://news.example/a", "https://news.example.ua/a"),
    ("https://news.example/view?p=1", "https://news.example/view?p=2"),
    ("https://news.example/article?sid=11", "https://news.example/article?sid=12"),
    ("https://news.example/show?cid=3", "https://news.example/show?cid=4"),
    ("https://news.example/release?ref=1001", "https://news.example/release?ref=1002"),
    ("https://news.example/a-1?page=1", "https://news.example/a-1?page=2"),
    ("https://news.example/list?id=1&id=2", "https://news.example/list?id=2&id=1"),
    ("https://news.example/?%FF", "https://news.example/?%FE"),
    ("https://news.example/%FF-1", "https://news.example/%FE-1"),
    ("https://news.example/a%2Fb-1", "https://news.example/a/b-1"),
    ("https://news.example/a%3Fb-1", "https://news.example/a?b-1"),
    ("https://news.example/glossary/amp", "https://news.example/glossary"),
    ("https://news.example/amp", "https://news.example/"),
    ("https://news.example/amplifier-1", "https://news.example/lifier-1"),
    ("https://news.example/story-1?view=gallery", "https://news.example/story-1"),
    ("https://m.com.ua/a", "https://com.ua/a"),
    ("https://amp.dev/a", "https://dev/a"),
    ("https://mnews.example/a", "https://news.example/a"),
    ("https://app.example/#!/story/1", "https://app.example/#!/story/2"),
    ("https://app.example/#/story/1", "https://app.example/#/story/2"),
    ("https://www.google.com/amp/s", "https://www.google.com/amp"),
    ("https://google.example/amp/s/daily.example/a-1", "https://daily.example/a-1"),
]
NO_ADDRESSES = ["", "/relative", "mailto:a@b.example", "http://", "https://[bad", "http://a:99999/"]

# as told · as stored: it leads where the told one leads
STORED = [
    ("HTTPS://www.News.Example:443/A/?b=2&a=1#top", "https://www.news.example/A/?b=2&a=1"),
    ("http://m.news.example/a?utm_source=x&fbclid=y", "http://m.news.example/a"),
    ("https://user:secret@news.example/a", "https://news.example/a"),
    ("https://минобороны.рф/5", "https://xn--90anlfbebar6i.xn--p1ai/5"),
    ("https://[2001:db8::1]:8080/a", "https://[2001:db8::1]:8080/a"),
]


@pytest.mark.parametrize("spellings", SAME, ids=lambda row: row[0])
def test_addresses_of_one_page_are_one(spellings):
    found = {canonical_url(url) for url in spellings}
    assert len(found) == 1
    assert None not in found


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_addresses_of_two_articles_stay_two(one, other):
    assert canonical_url(one) != canonical_url(other)
    assert canonical_url(one) is not None


@pytest.mark.parametrize("url", [url for row in (*SAME, *DIFFERENT) for url in row])
def test_a_canonical_address_is_canonical_and_so_is_that_of_the_stored_one(url):
    canonical = canonical_url(url)
    assert canonical_url(canonical) == canonical
    assert canonical_url(plain_url(url)) == canonical


@pytest.mark.parametrize("url", NO_ADDRESSES)
def test_what_is_no_web_address_has_no_canonical_form(url):
    assert canonical_url(url) is None
    assert plain_url(url) is None


@pytest.mark.parametrize(("told", "stored"), STORED)
def test_the_stored_address_still_leads_to_the_page(told, stored):
    assert plain_url(told) == stored
