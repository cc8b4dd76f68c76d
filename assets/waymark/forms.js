// Forms of the data quality page. Each leads back to a part of the page: Dash draws it after the
// browser has looked for that part, so it is brought into view here, and the focus goes to it. While
// a refresh runs, its line is renewed, and at its end the page is fetched anew.
(function () {
  "use strict";

  const WAIT = 15000;
  const STATE = "/data-quality/refresh.json";
  const BETWEEN = 1500;

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

  const isChoosing = () =>
    [...document.querySelectorAll("select.codes-meaning")].some((each) => each.value);

  // Meanings chosen and not yet saved would be lost: then the page stays, and says what to do.
  function showEnd(line) {
    if (isChoosing()) {
      line.textContent = "It has ended. Save what you have chosen, or reload the page to see it.";
      return;
    }
    window.history.replaceState({}, "", window.location.pathname + "#refresh");
    window.location.reload();
  }

  let watching = 0;

  function watchRefresh() {
    watching += 1;
    const mine = watching;

    async function look() {
      const line = document.getElementById("refresh-line");
      if (mine !== watching || !line) {
        return;
      }
      try {
        const state = await (await fetch(STATE)).json();
        if (!state.running) {
          showEnd(line);
          return;
        }
        line.textContent = state.line;
      } catch {
        // The server is being started again: it is asked anew.
      }
      window.setTimeout(look, BETWEEN);
    }

    window.setTimeout(look, BETWEEN);
  }

  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.waymark_forms = { watchRefresh: watchRefresh };

  arriveOnceDrawn();
})();
