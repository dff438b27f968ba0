/* Shows the search: suggestions under a box, and the search page. All data enters as text, never as HTML. */
(() => {
  "use strict";
  const search = window.qxSearch;
  const SUGGESTIONS = 8, PAGE = 10, WAIT = 120, WAIT_COMPOSING = 500, POLL = 300;
  const TIPS = "可以少写几个字、换个说法，或输入拼音首字母。";
  const LOADING = "正在加载…", FAILED = "搜索没有加载成功，请检查网络。";
  let boxes = 0;

  const make = (tag, attributes, ...children) => {
    const node = document.createElement(tag);
    for (const name of Object.keys(attributes)) node.setAttribute(name, attributes[name]);
    node.append(...children);
    return node;
  };
  const crumbs = (number) => search.facets.filter((facet) => facet.shown)
    .map((facet) => search.labels(facet.key, number).join("、")).filter(Boolean).join(" · ");
  const missing = (query) => `没有找到与“${query}”有关的内容。`;

  // Texts are loaded for the results on screen only.
  const whenSeen = (node, act) => {
    const observer = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) { observer.disconnect(); act(); }
    }, { rootMargin: "100px" });
    observer.observe(node);
  };

  // Calls run whenever the text changes, however it got there: typed, composed, pasted, dictated or set.
  const watch = (input, run) => {
    let seen = null, composing = false, timer, poll;
    const now = () => { clearTimeout(timer); seen = input.value; run(); };
    const look = () => {
      if (input.value === seen) return;
      seen = input.value;
      clearTimeout(timer);
      timer = setTimeout(run, composing ? WAIT_COMPOSING : WAIT);
    };
    const focus = () => { clearInterval(poll); poll = setInterval(look, POLL); look(); };
    const compose = (event) => { composing = event.type === "compositionstart"; if (!composing) now(); };
    input.addEventListener("input", look);
    input.addEventListener("change", look);
    input.addEventListener("compositionstart", compose);
    input.addEventListener("compositionend", compose);
    input.addEventListener("focus", focus);
    input.addEventListener("blur", () => clearInterval(poll));
    if (document.activeElement === input) focus(); else look();
    return now;
  };

  // Runs a task that shows its own result; says so while it takes time or when it fails, and lets retry.
  const runner = (note, task) => {
    let latest = 0;
    const run = async () => {
      const turn = ++latest, isStale = () => turn !== latest;
      const slow = setTimeout(() => { if (!isStale()) note.textContent = LOADING; }, 150);
      try {
        await task(isStale);
      } catch (error) {
        if (isStale()) return;
        const retry = make("button", { type: "button", class: "qx-button" }, "重试");
        retry.addEventListener("click", run);
        note.replaceChildren(FAILED, retry);
      } finally {
        clearTimeout(slow);
      }
    };
    return run;
  };

  search.box = (mount) => {
    const input = mount.querySelector('input[type="search"]');
    const id = `qx-list-${++boxes}`;
    const list = make("div", { role: "listbox", id, "aria-label": "搜索建议" });
    const note = make("p", { role: "status", class: "qx-note" });
    const panel = make("div", { class: "qx-panel", hidden: "" }, list, note);
    let active = -1;
    mount.append(panel);
    for (const [name, value] of Object.entries({
      role: "combobox", "aria-autocomplete": "list", "aria-controls": id, "aria-expanded": "false",
      autocomplete: "off",
    })) input.setAttribute(name, value);

    const toggle = (isOpen) => {
      panel.hidden = !isOpen;
      panel.style.setProperty("--qx-top", `${mount.getBoundingClientRect().bottom}px`);
      input.setAttribute("aria-expanded", String(isOpen && list.childElementCount > 0));
      if (!isOpen) choose(-1);
    };
    const choose = (index) => {
      const options = list.children;
      if (options[active]) options[active].setAttribute("aria-selected", "false");
      active = index;
      const option = options[active];
      if (!option) { input.removeAttribute("aria-activedescendant"); return; }
      option.setAttribute("aria-selected", "true");
      option.scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", option.id);
    };
    const option = (index, url, ...children) => make("a", {
      role: "option", id: `${id}-${index}`, class: "qx-option", href: url,
      "aria-selected": "false", tabindex: "-1",
    }, ...children);
    const pageUrl = () => {
      const file = location.protocol === "file:" ? "index.html" : "";
      return `${search.root}search/${file}?q=${encodeURIComponent(input.value.trim())}`;
    };

    const run = runner(note, async (isStale) => {
      const query = input.value.trim();
      choose(-1);
      if (!query) { list.replaceChildren(); note.textContent = ""; toggle(false); return search.open(); }
      toggle(document.activeElement === input);
      const { documents } = await search.find(query);
      const shown = documents.slice(0, SUGGESTIONS);
      const described = await Promise.all(shown.map(search.describe));
      if (isStale()) return;
      list.replaceChildren(...described.map(({ title, url }, i) => option(
        i, url, make("span", {}, title), make("small", {}, crumbs(shown[i])))));
      const more = documents.length > shown.length;
      if (more) list.append(option(shown.length, pageUrl(), `查看全部 ${documents.length} 条结果`));
      note.textContent = documents.length ? `找到 ${documents.length} 条` : missing(query) + TIPS;
      toggle(document.activeElement === input);
    });
    watch(input, run);

    input.addEventListener("focus", () => { if (input.value.trim()) toggle(true); });
    input.addEventListener("keydown", (event) => {
      if (event.isComposing || event.keyCode === 229) return;
      const count = list.childElementCount;
      if (event.key === "Escape" && !panel.hidden) toggle(false);
      else if (event.key === "Enter") {
        if (!panel.hidden && active >= 0) list.children[active].click();
        else if (input.value.trim()) location.assign(pageUrl());
      } else if (count && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
        if (panel.hidden) toggle(true);
        const step = event.key === "ArrowDown" ? 1 : -1;
        // One place more than options: beyond the last, the caret is back in the text alone.
        choose((active + 1 + step + count + 1) % (count + 1) - 1);
      } else return;
      event.preventDefault();
    });
    // Keeps the focus in the input, so that a tap on a suggestion does not close the panel first.
    panel.addEventListener("mousedown", (event) => event.preventDefault());
    mount.addEventListener("focusout", (event) => {
      if (!mount.contains(event.relatedTarget)) toggle(false);
    });
    mount.addEventListener("submit", (event) => { event.preventDefault(); location.assign(pageUrl()); });
  };

  search.page = (mount) => {
    const input = mount.querySelector('input[type="search"]');
    const given = new URLSearchParams(location.search);
    const note = make("p", { role: "status", class: "qx-note" });
    const list = make("ol", { class: "qx-results" });
    const more = make("button", { type: "button", class: "qx-button", hidden: "" }, "显示更多");
    const filters = make("div", { class: "qx-filters", role: "group", "aria-label": "筛选" });
    const selects = [];
    let limit = PAGE;
    mount.append(filters, note, list, more);
    if (!input.value) input.value = given.get("q") || "";

    // The facets come with the metadata.
    const addFilters = () => {
      for (const { key, label } of search.facets) {
        const select = make("select", { name: key });
        select.dataset.value = given.get(key) || "";
        select.addEventListener("change", () => { select.dataset.value = select.value; now(); });
        filters.append(make("label", {}, label, select));
        selects.push(select);
      }
    };
    const chosen = (select) => select.dataset.value;
    const remember = (query) => {
      const state = new URLSearchParams();
      if (query) state.set("q", query);
      for (const select of selects) if (chosen(select)) state.set(select.name, chosen(select));
      const text = state.toString();
      try {
        history.replaceState(history.state, "", text ? `?${text}` : location.pathname);
      } catch (error) { /* Some browsers refuse this on file://; the page works without. */ }
    };
    const fits = (number, except) => selects.every((select) => select === except || !chosen(select)
      || search.labels(select.name, number).includes(chosen(select)));
    // Counts what each choice would leave, given the other filters.
    const fill = (select, documents) => {
      const counts = new Map();
      for (const number of documents) if (fits(number, select)) {
        const labels = search.labels(select.name, number);
        for (const label of labels) counts.set(label, (counts.get(label) || 0) + 1);
      }
      if (chosen(select) && !counts.has(chosen(select))) counts.set(chosen(select), 0);
      const labels = [...counts.keys()].sort((a, b) => counts.get(b) - counts.get(a) || (a < b ? -1 : 1));
      select.replaceChildren(make("option", { value: "" }, "全部"), ...labels.map((label) =>
        make("option", { value: label }, `${label}（${counts.get(label)}）`)));
      select.value = chosen(select);
    };
    const result = ({ title, url }, number, terms) => {
      const excerpt = make("p", {});
      const link = make("a", { href: url }, title);
      const item = make("li", {}, link, make("small", {}, crumbs(number)), excerpt);
      if (terms) whenSeen(item, () => search.text(number)
        .then((text) => excerpt.append(...search.excerpt(text, terms)
          .map(([piece, isMarked]) => (isMarked ? make("mark", {}, piece) : piece))))
        .catch(() => excerpt.append("（摘录没有加载成功）")));
      return item;
    };

    const run = runner(note, async (isStale) => {
      const query = input.value.trim();
      await search.open();
      if (isStale()) return;
      if (!selects.length) addFilters();
      const isIdle = !query && !selects.some(chosen);
      remember(query);
      const { documents, terms } = query ? await search.find(query) : { documents: await search.all() };
      const fitting = isIdle ? [] : documents.filter((number) => fits(number));
      const shown = fitting.slice(0, limit);
      const described = await Promise.all(shown.map(search.describe));
      if (isStale()) return;
      for (const select of selects) fill(select, documents);
      list.replaceChildren(...described.map((entry, i) => result(entry, shown[i], terms)));
      more.hidden = fitting.length <= limit;
      const names = search.facets.map((facet) => facet.label).join("、");
      if (isIdle) note.textContent = `输入要找的词，或选择${names}浏览。${TIPS}`;
      else if (fitting.length) note.textContent = `找到 ${fitting.length} 条`;
      else note.textContent = `${query ? missing(query) : "没有找到符合筛选的内容。"}${TIPS}也可以去掉一些筛选。`;
    });
    const now = watch(input, () => { limit = PAGE; run(); });
    more.addEventListener("click", async () => {
      const before = limit;
      limit += PAGE;
      await run();
      const next = list.children[before];
      if (next) next.querySelector("a").focus();
    });
    mount.addEventListener("submit", (event) => { event.preventDefault(); now(); });
  };
})();
