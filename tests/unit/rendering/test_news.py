"""News of the city and of districts: on its page, in lists, in feeds, in search, in print, from Word."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from io import BytesIO
from pathlib import Path

import docx
import pytest
from bulletin_issues import photo
from corpus_trees import BASE, problems_of, put, sign
from sample_program import qiangxiao

from qiangxiao.catalog.authority import Actor, Role
from qiangxiao.catalog.catalog import address_of
from qiangxiao.catalog.loader import load
from qiangxiao.foundation.vocabulary import BulletinContent, NewsCategory
from qiangxiao.rendering.bulletin.content import print_item
from qiangxiao.rendering.context import Photo, Site
from qiangxiao.rendering.feeds import feed_settings
from qiangxiao.rendering.page import Page
from qiangxiao.rendering.pages.everything import all_pages
from qiangxiao.rendering.subscriptions import edition_feeds
from qiangxiao.rendering.views import view_of
from qiangxiao.selection.bulletin import is_printable, items
from qiangxiao.selection.edition import Edition
from qiangxiao.site.photos import list_shown_photos

AS_OF = date(2026, 11, 20)
CITY, DISTRICT = "news/2026-10-15-tuijinhui", "jinjiang/news/2026-10-20-zoufang"
CITY_FILE, DISTRICT_FILE = f"docs/{CITY}.md", f"schools/{DISTRICT}.md"
CITY_TEXT = """---
title: 秋季推进会召开
date: 2026-10-15
summary: 会议排定本学期的教学视导。
category: 工作部署
measures:
  - 专家团队专业指导
schools:
  - jinjiang/shili
author_office: 协调办公室
---

会议排定本学期的教学视导，十月中旬开始。
"""
DISTRICT_TEXT = """---
title: 锦江区走访实验校
date: 2026-10-20
summary: 区教育部门听课四节。
category: 区县动态
---

区教育部门听课四节，与备课组座谈。
"""


@pytest.fixture
def told(root: Path) -> Site:
    put(root, CITY_FILE, CITY_TEXT)
    put(root, DISTRICT_FILE, DISTRICT_TEXT)
    later = CITY_TEXT.replace("author_office: 协调办公室", "embargo_until: 2026-12-01")
    put(root, "docs/news/2026-10-15-zanhuan.md", later.replace("秋季推进会召开", "还不能说的事"))
    return Site(Edition(load(root).catalog, AS_OF))


@pytest.fixture
def pages(told: Site) -> Mapping[str, Page]:
    return {page.address: page for page in all_pages(told)}


def test_ids_have_the_addresses_of_the_contract() -> None:
    assert address_of(CITY) == "news/2026-10-15-tuijinhui/"
    assert address_of(DISTRICT) == "districts/jinjiang/news/2026-10-20-zoufang/"
    assert is_printable(CITY) and is_printable(DISTRICT) and not is_printable("jinjiang/shili/plan")


def test_each_has_a_page_and_its_place_in_the_lists(pages: Mapping[str, Page]) -> None:
    city = pages["news/2026-10-15-tuijinhui/"]
    assert "十月中旬开始" in city.markdown and "协调办公室" in city.markdown
    assert "schools/jinjiang/shili/" in city.markdown and "measures/experts/" in city.markdown
    district = pages["districts/jinjiang/news/2026-10-20-zoufang/"]
    assert "与备课组座谈" in district.markdown and "来源 锦江区" in district.markdown
    for address in ("news/", "", "districts/jinjiang/"):
        assert "锦江区走访实验校" in pages[address].markdown, address
    assert "秋季推进会召开" not in pages["districts/jinjiang/"].markdown
    assert "区教育部门听课四节" in str(district.search)


def test_what_may_not_be_seen_yet_is_nowhere(told: Site, pages: Mapping[str, Page]) -> None:
    assert not any("还不能说的事" in page.markdown for page in pages.values())
    feeds = edition_feeds(told, feed_settings(told.edition.catalog.program))
    assert not any(entry.title == "还不能说的事" for feed in feeds for entry in feed.entries)


def test_feeds_bring_it(told: Site) -> None:
    settings = feed_settings(told.edition.catalog.program)
    titles = {feed.name: {entry.title for entry in feed.entries} for feed in edition_feeds(told, settings)}
    assert {"秋季推进会召开", "锦江区走访实验校"} <= titles["all"]
    assert "锦江区走访实验校" in titles["districts/jinjiang"]
    assert "锦江区走访实验校" not in titles["districts/pujiang"] | titles["schools/jinjiang/shili"]
    assert "秋季推进会召开" in titles["measures/experts"]


def test_the_bulletin_collects_it_and_prints_who_speaks(told: Site) -> None:
    found = items(told.edition.catalog, AS_OF)
    assert found[CITY].content is BulletinContent.NEWS
    assert found[DISTRICT].content is BulletinContent.DISTRICT_NEWS
    settings = told.edition.catalog.program.bulletin
    assert settings.section_for(BulletinContent.NEWS) == settings.sections[0].name
    printed = print_item(told, found[CITY].entry)
    assert (printed.title, printed.source) == ("秋季推进会召开", "协调办公室")
    assert print_item(told, found[DISTRICT].entry).source == "锦江区"


def test_a_word_file_of_a_district_becomes_its_news(root: Path, tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("锦江区召开校车工作协调会", 0)
    for text in ("2026年11月12日", "11月12日，锦江区召开校车工作协调会，定下两件事。", "供稿：初中教育科"):
        document.add_paragraph(text)
    document.save(str(tmp_path / "xiaoche.docx"))
    source = str(tmp_path / "xiaoche.docx")
    assert qiangxiao(root, "import", source, "--as", "district_news").returncode == 2
    done = qiangxiao(root, "import", source, "--as", "district_news", "--district", "jinjiang")
    assert done.returncode == 0, done.stdout
    text = (root / "schools/jinjiang/news/2026-11-12-xiaoche.md").read_text(encoding="utf-8")
    assert "title: 锦江区召开校车工作协调会" in text and "author_office: 初中教育科" in text
    assert text.endswith("11月12日，锦江区召开校车工作协调会，定下两件事。\n")


PHOTOS = """photos:
  - file: media/tuijinhui-1.jpg
    alt: 会场
    consent: true
  - file: media/tuijinhui-2.jpg
    alt: 听课
    consent: true
author_office"""


def put_photo(root: Path, name: str) -> None:
    (root / "schools/media").mkdir(exist_ok=True)
    (root / f"schools/media/{name}").write_bytes(photo())


def with_photos(root: Path, text: str = CITY_TEXT) -> Site:
    placed = text.replace("author_office", PHOTOS).replace(
        "会议排定本", "![听课](media/tuijinhui-2.jpg)\n\n会议排定本"
    )
    put(root, CITY_FILE, placed.replace("summary: ![听课](media/tuijinhui-2.jpg)\n\n", "summary: "))
    catalog = load(root).catalog
    edition = Edition(catalog, AS_OF)
    own = [path for path in list_shown_photos(edition) if path.startswith("schools/media/")]
    shown = {path: Photo(path, 640, 480, 1, path) for path in own}
    return Site(edition, photos=shown)


def test_its_photos_are_on_its_page_in_feeds_and_in_print(root: Path) -> None:
    for number in (1, 2):
        put_photo(root, f"tuijinhui-{number}.jpg")
    put_photo(root, "bieren.jpg")
    site = with_photos(root)
    assert [problem for problem in problems_of(root) if problem.code.startswith("photo.")] == []
    assert set(site.photos) == {"schools/media/tuijinhui-1.jpg", "schools/media/tuijinhui-2.jpg"}
    (page,) = [page for page in all_pages(site) if page.address == f"{CITY}/"]
    assert "../../schools/media/tuijinhui-1.jpg" in page.markdown and "会场" in page.markdown
    assert page.markdown.count("../../schools/media/tuijinhui-2.jpg") >= 1
    assert page.image == "schools/media/tuijinhui-1.jpg"
    entry = site.edition.published[CITY]
    printed = print_item(site, entry)
    assert [picture.path for picture in printed.pictures] == ["schools/media/tuijinhui-1.jpg"]
    assert printed.folder == "schools/"
    image = view_of(entry.kind).feed_image(site, entry)
    assert image and image.address == "schools/media/tuijinhui-1.jpg"
    told = "".join(str(part) for part in view_of(entry.kind).feed_content(site, entry))
    assert "../../schools/media/tuijinhui-2.jpg" in told


def test_a_photo_of_news_has_to_be_there_and_agreed_to(root: Path) -> None:
    put_photo(root, "tuijinhui-1.jpg")
    put(
        root,
        CITY_FILE,
        CITY_TEXT.replace("author_office", PHOTOS.replace("consent: true", "consent: false", 1)),
    )
    found = [(problem.code, problem.span.line) for problem in problems_of(root) if "photo." in problem.code]
    assert found == [("photo.consent", 11), ("photo.missing", 14)]


def test_a_photo_of_what_is_not_public_yet_is_not_published(root: Path) -> None:
    put_photo(root, "tuijinhui-1.jpg")
    later = CITY_TEXT.replace("measures:", "embargo_until: 2026-12-01\nmeasures:")
    assert dict(with_photos(root, later).photos) == {}


def test_the_photos_of_a_district_lie_with_the_district(root: Path) -> None:
    named = "photos:\n  - file: media/zoufang.jpg\n    alt: 走访\n    consent: true\n---\n"
    put(root, DISTRICT_FILE, DISTRICT_TEXT.replace("---\n\n区", f"{named}\n区"))
    put_photo(root, "zoufang.jpg")
    (told,) = [problem for problem in problems_of(root) if problem.code == "photo.missing"]
    assert told.hint == "请移到 schools/jinjiang/media/。"
    own = root / "schools/jinjiang/media/zoufang.jpg"
    own.parent.mkdir()
    (root / "schools/media/zoufang.jpg").rename(own)
    assert not [problem for problem in problems_of(root) if problem.path.startswith("schools/jinjiang/news/")]
    edition = Edition(load(root).catalog, AS_OF)
    path = "schools/jinjiang/media/zoufang.jpg"
    assert path in list_shown_photos(edition)
    site = Site(edition, photos={path: Photo(path, 640, 480, 1, path)})
    page = next(page for page in all_pages(site) if page.address == f"districts/{DISTRICT}/")
    assert page.image == path and f"../../../../{path}" in page.markdown
    assert print_item(site, edition.published[DISTRICT]).pictures[0].path == path


def test_a_sign_off_of_news_covers_its_photos(root: Path) -> None:
    put_photo(root, "tuijinhui-1.jpg")
    put_photo(root, "tuijinhui-2.jpg")
    with_photos(root)
    sign(root, CITY_FILE, ("初审", "甲", "2026-10-16"))
    assert len(load(root).catalog.by_id[CITY].signed) == 1
    (root / "schools/media/tuijinhui-2.jpg").write_bytes(photo() + b"x")
    assert load(root).catalog.by_id[CITY].signed == ()


def test_editors_may_bring_photos_of_news_and_schools_may_not() -> None:
    for path in ("schools/media/tuijinhui-1.jpg", "schools/jinjiang/media/zoufang.jpg"):
        assert Actor(Role.EDITOR).may_change(path)
        assert not Actor(Role.SCHOOL, frozenset({"jinjiang/shili"})).may_change(path)
    assert not Actor(Role.EDITOR).may_change("schools/media/logo.svg")


def test_a_word_file_with_a_photo_brings_it_along(root: Path, tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("市领导调研实验校", 0)
    document.add_paragraph("2026年11月12日")
    document.add_paragraph("11月12日，市领导到锦江示例初级中学听了两节课，与教师座谈。")
    document.add_picture(BytesIO(photo()))
    document.save(str(tmp_path / "diaoyan.docx"))
    done = qiangxiao(root, "import", str(tmp_path / "diaoyan.docx"), "--as", "news")
    assert done.returncode == 0, done.stdout + done.stderr
    assert (root / "schools/media/diaoyan-1.jpg").is_file()
    text = (root / "docs/news/2026-11-12-diaoyan.md").read_text(encoding="utf-8")
    assert "file: media/diaoyan-1.jpg" in text
    assert "consent: true" not in text  # an editor says so


def test_a_new_file_lies_with_its_district(root: Path) -> None:
    done = qiangxiao(root, "new", "district_news", "--district", "pujiang", "--slug", "zoufang")
    assert done.returncode == 0 and (root / "schools/pujiang/news/2026-11-20-zoufang.md").is_file()
    assert qiangxiao(root, "new", "district_news", "--district", "meiyou", "--slug", "a").returncode == 2


def test_the_base_has_no_news_and_its_index_says_so() -> None:
    site = Site(Edition(load(BASE).catalog, AS_OF))
    index = next(page for page in all_pages(site) if page.address == "news/")
    assert "还没有" in index.markdown and len(NewsCategory) == 6
