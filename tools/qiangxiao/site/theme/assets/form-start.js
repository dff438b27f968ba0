// Watches over the start of the form, for browsers of any age: whatever happens to the form's own program, the page
// says so in Chinese after 20 seconds and offers another try.
(function () {
  var page = document.documentElement;
  var message = document.querySelector('[data-qx-message]');
  var PATIENCE = 20000; // milliseconds
  var OLD = '这个浏览器太旧，打不开表单。请换一个新一点的浏览器，或者用下面的办法。';
  var SLOW = '表单过了 20 秒还没有打开。可能是网络慢，请再等等，或者点“重试”。已经填的内容还在。';
  var FAILED = '表单没有打开。请检查网络，点“重试”；还是不行，请换一个新一点的浏览器。已经填的内容还在。';

  function reload() { location.reload(); }

  // What the worker keeps may be what is broken; without a network it is all there is.
  function again() {
    if (!navigator.onLine || !window.caches || !navigator.serviceWorker) { reload(); return; }
    setTimeout(reload, 3000);
    caches.keys().then(function (names) {
      return Promise.all(names.filter(function (name) { return name.indexOf('qiangxiao-form-') === 0; }).map(function (name) { return caches.delete(name); }));
    }).then(reload, reload);
  }

  function say(words) {
    if (!message || !message.parentNode) return;
    message.firstElementChild.textContent = words;
    message.className = 'qxf-message qxf-message--failed';
    message.setAttribute('role', 'alert');
    if (message.querySelector('button')) return;
    var button = document.createElement('button');
    button.type = 'button';
    button.className = 'qxf-button qxf-button--primary';
    button.textContent = '重试';
    button.onclick = again;
    message.insertBefore(button, message.children[1]);
  }

  function look() {
    if (page.getAttribute('data-state') === 'failed') say(FAILED);
  }

  // The form's own program is made for Chromium 90 and Safari 15, and older ones cannot even read it; this property is
  // of nearly the same age (Chromium 88, Safari 15).
  if (!window.CSS || !CSS.supports('aspect-ratio', '1')) { say(OLD); return; }
  new MutationObserver(look).observe(page, { attributes: true, attributeFilter: ['data-state'] });
  look();
  // the form's program itself did not come
  window.addEventListener('error', function (event) {
    if (event.target && event.target.tagName === 'SCRIPT') page.setAttribute('data-state', 'failed');
  }, true);
  setTimeout(function () { if (!page.getAttribute('data-state')) say(SLOW); }, PATIENCE);
})();
