"""Writes the file that tells a forge whom to ask about which folder, from the accounts
that the records state.

GitHub and GitLab read the same form. Accounts are a stranger's words: only what the `Account` type lets
through comes here, and a school's accounts only ever stand beside that school's folder.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qiangxiao.authoring.forge_text import GENERATED

PATHS = (".github/CODEOWNERS", ".gitlab/CODEOWNERS")
_HEAD = (
    "谁的改动请谁看：学校文件夹里的改动请该校登记的账号和编辑看，其他的请编辑和维护人看。后面的一行优先于前面的。",
    "名单来自 schools/owners.yml，和 program.yml 里的 editors、maintainers。",
)
_NOBODY = "program.yml 里还没有 editors 和 maintainers，所以没有“其他的请谁看”这一行。"
# no editor's word is enough for these: they decide what every check says
_OF_MAINTAINERS = ("/tools/", "/.github/", "/.gitlab/", "/.ci/", "/.workflow/", "/.cnb.yml", "/Makefile")


def owners_file(
    editors: Sequence[str], maintainers: Sequence[str], schools: Mapping[str, Sequence[str]]
) -> str:
    """Return the file for editors, maintainers and the accounts of each school, by its id."""
    lines = [f"# {note}" for note in (GENERATED, *_HEAD)]
    everybody = (*editors, *maintainers)
    if everybody:
        lines += ["", f"* {_accounts(everybody)}"]
    else:
        lines.append(f"# {_NOBODY}")
    stated = {school: accounts for school, accounts in sorted(schools.items()) if accounts}
    if stated:
        lines.append("")
    lines += [f"/schools/{school}/ {_accounts((*accounts, *editors))}" for school, accounts in stated.items()]
    if maintainers:
        lines += ["", *(f"{place} {_accounts(maintainers)}" for place in _OF_MAINTAINERS)]
    return "\n".join(lines) + "\n"


def _accounts(names: Sequence[str]) -> str:
    return " ".join(f"@{name}" for name in dict.fromkeys(names))
