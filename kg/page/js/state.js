// What is shown now. The address after # holds all of it, so that a link restores the view.

const FACETS = ["status", "type", "relation", "speaker", "article"];
const LEVELS = [20, 40, 80, 160, 400, 1000, 3000, Infinity];

const state = startState();

function startState() {
  return {
    view: "top",        // "top", "focus", "path" or "group"
    focus: null,        // the entity in focus
    steps: 1,
    path: null,         // [from, to]
    group: null,        // the number of a group
    opened: [],         // entities that were unfolded, once for each time
    limit: innerWidth < 760 || innerWidth * innerHeight < 800000 ? 20 : 40,
    chosen: null,       // {entity} or {pair: [a, b], relation} or {article, claim}
    filters: Object.fromEntries(FACETS.map((facet) => [facet, new Set()])),
    dates: null,        // [first day, last day]
    tab: "graph",
    colour: "type",
    unfold: false,
  };
}

function show(change) {
  Object.assign(state, change);
  refresh();
}

const NOTHING = { focus: null, path: null, group: null, opened: [], chosen: null };
const overview = () => show({ ...NOTHING, view: "top" });
const focusOn = (id) => show({ ...NOTHING, view: "focus", focus: id, chosen: { entity: id } });
const showGroup = (group) => show({ ...NOTHING, view: "group", group, tab: "graph" });
const showPath = (from, to) => show({ ...NOTHING, view: "path", path: [from, to], tab: "graph" });
const unfold = (id) => show({ opened: [...state.opened, id] });
const choose = (chosen) => show({ chosen });

function stepBack() {
  if (state.chosen && !(state.view === "focus" && state.chosen.entity === state.focus)) {
    return choose(state.view === "focus" ? { entity: state.focus } : null);
  }
  return overview();
}

const FACET_KEYS = {
  status: (value) => STATUSES[value],
  type: (value) => value,
  relation: (value) => predicates[value].name,
  speaker: (value) => (value >= 0 ? entities[value].key : value === NOBODY ? "-" : "article"),
  article: (value) => documents[value].id,
};

function writeAddress() {
  const words = new URLSearchParams();
  if (state.view === "focus") words.set("focus", entities[state.focus].key);
  if (state.view === "focus" && state.steps > 1) words.set("steps", state.steps);
  if (state.view === "path") state.path.forEach((id) => words.append("path", entities[id].key));
  if (state.view === "group") words.set("group", entities[membersOf.get(state.group)[0]].key);
  state.opened.forEach((id) => words.append("open", entities[id].key));
  if (state.limit !== startState().limit) words.set("show", state.limit === Infinity ? "all" : state.limit);
  writeChosen(words);
  for (const facet of FACETS) {
    for (const key of [...state.filters[facet]].map(FACET_KEYS[facet]).sort()) words.append(facet, key);
  }
  if (state.dates) words.set("dates", state.dates.map(isoDay).join(".."));
  if (state.tab !== "graph") words.set("tab", state.tab);
  if (state.colour !== "type") words.set("colour", state.colour);
  if (state.unfold) words.set("unfold", "1");
  const hash = words.toString();
  if (hash !== location.hash.slice(1)) history.replaceState(null, "", hash ? "#" + hash : "#");
}

function writeChosen(words) {
  const chosen = state.chosen;
  if (!chosen) return;
  if (chosen.entity !== undefined && chosen.entity !== state.focus) words.set("entity", entities[chosen.entity].key);
  if (chosen.pair) chosen.pair.forEach((id) => words.append("between", entities[id].key));
  if (chosen.relation !== undefined) words.set("which", relationKey(relations[chosen.relation]));
  if (chosen.article !== undefined) words.set("read", documents[chosen.article].id);
  if (chosen.claim !== undefined) words.set("at", claims[chosen.claim].start);
}

function readAddress() {
  const words = new URLSearchParams(location.hash.slice(1));
  const found = startState();
  const all = (name) => words.getAll(name).map((key) => entityByKey.get(key)).filter((id) => id !== undefined);
  const [focus] = all("focus");
  if (focus !== undefined) Object.assign(found, { view: "focus", focus, chosen: { entity: focus } });
  if (words.get("steps") === "2") found.steps = 2;
  if (all("path").length === 2) Object.assign(found, { view: "path", path: all("path") });
  const [member] = all("group");
  if (member !== undefined) Object.assign(found, { view: "group", group: entities[member].group });
  found.opened = all("open");
  const limit = words.get("show") === "all" ? Infinity : Number(words.get("show"));
  if (LEVELS.includes(limit)) found.limit = limit;
  found.chosen = readChosen(words, all) || found.chosen;
  for (const facet of FACETS) found.filters[facet] = readFacet(facet, words.getAll(facet));
  const dates = (words.get("dates") || "").split("..").map(dayNumber);
  if (dates.length === 2 && dates.every(Number.isFinite)) found.dates = dates;
  if (words.get("tab") === "map") found.tab = "map";
  if (words.get("colour") === "group") found.colour = "group";
  found.unfold = words.get("unfold") === "1";
  Object.assign(state, found);
}

// "met|stated|0": which relation of a pair; the last part tells its two directions apart.
const relationKey = ({ from, to, predicate, status }) =>
  [predicates[predicate].name, STATUSES[status], Number(from > to)].join("|");

function readChosen(words, all) {
  const [entity] = all("entity");
  if (entity !== undefined) return { entity };
  if (all("between").length === 2) return { pair: all("between"), ...readRelation(all("between"), words.get("which")) };
  const article = documents.findIndex((doc) => doc.id === words.get("read"));
  if (article < 0) return null;
  const at = claims.find((claim) => claim.doc === article && String(claim.start) === words.get("at"));
  return at ? { article, claim: at.id } : { article };
}

function readRelation([one, other], key) {
  const found = relationsOf[one].map((id) => relations[id])
    .find(({ from, to, ...rest }) => [from, to].includes(other) && relationKey({ from, to, ...rest }) === key);
  return found && { relation: found.id };
}

function readFacet(facet, keys) {
  const wanted = new Set(keys);
  if (!wanted.size) return new Set();
  return new Set(facetValues(facet).filter((value) => wanted.has(FACET_KEYS[facet](value))));
}

function facetValues(facet) {
  if (facet === "status") return STATUSES.map((_, status) => status);
  if (facet === "type") return Object.keys(DATA.types);
  if (facet === "relation") return predicates.map((_, predicate) => predicate);
  if (facet === "article") return documents.map((_, doc) => doc);
  return [...new Set(claims.flatMap((claim) => claim.speakers))];
}
