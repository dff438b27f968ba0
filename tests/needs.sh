#!/bin/sh
# What the tests need beyond Python: a browser, Chinese fonts, a feed reader, a calendar client, an office
# suite, PDF tools, git, Node and three linters for it. Installed where possible, else asked for in one line.
set -eu
packages=""
command -v chromium >/dev/null 2>&1 || [ -n "${QX_CHROMIUM:-}" ] || packages="$packages chromium"
command -v newsboat >/dev/null 2>&1 || packages="$packages newsboat"
command -v khal >/dev/null 2>&1 || packages="$packages khal"
command -v soffice >/dev/null 2>&1 || packages="$packages libreoffice-writer-nogui libreoffice-calc-nogui"
command -v pdftotext >/dev/null 2>&1 || packages="$packages poppler-utils"
command -v node >/dev/null 2>&1 || packages="$packages nodejs"
command -v npm >/dev/null 2>&1 || packages="$packages npm"
command -v git >/dev/null 2>&1 || packages="$packages git"
fc-list :lang=zh 2>/dev/null | grep -q . || packages="$packages fontconfig fonts-noto-cjk"
install() {
  command -v apt-get >/dev/null 2>&1 || return 1
  if [ "$(id -u)" = 0 ]; then as_root=""; elif sudo -n true 2>/dev/null; then as_root="sudo"; else return 1; fi
  $as_root apt-get update -qq
  # shellcheck disable=SC2086
  DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends $packages >/dev/null
}
[ -z "$packages" ] || install || { echo "测试还需要这些软件，请先安装：$packages" >&2; exit 1; }
for project in workflow_lint web_lint yaml_language_server; do
  folder="$(dirname "$0")/$project"
  [ "$folder/node_modules/.package-lock.json" -nt "$folder/package-lock.json" ] ||
    npm ci --prefix "$folder" --prefer-offline --loglevel=error --no-audit --no-fund >/dev/null
done
