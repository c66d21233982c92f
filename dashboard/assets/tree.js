/* Tables of the unit tree: which rows are unfolded. The reader's choice lasts as long as the tab. */
(function () {
  "use strict";
  const FIRST = 1, ROW = 38, HEAD = 52, MOST = 14;
  let depth = FIRST, turned = {};
  const rows = {};

  function isOpen(row) {
    const chosen = turned[row.id];
    return chosen === undefined ? row.depth < depth : chosen;
  }
  /* A row is shown if all rows above it in the table are open; one whose parent is not in it is at the top. */
  function passes(row) {
    if (!row) return true;
    rows[row.id] = row;
    let at = row.depth > 0 ? rows[row.parent] : null;
    while (at) {
      if (!isOpen(at)) return false;
      at = at.depth > 0 ? rows[at.parent] : null;
    }
    return true;
  }
  function active(api) { return !!api.getGridOption("doesExternalFilterPass"); }
  function fit(api) {
    const count = api.getDisplayedRowCount(), fits = count <= MOST;
    const grid = document.querySelector('[grid-id="' + api.getGridId() + '"]');
    const place = grid && grid.closest(".grid");
    api.setGridOption("domLayout", fits ? "autoHeight" : "normal");
    if (place) place.style.height = fits ? "" : HEAD + MOST * ROW + 18 + "px";
  }
  function renew(api) {
    api.onFilterChanged();
    api.refreshCells({ force: true });
    setTimeout(function () { fit(api); });
  }
  function turn(row, api) {
    turned[row.id] = !isOpen(row);
    renew(api);
  }
  document.addEventListener("click", function (event) {
    const button = event.target.closest("[data-tree-depth]");
    if (!button) return;
    depth = Number(button.dataset.treeDepth);
    turned = {};
    document.querySelectorAll(".grid").forEach(function (grid) {
      const api = window.dash_ag_grid && window.dash_ag_grid.getApi(grid.id);
      if (api && active(api)) renew(api);
    });
  });
  window.pantauTree = { isOpen: isOpen, passes: passes, active: active, turn: turn };
})();
