// Finding a name: every name and alias, whatever its case and accents.

const SUGGESTIONS = 12;
let searchable = null;
let suggested = [];
let marked = -1;
let pathFrom = null;

const plain = (text) => oneLine(text).normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

function searchNames() {
  searchable ??= entities.flatMap((entity) => [entity.label, ...(entity.names || [])].map((name) => [plain(name), name, entity.id]));
  return searchable;
}

function findNames(query) {
  const wanted = plain(query);
  const best = new Map();
  for (const [text, name, id] of searchNames()) {
    const at = text.indexOf(wanted);
    if (at < 0) continue;
    const rank = text === wanted ? 0 : at === 0 ? 1 : text[at - 1] === " " ? 2 : 3;
    const known = best.get(id);
    if (!known || rank < known.rank) best.set(id, { id, name, rank });
  }
  return [...best.values()].sort((one, other) =>
    one.rank - other.rank || claimsOf[other.id].length - claimsOf[one.id].length || one.id - other.id).slice(0, SUGGESTIONS);
}

function startSearch() {
  const input = byId("search");
  input.addEventListener("input", suggest);
  input.addEventListener("focus", suggest);
  input.addEventListener("blur", () => setTimeout(closeSuggestions, 150));
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") mark(Math.min(marked + 1, suggested.length - 1));
    else if (event.key === "ArrowUp") mark(Math.max(marked - 1, 0));
    else if (event.key === "Enter") take(suggested[Math.max(marked, 0)]);
    else if (event.key === "Escape") leaveSearch();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
}

function suggest() {
  const query = byId("search").value.trim();
  suggested = query ? findNames(query) : [];
  byId("suggestions").replaceChildren(...(query && !suggested.length
    ? [element("li", { class: "soft" }, "No name has these letters")]
    : suggested.map(suggestion)));
  byId("suggestions").hidden = !query;
  byId("search").setAttribute("aria-expanded", String(Boolean(query)));
  mark(suggested.length ? 0 : -1);
}

function suggestion(found, i) {
  const entity = entities[found.id];
  const other = found.name === entity.label ? "" : ` (${clip(oneLine(found.name), 40)})`;
  return element("li", { role: "option", id: `suggestion-${i}`, onmousedown: (event) => { event.preventDefault(); take(found); } },
    shapeSample(kindOf(entity)), isolated(clip(oneLine(entity.label), 50) + other),
    element("span", { class: "soft" }, `${typeLabel(entity)} · ${counted(claimsOf[found.id].length, "claim")}`));
}

function mark(i) {
  marked = i;
  [...byId("suggestions").children].forEach((item, j) => {
    if (item.role === "option" || item.id) item.setAttribute("aria-selected", String(i === j));
    if (i === j) item.scrollIntoView({ block: "nearest" });
  });
  const input = byId("search");
  if (i >= 0) input.setAttribute("aria-activedescendant", `suggestion-${i}`);
  else input.removeAttribute("aria-activedescendant");
}

function take(found) {
  if (!found) return;
  const from = pathFrom;
  leaveSearch();
  if (from === null || from === found.id) focusOn(found.id);
  else showPath(from, found.id);
}

function askForPath(id) {
  pathFrom = id;
  const input = byId("search");
  input.placeholder = `Path from ${clip(oneLine(nameOf(id)), 40)} to …`;
  input.value = "";
  input.focus();
}

function leaveSearch() {
  pathFrom = null;
  const input = byId("search");
  input.value = "";
  input.placeholder = "Find a person, organization or place  ( / )";
  closeSuggestions();
  input.blur();
}

function closeSuggestions() {
  byId("suggestions").hidden = true;
  byId("search").setAttribute("aria-expanded", "false");
}
