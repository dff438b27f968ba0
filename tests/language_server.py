"""The YAML language server that editors run, spoken to as an editor does."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any, Self

PROJECT = Path(__file__).parent / "yaml_language_server"
_SERVER = PROJECT / "node_modules/yaml-language-server/bin/yaml-language-server"


class Editor:
    """One editor with a folder open, and its `.vscode/settings.json` if there is one; nothing is fetched."""

    def __init__(self, root: Path, locale: str = "zh-cn") -> None:
        self.root = root
        self.locale = locale
        file = root / ".vscode/settings.json"
        mapped = json.loads(file.read_text(encoding="utf-8"))["yaml.schemas"] if file.is_file() else {}
        schemas = {(root / schema).as_uri(): pattern for schema, pattern in mapped.items()}
        self.settings: dict[str, Any] = {
            "yaml": {"validate": True, "hover": True, "schemaStore": {"enable": False}, "schemas": schemas}
        }
        self.number = self.opened = 0
        self.last = ""

    def __enter__(self) -> Self:
        self.server = subprocess.Popen(
            ["node", str(_SERVER), "--stdio"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        folder = {"uri": self.root.as_uri(), "name": "root"}
        capabilities = {"workspace": {"configuration": True, "workspaceFolders": True}}
        start = {
            "processId": None,
            "rootUri": folder["uri"],
            "workspaceFolders": [folder],
            "locale": self.locale,
        }
        self.ask("initialize", {**start, "capabilities": capabilities})
        self._send({"method": "initialized", "params": {}})
        self._send({"method": "workspace/didChangeConfiguration", "params": {"settings": self.settings}})
        while not self.faults("schools/a/b/school.yml", "x: ["):  # until the settings have reached it
            pass
        return self

    def __exit__(self, *error: object) -> None:
        self.server.kill()
        self.server.wait()
        assert self.server.stdin and self.server.stdout
        self.server.stdin.close()
        self.server.stdout.close()

    def faults(self, path: str, text: str) -> list[tuple[int, str]]:
        """Open a file with a text and return the line, from 1, and words of everything marked in it.

        A text in a district's folder is opened in another one each time: what the server may still say of an
        earlier text is then about another file.
        """
        self.opened += 1
        top, *folders, name = path.split("/")
        self.last = "/".join(
            [top, *(f"{folder}-{self.opened}" for folder in folders[:1]), *folders[1:], name]
        )
        uri = (self.root / self.last).as_uri()
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self._send({"method": "textDocument/didOpen", "params": {"textDocument": document}})
        return [(fault["range"]["start"]["line"] + 1, fault["message"]) for fault in self._marks(uri)]

    def _marks(self, uri: str) -> list[Any]:
        """Return what the server next says is to be marked in a file."""
        while True:
            message = self._receive()
            if message.get("method") == "textDocument/publishDiagnostics" and message["params"]["uri"] == uri:
                return list(message["params"]["diagnostics"])

    def hover(self, line: int, character: int) -> str:
        """Return what is shown over a place of the text opened last, counted from 0."""
        uri = (self.root / self.last).as_uri()
        place = {"textDocument": {"uri": uri}, "position": {"line": line, "character": character}}
        found = self.ask("textDocument/hover", place)
        return str(found["contents"]["value"]) if found else ""

    def ask(self, method: str, params: object) -> Any:
        """Return the answer to a request."""
        self.number += 1
        self._send({"id": self.number, "method": method, "params": params})
        while True:
            message = self._receive()
            if message.get("id") == self.number and "method" not in message:
                return message.get("result")

    def _send(self, message: dict[str, Any]) -> None:
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.server.stdin
        self.server.stdin.write(b"Content-Length: %d\r\n\r\n" % len(data) + data)
        self.server.stdin.flush()

    def _receive(self) -> dict[str, Any]:
        """Return the next message; questions of the server are answered on the way."""
        assert self.server.stdout
        size = 0
        while line := self.server.stdout.readline().strip():
            name, _, value = line.partition(b":")
            size = int(value) if name.lower() == b"content-length" else size
        assert size, "the language server has ended"
        message: dict[str, Any] = json.loads(self.server.stdout.read(size))
        if "id" in message and "method" in message:
            items = (
                message.get("params", {}).get("items", []) if isinstance(message.get("params"), dict) else []
            )
            answer = [self.settings.get(item.get("section"), {}) for item in items] or None
            self._send({"id": message["id"], "result": answer})
        return message
