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
  /* The visit before this one, kept by this browser alone; a reload is still the same visit. */
  visit: function () {
    try {
      var since = sessionStorage.getItem("coverline-since");
      if (since === null) {
        since = localStorage.getItem("coverline-visit") || "";
        sessionStorage.setItem("coverline-since", since);
      }
      localStorage.setItem("coverline-visit", new Date().toISOString());
      return since;
    } catch (error) {
      return "";
    }
  },
  fold: function (clicks) {
    var open = clicks % 2 === 1;
    return [open ? "controls open" : "controls", String(open)];
  },
};

// A login that ended leads to the form; while the data are away the page is asked for again.
const asking = window.fetch;
window.fetch = async (...asked) => {
  const answer = await asking(...asked);
  if (answer.status === 401) window.location.reload();
  const again = Number(answer.headers.get("Retry-After"));
  if (answer.status === 503 && again) window.setTimeout(() => window.location.reload(), again * 1000);
  return answer;
};
