/* Still parts (dashboard/still.py): an element and the HTML within it. When the HTML changes, only
   nodes that differ are touched, so that what a reader has opened, selected or focused survives. */
(function () {
  "use strict";
  const React = window.React;

  function key(node) { return node.nodeType === 1 ? node.getAttribute("data-key") || node.id : null; }
  function alike(one, other) {
    return one.nodeType === other.nodeType && one.nodeName === other.nodeName && key(one) === key(other);
  }
  function theirs(node, name) {
    return name === "open" && node.nodeName === "DETAILS" || node === document.activeElement && name === "value";
  }

  function attributes(at, want) {
    for (const name of at.getAttributeNames()) {
      if (!want.hasAttribute(name) && !theirs(at, name)) at.removeAttribute(name);
    }
    for (const name of want.getAttributeNames()) {
      const value = want.getAttribute(name);
      if (at.getAttribute(name) !== value && !theirs(at, name)) at.setAttribute(name, value);
    }
  }
  function changed(at, want) {
    if (at.isEqualNode(want)) return;
    if (at.nodeType !== 1) { at.nodeValue = want.nodeValue; return; }
    attributes(at, want);
    children(at, want);
  }
  function named(at, from, name) {
    for (let one = from; one; one = one.nextSibling) if (key(one) === name) return one;
    return null;
  }
  function children(at, want) {
    let next = at.firstChild;
    for (const one of Array.from(want.childNodes)) {
      const name = key(one);
      const same = name ? named(at, next, name) : next;
      if (same && alike(same, one)) {
        if (same === next) next = next.nextSibling; else at.insertBefore(same, next);
        changed(same, one);
      } else if (next && !name && !key(next)) {
        const old = next;
        next = next.nextSibling;
        at.replaceChild(one, old);
      } else {
        at.insertBefore(one, next);
      }
    }
    while (next) {
      const old = next;
      next = next.nextSibling;
      at.removeChild(old);
    }
  }

  function Held(props) {
    const at = React.useRef(null);
    const shown = React.useRef(props.html);
    const first = React.useRef({ __html: props.html });
    React.useLayoutEffect(function () {
      if (shown.current === props.html) return;
      const told = document.createElement("template");
      told.innerHTML = props.html;
      children(at.current, told.content);
      shown.current = props.html;
    }, [props.html]);
    const how = { id: props.id, ref: at, dangerouslySetInnerHTML: first.current };
    return React.createElement(props.tag, Object.assign({}, props.attrs, how));
  }
  function Still(props) { return React.createElement(Held, Object.assign({}, props, { key: props.tag })); }
  window.pantau = Object.assign(window.pantau || {}, { Still: Still });

  document.addEventListener("click", function (event) {
    const link = event.target.closest("a[data-link]");
    if (link && !event.defaultPrevented) window.pantauGo(event, link.getAttribute("href"));
  });
})();
