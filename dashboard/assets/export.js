/* Tables as they are shown, as files and (print.js) on paper: columns in their order, rows filtered
   and sorted. The server writes the file (dashboard/exports.py); a value goes there with its kind. */
(function () {
  "use strict";
  const KINDS = { share: "share", hours: "tenth", count: "whole" }, TALLY = ["missed", "at_risk", "met", "stale"];

  function part(title, kind, value) { return { title: title, kind: kind, value: value }; }
  function none(value) { return value === null || value === undefined || value === ""; }
  function functions() { return window.dashAgGridFunctions; }

  /* How a column is told: `parts` for a file; `seen` (text) and `band` for paper. */
  const told = {
    ScoreCell: function (field, title, unit, context) {
      const words = context.words;
      function seen(row) { return (row[field + "_m"] ? "> " : "") + functions().score(row[field], unit, context, row[field + "_d"]); }
      return {
        seen: seen, right: true, band: function (row) { return row[field + "_b"]; },
        parts: [
          part(title, KINDS[unit] || "number", function (row) { return row[field + "_m"] ? seen(row) : row[field]; }),
          part(title + " – n", "whole", function (row) { return row[field + "_n"]; }),
          part(title + " – " + words.status, "text", function (row) { return context.bands[row[field + "_b"]]; }),
        ],
      };
    },
    CompositeCell: function (field, title, unit, context) {
      return {
        right: true, parts: [part(title, "tenth", function (row) { return row[field]; })],
        seen: function (row) {
          if (!none(row[field])) return functions().points(row[field], context);
          return none(row.evidence) ? context.words.none
            : context.words.evidence.replace("{share}", functions().percent(row.evidence, context));
        },
      };
    },
    PeerCell: function (field, title, unit, context) {
      function rank(row) {
        return none(row[field]) ? null : context.words.rank.replace("{first}", row.peer_first)
          .replace("{last}", row.peer_last).replace("{of}", row.peer_of);
      }
      return {
        seen: function (row) { return none(row[field]) ? context.words.none : functions().score(row[field], unit, context) + " (" + rank(row) + ")"; },
        parts: [
          part(title, KINDS[unit] || "number", function (row) { return row[field]; }),
          part(title + " – " + context.words.ranks, "text", rank),
        ],
      };
    },
    TallyCell: function (field, title, unit, context) {
      return {
        tally: function (row) { return row.goals; },
        parts: TALLY.map(function (band, at) {
          return part(title + " – " + context.bands[band], "whole", function (row) { return row.goals ? row.goals[at] : null; });
        }),
      };
    },
    PulseCell: function (field, title, unit, context) {
      return {
        right: true, parts: [part(title, "tenth", function (row) { return row[field]; })],
        seen: function (row) { return none(row[field]) ? context.words.none : functions().points(row[field], context); },
      };
    },
    LeftCell: function (field, title, unit, context) {
      function seen(row) { return functions().left(row[field], context); }
      return { seen: seen, parts: [part(title, "text", seen)] };
    },
    WaitedCell: function (field, title) {
      function seen(row) { return row.waited_said; }
      return { seen: seen, parts: [part(title, "text", seen)] };
    },
  };

  /* A column without a renderer of its own; what its values are stands in its definition. */
  function formatted(def, title, context) {
    const kind = (def.context || {}).kind || "text", write = def.valueFormatter;
    function raw(row) { return row[def.field]; }
    function seen(row) {
      if (typeof write === "function") return write({ value: raw(row), data: row, context: context, colDef: def });
      return none(raw(row)) ? context.words.none : String(raw(row));
    }
    function said(row) { return none(raw(row)) ? null : seen(row); }
    return { seen: seen, right: kind === "whole", parts: [part(title, kind, kind === "text" ? said : raw)] };
  }
  function column(at, context) {
    const def = at.getColDef(), unit = (def.cellRendererParams || {}).unit, title = def.headerName || "";
    const make = told[def.cellRenderer];
    return Object.assign({ title: title }, make ? make(def.field, title, unit, context) : formatted(def, title, context));
  }

  /* The table of that identifier; null while there is none. */
  window.pantauRows = function (table) {
    let api = null;
    try { api = window.dash_ag_grid.getApi(table); } catch (_) { return null; }
    if (!api) return null;
    const context = api.getGridOption("context"), rows = [];
    let whole = 0;
    api.forEachNode(function () { whole += 1; });
    api.forEachNodeAfterFilterAndSort(function (node) { rows.push(node.data); });
    const shown = api.getAllDisplayedColumns().filter(function (at) { return at.getColDef().field; });
    return { columns: shown.map(function (at) { return column(at, context); }), rows: rows, whole: whole, context: context };
  };

  function sent(button) {
    const found = window.pantauRows(button.dataset.table), heading = document.querySelector(".page h1");
    if (!found) return null;
    const parts = [].concat.apply([], found.columns.map(function (one) { return one.parts; }));
    return {
      kind: button.dataset.export, search: location.search, whole: found.whole,
      title: button.closest(".grid-wrap").getAttribute("aria-label"), page: heading ? heading.innerText : "",
      columns: parts.map(function (one) { return { title: one.title, kind: one.kind }; }),
      rows: found.rows.map(function (row) { return parts.map(function (one) { const v = one.value(row); return v === undefined ? null : v; }); }),
    };
  }
  function save(blob, name) {
    const link = document.createElement("a"), url = URL.createObjectURL(blob);
    link.href = url;
    link.download = name;
    link.click();
    setTimeout(function () { URL.revokeObjectURL(url); }, 10000);
  }
  function token() {
    const found = document.cookie.split("; ").find(function (one) { return one.startsWith("_csrf_token="); });
    return found ? decodeURIComponent(found.slice(12)) : "";
  }
  async function make(button) {
    const said = button.closest(".export").querySelector(".export-said"), words = said.dataset, table = sent(button);
    said.textContent = words.making;
    try {
      if (!table) throw new Error("no table");
      const headers = { "Content-Type": "application/json", "X-CSRFToken": token() };
      const answer = await fetch("/ekspor", { method: "POST", headers: headers, body: JSON.stringify(table) });
      if (!answer.ok) { said.textContent = answer.status === 413 ? words.tooLarge : words.failed; return; }
      save(await answer.blob(), /filename="([^"]+)"/.exec(answer.headers.get("Content-Disposition"))[1]);
      said.textContent = words.made;
      setTimeout(function () { said.textContent = ""; }, 6000);
    } catch (_) {
      said.textContent = words.failed;
    }
  }
  document.addEventListener("click", function (event) {
    const button = event.target.closest("button[data-export]");
    if (button) make(button);
  });
})();
