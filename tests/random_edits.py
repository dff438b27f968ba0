"""Random edits of a program, built each over the last: byte for byte the site of a build that knew
nothing before.

Some dozens run in the test suite; `.venv/bin/python tests/random_edits.py --builds 200` compares after
every one.
"""

from __future__ import annotations

import argparse
import io
import os
import random
import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from kill_builds import fault_of, make_root
from PIL import Image
from published_sites import Snapshot
from sample_program import AS_OF, REPOSITORY, qiangxiao, qiangxiao_process

_OTHERS = re.compile(r"^(?:corrections|review|photos|tasks|readings):\n(?:[ -].*\n)*", re.MULTILINE)
"""What in a copied update would not be true of the copy."""
SHIPPED = REPOSITORY / "tools/qiangxiao/policies/chengdu.yml"
_DATED = re.compile(r"(\d{4}-\d{2}-\d{2})-(.+)\.md")


class Editor:
    """Changes a root in one way or another; what a build then refuses is taken back."""

    def __init__(self, root: Path, seed: int) -> None:
        self.root, self.day = root, date.fromisoformat(AS_OF)
        self._chance = random.Random(seed)
        self._count = 0
        self._before: dict[Path, bytes | None] = {}
        self._ways: tuple[Callable[[], None], ...] = (
            self.say_more, self.say_more, self.retitle, self.retitle, self.add, self.add, self.add,
            self.remove, self.rename, self.withdraw, self.repaint, self.change_the_program,
            self.change_the_address, self.change_settings, self.change_a_page, self.add_a_page,
            self.wait_a_day, self.lose_what_is_kept, self.damage_what_is_kept, self.touch,
            self.write_over_what_is_staged, self.change_a_school, self.enrol, self.change_a_district,
            self.change_the_policy, self.propose, self.hold_a_meeting, self.touch_a_day, )  # fmt: skip

    def edit(self, together: int = 1) -> list[str]:
        """Change some things and return what."""
        self._before.clear()
        return [self._edit() for _ in range(together)]

    def _edit(self) -> str:
        self._count += 1
        way = self._chance.choice(self._ways)
        way()
        return way.__name__

    def take_back(self) -> None:
        """Undo the last changes of content."""
        for path, data in self._before.items():
            if data is None:
                path.unlink(missing_ok=True)
            else:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)

    def _put(self, path: Path, data: str | bytes | None) -> None:
        self._before.setdefault(path, path.read_bytes() if path.is_file() else None)
        if data is None:
            path.unlink()
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data.encode() if isinstance(data, str) else data)

    def _any(self, pattern: str) -> Path | None:
        found = sorted(self.root.glob(pattern))
        return self._chance.choice(found) if found else None

    def _rewrite(self, pattern: str, old: str, new: str) -> None:
        path = self._any(pattern)
        if path is not None:
            text = path.read_text(encoding="utf-8")
            self._put(path, re.sub(old, lambda _: new, text, count=1, flags=re.MULTILINE))

    def say_more(self) -> None:
        path = self._any("schools/*/*/*/*.md")
        if path is not None:
            self._put(
                path, f"{path.read_text(encoding='utf-8').rstrip()}\n\n又过了 {self._count} 周，再看一次。\n"
            )

    def retitle(self) -> None:
        self._rewrite("schools/*/*/[uc]*/*.md", r"^title: .*", f"title: 第 {self._count} 次改的题目")

    def add(self) -> None:
        path = self._any("schools/*/*/updates/*.md")
        if path is not None:
            day = self.day - timedelta(days=self._chance.randrange(40))
            text = path.read_text(encoding="utf-8")
            text = _OTHERS.sub("", text)
            text = re.sub(r"^date: .*", f"date: {day}", text, flags=re.MULTILINE)
            self._put(path.with_name(f"{day}-xin-{self._count}.md"), text)

    def remove(self) -> None:
        path = self._any("schools/*/*/updates/*-xin-*.md") or self._any("schools/*/*/visits/*.md")
        if path is not None:
            self._put(path, None)

    def rename(self) -> None:
        path = self._any("schools/*/*/updates/*-xin-*.md")
        if path is not None and (named := _DATED.fullmatch(path.name)):
            data = path.read_bytes()
            self._put(path, None)
            self._put(path.with_name(f"{named[1]}-gai-{self._count}.md"), data)

    def withdraw(self) -> None:
        path = self._any("schools/*/*/updates/*-xin-*.md") or self._any("schools/*/*/cases/*.md")
        if path is not None:
            text = path.read_text(encoding="utf-8")
            marked = "draft: true\n"
            self._put(
                path,
                text.replace(marked, "") if marked in text else text.replace("---\n", f"---\n{marked}", 1),
            )

    def repaint(self) -> None:
        path = self._any("schools/*/*/media/*.jpg")
        if path is not None:
            drawn = io.BytesIO()
            shade = self._chance.randrange(256)
            Image.new("RGB", (640 + self._count, 480), (shade, 90, 255 - shade)).save(drawn, "JPEG")
            self._put(path, drawn.getvalue())

    def change_the_program(self) -> None:
        self._rewrite("schools/program.yml", r"^publisher: .*", f"publisher: 第 {self._count} 编辑部")

    def change_the_address(self) -> None:
        path = self.root / "schools/program.yml"
        text = path.read_text(encoding="utf-8")
        there = "  url: https://qiangxiao.example.edu.cn/\n"
        self._put(
            path, text.replace(there, "") if there in text else text.replace("site:\n", f"site:\n{there}", 1)
        )

    def change_settings(self) -> None:
        self._rewrite("mkdocs.yml", r"^site_description: .*", f"site_description: 第 {self._count} 种说明。")

    def change_a_page(self) -> None:
        path = self._any("docs/guide/*.md")
        if path is not None:
            self._put(path, f"{path.read_text(encoding='utf-8').rstrip()}\n\n第 {self._count} 次补充。\n")

    def add_a_page(self) -> None:
        text = f"---\ntitle: 新页 {self._count}\ndescription: 试试。\n---\n\n## 节\n\n见[首页](index.md)。\n"
        self._put(self.root / f"docs/guide/new-{self._count}.md", text)

    def change_a_school(self) -> None:
        self._rewrite("schools/*/*/school.yml", r"^name: .*", f"name: 第{self._count}次改名初级中学")

    def enrol(self) -> None:
        """Let a school take part that is one of those there again, or leave."""
        new = self._any("schools/*/xin-*/school.yml")
        if new is not None and self._chance.random() < 0.5:
            for path in sorted(new.parent.rglob("*")):
                if path.is_file():
                    self._put(path, None)
            return
        school = self._any("schools/*/*/school.yml")
        if school is not None:
            target = school.parent.with_name(f"xin-{self._count}")
            for path in sorted(school.parent.rglob("*")):
                if path.is_file() and path.name != "support.yml":
                    self._put(target / path.relative_to(school.parent), path.read_bytes())

    def change_a_district(self) -> None:
        self._rewrite("schools/*/district.yml", r"^lead_office: .*", f"lead_office: 第 {self._count} 办公室")

    def change_the_policy(self) -> None:
        """Let the program have a policy of its own, in other words each time, or none."""
        path = self.root / "schools/policy.yml"
        if path.is_file() and self._chance.random() < 0.3:
            self._put(path, None)
            return
        text = SHIPPED.read_text(encoding="utf-8")
        self._put(path, re.sub(r"^title: .*", f"title: 第 {self._count} 个方案", text, flags=re.MULTILINE))

    def propose(self) -> None:
        self._rewrite("schools/featured.yml", r"theme: .*", f"theme: 第 {self._count} 个主题")

    def hold_a_meeting(self) -> None:
        path = self._any("docs/events/*.md")
        if path is not None:
            self._put(path.with_name(f"2026-12-{self._chance.randrange(1, 29):02d}-hui-{self._count}.md"),
                      re.sub(r"-\d\d-\d\dT", "-12-15T", path.read_text(encoding="utf-8")))  # fmt: skip

    def touch_a_day(self) -> None:
        day = self.day - timedelta(days=self._chance.randrange(60))
        self._rewrite("schools/*/*/school.yml", r"^as_of: .*", f"as_of: {day}")

    def wait_a_day(self) -> None:
        self.day += timedelta(days=1)

    def lose_what_is_kept(self) -> None:
        path = self._any(".build/*")
        if path is not None and path.name not in ("form", "generations", "lock"):
            shutil.rmtree(path) if path.is_dir() else path.unlink()

    def damage_what_is_kept(self) -> None:
        files = [path for path in sorted(self.root.glob(".build/*")) if path.is_file()]
        files += sorted(path for path in (self.root / ".build/cache").rglob("*") if path.is_file())[:40]
        files += sorted((self.root / ".build/generations").glob("*/*.files"))
        for path in self._chance.sample(files, min(5, len(files))):
            data = bytearray(path.read_bytes())
            if data:
                data[self._chance.randrange(len(data))] ^= 1 << self._chance.randrange(8)
                path.write_bytes(data[: self._chance.choice((len(data), len(data) // 2))])

    def touch(self) -> None:
        for path in self.root.glob("schools/**/*"):
            if path.is_file():
                os.utime(path, (1_700_000_000, 1_700_000_000 + self._count))

    def write_over_what_is_staged(self) -> None:
        path = self._any(".build/staging/schools/*/*/index.md")
        if path is not None:
            path.write_text("von fremder Hand", encoding="utf-8")


def seen(site: Path) -> Snapshot:
    """Return the bytes of every file of a site."""
    files = (path for path in site.rglob("*") if path.is_file())
    return {path.relative_to(site).as_posix(): path.read_bytes().hex() for path in files}


def edit_and_compare(
    root: Path,
    scratch: Path,
    builds: int,
    every: int,
    together: int = 1,
    seed: int = 1,
    own: bool = True,
    has_pictures: bool = True,
) -> Counter[str]:
    """Edit a root and build it, again and again, and compare with a cold build; return what was edited.

    `together` edits are built at once, and every few builds are compared. `own` builds each in a process of
    its own, as people do; a cold build draws its pictures anew unless it `has_pictures`.
    """
    run = qiangxiao_process if own else qiangxiao
    editor, done = Editor(root, seed), Counter[str]()
    for number in range(1, builds + 1):
        what = editor.edit(together)
        built = run(root, "build", as_of=editor.day.isoformat())
        assert "Traceback" not in built.stderr, built.stderr
        if built.returncode:
            editor.take_back()
            what = [f"{one}, refused" for one in what]
        done.update(what)
        if number % every == 0:
            built = run(root, "build", as_of=editor.day.isoformat())
            assert built.returncode == 0, (number, what, built.stdout, built.stderr)
            cold = scratch / "cold"
            shutil.copytree(root, cold, ignore=lambda folder, names: {".build", "site"} & set(names))
            if has_pictures:  # they are known by their bytes
                shutil.copytree(root / ".build/cache", cold / ".build/cache")
            built = run(cold, "build", as_of=editor.day.isoformat())
            assert built.returncode == 0, (number, what, built.stdout, built.stderr)
            warm_site, cold_site = seen(root / "site"), seen(cold / "site")
            differing = [
                path for path in sorted(warm_site | cold_site) if warm_site.get(path) != cold_site.get(path)
            ]
            assert not differing, (number, what, differing[:20])
            assert not fault_of(root / "site")
            shutil.rmtree(cold)
    return done


def main() -> None:
    """Edit, compare after every edit, and print what was edited."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--builds", type=int, default=200)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--together", type=int, default=1, help="edits for each build")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--in-process", action="store_true")
    parser.add_argument("--draw", action="store_true", help="let cold builds draw their pictures anew")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = make_root(Path(folder) / "root")
        assert qiangxiao_process(root, "build").returncode == 0
        done = edit_and_compare(
            root,
            Path(folder),
            options.builds,
            options.every,
            options.together,
            options.seed,
            not options.in_process,
            not options.draw,
        )
        print(f"{options.builds * options.together} edits, no byte differs: {dict(sorted(done.items()))}")


if __name__ == "__main__":
    main()
