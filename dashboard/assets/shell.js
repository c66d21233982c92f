/* The frame: choices that only change the address or the look, without a round trip. */
(function () {
  "use strict";

  let toTrend = false, kept = null, landed = null;

  function go(url) {
    history.pushState({}, "", url);
    window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
  }
  window.pantauGo = function (event, href) {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    go(href);
    window.scrollTo(0, 0);
  };
  function changed(name, value) {
    const url = new URL(location.href);
    if (value) url.searchParams.set(name, value); else url.searchParams.delete(name);
    return url.pathname + url.search;
  }
  function cookie(name) {
    const found = document.cookie.split("; ").find(function (c) { return c.startsWith(name + "="); });
    return found ? decodeURIComponent(found.slice(name.length + 1)) : "";
  }
  async function logout() {
    await fetch("/keluar", { method: "POST", headers: { "X-CSRFToken": cookie("_csrf_token") }, redirect: "manual" });
    location.assign("/masuk");
  }

  document.addEventListener("change", function (event) {
    const at = event.target.closest("select[data-filter]");
    if (at) go(changed(at.dataset.filter, at.value));
  });
  document.addEventListener("click", function (event) {
    if (event.target.closest(".tile-link, .trend-link")) toTrend = true;
    const line = event.target.closest("a[data-keep]");
    if (line && !(event.ctrlKey || event.metaKey || event.shiftKey || event.button)) {
      event.preventDefault();
      kept = window.scrollY;
      go(line.getAttribute("href"));
    }
    const put = event.target.closest("button[data-put]");
    if (put) window.dash_clientside.set_props(put.dataset.put, { data: { value: put.dataset.value, at: Date.now() } });
    const chosen = event.target.closest("[data-theme-choice],[data-lang-choice],[data-logout],[data-reload]");
    document.querySelectorAll("details.menu[open], details.nav-more[open]").forEach(function (menu) {
      if (!menu.contains(event.target) || event.target.closest("a")) menu.open = false;
    });
    if (!chosen) return;
    if (chosen.dataset.themeChoice) window.pantauTheme(chosen.dataset.themeChoice);
    if (chosen.dataset.langChoice) { event.preventDefault(); location.assign(changed("lang", chosen.dataset.langChoice)); }
    if (chosen.dataset.logout) logout();
    if (chosen.dataset.reload) location.reload();
  });
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") return;
    document.querySelectorAll("details.menu[open], details.nav-more[open]").forEach(function (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  });

  /* Where a link meant to lead: the trend, the same place, or the part named after #. */
  function settle(page) {
    if (!page || page.dataset.view !== location.pathname + location.search) return;
    const trend = toTrend && page.querySelector(".trend");
    const named = location.hash && landed !== page.dataset.view + location.hash
      ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
    if (trend) {
      toTrend = false;
      setTimeout(function () { trend.scrollIntoView({ block: "center", behavior: "instant" }); }, 50);
    } else if (kept !== null) {
      window.scrollTo({ top: kept, behavior: "instant" });
      kept = null;
    } else if (named) {
      const fold = named.querySelector(":scope > details");
      if (fold) fold.open = true;
      setTimeout(function () { named.scrollIntoView({ block: "start", behavior: "instant" }); }, 50);
    }
    if (named || !location.hash) landed = page.dataset.view + location.hash;
  }

  /* Title of the window and the mark in the navigation follow the page shown. */
  function follow() {
    const page = document.querySelector("[data-title]");
    if (page && document.title !== page.dataset.title) document.title = page.dataset.title;
    settle(page);
    document.querySelectorAll(".nav-main a").forEach(function (link) {
      const here = location.pathname === link.getAttribute("href");
      if (here === link.hasAttribute("aria-current")) return; /* written again, all would be styled again */
      if (here) link.setAttribute("aria-current", "page"); else link.removeAttribute("aria-current");
    });
  }
  new MutationObserver(follow).observe(document.documentElement, {
    subtree: true, childList: true, attributes: true, attributeFilter: ["data-title", "data-view"],
  });
})();
