// Filters write the address, and the address alone says what is shown: so Back, a copied link and
// a filter all lead through the same door.
(function () {
  "use strict";

  function setOrForget(query, name, value) {
    if (value && value !== "usual") {
      query.set(name, value);
    } else {
      query.delete(name);
    }
  }

  function followFilters(values, ids) {
    const query = new URLSearchParams(window.location.search);
    const chosen = {};
    ids.forEach(function (id, at) {
      chosen[id.name] = values[at];
    });
    Object.entries(chosen).forEach(function ([name, value]) {
      if (name !== "councils" && value !== undefined && value !== null) {
        setOrForget(query, name, value);
      }
    });
    if (chosen.compare === "chosen" && chosen.councils && chosen.councils.length) {
      query.set("compare", chosen.councils.join(","));
    }
    const asked = query.toString().replaceAll("%2C", ",");
    const search = asked ? "?" + asked : "";
    if (search !== window.location.search) {
      window.history.pushState({}, "", window.location.pathname + search);
      window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
    }
  }

  function markPage(pathname) {
    document.querySelectorAll(".header nav a").forEach(function (link) {
      const here = link.getAttribute("href").split("?")[0] === pathname;
      link.classList.toggle("nav-here", here);
      if (here) {
        link.setAttribute("aria-current", "page");
      } else {
        link.removeAttribute("aria-current");
      }
    });
  }

  let lastPath = null;

  function arriveAt(pathname) {
    markPage(pathname);
    if (lastPath !== null && lastPath !== pathname) {
      document.getElementById("main").focus({ preventScroll: true });
    }
    lastPath = pathname;
  }

  // For print, each drawn chart scales as a picture to the paper's width.
  function readyForPaper() {
    document.querySelectorAll(".js-plotly-plot .svg-container").forEach(function (box) {
      const width = box.offsetWidth;
      const height = box.offsetHeight;
      box.style.setProperty("--drawn-width", width);
      box.style.setProperty("--drawn-height", height);
      box.querySelectorAll(".main-svg").forEach(function (svg) {
        svg.setAttribute("viewBox", "0 0 " + width + " " + height);
      });
    });
  }

  function backFromPaper() {
    document.querySelectorAll(".js-plotly-plot .main-svg").forEach(function (svg) {
      svg.removeAttribute("viewBox");
    });
  }

  window.addEventListener("beforeprint", readyForPaper);
  window.addEventListener("afterprint", backFromPaper);

  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.waymark = { followFilters: followFilters, arriveAt: arriveAt };
})();
