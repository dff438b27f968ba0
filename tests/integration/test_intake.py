"""`intake` as an editor uses it: good packages go in whole, hostile ones leave everything as it was."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import stat
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from contribution_packages import HOSTILE, SCHOOL, TEXT, UPDATE, a_mail, hostile_package, photo, zipped
from sample_program import AS_OF

from qiangxiao.authoring import intake as planning_of_intake
from qiangxiao.authoring import trial as planning
from qiangxiao.authoring.package import read_package
from qiangxiao.commands.main import main
from qiangxiao.foundation.errors import UsageError

WITH_PHOTOS = TEXT.replace(
    b"---\n\n",
    """photos:
- {file: media/shujia-yi.jpg, alt: 走廊东头的书架, consent: true}
- {file: media/shujia-er.png, alt: 借书登记的本子, consent: true}
author_office: 教务处
---

""".encode(),
)


def digest(root: Path) -> str:
    """Everything about a tree that a package could change."""
    found = hashlib.sha256()
    for path in sorted(root.rglob("*")):
        mode = path.lstat().st_mode
        found.update(f"{path.relative_to(root)} {mode:o}\0".encode())
        if stat.S_ISREG(mode):
            found.update(path.read_bytes())
    return found.hexdigest()


def run(root: Path, *arguments: str | Path) -> int:
    return main(["--root", str(root), "--as-of", AS_OF, "--no-color", *map(str, arguments)])


def git(root: Path, *arguments: str) -> str:
    settings = ["-c", "user.name=Editor", "-c", "user.email=editor@example.org", "-c", "core.quotePath=false"]
    return subprocess.run(
        ["git", *settings, *arguments], cwd=root, capture_output=True, encoding="utf-8", check=True
    ).stdout


@pytest.fixture
def good(tmp_path: Path, root: Path) -> Path:
    plan = (root / SCHOOL / "plan.yml").read_text(encoding="utf-8")
    nested = plan.replace("    problems:\n      - p1\n", "    problems: [p1]\n", 1)
    assert nested != plan
    nested = nested.replace("把课堂时间还给学生", "把课堂的时间还给学生")
    place = tmp_path / "好稿.zip"
    place.write_bytes(
        zipped(
            (f"投稿包/{UPDATE}", WITH_PHOTOS.replace(b"\n", b"\r\n")),
            (f"投稿包/{SCHOOL}/plan.yml", nested.encode()),
            (f"投稿包/{SCHOOL}/media/shujia-yi.jpg", photo(size=(2400, 1800))),
            (f"投稿包/{SCHOOL}/media/shujia-er.png", photo("PNG")),
            (f"投稿包/{SCHOOL}/school.yml", (root / SCHOOL / "school.yml").read_bytes()),
            ("__MACOSX/投稿包/._schools", b"x"),
        )
    )
    return place


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_package_is_refused_and_nothing_changes(
    name: str, root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before, reply = digest(tmp_path), tmp_path / "reply.txt"
    place = hostile_package(tmp_path, name)
    assert run(root, "intake", place, "--reply", reply) == 1
    letter = capsys.readouterr().out
    assert HOSTILE[name][1] in letter
    assert letter.startswith("老师：\n\n您好！") and letter.rstrip().endswith("谢谢！")
    assert (
        letter.count("   问题：")
        == letter.count("   改法：")
        == len(re.findall(r"^\d+\. ", letter, re.MULTILINE))
        > 0
    )
    assert all(char.isprintable() or char == "\n" for char in letter)
    assert reply.read_text(encoding="utf-8") == letter
    place.unlink()
    reply.unlink()
    assert digest(tmp_path) == before


def test_a_good_package_goes_in_whole(root: Path, good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(root, "intake", good, "--school", "jinjiang/shili") == 0
    said = capsys.readouterr().out
    assert f"新增  {UPDATE}  进展：走廊书架开放一个月" in said
    assert f"修改  {SCHOOL}/plan.yml  三年行动方案：" in said
    assert f"未变  {SCHOOL}/school.yml  学校档案：锦江示例初级中学（示例）" in said
    assert "已收入 4 个文件" in said
    assert run(root, "check") == 0
    assert "错误 0" in capsys.readouterr().out
    assert run(root, "fmt", "--check") == 0
    assert b"\r" not in (root / UPDATE).read_bytes()
    assert not list(root.rglob("*.tmp"))


def test_a_good_package_again_changes_nothing(
    root: Path, good: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(root, "intake", good) == 0
    before = digest(root)
    capsys.readouterr()
    assert run(root, "intake", good) == 0
    assert "完全相同" in capsys.readouterr().out
    assert digest(root) == before


def test_photos_come_out_as_pixels_only(root: Path, tmp_path: Path) -> None:
    place = tmp_path / "a.zip"
    tail = b"<script>alert(1)</script>"
    place.write_bytes(zipped((f"{SCHOOL}/media/a.jpg", photo(size=(2400, 1800)) + tail)))
    assert run(root, "intake", place) == 0
    assert tail not in (root / SCHOOL / "media/a.jpg").read_bytes()


def test_a_photo_that_takes_another_s_place_is_asked_about(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place, there = tmp_path / "a.zip", f"{SCHOOL}/media/kaifangke.jpg"
    kept = (root / there).read_bytes()
    text = (UPDATE, WITH_PHOTOS.replace(b"shujia-yi", b"kaifangke"))
    more = (f"{SCHOOL}/media/shujia-er.png", photo("PNG"))
    for data, is_asked in ((kept, False), (photo(size=(1200, 900)), True)):
        place.write_bytes(zipped(text, more, (there, data)))
        assert run(root, "intake", place, "--reply", tmp_path / "reply.txt") == 0
        assert ("是要换吗" in (tmp_path / "reply.txt").read_text(encoding="utf-8")) == is_asked
        assert ((root / there).read_bytes() == kept) == (not is_asked)
    capsys.readouterr()


def test_line_numbers_are_those_of_the_sender(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "a.zip"
    text = TEXT.decode().replace("title: 走廊书架开放一个月\n", "").replace("---\n\n", "title: 待填\n---\n\n")
    place.write_bytes(zipped((UPDATE, text.encode())))
    assert run(root, "intake", place) == 1
    told = capsys.readouterr()
    assert "进展“待填”，“标题”一项" in told.out and f"{UPDATE}:6" in told.err


def test_errors_that_were_there_before_do_not_count(root: Path, tmp_path: Path) -> None:
    (root / "schools/pujiang/dongpo/plan.yml").write_text("title: 坏了\n", encoding="utf-8")
    place = tmp_path / "a.zip"
    place.write_bytes(zipped((UPDATE, TEXT)))
    assert run(root, "intake", place) == 0
    assert (root / UPDATE).is_file()


def test_an_error_that_shows_elsewhere_says_so(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "a.zip"
    plan = (root / SCHOOL / "plan.yml").read_text(encoding="utf-8")
    place.write_bytes(zipped((f"{SCHOOL}/plan.yml", plan.replace("- id: t2\n", "- id: t9\n").encode())))
    assert run(root, "intake", place) == 1
    told = capsys.readouterr()
    letter = told.out
    assert "进展“一节公开课，三次试讲”，“任务进展的第 1 项" in letter and "updates/" not in letter
    assert "updates/2026-10-12-kaifangke.md:9" in told.err
    assert "这个文件不在投稿包里，问题是投稿包里的改动带来的。" in letter


@pytest.mark.parametrize("options", [[], ["--branch"]])
def test_what_was_published_is_not_taken_back(
    options: list[str], repository: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = f"{SCHOOL}/cases/xiaozu-xuexi"
    assert run(repository, "permalinks") == 0
    git(repository.parent, "add", "root/docs")
    git(repository.parent, "commit", "-q", "-m", "published")
    text = (repository / f"{case}.md").read_text(encoding="utf-8").replace("---\n", "---\ndraft: true\n", 1)
    place = tmp_path / "a.zip"
    place.write_bytes(zipped((f"{case}.md", text.encode())))
    capsys.readouterr()
    assert run(repository, "intake", place, *options) == 1
    assert "“草稿”（draft）由编辑写" in capsys.readouterr().out


def test_a_new_school_may_send_its_first_files(root: Path, tmp_path: Path) -> None:
    profile = "name: 锦江新校示例中学（示例）\nkind: 初中\nas_of: 2026-11-01\n"
    place = tmp_path / "a.zip"
    place.write_bytes(zipped(("schools/jinjiang/xinxiao/school.yml", profile.encode())))
    assert run(root, "intake", place) == 0
    assert run(root, "check", "schools/jinjiang/xinxiao") == 0


def test_a_folder_goes_in_like_a_zip(root: Path, tmp_path: Path) -> None:
    (tmp_path / "folder" / UPDATE).parent.mkdir(parents=True)
    (tmp_path / "folder" / UPDATE).write_bytes(TEXT)
    assert run(root, "intake", tmp_path / "folder") == 0
    assert (root / UPDATE).read_bytes() == TEXT


def test_a_link_in_the_tree_is_not_written_through(root: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    shutil.move(root / SCHOOL / "updates", outside)
    (root / SCHOOL / "updates").symlink_to(outside)
    before = digest(outside)
    place = tmp_path / "a.zip"
    place.write_bytes(zipped((UPDATE, TEXT)))
    assert run(root, "intake", place) in (1, 2)
    assert digest(outside) == before


def test_a_failure_half_way_puts_everything_back(
    root: Path, good: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before, write = digest(root), planning.write_file

    def fail_in_the_tree(folder: Path, path: str, data: bytes) -> None:
        if folder == root and path == UPDATE and data:
            raise UsageError("磁盘满了。")
        write(folder, path, data)

    monkeypatch.setattr(planning, "write_file", fail_in_the_tree)
    assert run(root, "intake", good) == 2
    assert "磁盘满了" in capsys.readouterr().err
    assert digest(root) == before


@pytest.mark.parametrize(
    "arguments",
    [["missing.zip"], ["a\0b"], ["x.zip", "--school", "../x"], ["x.zip", "--reply", "no/such/place"]],
)
def test_a_wrong_call_is_exit_2(root: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(root, "intake", *arguments) == 2
    assert "qiangxiao：" in capsys.readouterr().err


@pytest.fixture
def repository(root: Path) -> Path:
    """The program in a subfolder of a repository, with staged, unstaged and untracked work in it."""
    top = root.parent
    git(top, "init", "-q", "-b", "main")
    git(top, "add", "root")
    git(top, "commit", "-q", "-m", "start")
    hook = top / ".git/hooks/post-checkout"
    hook.write_text(f"#!/bin/sh\ntouch {top}/hooked\n")
    hook.chmod(0o755)
    (top / "staged.txt").write_text("x")
    git(top, "add", "staged.txt")
    (root / SCHOOL / "teaching.yml").write_text("坏的，还没有写完\n", encoding="utf-8")
    return root


def state(root: Path) -> tuple[str, ...]:
    """HEAD, branch, index, and files of a repository."""
    top = root.parent
    index = hashlib.sha256((top / ".git/index").read_bytes()).hexdigest()
    return (
        git(top, "rev-parse", "HEAD"),
        git(top, "symbolic-ref", "HEAD"),
        index,
        digest(root),
        *os.listdir(top),
    )


def test_a_branch_gets_the_commit_and_nothing_else_moves(
    repository: Path, good: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = state(repository)
    assert run(repository, "intake", good, "--branch") == 0
    assert state(repository) == before
    branch = git(repository, "branch", "--list", "intake/*", "--format=%(refname:short)").strip()
    assert re.fullmatch(r"intake/jinjiang-shili-2026-11-20-[0-9a-f]{8}", branch)
    assert branch in capsys.readouterr().out
    author = git(repository, "log", "-1", "--format=%an <%ae>%n%P", branch).split("\n")
    assert author[0] == "教务处 <shili@intake.invalid>"
    assert author[1] == before[0].strip()
    changed = git(repository, "diff", "--name-status", "main", branch).split("\n")
    assert [line.split("\t")[1].removeprefix("root/") for line in changed if line] == [
        f"{SCHOOL}/media/shujia-er.png",
        f"{SCHOOL}/media/shujia-yi.jpg",
        f"{SCHOOL}/plan.yml",
        UPDATE,
    ]


def test_the_branch_passes_the_checks(repository: Path, good: Path, tmp_path: Path) -> None:
    assert run(repository, "intake", good, "--branch") == 0
    branch = git(repository, "branch", "--list", "intake/*", "--format=%(refname:short)").strip()
    git(repository.parent, "worktree", "add", "-q", str(tmp_path / "copy"), branch)
    assert run(tmp_path / "copy/root", "check") == 0
    assert run(tmp_path / "copy/root", "fmt", "--check") == 0


def test_the_same_package_makes_no_second_branch(
    repository: Path, good: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(repository, "intake", good, "--branch") == 0
    assert run(repository, "intake", good, "--branch") == 2
    assert "已经有了" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["the program", "markup", "two schools"])
def test_a_refused_package_makes_no_branch(name: str, repository: Path, tmp_path: Path) -> None:
    place = hostile_package(tmp_path, name)
    before = state(repository)
    assert run(repository, "intake", place, "--branch") == 1
    assert state(repository) == before
    assert git(repository, "branch", "--list", "intake/*") == ""


def test_without_a_repository_there_is_no_branch(
    root: Path, good: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(root, "intake", good, "--branch") == 2
    assert "git 仓库" in capsys.readouterr().err


SIGN_OFF = """review:
  - step: 初审
    by: 区县编辑
    on: 2026-10-20
    digest: 0123456789abcdef
"""


def with_sign_off(text: str, sign_off: str = SIGN_OFF) -> str:
    return text.replace("\n---\n", f"\n{sign_off}---\n", 1)


def signed_update(root: Path) -> tuple[str, str]:
    """Return the path and text of an update of the program that an editor has signed."""
    place = min((root / SCHOOL / "updates").glob("*.md"))
    text = place.read_text(encoding="utf-8")
    text = text if "\nreview:\n" in text else with_sign_off(text)
    place.unlink()
    place.write_text(text, encoding="utf-8")
    return place.relative_to(root).as_posix(), text


@pytest.mark.parametrize(
    "kind", ["new file", "changed step", "added to a signed one", "added to an unsigned one"]
)
def test_sign_offs_of_a_school_are_refused(
    kind: str, root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, text = signed_update(root)
    sent = {
        "new file": (UPDATE, with_sign_off(TEXT.decode())),
        "changed step": (path, text.replace("step: 初审", "step: 终审")),
        "added to a signed one": (
            path,
            text.replace("review:\n", "review:\n  - {step: 终审, by: 学校, on: 2026-10-21, digest: abcd}\n"),
        ),
        "added to an unsigned one": (
            f"{SCHOOL}/plan.yml",
            (root / SCHOOL / "plan.yml").read_text(encoding="utf-8") + SIGN_OFF,
        ),
    }[kind]
    place = tmp_path / "包.zip"
    place.write_bytes(zipped((sent[0], sent[1].encode())))
    before = digest(root)
    capsys.readouterr()
    assert run(root, "intake", place) == 1
    told = capsys.readouterr()
    assert "审校签名" in told.out and "由编辑写" in told.out and "请删去这几行" in told.out
    assert re.search(rf"{sent[0]}:\d+", told.err) and digest(root) == before


def test_sign_offs_that_were_there_stay(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, text = signed_update(root)
    unsigned = re.sub(r"review:\n(?:  .*\n)+", "", text)
    assert "review" not in unsigned
    before = digest(root)
    for sent in (text, text.replace("    by: ", "    by:    "), unsigned):
        place = tmp_path / "包.zip"
        place.write_bytes(zipped((path, sent.encode())))
        assert run(root, "intake", place) == 0
        assert "未变" in capsys.readouterr().out and digest(root) == before


@pytest.mark.parametrize(
    ("path", "key", "said"),
    [
        ("school.yml", "maintainers:\n  - mallory\n", "“账号”（maintainers）由编辑写"),
        ("school.yml", "id: jinjiang/hepan/school\n", "“固定编号”（id）由编辑写"),
    ],
)
def test_a_school_enters_no_account_and_takes_no_other_schools_id(
    path: str, key: str, said: str, root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (root / SCHOOL / path).read_text(encoding="utf-8")
    place = tmp_path / "包.zip"
    place.write_bytes(zipped((f"{SCHOOL}/{path}", text.replace("as_of:", f"{key}as_of:").encode())))
    before = digest(root)
    assert run(root, "intake", place) == 1
    assert said in capsys.readouterr().out and digest(root) == before
    mail = tmp_path / "投稿.eml"
    mail.write_bytes(a_mail(("包.zip", place.read_bytes())))
    assert run(root, "intake", mail) == 1
    assert said in capsys.readouterr().out and digest(root) == before


def test_maintainers_that_the_online_form_does_not_show_stay(root: Path, tmp_path: Path) -> None:
    path = f"{SCHOOL}/school.yml"
    text = (root / path).read_text(encoding="utf-8")
    shown = re.sub(r"maintainers:\n(?:  .*\n)+", "", text)
    stated = shown.replace("as_of:", "maintainers:\n  - shili-jiaowu\nas_of:")
    (root / path).write_text(stated, encoding="utf-8")
    place = tmp_path / "包.zip"
    place.write_bytes(
        zipped(
            (
                path,
                shown.replace("as_of:", "motto: 日日有进\nas_of:")
                if "motto:" not in shown
                else re.sub("motto: .*", "motto: 日日有进", shown),
            )
        )
    )
    assert run(root, "intake", place) == 0
    after = (root / path).read_text(encoding="utf-8")
    assert "maintainers:\n  - shili-jiaowu\n" in after and "motto: 日日有进" in after


@pytest.mark.parametrize("forwarded", [False, True])
def test_a_package_attached_to_a_mail_goes_in(
    forwarded: bool, root: Path, tmp_path: Path, good: Path
) -> None:
    place = tmp_path / "投稿.eml"
    place.write_bytes(a_mail(("投稿包.zip", good.read_bytes()), ("说明.txt", b"x"), forwarded=forwarded))
    assert run(root, "intake", place, "--school", "jinjiang/shili") == 0
    assert (root / UPDATE).is_file()


@pytest.mark.parametrize(
    ("mail", "said"),
    [
        (lambda: a_mail(), "没有 zip 压缩包"),
        (lambda: a_mail(("来稿.docx", b"PK\x03\x04")), "qiangxiao import"),
        (lambda: a_mail(("a.zip", zipped((UPDATE, TEXT))), ("b.zip", zipped((UPDATE, TEXT)))), "2 个压缩包"),
        (lambda: a_mail(("a.zip", zipped((UPDATE, TEXT))))[:-200], "zip 压缩包"),
        (lambda: a_mail(("a.zip", HOSTILE["a path that climbs out"][0]())), "外面"),
        (lambda: b"", "没有 zip 压缩包"),
        (lambda: b"Content-Type: multipart/mixed; " + b'a*0*="x";' * 100_000 + b"\n\n", "不像普通邮件"),
        (
            lambda: b"A: b\rContent-Type: multipart/mixed;\r\n " + b'a*0*="x";' * 100_000 + b"\n\n",
            "不像普通邮件",
        ),
        (
            lambda: (
                b"".join(
                    b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(60)
                )
                + b"\n" * 1000
            ),
            "不像普通邮件",
        ),
        (lambda: b"A: b\n\n" + b"\n" * 2_000_000, "不像普通邮件"),
        (lambda: b"Content-Type: multipart/mixed; boundary=x\n\n" + b"--x\n\na\n" * 300, "超过 200 个"),
        (lambda: b"Content-Type: message/rfc822\n\n" * 5000, ""),
    ],
    ids=[
        "nothing",
        "word",
        "two",
        "half",
        "hostile",
        "empty",
        "long-header",
        "folded-header",
        "nested",
        "lines",
        "many-parts",
        "deep",
    ],
)
def test_a_mail_without_a_sound_package_is_refused(
    mail: Callable[[], bytes], said: str, root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "投稿.eml"
    place.write_bytes(mail())
    before = digest(root)
    assert run(root, "intake", place) == 1
    assert said in capsys.readouterr().out and digest(root) == before


def test_the_decoding_of_photos_is_reported(root: Path, good: Path) -> None:
    steps: list[tuple[int, int]] = []
    planning_of_intake.plan_intake(
        root, read_package(good), date(2026, 11, 20), lambda done, total: steps.append((done, total))
    )
    assert (1, 2) in steps and (2, 2) in steps


def test_the_hostile_packages_that_the_issue_names_are_all_tried() -> None:
    named = (
        "path",
        "link",
        "bomb",
        "two schools",
        "the program",
        "ten thousand entries",
        "an executable",
        "GBK",
        "letters of two cases",
    )
    assert all(any(word in name for name in HOSTILE) for word in named) and len(HOSTILE) >= 20


def test_a_change_without_the_sign_offs_keeps_the_editors_record(root: Path, tmp_path: Path) -> None:
    path, text = signed_update(root)
    kept = re.search(r"review:\n(?:  .*\n)+", text)
    assert kept
    place = tmp_path / "包.zip"
    place.write_bytes(zipped((path, text.replace(kept[0], "").replace("第三次试讲", "第三次再讲").encode())))
    assert run(root, "intake", place) == 0
    after = (root / path).read_text(encoding="utf-8")
    assert "第三次再讲" in after and kept[0] in after
