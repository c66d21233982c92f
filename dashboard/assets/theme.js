/* Light, dark or as the device: set before the first paint. Loaded in <head>, never inline. */
(function () {
  "use strict";
  const root = document.documentElement;
  const dark = window.matchMedia("(prefers-color-scheme: dark)");

  function wanted() {
    try { return localStorage.getItem("pantau-theme") || "auto"; } catch (_) { return "auto"; }
  }
  function apply() {
    const mode = wanted();
    const shown = mode === "auto" ? (dark.matches ? "dark" : "light") : mode;
    root.dataset.bsTheme = shown;
    root.dataset.agThemeMode = shown;
    root.dataset.theme = mode;
  }
  window.pantauTheme = function (mode) {
    try { localStorage.setItem("pantau-theme", mode); } catch (_) { /* private window */ }
    apply();
  };
  dark.addEventListener("change", apply);
  window.addEventListener("storage", apply);
  apply();
})();
