"""The feed reader newsboat, run headless with a home of its own."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest


class Newsboat:
    """newsboat with a home of its own, subscribed to one feed."""

    def __init__(self, home: Path, feed_url: str) -> None:
        program = shutil.which("newsboat")
        if program is None:
            pytest.fail("newsboat is not installed: apt-get install newsboat", pytrace=False)
        home.mkdir(exist_ok=True)
        (home / "urls").write_text(feed_url + "\n")
        (home / "config").write_text("")
        self.cache = home / "cache.db"
        places = ["-u", home / "urls", "-C", home / "config", "-c", self.cache]
        self.command = [program, *places, "-x", "reload"]
        self.environment = {"HOME": str(home), "PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}

    def reload(self) -> list[tuple[str, str, str]]:
        """Fetch the feed; return title, link and author of every entry that the reader then shows."""
        subprocess.run(self.command, env=self.environment, capture_output=True, timeout=60, check=True)
        query = "select title, url, author from rss_item where deleted = 0 order by pubDate desc, guid"
        with closing(sqlite3.connect(self.cache)) as database:
            return list(database.execute(query))

    def words(self) -> str:
        """Return everything that the reader keeps of what it was told, in one text."""
        with closing(sqlite3.connect(self.cache)) as database:
            return "\n".join(map(str, database.execute("select title, content from rss_item")))
