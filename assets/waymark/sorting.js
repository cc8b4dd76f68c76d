// A heading that orders the table is a link. Followed within the page it keeps its place and its
// focus: the table is drawn anew under the reader's eyes, not at the top of a new page.
(function () {
  "use strict";

  function keepFocus(id) {
    const content = document.getElementById("_pages_content");
    const watch = new MutationObserver(function () {
      const link = document.getElementById(id);
      if (link && document.activeElement === document.body) {
        link.focus({ preventScroll: true });
      }
    });
    watch.observe(content, { childList: true, subtree: true });
    window.setTimeout(function () {
      watch.disconnect();
    }, 4000);
  }

  document.addEventListener("click", function (event) {
    const link = event.target.closest && event.target.closest("a.sort-link");
    const plain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    if (!link || !plain || event.button !== 0) {
      return;
    }
    event.preventDefault();
    window.history.pushState({}, "", link.getAttribute("href"));
    keepFocus(link.id);
    window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
  });
})();
