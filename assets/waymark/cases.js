// From a point on a chart to its month, and the grid of the cases behind it.
(function () {
  "use strict";

  const GRID = "/assets/vendor/ag-grid/ag-grid-community.min.js";

  function goTo(address) {
    window.history.pushState({}, "", address);
    window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
  }

  // A point says what it opens: its month, and of a split the split and the member.
  function openMonth(clicks) {
    const triggered = window.dash_clientside.callback_context.triggered[0];
    const clicked = triggered && triggered.value && triggered.value.points;
    const point = clicked && clicked.find((each) => typeof each.customdata === "string");
    if (!point) {
      return;
    }
    // Strips that are seen together are named 'referrals~together'.
    const slug = JSON.parse(triggered.prop_id.split(".clickData")[0]).name.split("~")[0];
    const [month, split, member] = point.customdata.split("|");
    const query = new URLSearchParams(window.location.search);
    query.set("month", month);
    query.delete("cases");
    if (member) {
      query.set("split", split);
      query.set("member", member);
    }
    const asked = query.toString().replaceAll("%2C", ",").replaceAll("%3A", ":");
    goTo("/indicator/" + slug + "?" + asked);
  }

  let fetched = null;

  function fetchGrid() {
    fetched =
      fetched ||
      new Promise(function (done, failed) {
        const script = document.createElement("script");
        script.src = GRID;
        script.onload = done;
        script.onerror = function () {
          fetched = null;
          failed(new Error("the grid could not be fetched"));
        };
        document.head.append(script);
      });
    return fetched;
  }

  const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

  function shownDate(given) {
    const [year, month, day] = String(given.value || "").split("-").map(Number);
    return day ? day + " " + months[month - 1] + " " + year : "";
  }

  function shownNumber(given) {
    const known = typeof given.value === "number";
    return known ? given.value.toLocaleString("en-GB", { maximumFractionDigits: 2 }) : "";
  }

  const KINDS = {
    date: { cellDataType: "dateString", filter: "agDateColumnFilter", valueFormatter: shownDate },
    number: { filter: "agNumberColumnFilter", type: "rightAligned", valueFormatter: shownNumber },
    text: { filter: "agTextColumnFilter" },
  };

  function columnOf(column) {
    return Object.assign(
      { field: column.field, headerName: column.heading, cellDataType: column.kind },
      KINDS[column.kind]
    );
  }

  function rowsOf(data) {
    return data.rows.map(function (values) {
      const row = {};
      data.columns.forEach(function (column, at) {
        row[column.field] = values[at];
      });
      return row;
    });
  }

  function offerColumns(place, columns, grid) {
    place.replaceChildren(
      ...columns.map(function (column) {
        const label = document.createElement("label");
        const box = document.createElement("input");
        box.type = "checkbox";
        box.checked = true;
        box.addEventListener("change", function () {
          grid.setColumnsVisible([column.field], box.checked);
        });
        label.append(box, " " + column.heading);
        return label;
      })
    );
  }

  function drawGrid(place, data) {
    const grid = window.agGrid.createGrid(place, {
      theme: window.agGrid.themeQuartz.withParams({
        fontFamily: "inherit",
        fontSize: 15,
        accentColor: "#12436d",
        headerFontWeight: 600,
        borderColor: "#d5dade",
        wrapperBorder: false,
        headerBackgroundColor: "#ffffff",
        rowVerticalPaddingScale: 0.8,
      }),
      columnDefs: data.columns.map(columnOf),
      rowData: rowsOf(data),
      defaultColDef: { sortable: true, resizable: true, minWidth: 90 },
      autoSizeStrategy: { type: "fitCellContents" },
      domLayout: data.rows.length > 12 ? "normal" : "autoHeight",
      ensureDomOrder: true,
      suppressDragLeaveHidesColumns: true,
      enableCellTextSelection: true,
      animateRows: false,
    });
    grid.setGridAriaProperty("label", data.label);
    place.classList.toggle("case-grid-long", data.rows.length > 12);
    offerColumns(document.querySelector(".case-columns"), data.columns, grid);
  }

  async function showCases(data) {
    document.getElementById("cases").scrollIntoView({ block: "start" });
    const place = document.querySelector(".case-grid");
    try {
      await fetchGrid();
    } catch {
      place.textContent =
        "The list could not be drawn. Open the page again, or take the file above.";
      return "no";
    }
    if (place.isConnected) {
      place.replaceChildren();
      drawGrid(place, data);
    }
    return "yes";
  }

  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.waymark_cases = { openMonth: openMonth, showCases: showCases };
})();
