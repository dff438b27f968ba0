# 托管平台上的流程从这里装程序、生成网站；自己的电脑上也可以用。
# QIANGXIAO 写装什么：安装文件（.whl）的位置或网址，或者装得到的名称和版本。
QIANGXIAO ?= qiangxiao=={version}
PYTHON ?= python3
BIN := .venv/bin

.PHONY: environment site check issue

environment: $(BIN)/qiangxiao

$(BIN)/qiangxiao:
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check "$(QIANGXIAO)"

site: environment
	@$(BIN)/qiangxiao fonts || true
	@$(BIN)/qiangxiao form --if-possible
	$(BIN)/qiangxiao build

check: environment
	$(BIN)/qiangxiao check

issue: environment
	$(BIN)/qiangxiao bulletin draft
	$(BIN)/qiangxiao feature freeze
