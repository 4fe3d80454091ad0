/* Cells whose text comes from feeds: React text nodes, never markup. */
var dagcomponentfuncs = (window.dashAgGridComponentFunctions =
  window.dashAgGridComponentFunctions || {});

dagcomponentfuncs.StoryLink = function (props) {
  if (!props.data) {
    return null; // a row on its way
  }
  var url = String(props.data.url || "");
  var text = String(props.value || "");
  if (!/^https?:\/\//i.test(url)) {
    return React.createElement("bdi", null, text);
  }
  return React.createElement(
    "a",
    { href: url, target: "_blank", rel: "noopener noreferrer" },
    React.createElement("bdi", null, text)
  );
};

/* A headline that was searched; an analyst's own translation stands below it, marked as such. */
dagcomponentfuncs.FoundStory = function (props) {
  if (!props.data) {
    return null; // a row on its way
  }
  var told = [React.createElement(dagcomponentfuncs.StoryLink, { key: "link", ...props })];
  if (props.data.gloss) {
    told.push(
      React.createElement(
        "span",
        { key: "gloss", className: "analyst", dir: "auto" },
        props.data.glossed + ": " + props.data.gloss
      )
    );
  }
  return React.createElement("div", { className: "found", dir: "auto" }, told);
};

dagcomponentfuncs.PlainText = function (props) {
  return React.createElement("bdi", null, String(props.value || ""));
};

/* A click anywhere in the row opens the story's panel; this is the way in by keyboard. */
dagcomponentfuncs.StoryKnown = function (props) {
  if (!props.data) {
    return null;
  }
  return React.createElement(
    "button",
    { type: "button", className: "known", title: "How this is known" },
    String(props.value || "")
  );
};

/* A feed's strip: a column a day, "80.0.20.0" the hundredths observed, captured, lost, failed. */
dagcomponentfuncs.FeedDays = function (props) {
  var states = ["observed", "captured", "overran", "failed"];
  var days = String(props.value || "").split(",").map(function (one, at) {
    var parts = (one === "" ? "100" : one).split(".").map(function (share, place) {
      return React.createElement("span", {
        key: place,
        className: states[place],
        style: { height: Number(share) + "%" },
      });
    });
    return React.createElement("div", { key: at, className: "day" }, parts);
  });
  return React.createElement("div", { className: "days" }, days);
};

/* Numbers that sort as such and read as a length of time. */
dagcomponentfuncs.LagText = function (props) {
  return React.createElement("bdi", null, String((props.data && props.data.lagged) || ""));
};

dagcomponentfuncs.SpanText = function (props) {
  return React.createElement("bdi", null, String((props.data && props.data.spanned) || ""));
};

/* A bar a day on one scale for all events; a day that was hardly observed is grey, not empty. */
dagcomponentfuncs.DayBars = function (props) {
  var held = props.value || { n: [], dark: [], top: 0 };
  var wide = 96 / Math.max(1, held.n.length);
  var told = [];
  held.n.forEach(function (count, place) {
    var tall = held.top ? Math.max(count ? 3 : 0, (22 * count) / held.top) : 0;
    if (held.dark[place]) {
      told.push(React.createElement("rect", { key: "d" + place, x: place * wide, y: 0,
        width: wide, height: 24, className: "dark" }));
    }
    told.push(React.createElement("rect", { key: place, x: place * wide + wide * 0.1,
      y: 24 - tall, width: Math.max(1, wide * 0.8), height: tall, className: "bar" }));
  });
  return React.createElement("svg", { width: 96, height: 25, role: "img",
    "aria-label": held.n.join(" "), className: "days" }, told,
    React.createElement("line", { x1: 0, x2: 96, y1: 24.5, y2: 24.5, className: "floor" }));
};
