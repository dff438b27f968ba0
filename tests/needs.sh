#!/bin/sh
# What the tests need beyond Python: a browser, Chinese fonts, a feed reader, a calendar client, an office
# suite, PDF tools, Node and git. Installed where possible, else asked for in one line.
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
[ -z "$packages" ] && exit 0
if command -v apt-get >/dev/null 2>&1; then
  if [ "$(id -u)" = 0 ]; then as_root=""; elif sudo -n true 2>/dev/null; then as_root="sudo"; else as_root="no"; fi
  if [ "$as_root" != no ]; then
    $as_root apt-get update -qq
    # shellcheck disable=SC2086
    DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends $packages >/dev/null
    exit 0
  fi
fi
echo "测试还需要这些软件，请先安装：$packages" >&2
exit 1
