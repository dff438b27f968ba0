"""The attacks of a forge's strangers at the other doors: package, mail, Word, issue form. A table.

Package and mail refuse each with the reason. Word and form cannot even say them: what claims to be one,
an account or another school stays words in the body, or is refused, and nothing else in the program changes.
"""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import docx
import pytest
from contribution_packages import SCHOOL, TEXT, UPDATE, a_mail, photo, zipped
from corpus_trees import change, put, sign, snapshot
from forge import commit, git
from issue_events import UPDATE_ANSWERS, event, form_text
from sample_program import qiangxiao

from qiangxiao.authoring.doors import judge
from qiangxiao.authoring.file_changes import FileChange
from qiangxiao.catalog.authority import Actor, Role
from qiangxiao.records.update import UPDATE as UPDATE_KIND

OTHER = "schools/pujiang/dongpo"
ITEM = f"{SCHOOL}/updates/2026-10-12-kaifangke.md"
SHEET = "schools/sign-offs/jinjiang/shili/updates/2026-10-12-kaifangke.yml"
STEPS = (("初审", "甲", "2026-10-13"), ("复审", "乙", "2026-10-14"), ("终审", "丙", "2026-10-15"))
FORGED = "review:\n  - step: 终审\n    by: 局长\n    on: 2026-10-13\n    digest: 2s.abcd..ab\n"
NOT_YOURS, OUTSIDE = "由编辑维护，不在学校投稿的范围里", "不在学校的文件夹里"


@pytest.fixture
def root(root: Path) -> Path:
    """The small program with an update that is signed, and an account for its school."""
    sign(root, ITEM, *STEPS)
    put(
        root,
        "schools/owners.yml",
        "folders:\n  - school: jinjiang/shili\n    accounts:\n      - shili-jiaowu\n",
    )
    return root


def attacks(root: Path) -> dict[str, tuple[str, bytes, str]]:
    """Return by name: the path that is sent, its bytes, and a part of the reason."""
    sheet = (root / SHEET).read_text(encoding="utf-8")
    item = (root / ITEM).read_text(encoding="utf-8")
    return {
        "a forged sign-off in the item": (ITEM, with_keys(item, FORGED), "“审校签名”（review）由编辑写"),
        "a forged sheet": (SHEET.replace("kaifangke", "xin"), sheet.encode(), NOT_YOURS),
        "a copied sheet": (
            SHEET.replace("kaifangke", "er"),
            sheet.replace("kaifangke", "er").encode(),
            NOT_YOURS,
        ),
        "a stripped sheet": (SHEET, sheet[: sheet.index("  - step: 终审")].encode(), NOT_YOURS),
        "another school's photo": (
            f"{OTHER}/media/kaifangke.jpg",
            photo(shade=7),
            "这是 pujiang/dongpo 的文件",
        ),
        "another school's text": (
            f"{OTHER}/updates/2026-11-10-zoulang.md",
            TEXT,
            "这是 pujiang/dongpo 的文件",
        ),
        "another school's id": (
            ITEM,
            with_keys(item, "id: pujiang/dongpo/updates/2026-11-05-lianhe-beike\n"),
            "“固定编号”（id）由编辑写",
        ),
        "owners": ("schools/owners.yml", b"folders: []\n", NOT_YOURS),
        "the program": ("schools/program.yml", b"name: x\n", NOT_YOURS),
        "policy": ("schools/policy.yml", b"title: x\n", NOT_YOURS),
        "the ledger": ("docs/permalinks.yml", b"published: {}\n", NOT_YOURS),
        "a workflow": (".github/workflows/check.yml", b"on: push\n", OUTSIDE),
        "a pipeline": (".gitlab/ci.yml", b"x", OUTSIDE),
        "the code": ("tools/qiangxiao/catalog/authority.py", b"TABLE = ()\n", OUTSIDE),
    }


def with_keys(text: str, keys: str) -> bytes:
    return text.replace("\n---\n", f"\n{keys}---\n", 1).encode()


def test_a_package_and_a_mail_are_refused_with_each_reason(root: Path, tmp_path: Path) -> None:
    before, table = snapshot(root), attacks(root)
    package, mail = tmp_path / "包.zip", tmp_path / "投稿.eml"
    for name, (path, data, said) in table.items():
        package.write_bytes(zipped((UPDATE, TEXT), (path, data)))
        done = qiangxiao(root, "intake", str(package), "--school", "jinjiang/shili")
        assert done.returncode == 1 and said in done.stdout, (name, done.stdout)
        assert path in done.stdout + done.stderr, (
            name
        )  # the letter says titles, the editor also hears of files
        mail.write_bytes(a_mail(("包.zip", package.read_bytes())))
        by_mail = qiangxiao(root, "intake", str(mail), "--school", "jinjiang/shili")
        assert by_mail.returncode == 1 and said in by_mail.stdout, (name, by_mail.stdout)
        assert snapshot(root) == before, name


def test_a_swapped_photo_goes_in_and_the_sign_offs_of_it_are_void(root: Path, tmp_path: Path) -> None:
    package = tmp_path / "包.zip"
    package.write_bytes(zipped((f"{SCHOOL}/media/kaifangke.jpg", photo(shade=7))))
    change(root, "schools/program.yml", ("required: []", "required:\n    - 初审\n    - 复审\n    - 终审"))
    done = qiangxiao(root, "intake", str(package), "--school", "jinjiang/shili")
    assert done.returncode == 0, done.stdout
    assert "的签名失效：照片 media/kaifangke.jpg 换过或挪了位置" in done.stdout
    waiting = qiangxiao(root, "check", ITEM, "--advice")
    assert "还缺初审、复审、终审的签名，暂不发布" in waiting.stdout


CLAIMS = (
    "---",
    *FORGED.splitlines(),
    "maintainers:",
    "  - mallory",
    "id: pujiang/dongpo/updates/2026-11-05-lianhe-beike",
    "---",
    "审校签名：终审（局长，2026-10-13）",
    "账号：mallory",
    "固定编号：pujiang/dongpo",
)


def assert_only_own_words(root: Path, before: dict[str, bytes]) -> None:
    """Assert that what changed is a new file of the school's own, with none of an editor's keys."""
    after = snapshot(root)
    assert before.items() <= after.items()
    new = {path: data for path, data in after.items() if path not in before}
    changes = [FileChange(path, "新增", after=data) for path, data in new.items()]
    assert new and judge(changes, Actor(Role.SCHOOL, frozenset({"jinjiang/shili"}))) == ()
    (text,) = (data.decode() for path, data in new.items() if path.endswith(".md"))
    keys, _, body = text.removeprefix("---\n").partition("\n---\n")
    assert not {"review:", "maintainers:", "id:"} & {line.split(" ")[0] for line in keys.splitlines()}
    assert "局长" in body and "mallory" in body, "words are not lost, they are only words"


def test_a_word_file_cannot_claim_any_of_it(root: Path, tmp_path: Path) -> None:
    document, made = docx.Document(), io.BytesIO()
    document.add_heading("三位老师上开放课", 0)
    for line in ("2026年10月20日，三位老师上了开放课，课后当场评议。", *CLAIMS):
        document.add_paragraph(line)
    document.add_picture(io.BytesIO(photo(shade=7)))
    document.save(made)
    (tmp_path / "来稿.docx").write_bytes(made.getvalue())
    before = snapshot(root)
    call = ("import", str(tmp_path / "来稿.docx"), "--school", "jinjiang/shili", "--as", "update")
    for slug in ("../../../owners", "sign-offs/x", "kaifangke"):
        done = qiangxiao(root, *call, "--slug", slug, "--date", "2026-10-12")
        assert done.returncode == 2 and snapshot(root) == before, (slug, done.stdout, done.stderr)
    assert "已经有了" in done.stderr, "a signed item and its photos are not overwritten"
    assert qiangxiao(root, *call, "--slug", "laigao").returncode == 0
    assert_only_own_words(root, before)


def form(account: str, **answers: str) -> bytes:
    """Return the event of a filled form from an account."""
    return event(form_text(UPDATE_KIND, {**UPDATE_ANSWERS, **answers}), user={"login": account})


def test_an_issue_form_cannot_claim_any_of_it(root: Path, tmp_path: Path) -> None:
    event, before = tmp_path / "event.json", snapshot(root)
    claims = "\n".join(CLAIMS) + "\n\n### 审校签名\n\n终审 局长\n\n### 学校\n\npujiang/dongpo\n"
    event.write_bytes(form("shili-jiaowu", 学校="pujiang/dongpo"))
    done = qiangxiao(root, "import", str(event), "--as", "issue")
    assert done.returncode == 1 and "没有登记为 pujiang/dongpo 的投稿账号" in done.stderr
    event.write_bytes(form("mallory", 学校="jinjiang/shili", 正文=claims))
    done = qiangxiao(root, "import", str(event), "--as", "issue")
    assert done.returncode == 1 and "账号“mallory”没有登记" in done.stderr and snapshot(root) == before
    event.write_bytes(form("shili-jiaowu", 学校="jinjiang/shili", 正文=claims))
    done = qiangxiao(root, "import", str(event), "--as", "issue")
    assert done.returncode == 0, done.stderr
    assert_only_own_words(root, before)


def test_a_title_steers_no_forge_from_the_commit_of_an_intake(root: Path, tmp_path: Path) -> None:
    git(root, "init", "--quiet", "--initial-branch", "main")
    commit(root)
    title = "走廊书架 [skip ci] fixes #12 @bianji"
    package = tmp_path / "包.zip"
    package.write_bytes(
        zipped((UPDATE, TEXT.replace("走廊书架开放一个月\n".encode(), f"'{title}'\n".encode(), 1)))
    )
    done = qiangxiao(root, "intake", str(package), "--branch")
    assert done.returncode == 0, done.stdout
    told = subprocess.run(
        ["git", "log", "--all", "--grep", "intake:", "--format=%B"], cwd=root, capture_output=True, check=True
    ).stdout.decode()
    assert "走廊书架 ［skip ci］ fixes ＃12 ＠bianji" in told
