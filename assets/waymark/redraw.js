// A filter's redraw: the new content of a page is laid over what is shown, and only what differs
// changes. Charts stay in place and are drawn anew where they stand: those in view at once, the
// others when they come into view or the browser has nothing else to do.
(function () {
  "use strict";

  const KEPT = ["children", "setProps", "loading_state"];
  // Properties that the browser itself writes, so that their absence from the new content is no
  // difference.
  const WRITTEN = /^(n_clicks|n_blur|n_submit|.*_timestamp|.*Data|figure|n_.*|key)$/;
  // Many changes within a part cost more than the part anew, such as a table's body.
  const MOST_CHANGES = 12;
  // Tables that are fetched when their details is opened.
  const FETCHED = ["chart-table", "together-table", "neighbours"];
  const waymark = () => window.dash_clientside.waymark;

  const isPart = (node) => Boolean(node && typeof node === "object" && node.props);
  const text = (value) => JSON.stringify(value === undefined ? null : value);
  const idText = (node) => text(node.props.id);
  const listed = (children) =>
    Array.isArray(children) ? children : children === undefined || children === null ? [] : [children];

  function alike(shown, wanted) {
    return (
      isPart(shown) &&
      isPart(wanted) &&
      shown.type === wanted.type &&
      shown.namespace === wanted.namespace &&
      idText(shown) === idText(wanted)
    );
  }

  // What must stay in place: a chart, or a control that may have the focus.
  function holdsLasting(node) {
    if (!isPart(node)) {
      return false;
    }
    const id = node.props.id;
    const lasting = id && (id.type === "graph-frame" || id.type === "filter");
    return Boolean(lasting) || listed(node.props.children).some(holdsLasting);
  }

  // Callbacks follow whatever has an id of several parts, and stores: Dash alone can start them.
  function isFollowed(node) {
    if (!isPart(node)) {
      return false;
    }
    const followed = node.type === "Store" || (node.props.id && typeof node.props.id === "object");
    return followed || listed(node.props.children).some(isFollowed);
  }

  // A table fetched for the view before is closed with its menu: it is of that view alone.
  function isOutdatedTable(shown, wanted) {
    const id = wanted.props.id;
    return (
      Boolean(id && FETCHED.includes(id.type)) &&
      text(shown.props.children) !== text(wanted.props.children)
    );
  }

  // The node's own properties that differ; null where one would have to be taken away.
  function ownChanges(shown, wanted) {
    const names = Object.keys(wanted.props).filter((name) => !KEPT.includes(name));
    const gone = Object.keys(shown.props).filter(
      (name) => !(name in wanted.props) && !KEPT.includes(name) && !WRITTEN.test(name)
    );
    if (gone.some((name) => shown.props[name] !== undefined && shown.props[name] !== null)) {
      return null;
    }
    const changed = names.filter((name) => text(shown.props[name]) !== text(wanted.props[name]));
    return Object.fromEntries(changed.map((name) => [name, wanted.props[name]]));
  }

  // Gathers in `found` what must be set to make `shown` into `wanted`; false where the node itself
  // has to be replaced by the one above it.
  function differences(shown, wanted, path, found) {
    if (!alike(shown, wanted) || isOutdatedTable(shown, wanted)) {
      return false;
    }
    const own = ownChanges(shown, wanted);
    if (own === null) {
      return false;
    }
    if (Object.keys(own).length) {
      found.push({ path: path, props: own });
    }
    if (!ofChart(shown, wanted, path, found)) {
      ofChildren(shown, wanted, path, found);
    }
    return true;
  }

  function ofChildren(shown, wanted, path, found) {
    const before = shown.props.children;
    const after = wanted.props.children;
    const inner = [];
    const same =
      Array.isArray(before) === Array.isArray(after) &&
      listed(before).length === listed(after).length &&
      listed(after).every(function (each, at) {
        const step = Array.isArray(after) ? ["props", "children", at] : ["props", "children"];
        const was = listed(before)[at];
        return isPart(each) || isPart(was)
          ? differences(was, each, path.concat(step), inner)
          : text(was) === text(each);
      });
    if (same && (inner.length <= MOST_CHANGES || holdsLasting(wanted))) {
      found.push(...inner);
    } else if (text(before) !== text(after)) {
      const props = { children: after === undefined ? null : after };
      found.push({ path: path, props: props, anew: listed(after).some(isFollowed) });
    }
  }

  // A point clicked before is forgotten, so that it can be clicked again.
  function graphChanges(shown, wanted) {
    const changed = ["figure", "style"].filter((name) => text(shown[name]) !== text(wanted[name]));
    const props = Object.fromEntries(changed.map((name) => [name, wanted[name]]));
    return shown.clickData ? { ...props, clickData: null } : props;
  }

  // A chart's box holds a frame, with the chart in it or not yet, and the chart that is to come.
  function ofChart(shown, wanted, path, found) {
    const [frame, store] = listed(wanted.props.children);
    const [frameShown] = listed(shown.props.children);
    if (!isPart(frame) || !frame.props.id || frame.props.id.type !== "graph-frame") {
      return false;
    }
    const graph = isPart(frame.props.children) ? frame.props.children : store.props.data;
    const graphShown = frameShown.props.children;
    const name = frame.props.id.name;
    if (!isPart(graphShown)) {
      const set = () => waymark().setProps(frame.props.id, { children: waymark().fittedGraph(graph) });
      found.push({ name: name, set: set });
    } else if (alike(graphShown, graph)) {
      const props = graphChanges(graphShown.props, graph.props);
      if (Object.keys(props).length) {
        found.push({ name: name, set: () => waymark().setProps(graph.props.id, props) });
      }
    }
    return true;
  }

  function pathTo(node, id, path) {
    if (!isPart(node)) {
      return null;
    }
    if (node.props.id === id) {
      return path;
    }
    const children = node.props.children;
    for (let at = 0; at < listed(children).length; at += 1) {
      const step = Array.isArray(children) ? ["props", "children", at] : ["props", "children"];
      const found = pathTo(listed(children)[at], id, path.concat(step));
      if (found) {
        return found;
      }
    }
    return null;
  }

  function inView(name) {
    const frame = document.getElementById(waymark().frameId(name));
    const box = frame && frame.getBoundingClientRect();
    return box && box.top < window.innerHeight && box.bottom > 0;
  }

  // Gives the content back for Dash to build anew where another set of charts or controls is to be
  // shown; nothing where it was laid over what is shown, or where the address has gone on since.
  function redraw(data) {
    const nothing = window.dash_clientside.no_update;
    if (data.search !== window.location.search) {
      return nothing;
    }
    const root = window.dash_component_api.getLayout(["components"]);
    const path = pathTo(root, "_pages_content", ["components"]);
    const shown = window.dash_component_api.getLayout(path);
    const wanted = { ...shown, props: { ...shown.props, children: data.content } };
    const found = [];
    differences(shown, wanted, path, found);
    if (found.some((each) => each.anew)) {
      return data.content;
    }
    const charts = found.filter((each) => each.set);
    found
      .filter((each) => !each.set)
      .forEach((each) => window.dash_clientside.set_props(each.path, each.props));
    charts.filter((each) => inView(each.name)).forEach((each) => each.set());
    waymark().later(charts.filter((each) => !inView(each.name)));
    return nothing;
  }

  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.waymark = Object.assign(window.dash_clientside.waymark || {}, {
    redraw: redraw,
  });
})();
