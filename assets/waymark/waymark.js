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

  // What 'compare' becomes: councils chosen before stay while the choice is of councils.
  function compared(asked, kind, added) {
    if (kind !== "chosen") {
      return kind;
    }
    const words = ["neighbours", "region", "england", "chosen"];
    const named = !asked || words.includes(asked) || asked.startsWith("neighbours:");
    const codes = named ? [] : asked.split(",");
    if (added && added !== "usual") {
      codes.push(added);
    }
    return codes.length ? codes.join(",") : "chosen";
  }

  function followFilters(values, ids) {
    const query = new URLSearchParams(window.location.search);
    const chosen = {};
    ids.forEach(function (id, at) {
      chosen[id.name] = values[at];
    });
    Object.entries(chosen).forEach(function ([name, value]) {
      if (name.startsWith("add-")) {
        if (value && value !== "usual") {
          query.set(name.slice("add-".length), value);
        }
      } else if (name !== "add" && name !== "compare" && value !== undefined && value !== null) {
        setOrForget(query, name, value);
      }
    });
    if (chosen.compare) {
      setOrForget(query, "compare", compared(query.get("compare"), chosen.compare, chosen.add));
    }
    const asked = query.toString().replaceAll("%2C", ",").replaceAll("%3A", ":");
    const search = asked ? "?" + asked : "";
    if (search !== window.location.search) {
      window.history.pushState({}, "", window.location.pathname + search);
      keepFocus(document.activeElement && document.activeElement.id);
      window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
    }
  }

  // The page is drawn anew: the control in use keeps the focus, by its id.
  function keepFocus(id) {
    if (!id) {
      return;
    }
    const content = document.getElementById("_pages_content");
    const watch = new MutationObserver(function () {
      const control = document.getElementById(id);
      if (control && document.activeElement === document.body) {
        control.focus({ preventScroll: true });
      }
    });
    watch.observe(content, { childList: true, subtree: true });
    window.setTimeout(function () {
      watch.disconnect();
    }, 4000);
  }

  // Charts below the first screen are drawn as they come into view, and otherwise one after the
  // other while the browser has nothing else to do; the first screen is drawn and shown before.
  let round = 0;
  let drawAllNow = function () {};

  const frameId = (name) => JSON.stringify({ name: name, type: "graph-frame" });

  // Sets a component that may have just been left with its page, and then is no more.
  function setProps(id, props) {
    try {
      window.dash_clientside.set_props(id, props);
    } catch {
      round += 1;
    }
  }

  function drawLater(graphs, ids) {
    const charts = ids
      .map((id, at) => ({
        name: id.name,
        set: () => setProps({ type: "graph-frame", name: id.name }, { children: window.dash_clientside.waymark.fittedGraph(graphs[at]) }),
      }))
      .filter((chart, at) => graphs[at]);
    later(charts);
  }

  // Charts as {name, set}: each is set once, when it comes near the view or its turn comes.
  function later(charts) {
    round += 1;
    const mine = round;
    const waiting = new Map();
    const nameOf = new Map();

    function draw(name) {
      const chart = waiting.get(name);
      waiting.delete(name);
      if (mine === round && chart) {
        chart.set();
      }
    }

    drawAllNow = () => [...waiting.keys()].forEach(draw);

    const seen = new IntersectionObserver(
      function (entries) {
        entries
          .filter((entry) => entry.isIntersecting)
          .forEach(function (entry) {
            seen.unobserve(entry.target);
            draw(nameOf.get(entry.target));
          });
      },
      { rootMargin: "400px" }
    );

    const idle = window.requestIdleCallback || ((work) => window.setTimeout(work, 120));
    function next() {
      if (mine === round && waiting.size) {
        idle(
          function () {
            draw(waiting.keys().next().value);
            next();
          },
          { timeout: 1500 }
        );
      }
    }

    charts.forEach(function (chart) {
      const frame = document.getElementById(frameId(chart.name));
      if (frame) {
        waiting.set(chart.name, chart);
        nameOf.set(frame, chart.name);
      }
    });
    onceShown(function () {
      nameOf.forEach((name, frame) => seen.observe(frame));
      next();
    });
  }

  // After the frame in which every chart sent with the page stands drawn.
  function onceShown(work) {
    const drawing = [...document.querySelectorAll(".graph-frame .dash-graph")];
    const drawn = (graph) => !graph.isConnected || graph.querySelector(".main-svg");
    window.requestAnimationFrame(function look() {
      if (drawing.every(drawn)) {
        window.setTimeout(work);
      } else {
        window.requestAnimationFrame(look);
      }
    });
  }

  function markPage(pathname) {
    document.querySelectorAll(".header nav a").forEach(function (link) {
      const here = link.getAttribute("href").split("?")[0] === pathname;
      link.classList.toggle("nav-here", here);
      if (here) {
        link.setAttribute("aria-current", "page");
        // On a phone the names scroll: the one of this page is brought into view.
        link.parentElement.scrollLeft = link.offsetLeft - link.parentElement.offsetLeft - 16;
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

  // From theme to theme, the period and whom it is compared with stay; the rest is each page's own.
  function carryView(search, ...links) {
    const asked = new URLSearchParams(search || "");
    const carried = new URLSearchParams();
    ["from", "to", "compare", "statistic"].forEach(function (name) {
      if (asked.get(name)) {
        carried.set(name, asked.get(name));
      }
    });
    const query = carried.toString().replaceAll("%2C", ",").replaceAll("%3A", ":");
    return links.flat().map((address) => address.split("?")[0] + (query ? "?" + query : ""));
  }

  // For print, every chart is drawn, and each scales as a picture to the paper's width.
  function readyForPaper() {
    drawAllNow();
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
  window.dash_clientside.waymark = Object.assign(window.dash_clientside.waymark || {}, {
    followFilters: followFilters,
    arriveAt: arriveAt,
    carryView: carryView,
    drawLater: drawLater,
    frameId: frameId,
    later: later,
    setProps: setProps,
  });
})();
