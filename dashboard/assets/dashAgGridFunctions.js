/* How tables write numbers, times and durations. Words come from the page (context.words). */
(function () {
  "use strict";
  const own = (window.dashAgGridFunctions = window.dashAgGridFunctions || {});
  const made = {};

  function maker(key, make) { return made[key] || (made[key] = make()); }
  function decimals(lang, low, high, style) {
    return maker([lang, low, high, style].join(), function () {
      return new Intl.NumberFormat(lang, { minimumFractionDigits: low, maximumFractionDigits: high, style: style || "decimal" });
    });
  }
  function none(value) { return value === null || value === undefined || value === ""; }
  function fill(text, values) { return text.replace(/\{(\w+)\}/g, function (_, key) { return values[key]; }); }

  own.span = function (minutes, day, dayWord, context) {
    const whole = Math.floor(minutes + 0.5), words = context.words;
    const parts = [[dayWord, Math.floor(whole / day)], [words.hour, Math.floor((whole % day) / 60)], [words.minute, (whole % day) % 60]];
    const first = parts.findIndex(function (part) { return part[1] > 0; });
    if (first < 0) return words.zero;
    const number = decimals(context.lang, 0, 0);
    return parts.slice(first, first + 2).filter(function (part) { return part[1]; })
      .map(function (part) { return fill(part[0], { n: number.format(part[1]) }); }).join(" ");
  };
  own.score = function (value, unit, context, digits) {
    if (none(value)) return context.words.none;
    if (unit === "share") return decimals(context.lang, digits || 1, digits || 1, "percent").format(value);
    if (unit === "hours") return decimals(context.lang, 1, 1).format(value);
    return decimals(context.lang, 0, unit === "count" ? 0 : 2).format(value);
  };
  own.percent = function (share, context) { return decimals(context.lang, 0, 0, "percent").format(share); };
  own.points = function (value, context) { return decimals(context.lang, 1, 1).format(value); };
  own.pantauWhole = function (params) {
    return none(params.value) ? params.context.words.none : decimals(params.context.lang, 0, 0).format(params.value);
  };
  own.left = function (value, context) {
    const words = context.words;
    if (none(value)) return words.no_limit;
    const time = own.span(Math.abs(value), context.workingDay, words.working_day, context);
    return fill(value >= 0 ? words.left : words.late, { time: time });
  };
  own.pantauMoment = function (params) {
    const context = params.context;
    if (none(params.value)) return context.words.none;
    const write = maker("moment" + context.lang + context.zone, function () {
      return new Intl.DateTimeFormat(context.lang, { timeZone: context.zone, day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
    });
    const at = {};
    write.formatToParts(new Date(params.value)).forEach(function (part) { at[part.type] = part.value; });
    return at.day + " " + at.month + " " + at.year + " " + at.hour + ":" + at.minute;
  };
  own.onPhone = function () { return window.innerWidth <= 600; };
  own.pantauStackHead = function (params) {
    const said = params.colDef.cellRendererParams;
    return own.onPhone() ? said.headed : said.title;
  };
  own.pantauStack = function () { return own.onPhone() ? 96 : undefined; };
  own.pantauTreeHere = function () { return true; };
  own.pantauTree = function (node) { return window.pantauTree.passes(node.data); };
  own.pantauLag = function (params) {
    if (none(params.value)) return params.context.words.none;
    return own.span(params.value, 1440, params.context.words.day, params.context);
  };
})();
