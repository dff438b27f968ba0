/* Reading switches (light or dark, large text), copy and print buttons, filter boxes, the reader's place in
   the table of contents. Loaded in the head so that a stored choice applies before the first paint; the
   pages are complete without it. */
(function () {
  "use strict";
  var root = document.documentElement;
  var themes = ["auto", "light", "dark"];
  var labels = { auto: "自动", light: "浅色", dark: "深色" };
  var titles = { auto: "跟随系统", light: "浅色", dark: "深色" };

  function read(key) {
    try { return localStorage.getItem("qx-" + key); } catch (error) { return null; }
  }
  function write(key, value) {
    try { localStorage.setItem("qx-" + key, value); } catch (error) { /* private mode: this page only */ }
  }
  function apply(key, value, neutral) {
    if (value && value !== neutral) root.setAttribute("data-qx-" + key, value);
    else root.removeAttribute("data-qx-" + key);
  }

  var theme = themes.indexOf(read("theme")) > 0 ? read("theme") : "auto";
  var size = read("size") === "large" ? "large" : "normal";
  root.classList.remove("no-js");
  root.classList.add("js");
  apply("theme", theme, "auto");
  apply("size", size, "normal");

  function each(selector, act) {
    Array.prototype.forEach.call(document.querySelectorAll(selector), act);
  }

  function sizeSwitch(button) {
    function show() { button.setAttribute("aria-pressed", String(size === "large")); }
    button.addEventListener("click", function () {
      size = size === "large" ? "normal" : "large";
      write("size", size);
      apply("size", size, "normal");
      show();
    });
    show();
  }

  function themeSwitch(button) {
    var label = button.querySelector("[data-qx-theme-label]");
    function show() {
      label.textContent = labels[theme];
      button.title = "明暗：" + titles[theme];
      button.setAttribute("aria-label", labels[theme] + "：切换明暗");
    }
    button.addEventListener("click", function () {
      theme = themes[(themes.indexOf(theme) + 1) % themes.length];
      write("theme", theme);
      apply("theme", theme, "auto");
      show();
    });
    show();
  }

  function copyText(text, done) {
    function byHand() {
      var area = document.createElement("textarea");
      area.value = text;
      area.setAttribute("readonly", "");
      area.className = "qx-visually-hidden";
      document.body.appendChild(area);
      area.select();
      var copied;
      try { copied = document.execCommand("copy"); } catch (error) { copied = false; }
      document.body.removeChild(area);
      done(copied);
    }
    if (navigator.clipboard && window.isSecureContext) {
      navigator.clipboard.writeText(text).then(function () { done(true); }, byHand);
    } else byHand();
  }

  function copyButton(button) {
    var label = button.textContent;
    button.setAttribute("aria-live", "polite");
    button.addEventListener("click", function () {
      var other = button.getAttribute("data-qx-copy-url");
      var text = other ? new URL(other, location.href).href : location.href.split("#")[0];
      copyText(button.getAttribute("data-qx-copy") || text, function (copied) {
        button.textContent = copied ? "已复制" : "请手动复制地址栏";
        setTimeout(function () { button.textContent = label; }, 2000);
      });
    });
  }

  function filterBox(list, index) {
    var box = document.createElement("div");
    var input = document.createElement("input");
    var count = document.createElement("p");
    var label = list.getAttribute("data-qx-filterable");
    var before = list.tagName === "TBODY" ? list.parentNode : list;
    if (before.parentNode.className === "qx-table") before = before.parentNode;
    box.className = "qx-filterbox";
    input.type = "search";
    input.id = "qx-filterbox-" + index;
    input.placeholder = label;
    input.setAttribute("aria-label", label);
    count.setAttribute("role", "status");
    input.addEventListener("input", function () {
      var words = input.value.normalize("NFKC").toLowerCase().split(/\s+/).filter(Boolean);
      var shown = 0;
      Array.prototype.forEach.call(list.children, function (item) {
        var text = item.textContent.normalize("NFKC").toLowerCase();
        item.hidden = !words.every(function (word) { return text.indexOf(word) >= 0; });
        if (!item.hidden) shown += 1;
      });
      count.textContent = words.length ? "显示 " + shown + "/" + list.children.length : "";
    });
    box.appendChild(input);
    box.appendChild(count);
    before.parentNode.insertBefore(box, before);
  }

  // What is new since the last visit: the links of a list are remembered on this device alone, for each page.
  var KEPT = 200, SEEN = "seen:";
  function showNew(list) {
    var key = SEEN + location.pathname;
    var known = read(key);
    var links = Array.prototype.map.call(list.querySelectorAll("li a[href]"), function (link) {
      return link.getAttribute("href");
    });
    write(key, JSON.stringify(links.slice(0, KEPT)));
    var seen;
    try { seen = JSON.parse(known); } catch (error) { seen = null; }
    if (!Array.isArray(seen)) return;
    var count = 0;
    each("[data-qx-since] li", function (item) {
      var link = item.querySelector("a[href]");
      if (!link || !list.contains(item) || seen.indexOf(link.getAttribute("href")) >= 0) return;
      var mark = document.createElement("span");
      mark.className = "qx-tag qx-tag--new";
      mark.textContent = "新";
      link.parentNode.insertBefore(mark, link);
      count += 1;
    });
    if (!count) return;
    var note = document.createElement("p");
    note.className = "qx-since";
    note.textContent = "自上次来过以后，新增 " + count + " 条，下面标着“新”。";
    list.parentNode.insertBefore(note, list);
  }
  function forget(button) {
    button.addEventListener("click", function () {
      try {
        Object.keys(localStorage).forEach(function (key) {
          if (key.indexOf("qx-" + SEEN) === 0) localStorage.removeItem(key);
        });
      } catch (error) { /* nothing was kept */ }
      button.textContent = "已清除";
    });
  }

  // A column's head becomes a button that sorts: numbers by size, words as Chinese does; a second press turns it round.
  function sortTable(table) {
    var body = table.tBodies[0];
    each("[data-qx-sortable] thead th", function (head) {
      if (!table.contains(head)) return;
      var button = document.createElement("button");
      var index = head.cellIndex;
      button.type = "button";
      button.className = "qx-sort";
      button.textContent = head.textContent;
      head.textContent = "";
      head.appendChild(button);
      button.addEventListener("click", function () {
        var isUp = head.getAttribute("aria-sort") !== "ascending";
        var rows = Array.prototype.slice.call(body.rows);
        function value(row) { return row.cells[index] ? row.cells[index].textContent.trim() : ""; }
        rows.sort(function (a, b) {
          var one = value(a), other = value(b);
          var order = parseFloat(one) - parseFloat(other);
          if (isNaN(order)) order = one.localeCompare(other, "zh-CN");
          return isUp ? order : -order;
        });
        each("[data-qx-sortable] thead th", function (each_) { if (table.contains(each_)) each_.removeAttribute("aria-sort"); });
        head.setAttribute("aria-sort", isUp ? "ascending" : "descending");
        rows.forEach(function (row) { body.appendChild(row); });
      });
    });
  }

  // Only the chosen rows of a table, named in the address; all of them until two are chosen.
  function pickRows(table) {
    var key = "pick", rows = Array.prototype.slice.call(table.querySelectorAll("[data-qx-pick]"));
    var chosen = [];
    try { chosen = (new URLSearchParams(location.search).get(key) || "").split(",").filter(Boolean); } catch (error) { /* all */ }
    var all = document.createElement("button");
    all.type = "button";
    all.className = "qx-button";
    all.textContent = "看全部";
    var isShort = chosen.length > 1;
    function show() {
      rows.forEach(function (row) {
        var isChosen = chosen.indexOf(row.getAttribute("data-qx-pick")) >= 0;
        row.querySelector("input").checked = isChosen;
        row.hidden = isShort && !isChosen;
      });
      all.textContent = isShort ? "看全部学校" : "只看选中的 " + chosen.length + " 所";
      all.disabled = !isShort && chosen.length < 2;
      try {
        history.replaceState(history.state, "", chosen.length ? "?" + key + "=" + chosen.join(",") : location.pathname);
      } catch (error) { /* Some browsers refuse this on file:// */ }
    }
    rows.forEach(function (row) {
      var box = document.createElement("input");
      box.type = "checkbox";
      box.setAttribute("aria-label", "选" + row.cells[0].textContent.trim());
      box.addEventListener("change", function () {
        var id = row.getAttribute("data-qx-pick");
        if (box.checked) chosen.push(id); else chosen.splice(chosen.indexOf(id), 1);
        show();
      });
      row.cells[0].insertBefore(box, row.cells[0].firstChild);
    });
    all.addEventListener("click", function () { isShort = !isShort; show(); });
    table.parentNode.insertBefore(all, table);
    show();
  }

  // A script that only some pages need, from beside this one.
  var own = document.currentScript ? document.currentScript.src : "";
  function fetchOwn(name) {
    var script = document.createElement("script");
    script.src = own.replace(/[^/]*$/, name);
    document.head.appendChild(script);
  }
  window.qxCopy = copyText;

  function followContents() {
    var links = {};
    each(".qx-toc a", function (link) {
      links[decodeURIComponent(link.hash.slice(1))] = link;
    });
    var headings = Object.keys(links).map(function (id) { return document.getElementById(id); }).filter(Boolean);
    if (!headings.length || !("IntersectionObserver" in window)) return;
    var current = null;
    function mark() {
      var last = headings[0];
      headings.forEach(function (heading) {
        if (heading.getBoundingClientRect().top < 160) last = heading;
      });
      if (last === current) return;
      if (current) links[current.id].removeAttribute("aria-current");
      current = last;
      var link = links[last.id];
      var strip = link.closest(".qx-toc");
      link.setAttribute("aria-current", "true");
      if (strip.scrollWidth > strip.clientWidth) strip.scrollLeft = link.offsetLeft - 40;
    }
    var observer = new IntersectionObserver(mark, { rootMargin: "-150px 0px -60% 0px" });
    headings.forEach(function (heading) { observer.observe(heading); });
    mark();
  }

  // A link to something folded up opens it.
  function unfold() {
    var target = location.hash.length > 1 ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
    if (target && target.tagName === "DETAILS" && !target.open) {
      target.open = true;
      target.scrollIntoView();
    }
  }

  function begin() {
    each("[data-qx-size]", function (element) { if (element !== root) sizeSwitch(element); });
    each("[data-qx-theme-switch]", themeSwitch);
    each("[data-qx-copy]", copyButton);
    each("[data-qx-print]", function (button) {
      button.addEventListener("click", function () { window.print(); });
    });
    each("[data-qx-filterable]", filterBox);
    each("[data-qx-sortable]", sortTable);
    each("[data-qx-picks]", pickRows);
    each("[data-qx-since]", showNew);
    each("[data-qx-forget]", forget);
    each("[data-qx-cases]", function () { fetchOwn("cases.js"); });
    followContents();
    unfold();
    window.addEventListener("hashchange", unfold);
  }

  // The page of addresses that lead nowhere fetches this script late.
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
  else begin();

  // When not even the first script of the search has come: say so, rather than take words and do nothing.
  window.addEventListener("load", function () {
    if (window.qxSearch) return;
    each("[data-qx-search], #qx-search-page", function (mount) {
      var note = document.createElement("p");
      note.setAttribute("role", "alert");
      note.className = "qx-search-failed";
      note.textContent = "搜索没有加载成功，请刷新页面，或从上面的栏目找。";
      mount.appendChild(note);
    });
  });
})();
