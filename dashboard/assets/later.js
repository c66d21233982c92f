/* Parts that wait (dashboard/later.py): put together as soon as they come into sight; all
   others one after another while the browser has nothing to do, so that paper and files have them. */
(function () {
  "use strict";
  const React = window.React, AT_LATEST = 3000, SOON = 300;
  const waiting = new Map();
  let resting = false;

  function show(place) {
    const found = waiting.get(place);
    if (!found) return;
    waiting.delete(place);
    near.unobserve(place);
    found();
  }
  const near = new IntersectionObserver(function (seen) {
    seen.forEach(function (one) { if (one.isIntersecting) show(one.target); });
  });

  function inSight(place) {
    const box = place.getBoundingClientRect();
    return box.height > 0 && box.top < window.innerHeight && box.bottom > 0;
  }
  function rest() {
    if (resting || !waiting.size) return;
    resting = true;
    window.requestIdleCallback(function () {
      resting = false;
      const next = Array.from(waiting.keys()).find(function (place) { return place.offsetParent; });
      if (next) { show(next); rest(); }
    }, { timeout: AT_LATEST });
  }

  function isDrawn(place) { return !!place.firstElementChild && place.firstElementChild.offsetHeight > 0; }

  /* All of them at once, for paper; over when every table has been drawn. */
  window.pantauLater = function () {
    Array.from(waiting.keys()).forEach(show);
    return new Promise(function (done) {
      (function look() {
        const bare = Array.from(document.querySelectorAll(".later")).some(function (place) {
          return place.offsetParent && !isDrawn(place);
        });
        if (bare) requestAnimationFrame(look); else done();
      })();
    });
  };

  function Later(props) {
    const at = React.useRef(null);
    const [here, setHere] = React.useState(false), [drawn, setDrawn] = React.useState(false);
    React.useLayoutEffect(function () {
      const place = at.current;
      if (inSight(place)) { setHere(true); return undefined; }
      waiting.set(place, function () { setHere(true); });
      near.observe(place);
      rest();
      return function () { waiting.delete(place); near.unobserve(place); };
    }, []);
    React.useEffect(function () {
      if (!here || drawn) return undefined;
      const asked = setInterval(function () { if (isDrawn(at.current)) setDrawn(true); }, SOON);
      return function () { clearInterval(asked); };
    }, [here, drawn]);
    const how = { id: props.id, ref: at, className: "later", style: drawn ? {} : { minHeight: props.tall } };
    return React.createElement("div", how, here ? props.children : null);
  }
  window.pantau = Object.assign(window.pantau || {}, { Later: Later });
})();
