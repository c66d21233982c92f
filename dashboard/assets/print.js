/* A page on paper: tables written out whole, the moment of printing, and a line at each foot. */
(function () {
  "use strict";
  const WIDE = 8;

  function el(tag, text, kind) {
    const made = document.createElement(tag);
    if (text !== undefined && text !== null) made.textContent = text;
    if (kind) made.className = kind;
    return made;
  }
  function mark(band, words) {
    const made = el("span", null, "mark mark-" + band);
    made.setAttribute("role", "img");
    made.setAttribute("aria-label", words[band] || "");
    return made;
  }
  function cell(column, row, context) {
    const made = el("td", null, column.right ? "right" : ""), band = column.band && column.band(row);
    if (column.tally) {
      (column.tally(row) || []).forEach(function (n, at) {
        if (!n) return;
        made.append(mark(["missed", "at_risk", "met", "stale"][at], context.bands), " " + n + "  ");
      });
      return made;
    }
    if (band && band !== "none") made.append(mark(band, context.bands), " ");
    made.append(column.seen(row));
    return made;
  }
  function written(found) {
    const table = el("table", null, "report-table"), head = el("tr"), body = el("tbody");
    found.columns.forEach(function (one) { head.append(el("th", one.title, one.right ? "right" : "")); });
    found.rows.forEach(function (row) {
      const line = el("tr");
      found.columns.forEach(function (one) { line.append(cell(one, row, found.context)); });
      body.append(line);
    });
    table.append(el("thead"), body);
    table.tHead.append(head);
    return table;
  }
  /* Writes the tables out; says whether one of them needs a page on its side. */
  function fill() {
    let wide = false;
    document.querySelectorAll("[data-rows-of]").forEach(function (place) {
      const found = window.pantauRows(place.dataset.rowsOf);
      place.replaceChildren.apply(place, found && found.rows.length ? [written(found)] : []);
      const section = place.closest(".section");
      if (!section) return;
      wide = wide || !!found && found.rows.length > 0 && found.columns.length > WIDE;
      section.classList.toggle("empty-on-paper", !found || !found.rows.length);
    });
    return wide;
  }
  function empty() {
    document.querySelectorAll("[data-rows-of]").forEach(function (place) { place.replaceChildren(); });
  }
  function stamp() {
    const root = document.documentElement;
    document.querySelectorAll("[data-printed]").forEach(function (place) {
      const at = { context: { lang: root.lang, zone: root.dataset.zone, words: { none: "" } }, value: Date.now() };
      place.textContent = window.dashAgGridFunctions.pantauMoment(at) + " " + place.dataset.printed;
    });
  }
  function page(wide) {
    const head = document.querySelector(".letterhead"), name = document.querySelector(".page h1");
    let style = document.getElementById("print-page");
    if (!style) {
      style = el("style");
      style.id = "print-page";
      document.head.append(style);
    }
    const said = head && name ? name.innerText + " · " + head.dataset.footer : document.title;
    style.textContent = "@page { size: A4 " + (wide ? "landscape" : "portrait") + "; @bottom-left { content: " + JSON.stringify(said.replace(/\s+/g, " ")) + "; } }";
  }
  /* Metodologi is written out whole. */
  function unfold() { document.querySelectorAll(".method details").forEach(function (part) { part.open = true; }); }
  window.addEventListener("beforeprint", function () { unfold(); stamp(); page(fill()); });
  window.addEventListener("afterprint", empty);
  document.addEventListener("click", function (event) {
    if (event.target.closest("button[data-print]")) window.pantauLater().then(function () { window.print(); });
  });
})();
