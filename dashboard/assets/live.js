/* The live channel: asks /live every 2 s and hands a new revision to the one store.
   Single flight, jitter, back-off to 30 s, 8 s time-out, back-pressure with a 30 s escape. */
(function () {
  "use strict";
  const EVERY = 2000, HIDDEN = 15000, SLOWEST = 30000, TIMEOUT = 8000, ESCAPE = 30000;
  const root = document.documentElement;
  const set = root.dataset;
  if (!set.live) return;

  let tag = null, known = null, failures = 0, flying = false, timer = null;
  let page = null, shown = null, handedAt = 0, skew = 0, looked = null;
  const startedAt = Date.now();

  function words(key) { return JSON.parse(set.words)[key]; }
  function frame() { return document.getElementById("shell-frame"); }

  function wait() {
    const base = document.hidden ? HIDDEN : Math.min(EVERY * Math.pow(2, failures), SLOWEST);
    timer = setTimeout(ask, base * (0.85 + Math.random() * 0.3));
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
      if (answer.status !== 304) {
        known = await answer.json();
        tag = answer.headers.get("ETag");
      }
      const date = Date.parse(answer.headers.get("Date"));
      if (!Number.isNaN(date)) skew = date - Date.now();
      heard();
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

  function heard() {
    failures = 0;
    looked = known.looked_at ? Date.parse(known.looked_at) : null;
    set.live = looked && age() > Number(set.quietAfter) ? "quiet" : "on";
    if (known.build !== set.build) return location.reload();
    if (set.wall && Date.now() - startedAt > 24 * 3600 * 1000) return location.reload();
    hand();
  }

  function hand() {
    const at = document.querySelector("[data-revision]");
    if (!at || !window.dash_clientside || !window.dash_clientside.set_props) return;
    if (at.dataset.view !== page) { page = at.dataset.view; shown = Number(at.dataset.revision); }
    const busy = frame() && frame().dataset.busy === "1" && Date.now() - handedAt < ESCAPE;
    if (known.revision === shown || busy) return;
    shown = known.revision;
    handedAt = Date.now();
    window.dash_clientside.set_props("shell-revision", { data: shown });
  }

  function age() { return (Date.now() + skew - looked) / 1000; }
  function phrase() {
    if (!looked) return words("never");
    const s = Math.max(0, Math.round(age()));
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
    if (!known && set.live !== "stale") return;
    put("[data-live-age]", phrase());
    put("[data-live-word]", words({ on: "running", quiet: "quiet", stale: "stale_short" }[set.live] || "running"));
    if (set.live === "stale") put("[data-live-banner]", words("stale").replace("{time}", clockTime()));
  }

  document.addEventListener("visibilitychange", function () { if (!document.hidden) soon(); });
  window.addEventListener("online", soon);
  window.addEventListener("offline", function () { set.live = "stale"; tick(); });
  setInterval(tick, 1000);
  ask();
})();
