"""The reference table of stocks: read strictly, ours or the user's."""

import duckdb
import pytest

from expectations.stock import STOCK, StockError, load_stock

HEADER = "side,equipment,kind,day,low,high,source\n"


@pytest.fixture
def write(tmp_path):
    """Write a table of stocks and return its path."""

    def written(text):
        path = tmp_path / "stock.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return written


def test_the_table_that_is_shipped_can_be_read_and_asserts_nothing(con):
    load_stock(con, STOCK)
    assert con.sql("select count(*) from stock").fetchone() == (0,)


def test_a_row_is_a_stock_or_a_delivery_with_its_source(con, write):
    path = write(
        "# Launchers.\n"
        + HEADER
        + "ukraine,HIMARS launcher,stock,2022-06-01,4,4,the ministry's answer\n"
        + "ukraine,HIMARS launcher,delivery,2022-10-01,16,,a parliament's report\n"
    )
    load_stock(con, path)
    assert con.sql(
        "select equipment, kind, day::varchar, low, high, source from stock"
    ).fetchall() == [
        ("himars launcher", "stock", "2022-06-01", 4, 4, "the ministry's answer"),
        ("himars launcher", "delivery", "2022-10-01", 16, None, "a parliament's report"),
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", r"stock\.csv:1: the columns are not side,"),
        ("side,equipment\n", r"stock\.csv:1: the columns are not side,"),
        (HEADER + "ukraine,tank,stock,2022-02-24,900\n", r"stock\.csv:2: 5 cells instead of 7"),
        (HEADER + "ukraine,tank,store,2022-02-24,9,9,a book\n", r":2: kind is 'store' instead of"),
        (HEADER + "ukraine,tank,stock,2022-02-24,9,8,a book\n", r":2: 9 to 8 is no interval"),
        (HEADER + "ukraine,tank,stock,24 Feb,9,9,a book\n", r":2: Invalid isoformat string"),
        (HEADER + "ukraine,tank,stock,2022-02-24,many,,a book\n", r":2: invalid literal for int"),
        (HEADER + "ukraine,tank,stock,2022-02-24,9,9,\n", r":2: side, equipment and source"),
    ],
)
def test_a_table_that_cannot_be_used_is_refused_with_its_line(con, write, text, message):
    with pytest.raises(StockError, match=message):
        load_stock(con, write(text))


def test_a_table_beside_the_warehouse_file_is_read_in_the_place_of_ours(write):
    path = write(HEADER + "russia,ship,stock,2022-02-24,80,80,a naval yearbook\n")
    con = duckdb.connect(path.with_name("tallywire.duckdb"))
    load_stock(con)
    assert con.sql("select side, equipment from stock").fetchall() == [("russia", "ship")]
    con.close()
