/* What only the browser can do: the document's language and direction, folding on a phone. */
window.dash_clientside = window.dash_clientside || {};
window.dash_clientside.coverline = {
  /* Figures travel packed (dashboard/figures/packed.py): here each point gets its texts back. */
  unpack: function (answer) {
    if (!answer || typeof answer !== "object") {
      return;
    }
    if (answer.packed && answer.data) {
      var words = answer.packed.words;
      answer.packed.lists.forEach(function (list) {
        answer.data[list[0]][list[1]] = texts(words, list[2]);
      });
      delete answer.packed;
      return;
    }
    Object.values(answer).forEach(window.dash_clientside.coverline.unpack);

    function texts(words, list) {
      var rows = [];
      for (var at = 0; at < list.long; at += 1) {
        var row = list.columns.map(function (column) {
          var apart = typeof column === "object" && !Array.isArray(column); // one after another
          return words[apart ? column.from + at : Array.isArray(column) ? column[at] : column];
        });
        rows.push(list.depth === 1 ? row[0] : row);
      }
      if (list.depth < 3) {
        return rows;
      }
      var lines = [];
      for (var from = 0; from < rows.length; from += list.across) {
        lines.push(rows.slice(from, from + list.across));
      }
      return lines;
    }
  },
  /* A page that was drawn: words that were typed but not yet sought stay, and the place that the
     address names comes into view once its text stands. */
  settle: function () {
    var name = decodeURIComponent(window.location.hash.slice(1));
    var looks = 50;
    (function reach() {
      var place = name && document.getElementById(name);
      if (place && place.querySelector("h1, h2")) {
        place.scrollIntoView();
      } else if (name && looks) {
        looks -= 1;
        window.setTimeout(reach, 100);
      }
    })();
    window.setTimeout(function () {
      Object.entries(typed).forEach(function (entry) {
        var box = document.getElementById(entry[0]);
        if (!box || sought() !== entry[1].sought) {
          delete typed[entry[0]];
          return;
        }
        if (box.value !== entry[1].text) {
          window.dash_clientside.set_props(entry[0], { value: entry[1].text });
        }
        if (document.activeElement === document.body) {
          box.focus();
        }
      });
    }, 60); // by then the new box stands in the place of the old
  },
  seek: function (clicks, entered, id) {
    var box = document.getElementById(id);
    return box && (clicks || entered) ? { q: box.value.trim() } : window.dash_clientside.no_update;
  },
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

/* The libraries' one generator, a step after another, as their compiler wrote it for browsers that
   have none: it asks for this by name. Dash would load a whole polyfill for it. */
window.regeneratorRuntime = {
  mark: (made) => made,
  wrap: (step) => {
    let ended = false;
    const place = { prev: 0, next: 0, stop: () => { ended = true; } };
    return {
      next: () => ({ value: ended ? undefined : step(place), done: ended }),
      throw: (error) => { ended = true; throw error; },
    };
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

// What a page asks for is about the subject that its address names.
const telling = window.fetch;
window.fetch = (what, how) => {
  const subject = new URLSearchParams(window.location.search).get("subject");
  const own = new URL(what.url || what, window.location.href).origin === window.location.origin;
  if (!subject || !own || what instanceof Request) return telling(what, how);
  const headers = new Headers((how || {}).headers);
  headers.set("X-Coverline-Subject", subject);
  return telling(what, { ...how, headers });
};

// The first view is asked for while the other scripts come; Dash, which asks for it later and
// without an address, is handed the same answer.
const early = {
  "/_dash-layout": window.fetch("/_dash-layout", {
    cache: "no-store", // the same address tells of another page after each step back
    credentials: "same-origin",
    headers: {
      "X-Coverline-View": window.location.pathname + window.location.search,
      "X-Coverline-Narrow": window.dash_clientside.coverline.narrow() ? "yes" : "",
    },
  }),
  "/_dash-dependencies": window.fetch("/_dash-dependencies", { credentials: "same-origin" }),
};
Object.values(early).forEach((answer) => answer.catch(() => {})); // told where it is handed over
const later = window.fetch;
window.fetch = (what, how) => {
  const found = early[what];
  delete early[what];
  return found || later(what, how).then(kitted);
};

// The tables' library comes with the first answer that holds a table, where the page began without.
let kit = null;
const kitted = async (answer) => {
  const held = document.getElementById("grid-script");
  if (!held || window.dash_ag_grid || !answer.url.includes("/_dash-update-component")) return answer;
  const told = await answer.clone().text();
  if (told.includes("dash_ag_grid")) {
    kit = kit || new Promise((done) => {
      const script = document.createElement("script");
      script.onload = script.onerror = done;
      script.src = held.href;
      document.head.append(script);
    });
    await kit;
  }
  return answer;
};

// Figures need a part of plotly.js; Dash would load all of it from the address that it writes here.
const drawing = document.querySelector("script[data-figures]").dataset.figures;
Object.defineProperty(window, "_dashPlotlyJSURL", { get: () => drawing, set: () => {} });

// The still of the page (dashboard/still) stands until all that it shows can be worked with.
const still = document.getElementById("still");
const lives = () => {
  const figures = [...document.querySelectorAll("#page .dash-graph")];
  return Boolean(document.querySelector("#page > *"))
    && figures.every((figure) => figure.querySelector(".infolayer *"))
    && !(still.querySelector(".rows") && !document.querySelector("#page .ag-row"));
};
const handOver = () => {
  if (!lives()) return requestAnimationFrame(handOver);
  still.remove();
  performance.mark("coverline-lives");
};
if (still && still.classList.contains("narrow") === window.dash_clientside.coverline.narrow()) {
  requestAnimationFrame(handOver);
} else if (still) {
  still.remove();
}

// What is typed into a search and not yet asked for: the text by the box, and what was sought then.
const typed = {};
const sought = () => new URLSearchParams(window.location.search).get("q") || "";
document.addEventListener("input", (event) => {
  const box = event.target;
  if (box.id && box.closest(".sought")) typed[box.id] = { text: box.value, sought: sought() };
});
const asked = (event) => {
  const search = event.target.closest && event.target.closest("[role=search]");
  if (search) search.querySelectorAll("input").forEach((box) => delete typed[box.id]);
};
document.addEventListener("click", (event) => event.target.closest("[role=search] button") && asked(event), true);
document.addEventListener("keydown", (event) => event.key === "Enter" && asked(event), true);

// Paper is narrower than a screen, and figures are drawn for the screen: they shrink to fit it.
const PAPER = 700; // pixels between a sheet's margins
window.addEventListener("beforeprint", () => {
  const wide = [...document.querySelectorAll(".js-plotly-plot, .ag-root-wrapper")].map((one) => one.clientWidth);
  document.documentElement.style.setProperty("--paper-fits", Math.min(1, PAPER / Math.max(PAPER, ...wide)));
});
