/* Cases filtered by several things at once, sorted, and up to three side by side; all of it stands in the address.
   Loaded by site.js where a page has a place for it; without it the page is the list in its own order.
   The data are scripts too (list.js, compare.js), loaded when first needed, also from a disk. */
(() => {
  "use strict";
  const mount = document.querySelector("[data-qx-cases]");
  const still = document.querySelector("[data-qx-cases-still]");
  const root = mount.getAttribute("data-qx-root");
  const folder = `${root}assets/cases/`;
  const FACETS = [["measure", "措施"], ["subject", "学科"], ["grade", "年级"], ["evidence", "证据"],
    ["cost", "经费"], ["district", "区县"]];
  const SORTS = [["", "新的在前"], ["evidence", "证据强的在前"], ["used", "借鉴多的在前"]];
  const WINDOW = 60, MOST = 3;
  const given = new URLSearchParams(location.search);
  const data = {};
  const chosen = (given.get("compare") || "").split(",").filter(Boolean).slice(0, MOST);
  let limit = WINDOW;

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
  const urlOf = (address) => root + address + (location.protocol === "file:" ? "index.html" : "");
  window.qxCases = (name, value) => { data[name] = value; };
  const need = (name) => (data[name] ? Promise.resolve(data[name]) : new Promise((resolve, reject) => {
    const script = make("script", { src: `${folder}${name}.js`, charset: "utf-8" });
    script.onload = () => resolve(data[name]);
    script.onerror = () => { document.head.removeChild(script); reject(new Error(name)); };
    document.head.append(script);
  }));

  const selects = FACETS.map(([key, label]) => {
    const select = make("select", { name: key }, make("option", { value: "" }, "全部"));
    select.dataset.value = given.get(key) || "";
    return { key, label, select };
  });
  const sort = make("select", { name: "sort" }, ...SORTS.map(([value, text]) => make("option", { value }, text)));
  sort.value = given.get("sort") || "";
  if (sort.selectedIndex < 0) sort.value = "";
  const words = make("input", { type: "search", name: "q", placeholder: "题目、做法、弯路里的词" });
  words.value = given.get("q") || "";
  const lessons = make("input", { type: "checkbox", name: "lessons" });
  lessons.checked = given.get("lessons") === "1";
  const note = make("p", { role: "status", class: "qx-pick__note" });
  const clear = make("button", { type: "button", class: "qx-button" }, "清除筛选");
  const copy = make("button", { type: "button", class: "qx-button" }, "复制这个筛选的链接");
  const list = make("ul", { class: "qx-grid" });
  const more = make("button", { type: "button", class: "qx-button", hidden: "" }, "显示更多");
  const aside = make("section", { class: "qx-compare", "aria-label": "并排比较", hidden: "" });
  const controls = make("div", { class: "qx-pick", role: "group", "aria-label": "筛选案例" },
    ...selects.map(({ label, select }) => make("label", {}, label, select)),
    make("label", {}, "排序", sort), make("label", {}, "找词", words),
    make("label", { class: "qx-pick__check" }, lessons, "把弯路也列出来"));
  mount.append(controls, note, make("p", { class: "qx-pick__tools" }, clear, copy), aside, list, more);

  const isIdle = () => !selects.some(({ select }) => select.dataset.value) && !words.value.trim()
    && !sort.value && !lessons.checked;
  const fits = (row, except) => selects.every(({ key, select }) => key === except || !select.dataset.value
    || row.filters[key].includes(select.dataset.value));
  const spoken = (row) => `${row.title}${row.school}${row.text}${row.lessons}`.normalize("NFKC").toLowerCase();
  const says = (row) => words.value.normalize("NFKC").toLowerCase().split(/\s+/).filter(Boolean)
    .every((word) => spoken(row).includes(word));
  const ordered = (rows) => {
    const by = { evidence: (row) => row.rank, used: (row) => -row.used }[sort.value] || (() => 0);
    return rows.map((row, i) => [by(row), i, row]).sort((a, b) => a[0] - b[0] || a[1] - b[1]).map(([, , row]) => row);
  };
  const remember = () => {
    const state = new URLSearchParams();
    for (const { key, select } of selects) if (select.dataset.value) state.set(key, select.dataset.value);
    if (words.value.trim()) state.set("q", words.value.trim());
    if (sort.value) state.set("sort", sort.value);
    if (lessons.checked) state.set("lessons", "1");
    if (chosen.length) state.set("compare", chosen.join(","));
    const text = state.toString();
    try {
      history.replaceState(history.state, "", text ? `?${text}` : location.pathname);
    } catch (error) { /* Some browsers refuse this on file://; the page works without. */ }
  };
  // What each choice would leave, given the others.
  const count = ({ key, select }, rows) => {
    const counts = new Map();
    for (const row of rows) if (fits(row, key)) {
      for (const value of row.filters[key]) counts.set(value, (counts.get(value) || 0) + 1);
    }
    if (select.dataset.value && !counts.has(select.dataset.value)) counts.set(select.dataset.value, 0);
    const values = [...counts.keys()].sort((a, b) => counts.get(b) - counts.get(a) || (a < b ? -1 : 1));
    fill(select, make("option", { value: "" }, "全部"),
      ...values.map((value) => make("option", { value }, `${value}（${counts.get(value)}）`)));
    select.value = select.dataset.value;
  };

  const toggle = (id, title) => {
    const box = make("input", { type: "checkbox", "data-id": id, "aria-label": `把“${title}”放到一起比` });
    box.checked = chosen.includes(id);
    box.addEventListener("change", () => {
      if (box.checked) chosen.push(id); else chosen.splice(chosen.indexOf(id), 1);
      compare();
    });
    return make("label", { class: "qx-pick__check qx-pick__compare" }, box, "放到一起比");
  };
  const bars = ([before, after, from, to]) => {
    const row = (label, value, share) => make("span", { class: "qx-change__row" }, `${label} `, make("b", {}, value),
      make("i", { style: `width:${share}%` }));
    return make("p", { class: "qx-change" }, row("之前", before, from), row("之后", after, to));
  };
  const card = (row) => make("li", { class: "qx-card qx-card--case" },
    make("p", { class: "qx-card__kicker" }, `${row.day} · ${row.school}`),
    make("h2", { class: "qx-card__title" }, make("a", { href: urlOf(row.url) }, row.title)),
    make("p", { class: "qx-card__text" }, row.text),
    ...(row.change ? [bars(row.change)] : []),
    ...(lessons.checked ? [make("p", { class: "qx-card__text" }, make("b", {}, "弯路："), row.lessons)] : []),
    make("div", { class: "qx-card__foot" },
      make("span", { class: `qx-evidence qx-evidence--${4 - row.rank}` }, row.filters.evidence[0]),
      make("span", { class: "qx-card__note" }, `经费投入：${row.filters.cost[0]}${row.used ? ` · ${row.used} 校已借鉴` : ""}`)),
    toggle(row.id, row.title));

  // Up to three side by side, in a table that scrolls by itself.
  const compare = async () => {
    remember();
    for (const box of document.querySelectorAll(".qx-pick__compare input")) {
      box.checked = chosen.includes(box.dataset.id);
      box.disabled = !box.checked && chosen.length >= MOST;
    }
    aside.hidden = !chosen.length;
    if (!chosen.length) { fill(aside); return; }
    const [rows, facts] = await Promise.all([need("list"), need("compare")]);
    const picked = chosen.map((id) => rows.find((row) => row.id === id)).filter(Boolean);
    const labels = [...new Set([].concat(...picked.map((row) => facts[row.id].map(([label]) => label))))]
      .filter((label) => picked.some((row) => (facts[row.id].find(([one]) => one === label) || ["", ""])[1]));
    const drop = (row) => {
      const button = make("button", { type: "button", class: "qx-button", "aria-label": `不比“${row.title}”` }, "拿开");
      button.addEventListener("click", () => { chosen.splice(chosen.indexOf(row.id), 1); compare(); note.focus(); });
      return button;
    };
    fill(aside, make("h2", {}, `并排比较（${picked.length}/${MOST}）`),
      make("div", { class: "qx-table", tabindex: "0", role: "region", "aria-label": "并排比较的表格" }, make("table", {},
        make("thead", {}, make("tr", {}, make("th", { scope: "col" }, "题目"),
          ...picked.map((row) => make("th", { scope: "col" }, make("a", { href: urlOf(row.url) }, row.title), make("br", {}), drop(row))))),
        make("tbody", {}, ...labels.map((label) => make("tr", {}, make("th", { scope: "row" }, label),
          ...picked.map((row) => make("td", {}, (facts[row.id].find(([one]) => one === label) || ["", ""])[1] || "没有写"))))))));
  };

  const show = async () => {
    remember();
    const rest = isIdle();
    clear.hidden = copy.hidden = rest;
    if (still) still.hidden = !rest;
    list.hidden = rest;
    if (rest) { note.textContent = ""; more.hidden = true; if (data.list) for (const one of selects) count(one, data.list); return; }
    try {
      const rows = (await need("list")).filter(says);
      for (const one of selects) count(one, rows);
      const found = ordered(rows.filter((row) => fits(row)));
      fill(list, ...found.slice(0, limit).map(card));
      more.hidden = found.length <= limit;
      note.textContent = found.length ? `共 ${found.length} 个案例` : "没有这样的案例。可以去掉一个筛选，或者换个词。";
      compare();
    } catch (error) {
      note.textContent = "案例没有加载成功，请检查网络再选一次。下面是全部案例。";
      if (still) still.hidden = false;
    }
  };
  const again = () => { limit = WINDOW; show(); };
  // The choices and their counts come with the data, before a list is opened by mouse, finger or keyboard.
  const wake = () => need("list").then((rows) => { for (const one of selects) if (!one.select.dataset.value) count(one, rows.filter(says)); }, () => {});
  controls.addEventListener("focusin", wake, { once: true });
  controls.addEventListener("pointerover", wake, { once: true });
  for (const { select } of selects) select.addEventListener("change", () => { select.dataset.value = select.value; again(); });
  sort.addEventListener("change", again);
  lessons.addEventListener("change", again);
  let timer;
  words.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(again, 150); });
  more.addEventListener("click", () => { limit += WINDOW; show(); });
  clear.addEventListener("click", () => {
    for (const { select } of selects) select.dataset.value = "";
    words.value = ""; sort.value = ""; lessons.checked = false;
    again();
    selects[0].select.focus();
  });
  copy.addEventListener("click", () => window.qxCopy(location.href, (done) => { copy.textContent = done ? "已复制" : "请手动复制地址栏"; }));
  for (const node of document.querySelectorAll("[data-qx-case]")) {
    node.append(toggle(node.getAttribute("data-qx-case"), node.querySelector(".qx-card__title").textContent));
  }
  show();
  if (chosen.length) compare().catch(() => {});
})();
