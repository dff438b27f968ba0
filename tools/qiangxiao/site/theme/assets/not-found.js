// The page of addresses that lead nowhere names this script once for every depth it may be shown at. The one that is
// there knows from its own address where the site begins: it mends the links and fetches the other scripts.
(function () {
  const own = document.currentScript;
  if (document.documentElement.hasAttribute("data-qx-begins")) {
    return;
  }
  const begins = new URL("../../", own.src).href;
  document.documentElement.setAttribute("data-qx-begins", begins);
  // What the address says of itself: its last part, without dates and numbers; slugs are pinyin, which search knows.
  const words = function () {
    let parts = [];
    try {
      parts = decodeURIComponent(location.pathname).split("/").filter(Boolean);
    } catch (error) { /* not an address anybody wrote by hand */ }
    const last = (parts.pop() || "").replace(/\.[a-z]+$/, "");
    return last.replace(/\d{4}(-\d{2}){0,2}/g, " ").replace(/[-_+]+/g, " ").trim().slice(0, 40);
  };
  const mend = function () {
    const mount = document.querySelector("[data-qx-from-address]");
    const asked = words();
    if (mount && asked) {
      mount.querySelector("input").value = asked;
      mount.hidden = false;
      mount.setAttribute("data-qx-awake", "");
    }
    const links = document.querySelectorAll("a[href]");
    for (let at = 0; at < links.length; at += 1) {
      const target = links[at].getAttribute("href");
      if (target.indexOf(own.dataset.base) === 0) {
        links[at].href = begins + target.slice(own.dataset.base.length);
      }
    }
    own.dataset.scripts.split(" ").forEach(function (path) {
      const script = document.createElement("script");
      script.src = begins + path;
      document.head.appendChild(script);
    });
  };
  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", mend);
  } else {
    mend();
  }
})();
