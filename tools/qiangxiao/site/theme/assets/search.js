/* Wakes the search when somebody wants it; until then only this file is loaded.
   Classic scripts without modules or fetch(), so that everything also works from file://. This one is written for
   any browser at all: one that cannot read the other two is told so here.
   Lies somewhere in the folder `assets` of the site's root, beside search-index.js and search-view.js. */
(function () {
  "use strict";
  var own = document.currentScript.src;
  var folder = own.slice(0, own.lastIndexOf("/") + 1);
  var waiting = [];
  var isLoading = false;
  // The folder of the index: that of contributors on their pages, or when the address asks for it.
  var isGuide = /[?&]in=guide(&|$)/.test(location.search) || document.querySelector("[data-qx-scope]");
  var search = window.qxSearch = {
    root: own.slice(0, own.lastIndexOf("/assets/") + 1),
    scope: isGuide ? "guide/" : "",
    load: function (url) {
      return new Promise(function (resolve, reject) { fetchScript(url, resolve, reject); });
    },
  };

  function fetchScript(url, done, failed) {
    var script = document.createElement("script");
    script.charset = "utf-8";
    script.src = url;
    script.onload = done;
    script.onerror = function () {
      document.head.removeChild(script);
      failed(new Error(url));
    };
    document.head.appendChild(script);
  }

  // Says what is wrong, and another way to find things that needs no script.
  function tell(mount, state) {
    var note = mount.querySelector(".qx-search-failed") || document.createElement("p");
    var link = document.createElement("a");
    note.className = "qx-search-failed";
    note.setAttribute("role", "alert");
    note.textContent = state === "old"
      ? "这个浏览器版本太旧，不能搜索。请更新微信或浏览器，" : "搜索没有加载成功，请再点一次搜索框，";
    link.href = search.root + "districts/" + (location.protocol === "file:" ? "index.html" : "");
    link.textContent = "或者按区县找。";
    note.appendChild(link);
    mount.appendChild(note);
    mount.setAttribute("data-qx-state", state);
  }

  function untell(mount) {
    var note = mount.querySelector(".qx-search-failed");
    if (note) note.parentNode.removeChild(note);
  }

  function start(mount) {
    untell(mount);
    try {
      if (!search.find) throw new Error("search-index.js");
      (mount.id === "qx-search-page" ? search.page : search.box)(mount);
      mount.setAttribute("data-qx-state", "ready");
    } catch (error) { // most likely a browser that could not read the scripts
      tell(mount, "old");
    }
  }

  function finish(isLoaded) {
    var mounts = waiting;
    waiting = [];
    isLoading = false;
    mounts.forEach(function (mount) {
      if (isLoaded) start(mount);
      else tell(mount, "failed");
    });
  }

  function wake(mount) {
    var state = mount.getAttribute("data-qx-state");
    if (state && state !== "failed") return;
    mount.setAttribute("data-qx-state", "loading");
    waiting.push(mount);
    if (isLoading) return;
    isLoading = true;
    var left = 2;
    function loaded() { left -= 1; if (!left) finish(true); }
    function failed() { finish(false); }
    fetchScript(folder + "search-index.js", loaded, failed);
    fetchScript(folder + "search-view.js", loaded, failed);
  }

  function onIntent(event) {
    var target = event.target;
    var mount = target.closest && target.closest("[data-qx-search], #qx-search-page");
    if (mount) wake(mount);
  }
  // Enter before the search has come, as on a slow network, opens its page as soon as it has.
  document.addEventListener("keydown", function (event) {
    var mount = event.target.closest && event.target.closest("[data-qx-search]");
    if (!mount || event.key !== "Enter" || event.isComposing || event.keyCode === 229) return;
    if (mount.getAttribute("data-qx-state") !== "loading") return;
    event.preventDefault();
    mount.setAttribute("data-qx-entered", "");
  });
  ["focusin", "input", "click"].forEach(function (type) { document.addEventListener(type, onIntent); });

  function onReady() {
    var page = document.getElementById("qx-search-page");
    if (page && (location.search.length > 1 || page.hasAttribute("data-qx-awake"))) wake(page);
    if (document.activeElement) onIntent({ target: document.activeElement });
  }
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", onReady);
  else onReady();
})();
