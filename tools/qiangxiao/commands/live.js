/* global XMLHttpRequest, location, setTimeout, document */
// The preview's page asks whether there is a new one, is answered when there is, and loads it.
(function () {
  var AGAIN = 1000; // milliseconds after a question that was not answered: the program may be starting again
  var mark = document.currentScript.getAttribute('data-mark');
  function ask() {
    var request = new XMLHttpRequest();
    request.onload = function () {
      if (request.status === 200 && request.responseText !== mark) {
        location.reload();
        return;
      }
      setTimeout(ask, request.status === 200 ? 0 : AGAIN);
    };
    request.onerror = function () {
      setTimeout(ask, AGAIN);
    };
    request.open('GET', '/-/state?page=' + encodeURIComponent(location.pathname) + '&mark=' + mark);
    request.send();
  }
  ask();
})();
