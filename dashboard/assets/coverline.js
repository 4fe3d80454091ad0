/* What only the browser can do: the document's language and direction, folding on a phone. */
window.dash_clientside = window.dash_clientside || {};
window.dash_clientside.coverline = {
  turn: function (lang) {
    document.documentElement.lang = lang || "en";
    document.documentElement.dir = lang === "ar" ? "rtl" : "ltr";
    return lang || "en";
  },
  narrow: function () {
    return window.matchMedia("(max-width: 640px)").matches;
  },
  fold: function (clicks) {
    var open = clicks % 2 === 1;
    return [open ? "controls open" : "controls", String(open)];
  },
};
