/* The one event stream of a browser, held by a shared worker: however many tabs are open, there is
   one connection. Each tab is told what comes, and whether the stream stands. */
"use strict";
const QUIET = 25000, FIRST = 500, SLOWEST = 4000;
const tabs = new Set();
let source = null, last = null, heardAt = 0, wait = FIRST, timer = null;

function tell(message) { tabs.forEach(function (tab) { tab.postMessage(message); }); }

function open() {
  clearTimeout(timer);
  source = new EventSource("/live/stream");
  heardAt = Date.now();
  source.onmessage = function (event) {
    heardAt = Date.now();
    wait = FIRST;
    last = event.data;
    tell({ told: last });
  };
  source.onerror = again;
}

/* Closed by us, not left to EventSource: it gives up for good after some answers. */
function again() {
  if (source) source.close();
  source = last = null;
  tell({ broken: true });
  clearTimeout(timer);
  timer = setTimeout(open, wait);
  wait = Math.min(wait * 2, SLOWEST);
}

setInterval(function () { if (source && Date.now() - heardAt > QUIET) again(); }, 5000);

self.onconnect = function (event) {
  const tab = event.ports[0];
  tabs.add(tab);
  tab.onmessage = function (message) {
    if (message.data === "closed") tabs.delete(tab);
    if (message.data === "again" && !source) open();
  };
  if (!source) open(); else if (last) tab.postMessage({ told: last });
};
