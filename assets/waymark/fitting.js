// Charts of several panels: on a narrow screen each panel stands under the other. The figure says in
// its `meta` where its panels stand on a wide screen and on a narrow one; the width is the style
// sheet's too.
(function () {
  "use strict";

  const narrow = window.matchMedia("(max-width: 600px)");
  let drawn = [[], []];

  // A copy of the layout in which each path, such as "annotations.0.y", has its value.
  function placed(layout, places) {
    const copy = structuredClone(layout);
    Object.entries(places).forEach(function ([path, value]) {
      const way = path.split(".");
      const last = way.pop();
      way.reduce((part, step) => part[step], copy)[last] = value;
    });
    return copy;
  }

  // The figure as this screen has it; itself where it stands so already, or is the same on all.
  function fitted(figure) {
    const meta = figure && figure.layout && figure.layout.meta;
    const wanted = narrow.matches ? "narrow" : "wide";
    if (!meta || !meta.narrow || (meta.stands || "wide") === wanted) {
      return figure;
    }
    const layout = placed(figure.layout, meta[wanted]);
    return { ...figure, layout: { ...layout, meta: { ...meta, stands: wanted } } };
  }

  // A chart that is still to be drawn, as a component.
  function fittedGraph(graph) {
    return { ...graph, props: { ...graph.props, figure: fitted(graph.props.figure) } };
  }

  function fitAll(figures, ids) {
    drawn = [figures, ids];
    figures.forEach(function (figure, at) {
      const wanted = fitted(figure);
      if (wanted !== figure) {
        window.dash_clientside.waymark.setProps(ids[at], { figure: wanted });
      }
    });
  }

  narrow.addEventListener("change", () => fitAll(...drawn));

  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.waymark = Object.assign(window.dash_clientside.waymark || {}, {
    fitAll: fitAll,
    fittedGraph: fittedGraph,
  });
})();
