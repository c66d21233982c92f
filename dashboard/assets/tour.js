/* A short tour of a page: a card that walks along the parts marked data-tour-step; and its glossary. */
(function () {
  "use strict";
  const KEY = "pantau-tour";
  const root = document.documentElement;
  let card = null, steps = [], at = 0, before = null;

  function remembered() { try { return localStorage.getItem(KEY); } catch (_) { return "1"; } }
  function remember() {
    try { localStorage.setItem(KEY, "1"); } catch (_) { /* private window */ }
    delete root.dataset.tourNew;
  }
  if (!remembered()) root.dataset.tourNew = "1";

  function button(name, kind, deed) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "btn " + kind;
    made.textContent = name;
    made.addEventListener("click", deed);
    return made;
  }
  function begin() {
    const words = document.querySelector("[data-tour-words]");
    if (!words || card) return;
    steps = Array.from(words.querySelectorAll("[data-tour-for]")).filter(function (step) {
      return document.querySelector('[data-tour-step="' + step.dataset.tourFor + '"]');
    });
    if (!steps.length) return;
    before = document.activeElement;
    card = document.createElement("dialog");
    card.className = "tour-card";
    card.setAttribute("aria-label", words.dataset.tourLabel);
    card.addEventListener("close", end);
    card.addEventListener("keydown", function (event) {
      if (event.key === "ArrowRight") move(1);
      if (event.key === "ArrowLeft") move(-1);
    });
    document.body.append(card);
    card.showModal();
    at = 0;
    show();
  }
  function move(by) {
    if (at + by >= steps.length) { card.close(); return; }
    at = Math.max(0, at + by);
    show();
  }
  function show() {
    const words = document.querySelector("[data-tour-words]").dataset;
    const step = steps[at], last = at === steps.length - 1;
    const text = document.createElement("div");
    text.setAttribute("aria-live", "polite");
    text.innerHTML = step.innerHTML;
    const count = document.createElement("small");
    count.textContent = words.tourOf.replace("{n}", at + 1).replace("{all}", steps.length);
    const deeds = document.createElement("div");
    const forward = button(last ? words.tourDone : words.tourNext, "btn-primary", function () { move(1); });
    deeds.append(count, button(words.tourEnd, "btn-link", function () { card.close(); }));
    if (at) deeds.append(button(words.tourBack, "btn-outline-secondary", function () { move(-1); }));
    deeds.append(forward);
    if (last) deeds.children[1].remove();
    card.replaceChildren(text, deeds);
    forward.focus({ preventScroll: true });
    mark(document.querySelector('[data-tour-step="' + step.dataset.tourFor + '"]'));
  }
  function mark(target) {
    document.querySelectorAll(".tour-here").forEach(function (old) { old.classList.remove("tour-here"); });
    if (!target) return;
    target.classList.add("tour-here");
    const room = window.innerHeight - card.offsetHeight - 140;
    const box = target.getBoundingClientRect();
    const top = window.scrollY + box.top - 110 - Math.max(0, (room - box.height) / 2);
    window.scrollTo({ top: Math.max(0, top), behavior: "smooth" });
  }
  function end() {
    mark(null);
    if (card) card.remove();
    card = null;
    remember();
    if (before && before.isConnected) before.focus({ preventScroll: true });
  }

  document.addEventListener("click", function (event) {
    const tour = event.target.closest("[data-tour]");
    if (tour) { if (tour.dataset.tour === "begin") begin(); else remember(); return; }
    const link = event.target.closest("a[data-term]");
    if (!link) return;
    const place = document.querySelector('[data-term-place="' + link.dataset.term + '"]');
    if (!place) return;
    event.preventDefault();
    place.closest("details").open = true;
    place.scrollIntoView({ block: "center" });
    place.focus({ preventScroll: true });
  });
})();
