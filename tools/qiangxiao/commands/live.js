/* global XMLHttpRequest, location, setTimeout */
// The preview's page asks after every save whether there is a new one, and loads it.
(function () {
  var AGAIN = 400; // milliseconds: a save and its page belong together for who looks from one to the other
  var first = null;
  function ask() {
    var request = new XMLHttpRequest();
    request.onload = function () {
      if (request.status === 200) {
        first = first || request.responseText;
        if (request.responseText !== first) {
          location.reload();
          return;
        }
      }
      setTimeout(ask, AGAIN);
    };
    request.onerror = function () {
      setTimeout(ask, AGAIN);
    };
    request.open('GET', '/-/state');
    request.send();
  }
  ask();
})();
