/* Dash says of a choice by radio buttons that it is a list box of options with buttons in them, which no
   screen reader can walk. It is a group of radio buttons, and named as the field around it. */
(function () {
  "use strict";

  function mend() {
    document.querySelectorAll(".deed-choice[role='listbox']").forEach(function (choice) {
      const field = choice.closest("[role='group'][aria-label]");
      choice.setAttribute("role", "radiogroup");
      choice.removeAttribute("aria-multiselectable");
      if (field) choice.setAttribute("aria-label", field.getAttribute("aria-label"));
    });
    document.querySelectorAll(".deed-choice :is([role='option'], [aria-selected])").forEach(function (label) {
      label.removeAttribute("role");
      label.removeAttribute("aria-selected");
    });
  }
  new MutationObserver(mend).observe(document.documentElement, {
    subtree: true, childList: true, attributes: true, attributeFilter: ["aria-selected"],
  });
})();
