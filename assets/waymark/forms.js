// Where a form leads back to a part of its page: Dash draws the page after the browser has looked
// for that part, so it is brought into view here, and the focus goes to it.
(function () {
  "use strict";

  const WAIT = 15000;

  function arrive() {
    const part = window.location.hash && document.getElementById(window.location.hash.slice(1));
    if (!part || part.tabIndex !== -1) {
      return false;
    }
    part.scrollIntoView({ block: "start" });
    part.focus({ preventScroll: true });
    return true;
  }

  function arriveOnceDrawn() {
    if (!window.location.hash || arrive()) {
      return;
    }
    const watch = new MutationObserver(function () {
      if (arrive()) {
        watch.disconnect();
      }
    });
    watch.observe(document.body, { childList: true, subtree: true });
    window.setTimeout(() => watch.disconnect(), WAIT);
  }

  arriveOnceDrawn();
})();
