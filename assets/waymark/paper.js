// On paper every page's foot says what it is of: the page, its filters and the day of its figures.
(function () {
  "use strict";

  const feet = document.createElement("style");

  function quoted(text) {
    return '"' + text.replace(/\s+/g, " ").trim().replace(/["\\]/g, "\\$&") + '"';
  }

  function filters() {
    return [...document.querySelectorAll(".filters .filter")].map(function (filter) {
      const label = filter.querySelector(".filter-label");
      const control = filter.querySelector("select");
      const chosen = control && control.selectedOptions[0];
      return chosen ? (label ? label.textContent : "") + " " + chosen.textContent : "";
    });
  }

  window.addEventListener("beforeprint", function () {
    const heading = document.querySelector("main h1");
    const foot = document.querySelector(".footer");
    const said = [heading && heading.textContent, ...filters()].filter(Boolean).join(" · ");
    const style = "font: 7pt 'Public Sans', sans-serif; color: #505a5f;";
    feet.textContent =
      "@media print { @page { margin-bottom: 20mm;" +
      "@bottom-left { width: 72%; content: " + quoted(said) + "; " + style + " }" +
      "@bottom-right { width: 28%; text-align: right; content: " +
      quoted(foot ? foot.textContent : "") + ' " · " counter(page) "/" counter(pages); ' +
      style + " } } }";
    document.head.append(feet);
  });

  window.addEventListener("afterprint", function () {
    feet.remove();
  });
})();
