// The filters with their counts, and the legend. What is ticked is shown; nothing ticked shows all.

const FACET_TITLES = { status: "Status", type: "Type", relation: "Relation", speaker: "Who says so", article: "Article" };
const SHOWN_AT_ONCE = 60;
const facetParts = {};

const FACET_LABELS = {
  status: (value) => STATUSES[value],
  type: (value) => DATA.types[value].label,
  relation: labelOf,
  speaker: speakerName,
  article: documentTitle,
};

function startFacets() {
  const box = byId("filters");
  const clear = button("Clear", clearFilters, { id: "clear" });
  const close = button("✕", () => toggleFilters(false), { class: "close", "aria-label": "Close the filters" });
  box.append(element("div", { class: "top" }, element("b", {}, "Filters"), clear, close), levelChoice(), colourChoice(), unfoldChoice());
  for (const facet of FACETS) box.append(facetBox(facet));
}

function levelChoice() {
  const options = LEVELS.map((level) => element("option", { value: level === Infinity ? "all" : level },
    level === Infinity ? "all entities" : `the ${number(level)} strongest`));
  return element("label", {}, "Show ", element("select", { id: "level", "aria-label": "How many entities to show",
    onchange: (event) => show({ limit: event.target.value === "all" ? Infinity : Number(event.target.value) }) }, options));
}

function colourChoice() {
  return element("label", {}, "Colour ", element("select", { id: "colour", "aria-label": "What colours mean",
    onchange: (event) => show({ colour: event.target.value }) },
  element("option", { value: "type" }, "by type"), element("option", { value: "group" }, "by group")));
}

function unfoldChoice() {
  return element("label", {}, element("input", { type: "checkbox", id: "unfold",
    onchange: (event) => show({ unfold: event.target.checked }) }), "One line for each relation");
}

function facetBox(facet) {
  const list = element("ul");
  const filter = element("input", { type: "search", placeholder: "Find …", "aria-label": `Find in ${FACET_TITLES[facet]}`, oninput: () => drawFacet(facet) });
  const chosen = element("span", { class: "soft" });
  const box = element("details", { open: facet === "status" || facet === "type", ontoggle: () => drawFacet(facet), "data-facet": facet },
    element("summary", {}, FACET_TITLES[facet], " ", chosen), filter, list);
  facetParts[facet] = { box, list, filter, chosen };
  return box;
}

function drawFacets() {
  byId("level").value = state.limit === Infinity ? "all" : state.limit;
  byId("colour").value = state.colour;
  byId("unfold").checked = state.unfold;
  byId("clear").disabled = !isFiltered();
  FACETS.forEach(drawFacet);
}

function drawFacet(facet) {
  const { box, list, filter, chosen } = facetParts[facet];
  const wanted = state.filters[facet];
  chosen.textContent = wanted.size ? `(${wanted.size} chosen)` : "";
  if (!box.open) return;
  const counts = facetCounts(facet);
  const query = plain(filter.value || " ");
  const values = facetValues(facet).filter((value) => counts.get(value) || wanted.has(value) || facet === "status");
  filter.hidden = values.length < 12;
  const found = values.filter((value) => !filter.value || plain(FACET_LABELS[facet](value)).includes(query));
  if (facet !== "status") {
    found.sort((one, other) => wanted.has(other) - wanted.has(one) || (counts.get(other) || 0) - (counts.get(one) || 0)
      || (FACET_LABELS[facet](one) < FACET_LABELS[facet](other) ? -1 : 1));
  }
  list.replaceChildren(...found.slice(0, SHOWN_AT_ONCE).map((value) => facetItem(facet, value, counts.get(value) || 0)));
  if (found.length > SHOWN_AT_ONCE) list.append(element("li", { class: "soft" }, `and ${number(found.length - SHOWN_AT_ONCE)} more: find them by name`));
}

function facetItem(facet, value, count) {
  const wanted = state.filters[facet];
  const tick = element("input", { type: "checkbox", value: FACET_KEYS[facet](value), onchange: (event) => {
    if (event.target.checked) wanted.add(value);
    else wanted.delete(value);
    refresh();
  } });
  tick.checked = wanted.has(value);
  const sample = facet === "status" ? lineSample(value) : facet === "type" ? shapeSample(DATA.types[value].kind) : null;
  return element("li", {}, element("label", { class: count ? "" : "none" }, tick, sample,
    isolated(clip(FACET_LABELS[facet](value), 60)), element("span", { class: "count" }, number(count))));
}

function clearFilters() {
  show({ filters: startState().filters, dates: null });
}

// ---- legend ---------------------------------------------------------------------------------------

const SHAPES = {
  Person: () => drawing("circle", { cx: 12, cy: 7, r: 5.5 }),
  Organization: () => drawing("rect", { x: 7, y: 2, width: 10, height: 10 }),
  Place: () => drawing("path", { d: "M12 0.5L18.5 7L12 13.5L5.5 7z" }),
  Thing: () => drawing("path", { d: "M12 1.5L18 12.5H6z" }),
};
const DASHES = { planned: "9 6", possible: "2 5", denied: "12 4 2 4" };

function shapeSample(kind, colour = palette[kind.toLowerCase()]) {
  const shape = SHAPES[kind]();
  shape.setAttribute("fill", colour);
  return drawing("svg", { class: "sample", viewBox: "0 0 24 14", "aria-hidden": "true" }, shape);
}

function lineSample(status) {
  const name = STATUSES[status];
  return drawing("svg", { class: "sample", viewBox: "0 0 24 14", "aria-hidden": "true" },
    drawing("line", { x1: 0, y1: 7, x2: 24, y2: 7, stroke: palette[name], "stroke-width": 2.5, "stroke-dasharray": DASHES[name] || "none" }));
}

function drawLegend() {
  const kinds = KINDS.filter((kind) => view.nodes.some((id) => kindOf(entities[id]) === kind));
  const statuses = STATUSES.map((_, status) => status).filter((status) => view.lines.some((line) => line.status === status));
  const ink = state.colour === "group" ? palette.ink : undefined;
  byId("legend").replaceChildren(
    ...kinds.map((kind) => element("span", {}, shapeSample(kind, ink), kind.toLowerCase())),
    element("span", { class: "break" }),
    ...statuses.map((status) => element("span", {}, lineSample(status), STATUSES[status])),
    ...(state.colour === "group" ? groupLegend() : []));
}

function groupLegend() {
  const groups = [...new Set(view.nodes.map((id) => entities[id].group))].filter((group) => group < GROUP_COLOURS.length).sort((a, b) => a - b);
  const others = view.nodes.some((id) => entities[id].group >= GROUP_COLOURS.length);
  return [element("span", { class: "break" }), ...groups.map((group) =>
    element("span", {}, shapeSample("Person", GROUP_COLOURS[group]), isolated(`around ${clip(oneLine(nameOf(leadersOf(group)[0])), 24)}`))),
  ...(others ? [element("span", {}, shapeSample("Person", palette.soft), "other groups")] : [])];
}
