/* Files that are evidence (dashboard/attachments.py): looked at before they are sent, sent one after
   the other as they are. On the form of a new objection they wait until it is filed. */
(function () {
  "use strict";
  const PLACE = "/keberatan/berkas", waiting = new WeakMap();
  const BEGINNINGS = [[0x25, 0x50, 0x44, 0x46, 0x2d], [0xff, 0xd8, 0xff], [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]];

  function cookie(name) {
    const found = document.cookie.split("; ").find(function (c) { return c.startsWith(name + "="); });
    return found ? decodeURIComponent(found.slice(name.length + 1)) : "";
  }
  function said(field, name, file) { return field.dataset[name].replace("{name}", file ? file.name : ""); }
  function tell(field, place, lines) {
    const at = field.querySelector("[data-" + place + "]");
    at.replaceChildren.apply(at, lines.map(function (line) {
      const one = document.createElement(place === "chosen" ? "li" : "div");
      one.textContent = line;
      return one;
    }));
  }
  async function wrong(field, file) {
    if (!file.size) return said(field, "empty", file);
    if (file.size > Number(field.dataset.bytes)) return said(field, "tooBig", file);
    const head = new Uint8Array(await file.slice(0, 8).arrayBuffer());
    const known = BEGINNINGS.some(function (b) { return b.every(function (v, at) { return head[at] === v; }); });
    return known ? null : said(field, "wrongKind", file);
  }

  async function send(number, file) {
    const lang = new URLSearchParams(location.search).get("lang");
    const answer = await fetch(PLACE + "?objection=" + number + (lang ? "&lang=" + lang : ""), {
      method: "POST", body: file,
      headers: { "X-CSRFToken": cookie("_csrf_token"), "X-File-Name": encodeURIComponent(file.name), "Content-Type": "application/octet-stream" },
    });
    if (answer.ok) return null;
    return (await answer.json()).said;
  }
  async function sendAll(field, number, files, known, later) {
    const done = [], failed = known.slice();
    for (const file of files) {
      tell(field, "told", done.concat(said(field, "sending", file)));
      const problem = await send(number, file).catch(function () { return said(field, "failed", file); });
      if (problem) failed.push(problem); else done.push(said(field, "sent", file));
    }
    tell(field, "told", done);
    tell(field, "chosen", []);
    tell(field, "wrong", failed.length && later ? failed.concat(field.dataset.later) : failed);
    field.querySelector("input").value = "";
  }

  /* A new objection is filed by a callback; its answer carries the number. */
  function whenFiled(field) {
    const form = field.closest(".objection-new");
    if (waiting.has(field) || !form) return;
    const watch = new MutationObserver(function () {
      const filed = form.querySelector("[data-filed]");
      if (!filed) return;
      watch.disconnect();
      const files = waiting.get(field);
      waiting.delete(field);
      field.querySelector("input").disabled = true;
      if (files.length) sendAll(field, filed.dataset.filed, files, [], true);
    });
    watch.observe(form, { childList: true, subtree: true });
  }
  async function chosen(field, files) {
    const most = Number(field.dataset.most), problems = [], good = [];
    for (const file of files.slice(0, most)) {
      const problem = await wrong(field, file);
      if (problem) problems.push(problem); else good.push(file);
    }
    if (files.length > most) problems.push(said(field, "tooMany"));
    tell(field, "told", []);
    tell(field, "wrong", problems);
    if (field.dataset.evidence) { sendAll(field, field.dataset.evidence, good, problems); return; }
    tell(field, "chosen", good.map(function (file) { return file.name; }));
    whenFiled(field);
    waiting.set(field, good);
  }

  document.addEventListener("change", function (event) {
    const field = event.target.closest(".evidence-field");
    if (field && event.target.type === "file") chosen(field, Array.from(event.target.files));
  });
})();
