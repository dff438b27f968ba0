"""The online form as a teacher uses it on a phone, from the first key to the page on the site."""

from __future__ import annotations

import re
import zipfile
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

import pytest
from online_form import SAMPLE_SCHOOL as SCHOOL
from online_form import OnlineForm
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, expect
from same_text import BLOCKS, BODY, PATH, PICTURE, TABLE, copied_from_word, page_of, without_picture
from sample_program import copy_built, qiangxiao

from qiangxiao.authoring.formatter import format_file
from qiangxiao.authoring.sign_offs import keep_keys
from qiangxiao.records.kinds import kind_of
from qiangxiao.records.school import SCHOOL as SCHOOL_KIND
from qiangxiao.sources.document import read_document

FOLDER = f"schools/{SCHOOL}"
WITH_TABLE = "jintang/shili-hewan"
AGREED = "都同意（学生由监护人同意），或者没有人能认出来"


@pytest.fixture(scope="module")
def photos(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two photos named as phones name them."""
    folder = tmp_path_factory.mktemp("photos")
    names = (folder / "IMG_2041.JPG", folder / "微信图片_20261110.png")
    Image.effect_noise((2400, 1600), 80).convert("RGB").save(names[0], "JPEG")
    Image.linear_gradient("L").resize((1200, 900)).convert("RGB").save(names[1])
    return names


def fill_update(form: OnlineForm, photos: tuple[Path, Path]) -> None:
    form.fill("title", "走廊书架开放一个月")
    form.fill("date", "2026-11-10")
    form.fill("summary", "走廊书架开放一个月，七年级学生借书三百余册。")
    form.choose("measures", "深化课堂教学改革", "激发自主办学活力")
    form.write_body("书架放在走廊东头，十月十日开放。\n## 有什么变化\n一个月借出三百余册。")
    for at, (photo, alt) in enumerate(zip(photos, ("走廊东头的书架", "借书登记的本子"), strict=True)):
        form.add("photos")
        form.attach(f"photos.{at}.file", photo)
        form.fill(f"photos.{at}.alt", alt)
        form.choose(f"photos.{at}.consent", AGREED)
    form.fill("author_office", "教务处")


def fill_plan(form: OnlineForm) -> None:
    """Add an indicator with targets by year, and a task, to the plan that is there."""
    form.add("indicators")
    at = form.count("indicators") - 1
    form.choose_nth(f"indicators.{at}.objective", 0)
    form.fill(f"indicators.{at}.name", "走廊书架月借阅册数")
    form.choose(f"indicators.{at}.dimension", "办学水平")
    form.fill(f"indicators.{at}.unit", "册")
    form.fill(f"indicators.{at}.baseline", "0")
    for row, (year, value) in enumerate((("2026", "300"), ("2027", "450.5"))):
        form.add(f"indicators.{at}.targets")
        form.fill(f"indicators.{at}.targets.{row}._year", year)
        form.fill(f"indicators.{at}.targets.{row}._value", value)
    form.add("tasks")
    task = form.count("tasks") - 1
    form.choose_nth(f"tasks.{task}.objective", 0)
    form.choose(f"tasks.{task}.measure", "激发自主办学活力")
    form.fill(f"tasks.{task}.title", "在三层走廊各设一处书架")
    form.fill(f"tasks.{task}.due_on", "2027-06-30")


def test_an_update_with_photos_and_a_plan_go_all_the_way(
    form: OnlineForm, photos: tuple[Path, Path], sample_root: Path, tmp_path: Path
) -> None:
    form.open()
    form.begin("update")
    fill_update(form, photos)
    form.save()
    form.edit(f"{FOLDER}/plan.yml")
    fill_plan(form)
    form.save()
    expect(form.page.locator(".qxf-count")).to_have_text("改了 4 个文件")
    said = form.export(tmp_path / "package.zip")
    assert "新增进展：走廊书架开放一个月" in said
    with zipfile.ZipFile(tmp_path / "package.zip") as package:
        names = sorted(package.namelist())
    update = next(name for name in names if "/updates/2026-11-10-" in name)
    assert names == sorted(
        [update, f"{FOLDER}/plan.yml", f"{FOLDER}/media/img-2041.webp", f"{FOLDER}/media/20261110.webp"]
    )

    root = copy_built(sample_root, tmp_path / "root")
    taken = qiangxiao(root, "intake", str(tmp_path / "package.zip"))
    assert taken.returncode == 0, taken.stdout + taken.stderr
    checked = qiangxiao(root, "check")
    assert checked.returncode == 0, checked.stdout
    assert checked.stdout.startswith("错误 0，警告 0")
    assert qiangxiao(root, "fmt", "--check").returncode == 0
    assert (root / update).read_text(encoding="utf-8").count("\n    consent: true\n") == 2
    plan = (root / FOLDER / "plan.yml").read_text(encoding="utf-8")
    assert "    targets:\n      2026: 300\n      2027: 450.5\n" in plan
    built = qiangxiao(root, "build")
    assert built.returncode == 0, built.stdout
    page = root / "site" / update.removesuffix(".md") / "index.html"
    text = page.read_text(encoding="utf-8")
    assert "走廊书架开放一个月" in text
    assert "img-2041.webp" in text


def fill_news(form: OnlineForm, photo: Path) -> None:
    form.fill("title", "锦江区召开校车工作协调会（示例）")
    form.fill("date", "2026-11-12")
    form.fill("summary", "协调会定下两件事，月底前办好。")
    form.choose("category", "区县动态")
    form.choose("schools", "锦江示例初级中学（示例）")
    form.write_body("协调会定下两件事。\n## 办什么\n线路重排，站点加一处。")
    form.add("photos")
    form.attach("photos.0.file", photo)
    form.fill("photos.0.alt", "空着的会场")
    form.choose("photos.0.consent", AGREED)
    form.fill("author_office", "初中教育科")


def test_news_of_a_district_goes_all_the_way(
    form: OnlineForm, site_url: str, photos: tuple[Path, Path], sample_root: Path, tmp_path: Path
) -> None:
    """In the district's own room, which offers nothing of a school; what it may name are its schools."""
    page = form.page
    page.goto(f"{site_url}submit/")
    page.get_by_role("heading", name="市和区（市）县的稿件").scroll_into_view_if_needed()
    page.locator("#offices ~ ul").get_by_role("link", name="锦江区", exact=True).click()
    office = OnlineForm(page, site_url, "jinjiang/news")
    office.wait()
    assert page.get_by_role("link", name="进展").count() == 0
    office.begin("district_news")
    fill_news(office, photos[0])
    office.save()
    expect(page.locator(".qxf-count")).to_have_text("改了 2 个文件")
    said = office.export(tmp_path / "package.zip")
    assert "新增区县动态：锦江区召开校车工作协调会（示例）" in said
    with zipfile.ZipFile(tmp_path / "package.zip") as package:
        text, photo = sorted(package.namelist(), reverse=True)
    assert text.startswith("schools/jinjiang/news/2026-11-12-")
    assert photo == "schools/jinjiang/media/img-2041.webp"
    root = copy_built(sample_root, tmp_path / "root")
    taken = qiangxiao(root, "intake", str(tmp_path / "package.zip"), "--district", "jinjiang")
    assert taken.returncode == 0, taken.stdout + taken.stderr
    assert qiangxiao(root, "check").stdout.startswith("错误 0，警告 0")
    assert qiangxiao(root, "fmt", "--check").returncode == 0
    words = (root / text).read_text(encoding="utf-8")
    assert "schools:\n  - jinjiang/shili-yi\n" in words and "measures" not in words


MISTAKES = (
    ("title", "《书架》<b>", "不能有尖括号"),
    ("title", "字" * 101, "超过了 100 个字"),
    ("summary", "字" * 121, "超过了 120 个字"),
    ("author_office", "待填", "待填"),
)


def test_mistakes_are_named_in_chinese_while_typing(form: OnlineForm) -> None:
    form.open()
    form.begin("update")
    for place, typed, words in MISTAKES:
        form.fill(place, typed)
        expect(form.field(place)).to_contain_text(words)
        form.fill(place, "走廊书架")
        expect(form.field(place)).not_to_contain_text(words)
    form.add("readings")
    for place, typed, words in (
        ("value", "85%", "不带单位"),
        ("value", "1,200", "不带单位"),
        ("value", "八十", "不带单位"),
    ):
        form.fill(f"readings.0.{place}", typed)
        expect(form.field(f"readings.0.{place}")).to_contain_text(words)


def test_what_is_missing_is_named_when_saving(form: OnlineForm) -> None:
    form.open()
    form.begin("update")
    form.fill("title", "")
    form.save_button.click()
    for place in ("title", "date", "summary", "measures", "body"):
        expect(form.field(place)).to_contain_text("这一项必须填写")
    form.choose("measures", "深化课堂教学改革")
    expect(form.field("measures")).not_to_contain_text("这一项必须填写")
    form.add("photos")
    form.save_button.click()
    expect(form.field("photos.0.alt")).to_contain_text("这一项必须填写")


def test_the_profile_and_the_case_have_their_own_mistakes(form: OnlineForm) -> None:
    form.open()
    form.edit(f"{FOLDER}/school.yml")
    for place, typed, words in (
        ("class_count", "24个班", "整数"),
        ("founded_year", "一九八六", "四位年份"),
        ("website", "www.example.edu.cn", "https://"),
    ):
        form.fill(place, typed)
        expect(form.field(place)).to_contain_text(words)
    form.fill("contact.email", "jiaowu＠example.edu.cn")
    expect(form.field("contact.email")).to_contain_text("jiaowu@example.edu.cn")


def test_existing_content_saved_unchanged_is_unchanged_after_fmt(
    form: OnlineForm, site_url: str, sample_root: Path
) -> None:
    school = WITH_TABLE
    form = OnlineForm(form.page, site_url, school)
    form.open()
    before = form.texts()
    assert len(before) >= 20
    for path in _two_of_each_kind(before):
        form.edit(path)
        form.save_unchanged()
    after = form.texts()
    assert sorted(after) == sorted(before)
    differing = [
        path for path, text in after.items() if _formatted(path, text) != _formatted(path, before[path])
    ]
    assert differing == []
    expect(form.page.locator(".qxf-count")).to_have_text("没有改动")
    profile = f"schools/{school}/school.yml"
    stored = (sample_root / profile).read_bytes()
    assert "maintainers" not in before[profile]
    assert _formatted(profile, keep_keys(profile, before[profile], stored, SCHOOL_KIND)) == _formatted(
        profile, stored.decode()
    )


def _two_of_each_kind(texts: Mapping[str, str]) -> list[str]:
    """Return the two longest texts of each kind, which have most in them to get wrong."""
    kinds = defaultdict(list)
    for path in sorted(texts, key=lambda path: -len(texts[path])):
        kinds[kind_of(path)].append(path)
    return [path for paths in kinds.values() for path in paths[:2]]


def _formatted(path: str, text: str) -> str | None:
    kind = kind_of(path)
    assert kind is not None
    formatted = format_file(path, text.encode(), kind)
    assert formatted.text is not None, formatted.reason
    return formatted.text


def test_a_closed_tab_is_resumed(form: OnlineForm, site_url: str) -> None:
    phone = form.page.context
    form.open()
    form.begin("update")
    form.fill("date", "2026-11-12")
    form.type("title", "写了一半的进展")
    form.page.wait_for_timeout(2000)  # it saves a moment after the last key
    form.page.close()
    again = OnlineForm(phone.new_page(), site_url, SCHOOL)
    again.open()
    expect(again.page.get_by_role("region", name="没写完的内容")).to_contain_text("进展《写了一半的进展》")
    again.page.get_by_role("button", name="接着写").click()
    expect(again.field("title").locator("input")).to_have_value("写了一半的进展")
    expect(again.field("date").locator("input").first).to_have_value("2026-11-12")


def test_a_loaded_form_works_offline(new_phone: BrowserContext, site_url: str) -> None:
    form = OnlineForm(new_phone.new_page(), site_url, SCHOOL)
    form.open()
    form.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    form.open()  # once more, so that the worker has seen everything the page asks for
    new_phone.set_offline(True)
    form.open("#/collections/update/new")
    form.fill("title", "没有网也能写")
    expect(form.field("title").locator("input")).to_have_value("没有网也能写")
    new_phone.set_offline(False)


def test_the_way_from_the_header_to_the_form(form: OnlineForm, site_url: str) -> None:
    page = form.page
    page.goto(f"{site_url}about/")
    page.get_by_role("link", name="投稿", exact=True).first.click()
    expect(page.locator("h1")).to_contain_text("投稿")
    page.get_by_role("searchbox", name="输入校名或区县").fill("锦江示例")
    page.get_by_role("row").get_by_role("link", name="锦江示例初级中学").click()
    form.wait()
    assert page.url.startswith(f"{site_url}submit/{SCHOOL}/")


def test_without_scripts_the_list_of_schools_is_there(browser: Browser, site_url: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{site_url}submit/")
    expect(page.get_by_role("link", name="锦江示例初级中学").first).to_be_visible()
    page.goto(f"{site_url}submit/{SCHOOL}/")
    expect(page.get_by_text("用 Word 或邮件投稿")).to_be_visible()
    context.close()


def test_what_may_not_be_published_is_named_while_typing(form: OnlineForm, photos: tuple[Path, Path]) -> None:
    """A case with a rank, a phone number and a photo without consent."""
    form.open()
    form.begin("case")
    form.fill("title", "期末成绩年级排名第一的作业设计")
    expect(form.field("title")).to_contain_text("这里公布了考试排名")
    form.fill("summary", "详情请打电话13812345678,王老师解答。")
    expect(form.field("summary")).to_contain_text("这里有一个手机号码")
    expect(form.field("summary")).to_contain_text("请改成“话13812345678，王老师解答。”")
    form.fill("limits", "只在七年级试过。")
    form.reveal("body").locator("[contenteditable=true]").click()
    form.page.keyboard.type("联系人手机13987654321")
    expect(form.field("body")).to_contain_text("这里有一个手机号码。请改写科室名称、办公座机或单位邮箱。（")
    form.add("photos")
    form.attach("photos.0.file", photos[0])
    form.fill("photos.0.alt", "七年级三班合影")
    consent = form.reveal("photos.0.consent")
    expect(consent).to_contain_text("照片里能认出来的人，都同意公开吗？")
    expect(consent).to_contain_text("这张照片（七年级三班合影）里能认出来的人还没有都同意公开")
    strip = form.page.locator(".qxf-strip")
    expect(strip).to_contain_text("3 处不能公开，2 处请再看看")
    form.choose("photos.0.consent", AGREED)
    expect(consent).not_to_contain_text("还没有都同意公开")
    strip.get_by_role("button", name="看一看").click()
    expect(form.field("title")).to_be_in_viewport()
    form.fill("title", "两版测验卷的作业设计")
    form.fill("summary", "详情请问教务处。")
    expect(form.field("title")).not_to_contain_text("考试排名")
    expect(strip).to_contain_text("1 处不能公开")


def test_each_measure_is_explained_and_a_wordless_button_says_what_it_does(form: OnlineForm) -> None:
    form.open()
    form.begin("update")
    measures = form.reveal("measures")
    measures.get_by_text("这 8 项措施各做什么？").click()
    expect(measures).to_contain_text("青年教师由四个层次的指导教师分层带教")
    for name in ("返回", "更多", "预览"):
        button = form.page.get_by_role("button", name=name, exact=True).first
        assert button.evaluate("one => getComputedStyle(one, '::after').content") == f'"{name}"'
    nameless = "button:not([aria-label], [aria-labelledby])"
    assert [
        text for text in form.page.locator(f"#nc-root {nameless}").all_inner_texts() if not text.strip()
    ] == []


def test_goals_and_tasks_get_their_ids_from_the_form(form: OnlineForm) -> None:
    """A goal is written and chosen by its words; nobody types an id, and none is given twice."""
    form.open()
    form.edit(f"{FOLDER}/plan.yml")
    form.add("objectives")
    at = form.count("objectives") - 1
    assert form.field(f"objectives.{at}.id").count() == 0
    form.fill(f"objectives.{at}.title", "让走廊成为图书角")
    number = f"目标 {at + 1}"
    label = form.field(f"objectives.{at}.title").locator("h4")
    expect(label).to_have_attribute("data-called", number)
    form.add("tasks")
    task = form.count("tasks") - 1
    form.choose(f"tasks.{task}.objective", f"{number}：让走廊成为图书角")
    form.choose(f"tasks.{task}.measure", "激发自主办学活力")
    form.fill(f"tasks.{task}.title", "在三层走廊各设一处书架")
    form.save()
    plan = form.texts()[f"{FOLDER}/plan.yml"]
    assert f"  - id: o{at + 1}\n    title: 让走廊成为图书角\n" in plan
    given = re.findall(r"^  - id: (\S+)$", plan, re.MULTILINE)
    assert len(given) == len(set(given)) and f"t{task + 1}" in given
    assert f"    objective: o{at + 1}\n" in plan


def test_a_text_that_is_saved_at_once_leaves_no_draft(form: OnlineForm) -> None:
    form.open()
    form.begin("update")
    form.fill("date", "2026-10-12")
    form.fill("summary", "课后服务换了时间。")
    form.choose("measures", "深化课堂教学改革")
    form.write_body("课后服务换了时间。")
    form.page.wait_for_timeout(400)
    form.type("title", "课后服务")  # the last key is just before the save
    form.save()
    form.page.wait_for_timeout(1000)
    form.begin("update")
    expect(form.page.locator("dialog[open]")).to_have_count(0)


def typed(form: OnlineForm) -> None:
    """Key by key, with the keys for a new line and a new paragraph; a table is not typed."""
    form.reveal("body").locator("[contenteditable=true]").click()
    for at, block in enumerate(block for block in BLOCKS if block not in (TABLE, PICTURE)):
        if at:
            form.page.keyboard.press("Enter")
        for number, line in enumerate(block.split("\n")):
            if number:
                form.page.keyboard.press("Shift+Enter")
            form.page.keyboard.type(line)


def pasted_from_word(form: OnlineForm) -> None:
    form.reveal("body").locator("[contenteditable=true]").click()
    paste(form, "text/html", copied_from_word())


def pasted_as_markdown(form: OnlineForm) -> None:
    form.reveal("body").get_by_role("button", name="以 Markdown 编辑").click()
    form.field("body").locator("textarea, [contenteditable=true]").last.click()
    paste(form, "text/plain", BODY)


def paste(form: OnlineForm, kind: str, text: str) -> None:
    item = "new ClipboardItem({ [kind]: new Blob([text], { type: kind }) })"
    form.page.evaluate(f"([kind, text]) => navigator.clipboard.write([{item}])", [kind, text])
    form.page.keyboard.press("Control+V")


def test_the_same_text_gives_the_same_page_as_through_the_other_doors(form: OnlineForm) -> None:
    """Typed, pasted out of Word, pasted as Markdown; the other doors have a unit test."""
    form.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = page_of(BODY)
    bare = without_picture(page)
    table = page_of(TABLE)
    assert table in bare
    form.open()
    for at, (put, wanted) in enumerate(
        ((typed, bare.replace(f"{table}\n", "")), (pasted_from_word, bare), (pasted_as_markdown, page))
    ):
        form.begin("update")
        form.fill("title", f"同一篇文字第{at}次")
        form.fill("date", "2026-10-12")
        form.fill("summary", "同一篇文字。")
        form.choose("measures", "深化课堂教学改革")
        put(form)
        form.page.wait_for_timeout(400)
        form.save()
        text = next(text for text in form.texts().values() if f"第{at}次" in text)
        assert page_of(read_document(PATH, text.encode()).body) == wanted
