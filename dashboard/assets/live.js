/* The live channel. The browser's one event stream (live-stream.js) tells each new revision; where
   it cannot be had, /live is asked every 2 s (data-heard says which). A revision is handed to the
   one store until the page says that it shows it: an answer that was lost, or came for an address
   left meanwhile, is asked for again. News of others are not asked for (renewal.py would answer
   that nothing is new). */
(function () {
  "use strict";
  const EVERY = 2000, HIDDEN = 15000, SLOWEST = 4000, TIMEOUT = 8000;
  const ESCAPE = 30000, AGAIN = 3000, SILENT = 30000, REST = 300, LATER = 150000;
  const root = document.documentElement;
  const set = root.dataset;
  if (!set.live) return;

  let tag = null, known = null, failures = 0, flying = false, timer = null;
  let streamed = 0, worker = null;
  let handed = { revision: null, view: null, at: 0 }, skew = 0, looked = null;
  let spared = { revision: -1, view: null }, later = null;
  const startedAt = Date.now();

  function words(key) { return JSON.parse(set.words)[key]; }
  function frame() { return document.getElementById("shell-frame"); }
  function streaming() { return Date.now() - streamed < SILENT; }

  /* The stream. */
  function listen() {
    if (!window.SharedWorker || !window.EventSource || set.stream === "off") return;
    try { worker = new SharedWorker("/assets/live-stream.js?v=" + encodeURIComponent(set.build)); } catch (_) { return; }
    worker.port.onmessage = function (event) {
      if (event.data.broken) { streamed = 0; return soon(); }
      streamed = Date.now();
      set.heard = "stream";
      clearTimeout(timer);
      heard(JSON.parse(event.data.told));
      wait();
    };
    worker.port.start();
    window.addEventListener("pagehide", function () { worker.port.postMessage("closed"); });
    window.addEventListener("pageshow", function (event) { if (event.persisted) location.reload(); });
  }

  /* Asking, where there is no stream. */
  function wait() {
    clearTimeout(timer);
    const asks = document.hidden ? HIDDEN : Math.min(EVERY * Math.pow(2, failures), SLOWEST);
    timer = setTimeout(ask, streaming() ? SILENT : asks * (0.85 + Math.random() * 0.3));
  }
  function soon() { if (!flying) { clearTimeout(timer); ask(); } }

  async function ask() {
    if (flying) return;
    flying = true;
    const stop = new AbortController();
    const clock = setTimeout(function () { stop.abort(); }, TIMEOUT);
    try {
      const headers = tag ? { "If-None-Match": tag } : {};
      const answer = await fetch("/live", { headers: headers, signal: stop.signal, cache: "no-store", redirect: "manual" });
      if (answer.status === 401 || answer.type === "opaqueredirect") return login();
      if (answer.status !== 304 && !answer.ok) throw new Error(String(answer.status));
      let told = known;
      if (answer.status !== 304) {
        told = await answer.json();
        tag = answer.headers.get("ETag");
      }
      const date = Date.parse(answer.headers.get("Date"));
      if (!Number.isNaN(date)) skew = date - Date.now();
      if (!streaming()) set.heard = "asked";
      if (failures && worker) worker.port.postMessage("again");
      heard(told);
    } catch (_) {
      failures += 1;
      if (failures > 1 || !known) set.live = "stale";
    } finally {
      clearTimeout(clock);
      flying = false;
      wait();
      tick();
    }
  }

  function login() {
    const here = location.pathname + location.search;
    location.assign("/masuk?ended=1&next=" + encodeURIComponent(here));
  }

  function heard(told) {
    if (failures) handed.at = 0;
    failures = 0;
    known = told;
    looked = known.looked_at ? Date.parse(known.looked_at) : null;
    set.live = looked && age() > Number(set.quietAfter) ? "quiet" : "on";
    if (known.build !== set.build) return location.reload();
    if (set.wall && Date.now() - startedAt > 24 * 3600 * 1000) return location.reload();
    hand();
  }

  /* What the page shows: by its mark once it has been renewed, before that as it was opened. */
  function shown(page) {
    const at = said(page), view = page.dataset.view;
    if (at.view !== view) return -1;
    return Math.max(Number(at.revision), spared.view === view ? spared.revision : -1);
  }
  function said(page) {
    const mark = page.querySelector("[data-shown]");
    return mark && mark.dataset.revision ? mark.dataset : page.dataset;
  }

  /* Whether the news since what the page shows concern others. Peers move too: what has stood for
     long is renewed, each page at a moment of its own, after those whom the news concern. */
  function spares(page, has) {
    const unit = page.querySelector("[data-shown]").dataset.unit;
    if (!unit || !known.units || has < known.since || known.units.includes(unit)) return false;
    const rested = (Date.now() + skew) / 1000 - Number(said(page).at) < REST;
    if (!rested && !later) later = setTimeout(function () {
      later = null;
      spared = { revision: -1, view: null };
      known = Object.assign({}, known, { units: null });
      hand();
    }, LATER * (0.1 + 0.9 * Math.random()));
    return true;
  }

  function hand() {
    const page = document.querySelector("[data-title][data-view]");
    const ready = window.dash_clientside && window.dash_clientside.set_props;
    if (!known || !page || !ready || !page.querySelector("[data-shown]")) return;
    const has = shown(page), now = Date.now(), view = page.dataset.view;
    if (has === known.revision) return;
    if (spares(page, has)) { spared = { revision: known.revision, view: view }; return; }
    const busy = frame() && frame().dataset.busy === "1";
    if (busy && now - handed.at < ESCAPE) return;
    const same = handed.revision === known.revision && handed.view === view && has >= 0;
    if (same && now - handed.at < AGAIN) return;
    handed = { revision: known.revision, view: view, at: now };
    window.dash_clientside.set_props("shell-revision", { data: known.revision });
  }

  function age() { return (Date.now() + skew - looked) / 1000; }
  function phrase() {
    if (!looked) return words("never");
    const s = Math.max(0, Math.round(age()));
    if (s < 2) return words("now");
    const step = s < 60 ? ["seconds", s] : s < 3600 ? ["minutes", Math.floor(s / 60)]
      : s < 86400 ? ["hours", Math.floor(s / 3600)] : ["days", Math.floor(s / 86400)];
    return words(step[0]).replace("{n}", step[1]);
  }
  function clockTime() {
    if (!looked) return "–";
    const parts = new Intl.DateTimeFormat("en-GB", { timeZone: set.zone, hour: "2-digit", minute: "2-digit" });
    return parts.format(new Date(looked));
  }
  function put(selector, text) {
    document.querySelectorAll(selector).forEach(function (at) {
      if (at.textContent !== text) at.textContent = text;
    });
  }
  function tick() {
    if (document.querySelector("[data-unborn] :is(.why-line, .figure-cell)")) return location.reload();
    hand();
    if (!known && set.live !== "stale") return;
    if (looked && set.live === "on" && age() > Number(set.quietAfter)) set.live = "quiet";
    put("[data-live-age]", phrase());
    put("[data-live-word]", words({ on: "running", quiet: "quiet", stale: "stale_short" }[set.live] || "running"));
    if (set.live === "stale") put("[data-live-banner]", words("stale").replace("{time}", clockTime()));
  }

  document.addEventListener("visibilitychange", function () { if (!document.hidden) soon(); });
  window.addEventListener("online", soon);
  window.addEventListener("offline", function () { set.live = "stale"; tick(); });
  new MutationObserver(hand).observe(root, {
    subtree: true, childList: true, attributes: true, attributeFilter: ["data-busy", "data-view"],
  });
  setInterval(tick, 1000);
  listen();
  ask();
})();
