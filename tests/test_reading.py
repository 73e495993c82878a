"""Files, folders, globs and standard input in; documents out, and each failure named."""

from __future__ import annotations

import gzip
import io
import json
from datetime import date
from pathlib import Path

import pytest

from kg.model import Document, Skipped
from kg.reading import Reading, find_articles, iter_documents, make_document, parse_published, read

NEWS = "The minister met the president in Oslo on Monday and said that the talks were useful."
LONG_NEWS = f"{NEWS} They will meet again in the spring, and the two sides have agreed on that."


@pytest.fixture(autouse=True)
def in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(name: str, content: str | bytes) -> str:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    data = content.encode() if isinstance(content, str) else content
    path.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    return name


def read_one(name: str, content: str | bytes) -> Document:
    reading = read(write(name, content))
    assert not reading.skipped
    (document,) = reading
    return document


def refuse(name: str, content: str | bytes) -> str:
    """Why the only article of a file is skipped."""
    reading = read(write(name, content))
    assert not reading.documents
    (skipped,) = reading.skipped
    assert skipped.where.startswith(name)
    assert skipped.remedy
    return skipped.why


def heads(document: Document) -> tuple[str, str]:
    """The title line as it stands in the text, and the first words after it."""
    text = document.text
    return text[document.body : document.headline], text[document.headline :].strip()[:12]


# The text, its title, its day, its headline in the text, and how the rest starts.
HEADS = [
    (f" date 2023-09-13 Kim arrives.\n\n{NEWS}", "Kim arrives.", "2023-09-13", "Kim arrives."),
    (f"Date: 2023-09-13\nKim arrives\n\n{NEWS}", "Kim arrives", "2023-09-13", "Kim arrives"),
    (f"Title: Kim arrives\n\n{NEWS}", "Kim arrives", None, "Kim arrives"),
    (f"Title: Kim\r\nURL: http://a.b/c\r\n\r\n{NEWS}", "Kim", None, ""),
    (f"# Kim arrives\n{NEWS}", "Kim arrives", None, "Kim arrives"),
    (f"Kim arrives\n===========\n{NEWS}", "Kim arrives", None, "Kim arrives"),
    (f"Kim arrives in Russia\n\n{NEWS}", "Kim arrives in Russia", None, "Kim arrives in Russia"),
    (f"Kim arrives\r\n\r\n{NEWS}", "Kim arrives", None, "Kim arrives"),
    (f"Kim arrives\n\n13 September 2023\n\n{NEWS}", "Kim arrives", "2023-09-13", "Kim arrives"),
    (f"Friday, January 4, 2019 \n\n\n{NEWS}", "", "2019-01-04", ""),
    (f"---\ntitle: 'Kim'\ndate: 2023-09-13\n---\n\n{NEWS}", "Kim", "2023-09-13", ""),
    (NEWS, "", None, ""),
    (f"Kim has arrived.\n\n{NEWS}", "", None, ""),
    (f"By Jane Doe\n\n{NEWS}", "", None, ""),
    (f"OSLO, March 3 (Reuters) - {NEWS}", "", None, ""),
    (f" date 2023-13-45 {NEWS}", "", None, ""),
    (f"date 2023-09-13 {NEWS * 6}", "", "2023-09-13", ""),
]


@pytest.mark.parametrize(("text", "title", "published", "headline"), HEADS)
def test_the_head_of_a_text_gives_title_and_day(
    text: str, title: str, published: str | None, headline: str
) -> None:
    document = make_document(text)
    assert document.text == text
    assert (document.title, heads(document)[0]) == (title, headline)
    assert document.published == (date.fromisoformat(published) if published else None)


def test_a_title_alone_is_an_article() -> None:
    document = make_document("Kim Jong Un arrives in Russia")
    assert document.title == document.text == heads(document)[0]


def test_front_matter_is_metadata_and_not_text_to_analyse() -> None:
    front = "---\ntitle: Kim\nsource: Reuters\nurl: https://a.b/c\nmood: good\n---\n"
    document = read_one("a.md", front + NEWS)
    assert (document.source, document.url) == ("Reuters", "https://a.b/c")
    assert document.text[document.body :] == NEWS


def test_a_title_known_from_elsewhere_is_found_in_the_text() -> None:
    document = make_document(f"Kim  arrives.\n{NEWS}", title="Kim arrives.")
    assert heads(document) == ("Kim  arrives.", "The minister")


def test_a_text_file_is_read_to_the_letter() -> None:
    text = f"Tabs\tand\r\nlines \x0c and é and 🎈.\r\n\r\n{NEWS}\n"
    assert read_one("a.txt", text).text == text
    assert read_one("b.txt.gz", text).text == text


PAGE = f"""<!DOCTYPE html><html><head><title>Kim arrives - The Herald</title>
<meta property="og:title" content="Kim arrives"><meta property="og:site_name" content="The Herald">
<meta property="article:published_time" content="2023-09-13T10:00:00Z">
<link rel="canonical" href="https://herald.example/kim"></head><body><nav>Home | Sport</nav>
<article><h1>Kim arrives</h1><p>{LONG_NEWS}</p><p>{LONG_NEWS.replace("Oslo", "Rome")}</p></article>
<footer>Cookies</footer></body></html>"""


def test_a_web_page_gives_its_article_and_metadata() -> None:
    document = read_one("a.html", PAGE)
    assert NEWS in document.text
    assert "Cookies" not in document.text
    assert (document.title, document.source) == ("Kim arrives", "The Herald")
    assert (document.url, document.published) == ("https://herald.example/kim", date(2023, 9, 13))


def test_a_piece_of_a_page_is_a_page() -> None:
    assert read_one("a.htm", f"<p>{NEWS}</p>").text == NEWS


@pytest.mark.parametrize(
    "item",
    [
        {"text": NEWS, "title": "Kim", "date": "2023-09-13", "url": "u", "source": "S"},
        {"body": NEWS, "headline": "Kim", "publishedAt": "2023-09-13T08:00:00Z", "link": "u",
         "publisher": {"name": "S"}},
        {"articleBody": NEWS, "headline": "Kim", "datePublished": 1694600000, "url": "u",
         "site_name": "S"},
        {"maintext": NEWS, "title": "Kim", "date_publish": "2023-09-13 08:00:00", "url": "u",
         "source_domain": "S"},
        {"content": f"<p>{NEWS}</p>", "title": {"rendered": "Kim"}, "url": "u", "outlet": "S",
         "date": "Wed, 13 Sep 2023 10:00:00 +0200"},
    ],
)  # fmt: skip
def test_json_is_read_under_the_usual_names(item: dict[str, object]) -> None:
    document = read_one("a.json", json.dumps(item))
    assert (document.text, document.title, document.source) == (NEWS, "Kim", "S")
    assert (document.url, document.published) == ("u", date(2023, 9, 13))


@pytest.mark.parametrize("shape", [lambda items: items, lambda items: {"articles": items}])
def test_json_may_hold_many_articles(shape: object) -> None:
    items = [{"text": f"{NEWS} {n}"} for n in range(3)]
    content = json.dumps(shape(items))  # type: ignore[operator]
    reading = read(write("a.json", content))
    assert {document.path for document in reading} == {"a.json#1", "a.json#2", "a.json#3"}


def test_a_bad_line_costs_that_line() -> None:
    good = json.dumps({"text": NEWS})
    lines = [
        good,
        '{"text": "broken',
        "",
        "[1]",
        "7",
        '{"title": null}',
        good.replace("Oslo", "Rome"),
    ]
    reading = read(write("a.jsonl", "\n".join(lines)))
    assert len(reading) == 2
    assert [skipped.where for skipped in reading.skipped] == [f"a.jsonl:{n}" for n in (2, 4, 5, 6)]


def test_what_cannot_be_written_is_replaced_one_for_one() -> None:
    document = read_one("a.json", '{"text": "Kim \\ud800met\\u0000 the president in Oslo."}')
    assert document.text == "Kim \ufffdmet\ufffd the president in Oslo."
    assert document.text.encode()


ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252", "mac_roman"]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_any_usual_encoding_is_read_right(encoding: str) -> None:
    text = f"“I don’t know,” the café’s owner said – in München. {NEWS}"
    assert read_one("a.txt", text.encode(encoding)).text == text


def test_names_of_central_europe_are_read_right() -> None:
    text = f"Lech Wałęsa met him. {NEWS}"
    assert read_one("a.txt", text.encode("cp1250")).text == text


def test_a_page_says_its_own_encoding() -> None:
    page = PAGE.replace("<head>", '<head><meta charset="iso-8859-2">').replace("Oslo", "Łódź")
    assert "Łódź" in read_one("a.html", page.encode("iso-8859-2")).text


def test_a_broken_byte_order_mark_names_the_encoding() -> None:
    assert "utf-16" in refuse("a.txt", b"\xff\xfea")


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\n", "empty"),
        ("a.jsonl", b"", "empty"),
        ("a.txt", b"--- 12 34 ---", "no words in it"),
        ("a.txt", b"%PDF-1.7 \x00\x01", "a PDF"),
        ("a.txt", b"PK\x03\x04" + bytes(100), "a zip archive"),
        ("a.dat", b"\x89PNG\r\n\x1a\n" + bytes(100), "a PNG picture"),
        ("a.txt", bytes(range(256)) * 4, "a binary file"),
        ("a.txt", f"{NEWS} " * 15_000, "longer than 1,000,000 characters"),
        ("a.txt", "x" * 10_000_000, "longer than 1,000,000 characters"),
        ("a.txt.gz", "x" * 10_000_000, "longer than 1,000,000 characters"),
        ("a.json", '{"text": "broken', "line 1, column 10"),
        ("a.json", "[" * 100_000, "broken JSON"),
        ("a.json", "[]", "a list without articles"),
        ("a.json", '{"id": 3}', "an object without a text"),
        ("a.jsonl", '{"predicate": "met", "roles": {}}', "a claim, not an article"),
        ("a.html", "<html><body></body></html>", "no article text"),
        ("a.html", "<div>" * 5_000, "no article text"),
    ],
)
def test_what_is_no_article_is_refused_in_words(name: str, content: str | bytes, why: str) -> None:
    assert why in refuse(name, content)


FOREIGN = [
    ("Russian", "Президент прибыл в Москву на переговоры с министром обороны."),
    ("Ukrainian", "Президент України прибув до Києва і зустрівся з міністром оборони її країни."),
    ("Chinese", "总统周三抵达莫斯科与国防部长会谈。"),
    ("Japanese", "大統領は水曜日にモスクワに到着し、国防相と会談した。"),
    ("Arabic", "وصل الرئيس إلى موسكو لإجراء محادثات مع وزير الدفاع."),
    ("French", "Le président est arrivé à Moscou pour des entretiens avec le ministre de la "
     "défense et il a dit que les deux pays ont signé un accord dans la capitale."),
    ("German", "Der Präsident ist am Mittwoch in Moskau angekommen und hat mit dem Minister über "
     "das Abkommen gesprochen, das die beiden Länder nicht unterzeichnet haben."),
    ("Spanish", "El presidente llegó el miércoles a Moscú para reunirse con el ministro de defensa "
     "y dijo que los dos países firmaron un acuerdo en la capital."),
    ("Portuguese", "O presidente chegou a Moscou na quarta-feira para uma reunião com o ministro "
     "da defesa e disse que os dois países assinaram um acordo em julho."),
    ("Italian", "Il presidente è arrivato mercoledì a Mosca per un incontro con il ministro della "
     "difesa e ha detto che i due paesi non hanno firmato un accordo."),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text"), FOREIGN)
def test_other_languages_are_refused_by_name(language: str, text: str) -> None:
    assert refuse("a.txt", text) == f"not English (looks like {language})"


def test_russian_in_an_old_encoding_is_not_taken_for_western() -> None:
    text = f"{FOREIGN[0][1]} Стороны подписали соглашение о сотрудничестве. " * 5
    assert "not English" in refuse("a.txt", text.encode("cp1251"))


@pytest.mark.parametrize("text", ["Vive la France!", "Kim a rencontré Poutine.", "GDP 3.4 %"])
def test_a_short_text_gets_the_benefit_of_the_doubt(text: str) -> None:
    assert read_one("a.txt", text).text == text


def test_folders_are_read_through_and_through_and_in_order() -> None:
    for name in ("b.txt", "a/c.md", "a/z.TXT.gz", "a/.hidden.txt", ".git/d.txt", "e.csv", "f"):
        write(f"news/{name}", f"{NEWS} {name}")
    assert list(find_articles("news")) == ["news/a/c.md", "news/a/z.TXT.gz", "news/b.txt"]
    assert list(find_articles(["news/*.csv", Path("news/b.txt"), "news/**/*.txt"])) == [
        "news/b.txt",
        "news/e.csv",
    ]


def test_gold_claims_beside_articles_are_left_out_of_folders() -> None:
    for name in ("a.txt", "gold.jsonl", "b.gold.jsonl", "c.Gold.jsonl.gz", "d-gold.jsonl"):
        write(f"news/{name}", NEWS)
    assert list(find_articles("news")) == ["news/a.txt", "news/d-gold.jsonl"]
    assert list(find_articles("news/gold.jsonl")) == ["news/gold.jsonl"]


def test_links_in_a_circle_end() -> None:
    write("news/a.txt", NEWS)
    for link, target in (("again", "."), ("b.txt", "nowhere"), ("c.txt", "c.txt")):
        Path("news", link).symlink_to(target)
    reading = read("news")
    assert [document.path for document in reading] == ["news/a.txt"]
    assert [skipped.where for skipped in reading.skipped] == ["news/b.txt", "news/c.txt"]


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("missing.txt", "no such file or folder"),
        ("*.missing", "no file matches"),
        ("folder", "no articles in this folder"),
        ("", "an empty name"),
        ("a\0b", "cannot be read"),
        ("x" * 300, "cannot be read"),
    ],
)
def test_what_is_not_there_is_named(source: str, why: str) -> None:
    Path("folder").mkdir()
    (skipped,) = read(source).skipped
    assert why in skipped.why


def test_a_damaged_gzip_file_costs_that_file() -> None:
    Path("a.txt.gz").write_bytes(gzip.compress(NEWS.encode())[:-12])
    Path("b.jsonl.gz").write_bytes(b"\x1f\x8b not gzip")
    write("c.txt", NEWS)
    reading = read("a.txt.gz", "b.jsonl.gz", "c.txt")
    assert len(reading) == 1
    assert ["broken gzip" in skipped.why for skipped in reading.skipped] == [True, True]


def test_a_bomb_is_not_unpacked_to_the_end() -> None:
    assert "200 times" in refuse("a.jsonl.gz", b"\n" * (6 * 2**20))


def test_the_same_article_twice_is_one() -> None:
    write("a.txt", NEWS)
    write("b.txt", NEWS)
    reading = read("b.txt", "a.txt", "./a.txt")
    assert [document.path for document in reading] == ["a.txt"]
    assert reading.skipped == (
        Skipped("b.txt", "the same article as a.txt", "leave one of them out"),
    )


def test_the_order_of_the_sources_makes_no_difference() -> None:
    names = [write(f"{n}.txt", f"{NEWS} {n}") for n in range(5)]
    assert read(*names) == read(*reversed(names)) == read(".")
    ids = [document.id for document in read(*names)]
    assert ids == sorted(ids)


def test_the_id_depends_on_content_and_metadata_and_not_on_the_path() -> None:
    plain = make_document(NEWS, path="a")
    assert plain.id == make_document(NEWS, path="b").id
    assert len({plain.id, make_document(NEWS, url="u").id, make_document(NEWS, source="u").id}) == 3


@pytest.mark.parametrize(
    ("data", "count"),
    [
        (NEWS.encode(), 1),
        (gzip.compress(NEWS.encode()), 1),
        (PAGE.encode(), 1),
        (json.dumps([{"text": NEWS}, {"text": LONG_NEWS}], indent=1).encode(), 2),
        (f'{{"text": "{NEWS}"}}\n{{"text": "{LONG_NEWS}"}}'.encode(), 2),
        (f"[Reuters] {NEWS}".encode(), 1),
        (b"", 0),
    ],
)
def test_standard_input_is_known_by_its_content(data: bytes, count: int) -> None:
    reading = read("-", stdin=io.BytesIO(data))
    assert len(reading) == count
    assert len(reading.skipped) == (0 if count else 1)


def test_progress_can_be_watched() -> None:
    write("a.txt", NEWS)
    results = list(iter_documents(["a.txt", "b.txt"]))
    assert [type(result) for result in results] == [Document, Skipped]


def test_a_reading_is_a_collection_of_documents() -> None:
    document = make_document(NEWS)
    assert list(Reading((document,))) == [document]
    assert len(Reading((document,))) == 1


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2023-09-13", "2023-09-13"),
        ("2023-09-13T23:30:00-05:00", "2023-09-13"),
        ("2023/9/13 10:00", "2023-09-13"),
        ("20230913", "2023-09-13"),
        ("13 September 2023", "2023-09-13"),
        ("Sept. 13, 2023, 5:30 p.m. ET", "2023-09-13"),
        ("Published on Wednesday, September 13th, 2023", "2023-09-13"),
        ("Wed, 13 Sep 2023 10:00:00 +0200", "2023-09-13"),
        (1694600000, "2023-09-13"),
        ("1694600000000", "2023-09-13"),
        (date(2023, 9, 13), "2023-09-13"),
        ("09/10/2023", None),
        ("last Tuesday", None),
        ("2023-02-30", None),
        ("0001-01-01", None),
        (float("nan"), None),
        (True, None),
        (None, None),
        ([1], None),
    ],
)
def test_publication_dates_in_many_spellings(value: object, day: str | None) -> None:
    assert parse_published(value) == (date.fromisoformat(day) if day else None)
