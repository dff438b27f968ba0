/* Copies an article with its styles, or a plain text. Works from a disk and without the clipboard permission:
   then the copy event is filled by hand. Without this script everything on the page can still be selected. */
(function () {
  "use strict";

  function flash(button, word) {
    var label = button.getAttribute("data-label") || button.textContent;
    button.setAttribute("data-label", label);
    button.textContent = word;
    clearTimeout(button.qxTimer);
    button.qxTimer = setTimeout(function () { button.textContent = label; }, 2500);
  }

  function byEvent(html, text) {
    var done = false;
    function fill(event) {
      if (html) event.clipboardData.setData("text/html", html);
      event.clipboardData.setData("text/plain", text);
      event.preventDefault();
      done = true;
    }
    document.addEventListener("copy", fill);
    try { document.execCommand("copy"); } catch (error) { done = false; }
    document.removeEventListener("copy", fill);
    return done;
  }

  function select(element) {
    var range = document.createRange();
    range.selectNodeContents(element);
    var selection = window.getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  }

  function copy(html, text, element, tell) {
    function byHand() {
      select(element);
      tell(byEvent(html, text));
    }
    if (!window.isSecureContext || !navigator.clipboard || (html && !window.ClipboardItem)) {
      byHand();
    } else if (html) {
      var kinds = {
        "text/html": new Blob([html], { type: "text/html" }),
        "text/plain": new Blob([text], { type: "text/plain" })
      };
      navigator.clipboard.write([new ClipboardItem(kinds)]).then(function () { tell(true); }, byHand);
    } else {
      navigator.clipboard.writeText(text).then(function () { tell(true); }, byHand);
    }
  }

  Array.prototype.forEach.call(document.querySelectorAll("[data-copy-text]"), function (button) {
    button.addEventListener("click", function () {
      var element = document.getElementById(button.getAttribute("data-copy-text"));
      copy("", element.textContent, element, function (isCopied) {
        flash(button, isCopied ? "已复制" : "请按 Ctrl＋C");
      });
    });
  });

  Array.prototype.forEach.call(document.querySelectorAll("[data-copy-rich]"), function (button) {
    button.addEventListener("click", function () {
      var id = button.getAttribute("data-copy-rich");
      var element = document.getElementById(id);
      copy(element.innerHTML, element.innerText, element, function (isCopied) {
        flash(button, isCopied ? "已复制" : "请按 Ctrl＋C");
        document.getElementById(id.replace("post", "copied")).textContent = isCopied
          ? "正文已复制，请到公众号后台的正文里粘贴。"
          : "浏览器不让自动复制：正文已经选中，请按 Ctrl＋C（苹果电脑按 ⌘＋C）。";
      });
    });
  });
})();
