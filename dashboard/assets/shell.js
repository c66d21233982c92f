/* The frame: choices that only change the address or the look, without a round trip. */
(function () {
  "use strict";

  let toTrend = false;

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
    if (event.target.closest(".tile-link")) toTrend = true;
    const at = event.target.closest("[data-theme-choice],[data-lang-choice],[data-logout],[data-reload]");
    document.querySelectorAll("details.menu[open]").forEach(function (menu) {
      if (!menu.contains(event.target) || event.target.closest("a")) menu.open = false;
    });
    if (!at) return;
    if (at.dataset.themeChoice) window.pantauTheme(at.dataset.themeChoice);
    if (at.dataset.langChoice) { event.preventDefault(); location.assign(changed("lang", at.dataset.langChoice)); }
    if (at.dataset.logout) logout();
    if (at.dataset.reload) location.reload();
  });
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") return;
    document.querySelectorAll("details.menu[open]").forEach(function (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  });

  /* Title of the window and the mark in the navigation follow the page shown. */
  function follow() {
    const page = document.querySelector("[data-title]");
    if (page && document.title !== page.dataset.title) document.title = page.dataset.title;
    const trend = toTrend && page && page.dataset.view === location.pathname + location.search && page.querySelector(".trend");
    if (trend) {
      toTrend = false;
      setTimeout(function () { trend.scrollIntoView({ block: "center" }); }, 50);
    }
    document.querySelectorAll(".nav-main a").forEach(function (link) {
      const here = location.pathname === link.getAttribute("href");
      if (here) link.setAttribute("aria-current", "page"); else link.removeAttribute("aria-current");
    });
  }
  new MutationObserver(follow).observe(document.documentElement, {
    subtree: true, childList: true, attributes: true, attributeFilter: ["data-title", "data-view"],
  });
})();
