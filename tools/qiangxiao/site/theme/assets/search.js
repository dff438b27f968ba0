/* Wakes the search when somebody wants it; until then only this file and search.css are loaded.
   Classic scripts without modules or fetch(), so that everything also works from file://.
   Lies somewhere in the folder `assets` of the site's root, beside search-index.js and search-view.js. */
(() => {
  "use strict";
  const own = document.currentScript.src;
  const load = (url) => new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.charset = "utf-8";
    script.src = url;
    script.onload = resolve;
    script.onerror = () => { script.remove(); reject(new Error(url)); };
    document.head.append(script);
  });
  const search = window.qxSearch = { root: own.slice(0, own.lastIndexOf("/assets/") + 1), load };
  let code = null;

  const wake = async (mount) => {
    const state = mount.dataset;
    if (state.qxState && state.qxState !== "failed") return;
    state.qxState = "loading";
    try {
      code = code || Promise.all(
        ["search-index.js", "search-view.js"].map((name) => load(new URL(name, own).href)));
      await code;
      (mount.id === "qx-search-page" ? search.page : search.box)(mount);
      state.qxState = "ready";
    } catch (error) {
      code = null;
      state.qxState = "failed";
    }
  };

  const onIntent = (event) => {
    const mount = event.target.closest && event.target.closest("[data-qx-search], #qx-search-page");
    if (mount) wake(mount);
  };
  for (const type of ["focusin", "input", "click"]) document.addEventListener(type, onIntent);

  const onReady = () => {
    const page = document.getElementById("qx-search-page");
    if (page && location.search.length > 1) wake(page);
    if (document.activeElement) onIntent({ target: document.activeElement });
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", onReady);
  else onReady();
})();
