/* Wall displays: turn the pages, stay longer where it is red, jump to what has just become red and
   resume; clock, night, a slow shift against burn-in, a screen that stays awake, and healing. The
   server renders all pages at each renewal; turning them costs it nothing. */
(function () {
  "use strict";
  const SHIFT = 8, EVERY = 60000, PAUSE = 600000, HEAL = 60000, DEAF = 600000, JUMP = 5000;
  const FORMS = {
    time: { hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
    day: { weekday: "long", day: "numeric", month: "long", year: "numeric" },
  };
  const root = document.documentElement;
  let present = null, until = 0, back = null, paused = 0, skew = 0, stamp = null, tones = {};
  let lock = null, troubled = Date.now(), shifted = 0, deaf = Date.now(), turning = null, woken = 0;

  function wall() { return document.querySelector(".wall"); }
  function slides() { return Array.from(document.querySelectorAll(".wall-slide")); }
  function now() { return Date.now() + skew; }
  const forms = {};
  function zoned(name) {
    const key = wall().lang + name;
    if (!forms[key]) forms[key] = new Intl.DateTimeFormat(wall().lang === "en" ? "en-GB" : wall().lang, Object.assign({ timeZone: root.dataset.zone }, FORMS[name]));
    return forms[key];
  }
  function put(selector, text) {
    document.querySelectorAll(selector).forEach(function (at) { if (at.textContent !== text) at.textContent = text; });
  }
  function flag(at, name, on) {
    if (on !== at.hasAttribute(name)) at.toggleAttribute(name, on);
  }

  /* Which page is shown: marked anew after every renewal, before it is painted. */
  function mark() {
    slides().forEach(function (at) { flag(at, "data-present", at.dataset.slide === present); });
    document.querySelectorAll(".wall-step").forEach(function (at) {
      if (at.dataset.step === present) at.setAttribute("aria-current", "true"); else at.removeAttribute("aria-current");
    });
    flag(wall(), "data-paused", paused > 0);
  }
  function show(key) {
    const at = slides().find(function (one) { return one.dataset.slide === key; }) || slides()[0];
    if (!at) return;
    present = at.dataset.slide;
    until = Date.now() + 1000 * Number(at.dataset.stay);
    flag(wall(), "data-turning", true);
    clearTimeout(turning);
    turning = setTimeout(function () { if (wall()) flag(wall(), "data-turning", false); }, 700);
    mark();
  }
  function neighbour(step) {
    const all = slides(), at = all.findIndex(function (one) { return one.dataset.slide === present; });
    return all.length ? all[(Math.max(at, 0) + step + all.length) % all.length].dataset.slide : null;
  }
  function turn() {
    if (paused && Date.now() - paused < PAUSE) return;
    if (paused) { paused = 0; mark(); }
    if (Date.now() < until) return;
    const next = back || neighbour(1);
    back = null;
    show(next);
  }

  /* What has become red since the last news is shown at once; then on from where it was. */
  function look() {
    const all = slides(), found = {};
    if (!all.length) return;
    all.forEach(function (at) { found[at.dataset.slide] = at.dataset.tone; });
    const fresh = all.find(function (at) { return at.dataset.tone === "missed" && tones[at.dataset.slide] && tones[at.dataset.slide] !== "missed"; });
    tones = found;
    if (!(present in found)) return show(all[0].dataset.slide);
    if (fresh && !paused && fresh.dataset.slide !== present) {
      back = back || neighbour(1);
      show(fresh.dataset.slide);
    } else mark();
  }

  /* The server's clock, not the display's. */
  function settle() {
    const at = document.querySelector("[data-shown]"), opened = document.querySelector("[data-title][data-at]");
    const told = (at && at.dataset.at) || (opened && opened.dataset.at);
    if (!told || told === stamp) return;
    stamp = told;
    const apart = 1000 * Number(told) - Date.now();
    skew = Math.abs(apart) > JUMP ? apart : 0;
  }
  function clock() {
    put("[data-wall-time]", zoned("time").format(now()).replace(".", ":"));
    put("[data-wall-day]", zoned("day").format(now()));
  }
  function night() {
    const told = wall().dataset.dark;
    if (!told) return false;
    const parts = zoned("time").formatToParts(now());
    const of = function (type) { return Number(parts.find(function (p) { return p.type === type; }).value); };
    const minute = 60 * of("hour") + of("minute"), span = told.split("-").map(Number);
    return (minute >= span[0] && minute < span[1]) || minute + 1440 < span[1];
  }
  function dark() { return night() && Date.now() - woken > PAUSE; }
  function shift() {
    if (Date.now() - shifted < EVERY) return;
    shifted = Date.now();
    const turnOf = shifted / EVERY;
    root.style.setProperty("--shift-x", Math.round(SHIFT * Math.sin(turnOf / 7)) + "px");
    root.style.setProperty("--shift-y", Math.round(SHIFT * Math.cos(turnOf / 11)) + "px");
    root.style.setProperty("--drift-x", Math.round(30 * Math.sin(turnOf / 3)) + "vw");
    root.style.setProperty("--drift-y", Math.round(35 * Math.cos(turnOf / 5)) + "vh");
  }

  async function awake() {
    if (!navigator.wakeLock || document.hidden || lock) return;
    try {
      lock = await navigator.wakeLock.request("screen");
      lock.addEventListener("release", function () { lock = null; });
    } catch (_) { lock = null; }
  }

  /* A display that shows no page, or has long heard nothing of a server that answers, loads anew. */
  async function heal() {
    const now_ = Date.now();
    if (root.dataset.live !== "stale") deaf = now_;
    if (wall()) troubled = now_;
    if (now_ - troubled < HEAL && now_ - deaf < DEAF) return;
    troubled = deaf = now_;
    try { if ((await fetch("/healthz", { cache: "no-store" })).ok) location.reload(); } catch (_) { /* later */ }
  }

  function tick() {
    if (!location.pathname.startsWith("/dinding/")) { flag(root, "data-kiosk", false); troubled = Date.now(); return; }
    heal();
    if (!wall()) return;
    flag(root, "data-kiosk", true);
    settle();
    clock();
    flag(wall(), "data-night", dark());
    shift();
    awake();
    turn();
  }

  /* Whoever touches a dark screen sees it for a while. */
  ["keydown", "pointerdown", "pointermove"].forEach(function (kind) {
    document.addEventListener(kind, function () {
      woken = Date.now();
      if (wall()) flag(wall(), "data-night", false);
    });
  });
  document.addEventListener("keydown", function (event) {
    if (!wall()) return;
    if (event.key === "ArrowRight" || event.key === "ArrowLeft") {
      back = null;
      show(neighbour(event.key === "ArrowRight" ? 1 : -1));
    } else if (event.key === " " && !event.target.closest("button")) {
      paused = paused ? 0 : Date.now();
      until = Date.now();
      if (paused) mark(); else turn();
    } else return;
    event.preventDefault();
  });
  document.addEventListener("click", function (event) {
    const at = event.target.closest(".wall-step");
    if (at) { back = null; show(at.dataset.step); }
  });
  document.addEventListener("visibilitychange", awake);
  new MutationObserver(function () { if (wall()) { look(); settle(); clock(); } }).observe(root, {
    subtree: true, childList: true, attributes: true, attributeFilter: ["data-tone", "data-slide", "data-at"],
  });
  setInterval(tick, 1000);
})();
