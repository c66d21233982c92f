/* Cells that are more than text: a mark is always shape + word (or number) + colour. */
(function () {
  "use strict";
  const own = (window.dashAgGridComponentFunctions = window.dashAgGridComponentFunctions || {});
  function el() { return React.createElement.apply(React, arguments); }
  function mark(kind, title) {
    const said = title ? { title: title, role: "img", "aria-label": title } : { "aria-hidden": "true" };
    return el("span", Object.assign({ className: "mark mark-" + kind }, said));
  }

  /* On a narrow screen the pinned column leaves room for the others; once, so that a reader may widen it. */
  const narrowed = new WeakSet();
  function narrow(props) {
    if (window.innerWidth >= 760 || !props.column.isPinnedLeft() || narrowed.has(props.column)) return;
    narrowed.add(props.column);
    setTimeout(function () { props.api.setColumnWidths([{ key: props.column, newWidth: 165 }]); });
  }

  function linked(props) {
    const href = props.data[props.colDef.cellRendererParams.href], text = props.value || props.context.words.none;
    if (!href) return text;
    return el("a", { href: href, className: "cell-link", onClick: function (e) { window.pantauGo(e, href); } }, text);
  }
  own.LinkCell = function (props) {
    narrow(props);
    const data = props.data;
    const fold = data.kids && props.node && window.pantauTree.active(props.api) ? folder(props) : null;
    return el("span", { className: "cell-tree" + (fold ? " cell-tree-kids" : ""), style: { "--depth": data.depth || 0 }, title: props.value || props.context.words.none }, fold, linked(props));
  };
  /* On a telephone the whole row is told in its first cell, as wide as the screen, line below line. */
  own.StackCell = function (props) {
    stack(props);
    if (!window.dashAgGridFunctions.onPhone()) return own.LinkCell(props);
    const data = props.data, lines = props.colDef.cellRendererParams.below.map(function (field) {
      const late = data[field + "_late"];
      return el("span", { key: field, className: "stack-" + field + (late ? " cell-missed" : "") },
        late ? mark("missed", "") : null, data[field + "_said"] || data[field]);
    });
    return el("span", { className: "cell-stack" }, linked(props), lines);
  };
  const stacked = new WeakMap();
  function stack(props) {
    const phone = window.dashAgGridFunctions.onPhone(), before = stacked.get(props.api);
    if (phone === before) return;
    stacked.set(props.api, phone);
    if (before === undefined) window.addEventListener("resize", function () { if (!props.api.isDestroyed()) stack(props); });
    if (before === undefined && !phone) return;
    const column = { colId: props.column.getColId(), pinned: phone ? null : props.colDef.pinned, width: phone ? window.innerWidth - 74 : props.colDef.width };
    setTimeout(function () {
      props.api.applyColumnState({ state: [column] });
      props.api.resetRowHeights();
      props.api.refreshHeader();
      props.api.refreshCells({ force: true, columns: [column.colId] });
    });
  }
  /* Opens and closes what is below a row of a tree. */
  function folder(props) {
    const open = window.pantauTree.isOpen(props.data), words = props.context.words;
    return el("button", {
      type: "button", className: "cell-fold", "aria-expanded": open ? "true" : "false",
      "aria-label": (open ? words.fold : words.unfold) + ": " + props.value,
      onClick: function (event) { event.stopPropagation(); window.pantauTree.turn(props.data, props.api); },
    }, el("i", { className: "bi bi-chevron-" + (open ? "down" : "right"), "aria-hidden": "true" }));
  }
  own.ScoreCell = function (props) {
    const field = props.colDef.field, band = props.data[field + "_b"], words = props.context.bands;
    const gone = band === "unavailable";
    const more = props.data[field + "_m"] ? "> " : "";
    const text = gone ? props.context.words.none : more + window.dashAgGridFunctions.score(props.value, props.unit, props.context, props.data[field + "_d"]);
    const n = props.data[field + "_n"];
    const flag = props.data[field + "_f"] ? props.context.words.differs : null;
    const title = [words[band], n === undefined ? null : props.context.words.n.replace("{n}", n), flag].filter(Boolean).join(" · ");
    const shade = props.shaded && props.value !== null && props.value !== undefined ? " cell-shaded shade-" + band : "";
    return el("span", { className: "cell-score cell-" + band + shade, title: title },
      gone ? null : el("span", { className: "cell-mark" }, band && band !== "none" ? mark(band, words[band]) : null),
      gone ? el("span", { className: "cell-gone" }, text + " " + props.context.words.unavailable)
        : el("span", { className: "cell-number" }, text),
      flag ? differs(flag) : null);
  };
  function differs(title) {
    return el("span", { className: "cell-differs", title: title, role: "img", "aria-label": title }, "≠");
  }
  /* Without a score the cell says how much of the weight has evidence: too little, which is not a zero. */
  own.CompositeCell = function (props) {
    const words = props.context.words, none = props.value === null || props.value === undefined;
    const share = props.data.evidence;
    if (none && typeof share !== "number") return el("span", { className: "cell-score cell-none", title: words.no_score }, words.none);
    const said = words.evidence.replace("{share}", window.dashAgGridFunctions.percent(share, props.context));
    return el("span", { className: "cell-score cell-none", title: none ? words.no_score + " · " + said : said },
      none ? el("span", { className: "cell-gone" }, said)
        : el("b", { className: "cell-number" }, window.dashAgGridFunctions.points(props.value, props.context)));
  };
  own.PeerCell = function (props) {
    const words = props.context.words, data = props.data, score = window.dashAgGridFunctions.score;
    if (props.value === null || props.value === undefined) return words.none;
    const span = score(data.peer_low, props.unit, props.context) + " – " + score(data.peer_high, props.unit, props.context);
    const rank = words.rank.replace("{first}", data.peer_first).replace("{last}", data.peer_last).replace("{of}", data.peer_of);
    return el("span", { className: "cell-peer", title: [span, words.ranks + " " + rank, data.peer_flag ? words.differs : null].filter(Boolean).join(" · ") },
      el("span", { className: "cell-number" }, score(props.value, props.unit, props.context)),
      el("small", null, rank),
      data.peer_flag ? differs(words.differs) : null);
  };
  own.TallyCell = function (props) {
    const goals = props.data.goals, bands = props.context.bands;
    if (!goals) return props.context.words.none;
    return el("span", { className: "cell-tally" }, ["missed", "at_risk", "met", "stale"].map(function (kind, i) {
      return el("span", { key: kind, title: bands[kind] }, goals[i] ? mark(kind, bands[kind]) : null, goals[i] || "");
    }));
  };
  own.LeftCell = function (props) {
    const minutes = props.value, late = typeof minutes === "number" && minutes < 0;
    const near = typeof minutes === "number" && !late && minutes < props.context.workingDay;
    const kind = late ? "missed" : near ? "at_risk" : typeof minutes === "number" ? "met" : "none";
    const text = window.dashAgGridFunctions.left(minutes, props.context);
    return el("span", { className: "cell-score cell-" + kind }, kind === "none" ? null : mark(kind, ""), text);
  };
  /* Weeks as bars, the present one hollow: it is not over. The number says the complete ones before it. */
  own.PulseCell = function (props) {
    const weeks = props.data.pulse, words = props.context.words;
    if (!weeks || !weeks.length) return words.none;
    const most = Math.max.apply(null, weeks.concat([1])), width = 6, high = 24;
    const bars = weeks.map(function (hours, n) {
      const tall = hours ? Math.max(2, hours / most * high) : 1;
      const last = n === weeks.length - 1;
      return el("rect", { key: n, x: n * width + 0.5, y: high - tall, width: width - 2, height: tall,
        className: "pulse-bar" + (last ? " pulse-now" : "") + (hours ? "" : " pulse-none") });
    });
    const sum = window.dashAgGridFunctions.points(props.value, props.context);
    const title = words.pulse.replace("{hours}", sum).replace("{weeks}", weeks.map(function (h) {
      return window.dashAgGridFunctions.points(h, props.context); }).join(" · "));
    return el("span", { className: "cell-pulse", title: title },
      el("svg", { width: weeks.length * width, height: high, role: "img", "aria-label": title }, bars),
      el("span", { className: "cell-number" }, sum));
  };
  own.WaitedCell = function (props) {
    const kind = props.data.waited_late ? "missed" : "none";
    return el("span", { className: "cell-score cell-" + kind }, kind === "none" ? null : mark(kind, ""), props.data.waited_said);
  };
  own.StateCell = function (props) {
    const kind = { ok: "met", failing: "missed", silent: "stale", waiting: "thin" }[props.data.state_code] || "none";
    return el("span", { className: "cell-score cell-" + kind }, mark(kind, ""), props.value);
  };
})();
