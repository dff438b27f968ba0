// The page of addresses that lead nowhere names this script once for every depth it may be shown at. The one that is
// there knows from its own address where the site begins: it mends the links and fetches the other scripts.
(function () {
  const own = document.currentScript;
  if (document.documentElement.hasAttribute("data-qx-begins")) {
    return;
  }
  const begins = new URL("../../", own.src).href;
  document.documentElement.setAttribute("data-qx-begins", begins);
  const mend = function () {
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
