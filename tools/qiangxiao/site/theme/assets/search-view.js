/* Shows the search: suggestions under a box, and the search page. All data enters as text, never as HTML. */
(() => {
  "use strict";
  const search = window.qxSearch;
  const SUGGESTIONS = 8, PAGE = 10, GROUP = 4, WITH_CARD = 3, CARD_LINES = 3;
  const WAIT = 120, WAIT_COMPOSING = 500, POLL = 300;
  const TIPS = "可以少写几个字、换个说法，或输入拼音。";
  const LOADING = "正在加载…", FAILED = "搜索没有加载成功，请检查网络。";
  let boxes = 0;

  const make = (tag, attributes, ...children) => {
    const node = document.createElement(tag);
    for (const name of Object.keys(attributes)) node.setAttribute(name, attributes[name]);
    node.append(...children);
    return node;
  };
  const fill = (node, ...children) => {
    while (node.firstChild) node.removeChild(node.firstChild);
    node.append(...children);
  };
  const pageFor = (query, more) => {
    const file = location.protocol === "file:" ? "index.html" : "";
    const scope = search.scope ? "&in=guide" : "";
    return `${search.root}search/${file}?q=${encodeURIComponent(query)}${more === undefined ? scope : more}`;
  };
  const crumbs = (number) => search.facets.filter((facet) => facet.shown)
    .map((facet) => search.labels(facet.key, number).join("、")).filter(Boolean).join(" · ");
  const missing = (query) => `没有找到与“${query}”有关的内容。`;

  const meant = (query) => [
    "是不是要找：", make("a", { href: pageFor(query), class: "qx-instead" }, query), "？",
  ];

  // The first of the best results that answers in a few lines.
  const answerOf = async (shown) => {
    const cards = await Promise.all(shown.slice(0, WITH_CARD).map(search.card));
    const index = cards.findIndex((card) => card && (card.facts.length || card.links.length));
    return index < 0 ? null : { index, card: cards[index] };
  };

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
        fill(note, FAILED, retry);
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
      input.setAttribute("aria-expanded", String(isOpen && options().length > 0));
      if (!isOpen) choose(-1);
    };
    const choose = (index) => {
      const all = options();
      if (all[active]) all[active].setAttribute("aria-selected", "false");
      active = index;
      const option = all[active];
      if (!option) { input.removeAttribute("aria-activedescendant"); return; }
      option.setAttribute("aria-selected", "true");
      option.scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", option.id);
    };
    const option = (index, url, ...children) => make("a", {
      role: "option", id: `${id}-${index}`, class: "qx-option", href: url,
      "aria-selected": "false", tabindex: "-1",
    }, ...children);
    const pageUrl = () => pageFor(input.value.trim());
    // Before anything is typed: what others look for, and the districts.
    const offer = () => {
      const chip = (index, url, text) => {
        const link = option(index, url, text);
        link.classList.add("qx-option--chip");
        return link;
      };
      const popular = search.popular(), places = search.places();
      fill(list,
        make("p", { class: "qx-panel__title", role: "presentation" }, "大家常找"),
        ...popular.map((word, i) => chip(i, pageFor(word), word)),
        make("p", { class: "qx-panel__title", role: "presentation" }, "按区县找"),
        ...places.map(({ title, url }, i) => chip(popular.length + i, url, title)));
      fill(note);
    };
    const options = () => list.querySelectorAll("[role=option]");
    // A few facts of a school, or the first pages that a place leads to.
    const inShort = ({ facts, links }) => [
      ...facts.map(([label, value]) => `${label} ${value}`),
      ...links.map(({ title, note: remark }) => (remark ? `${title} ${remark}` : title)),
    ].slice(0, CARD_LINES).map((line) => make("small", { class: "qx-option__fact" }, line));

    const run = runner(note, async (isStale) => {
      const query = input.value.trim();
      choose(-1);
      if (!query) {
        await search.open();
        if (isStale()) return;
        offer();
        toggle(document.activeElement === input);
        return;
      }
      toggle(document.activeElement === input);
      const { documents, instead } = await search.find(query);
      const shown = documents.slice(0, SUGGESTIONS);
      const described = await Promise.all(shown.map(search.describe));
      const answer = await answerOf(shown);
      if (isStale()) return;
      fill(list, ...described.map(({ title, url }, i) => option(
        i, url, make("span", {}, title), make("small", {}, crumbs(shown[i])),
        ...(answer && answer.index === i ? inShort(answer.card) : []))));
      const more = documents.length > shown.length;
      if (more) list.append(option(shown.length, pageUrl(), `查看全部 ${documents.length} 条结果`));
      if (instead) fill(note, ...meant(instead));
      else fill(note, documents.length ? `找到 ${documents.length} 条` : missing(query) + TIPS);
      toggle(document.activeElement === input);
    });
    watch(input, run);

    input.addEventListener("focus", () => { if (input.value.trim()) toggle(true); else run(); });
    input.addEventListener("keydown", (event) => {
      if (event.isComposing || event.keyCode === 229) return;
      const count = options().length;
      if (event.key === "Escape" && !panel.hidden) toggle(false);
      else if (event.key === "Enter") {
        if (!panel.hidden && active >= 0) options()[active].click();
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
    if (mount.hasAttribute("data-qx-entered") && input.value.trim()) location.assign(pageUrl());
  };

  search.page = (mount) => {
    const input = mount.querySelector('input[type="search"]');
    const given = new URLSearchParams(location.search);
    const note = make("p", { role: "status", class: "qx-note" });
    const answer = make("div", { class: "qx-answers" });
    const list = make("div", { class: "qx-groups" });
    const help = make("div", { class: "qx-help" });
    const more = make("button", { type: "button", class: "qx-button", hidden: "" }, "显示更多");
    const filters = make("div", { class: "qx-filters", role: "group", "aria-label": "筛选" });
    const selects = [];
    let limit = PAGE;
    mount.append(filters, note, answer, list, more, help);
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
      if (search.scope) state.set("in", "guide");
      const text = state.toString();
      try {
        history.replaceState(history.state, "", text ? `?${text}` : location.pathname);
      } catch (error) { /* Some browsers refuse this on file://; the page works without. */ }
    };
    const fits = (number, except) => selects.every((select) => select === except || !chosen(select)
      || search.labels(select.name, number).includes(chosen(select)));
    // Counts what each choice would leave, given the other filters.
    const count = (select, documents) => {
      const counts = new Map();
      for (const number of documents) if (fits(number, select)) {
        const labels = search.labels(select.name, number);
        for (const label of labels) counts.set(label, (counts.get(label) || 0) + 1);
      }
      if (chosen(select) && !counts.has(chosen(select))) counts.set(chosen(select), 0);
      const labels = [...counts.keys()].sort((a, b) => counts.get(b) - counts.get(a) || (a < b ? -1 : 1));
      fill(select, make("option", { value: "" }, "全部"), ...labels.map((label) =>
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

    const kindOf = (number) => search.labels("kind", number).join("、");
    // The results by kind, each kind where its best result stands.
    const grouped = (numbers) => {
      const groups = new Map();
      for (const number of numbers) groups.set(kindOf(number), [...(groups.get(kindOf(number)) || []), number]);
      return [...groups];
    };
    const kinds = () => selects.find((select) => select.name === "kind");
    const narrow = (kind, size) => {
      const button = make("button", { type: "button", class: "qx-button" }, `看全部 ${size} 条${kind}`);
      button.addEventListener("click", () => {
        kinds().dataset.value = kind;
        now();
        input.focus();
      });
      return button;
    };
    const listed = async (numbers, terms) => {
      const described = await Promise.all(numbers.map(search.describe));
      return make("ol", { class: "qx-results" },
        ...described.map((entry, i) => result(entry, numbers[i], terms)));
    };
    const sections = (numbers, terms) => Promise.all(grouped(numbers).map(async ([kind, members]) => make(
      "section", { class: "qx-group" },
      make("h2", {}, kind, make("small", {}, ` ${members.length}`)),
      await listed(members.slice(0, GROUP), terms),
      ...(members.length > GROUP ? [narrow(kind, members.length)] : []))));
    const cardOf = ({ title, url }, { facts, links }) => make("section", { class: "qx-answer" },
      make("h2", {}, make("a", { href: url }, title)),
      ...(facts.length ? [make("dl", {}, ...facts.map(([label, value]) =>
        make("div", {}, make("dt", {}, label), make("dd", {}, value))))] : []),
      ...(links.length ? [make("ul", {}, ...links.map((link) =>
        make("li", {}, make("a", { href: link.url }, link.title), make("small", {}, link.note))))] : []));
    // Where else to look; more of it when nothing was found.
    const helping = (query, isEmpty) => {
      const links = (pairs) => make("p", { class: "qx-chips" },
        ...pairs.map(([title, url]) => make("a", { href: url }, title)));
      const place = (address) => search.root + address + (location.protocol === "file:" ? "index.html" : "");
      const found = [];
      if (isEmpty) {
        found.push(make("h2", {}, "大家常找"), links(search.popular().map((word) => [word, pageFor(word)])),
          make("h2", {}, "按区县找"), links(search.places().map(({ title, url }) => [title, url])),
          links([["全部学校", place("schools/")], ["全部案例", place("cases/")], ["词语解释", place("glossary/")],
            ["联系编辑", place("about/")]]));
      }
      if (query) {
        found.push(make("p", {}, search.scope
          ? make("a", { href: pageFor(query, "") }, "回到给读者的内容里找")
          : make("a", { href: pageFor(query, "&in=guide") }, "在投稿指南和检查规则里找")));
      }
      return found;
    };

    const run = runner(note, async (isStale) => {
      const query = input.value.trim();
      await search.open();
      if (isStale()) return;
      if (!selects.length) addFilters();
      const isIdle = !query && !selects.some(chosen);
      remember(query);
      const { documents, terms, instead } = query ? await search.find(query) : { documents: await search.all() };
      const fitting = isIdle ? [] : documents.filter((number) => fits(number));
      const isGrouped = Boolean(query) && fitting.length > PAGE && !chosen(kinds()) && grouped(fitting).length > 1;
      const lists = isGrouped ? await sections(fitting, terms) : [await listed(fitting.slice(0, limit), terms)];
      const first = query ? await answerOf(fitting) : null;
      const card = first ? [cardOf(await search.describe(fitting[first.index]), first.card)] : [];
      if (isStale()) return;
      for (const select of selects) count(select, documents);
      fill(answer, ...card);
      fill(list, ...lists);
      fill(help, ...helping(query, !fitting.length));
      more.hidden = isGrouped || fitting.length <= limit;
      const names = search.facets.map((facet) => facet.label).join("、");
      if (isIdle) note.textContent = `输入要找的词，或选择${names}浏览。${TIPS}`;
      else if (instead) fill(note, `找到 ${fitting.length} 条。`, ...meant(instead));
      else if (fitting.length) note.textContent = `找到 ${fitting.length} 条`;
      else note.textContent = `${query ? missing(query) : "没有找到符合筛选的内容。"}${TIPS}也可以去掉一些筛选。`;
    });
    const now = watch(input, () => { limit = PAGE; run(); });
    more.addEventListener("click", async () => {
      const before = limit;
      limit += PAGE;
      await run();
      const next = list.querySelectorAll("li")[before];
      if (next) next.querySelector("a").focus();
    });
    mount.addEventListener("submit", (event) => { event.preventDefault(); now(); });
  };
})();
