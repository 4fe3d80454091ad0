/* Cells whose text comes from feeds: React text nodes, never markup. */
var dagcomponentfuncs = (window.dashAgGridComponentFunctions =
  window.dashAgGridComponentFunctions || {});

dagcomponentfuncs.StoryLink = function (props) {
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
  return React.createElement(
    "button",
    { type: "button", className: "known", title: "How this is known" },
    String(props.value || "")
  );
};
