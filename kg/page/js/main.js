// Ties it together: one refresh from the state to everything that is seen.

let lastPicture = "";

function refresh() {
  applyFilters();
  view = { ...currentView(), places: view.places };
  const picture = [view.nodes.join(), state.view, state.opened.join()].join("|");
  const refit = picture !== lastPicture;
  lastPicture = picture;
  const mapped = state.tab === "map" && located.length > 0;
  byId("graph").hidden = mapped;
  byId("map").hidden = !mapped;
  byId("legend").hidden = mapped;
  byId("tab-graph").setAttribute("aria-pressed", String(!mapped));
  byId("tab-map").setAttribute("aria-pressed", String(mapped));
  drawLegend();
  if (mapped) drawMap();
  drawPicture(refit);
  drawWhere();
  drawPanel();
  drawFacets();
  drawTimeline();
  writeAddress();
}

// One line that says what the picture shows.
function drawWhere() {
  const shown = view.nodes.length;
  const filtered = isFiltered() ? [element("span", { class: "soft" }, "filtered"), button("Clear filters", clearFilters)] : [];
  byId("where").replaceChildren(...whereWords(shown), ...filtered);
}

function whereWords(shown) {
  if (!byId("map").hidden) {
    const places = byId("map").querySelectorAll(".spot").length;
    return [element("span", {}, `${counted(places, "place")} that claims speak of; larger where there are more claims`)];
  }
  if (state.view === "path") {
    return [element("span", {}, "Path from ", element("b", {}, named(state.path[0])), " to ", element("b", {}, named(state.path[1]))), button("Overview", overview)];
  }
  if (state.view === "focus") {
    const first = shown - view.unfoldedNodes;
    const rest = view.total > first ? ` (${number(first - 1)} of ${number(view.total - 1)})${unfoldedWords()}` : unfoldedWords();
    return [element("span", {}, element("b", {}, named(state.focus)), ` and all within ${counted(state.steps, "step")}${rest}`),
      button(state.steps === 1 ? "Two steps" : "One step", () => show({ steps: 3 - state.steps })), button("Overview", overview), ...moreButton(first - 1, view.total - 1)];
  }
  const first = shown - view.unfoldedNodes;
  const text = view.total > first ? `The ${number(first)} most connected of ${number(view.total)} linked entities` : `${counted(first, "linked entity", "linked entities")}`;
  const around = state.view === "group" ? [" around ", element("b", {}, named(leadersOf(state.group)[0]))] : [];
  const lines = view.allPairs > view.pairs.length ? `, their ${number(view.pairs.length)} strongest links of ${number(view.allPairs)}` : "";
  const back = state.view === "group" || state.opened.length ? [button("Overview", overview)] : [];
  return [element("span", {}, text, ...around, unfoldedWords(), lines), ...moreButton(first, view.total), ...back];
}

const unfoldedWords = () => (view.unfoldedNodes ? `, ${number(view.unfoldedNodes)} unfolded` : "");

function moreButton(shown, total) {
  const next = LEVELS.find((level) => level > state.limit);
  return total > shown && next && state.limit < total ? [button("Show more", () => show({ limit: next }))] : [];
}

function announce(text) {
  byId("where").replaceChildren(element("span", {}, text));
  setTimeout(drawWhere, 2500);
}

function drawSummary() {
  const days = documents.map((doc) => doc.date).filter(Boolean).sort();
  const dates = days.length ? `, ${wordedRange(days[0], days[days.length - 1])}` : "";
  byId("summary").textContent = `${counted(claims.length, "claim")} about ${counted(entities.length, "entity", "entities")} in ${counted(documents.length, "article")}${dates}`;
}

// ---- keys, theme, help ------------------------------------------------------------------------------

function setTheme(dark) {
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  readPalette();
}

function toggleTheme() {
  setTheme(document.documentElement.dataset.theme !== "dark");
  refresh();
}

function toggleFilters(open = document.body.classList.contains("no-filters")) {
  document.body.classList.toggle("no-filters", !open);
  byId("filter-button").setAttribute("aria-expanded", String(open));
}

// To the next entity of the picture, or the one before, the most connected first.
function stepTo(way) {
  const { nodes } = view;
  const at = nodes.indexOf(state.chosen?.entity);
  if (nodes.length) choose({ entity: nodes[at < 0 ? (way > 0 ? 0 : nodes.length - 1) : (at + way + nodes.length) % nodes.length] });
}

// On small screens the filters lie over the picture.
const areFiltersInFront = () => innerWidth <= 1080 && !document.body.classList.contains("no-filters");

const KEYS = {
  "/": () => byId("search").focus(),
  "?": () => byId("help").showModal(),
  Escape: () => (areFiltersInFront() ? toggleFilters(false) : stepBack()),
  f: () => toggleFilters(),
  n: () => stepTo(1),
  p: () => stepTo(-1),
  m: () => show({ tab: state.tab === "map" ? "graph" : "map" }),
  d: toggleTheme,
  "0": () => zoom("fit"),
  "+": () => zoom("in"),
  "-": () => zoom("out"),
};

function keyPressed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, dialog")) return;
  const action = KEYS[event.key];
  if (!action) return;
  event.preventDefault();
  action();
}

function start() {
  setTheme(matchMedia("(prefers-color-scheme: dark)").matches);
  toggleFilters(innerWidth > 1080);
  drawSummary();
  startCanvas();
  startSearch();
  startFacets();
  startTimeline();
  startMap();
  startSaving();
  byId("theme").addEventListener("click", toggleTheme);
  byId("filter-button").addEventListener("click", () => toggleFilters());
  byId("help-button").addEventListener("click", () => byId("help").showModal());
  byId("skip").addEventListener("click", () => byId("panel").focus());
  document.addEventListener("keydown", keyPressed);
  addEventListener("hashchange", () => { readAddress(); refresh(); });
  new ResizeObserver(fitPicture).observe(byId("stage"));
  readAddress();
  refresh();
}

start();
