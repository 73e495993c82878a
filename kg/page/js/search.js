// Finding a name: every name and alias, whatever its case and accents and the order of its words.
// Where no name has the letters, the most alike are offered: names in news are spelt in many ways.

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
  const words = wanted.split(" ");
  const found = bestNames((text) => rankOf(text, wanted, words));
  return found.length || wanted.length < 4 ? found : namesLike(wanted);
}

// 0 for the very name; then names that begin so, have a word that begins so, hold it, hold its words.
function rankOf(text, wanted, words) {
  const at = text.indexOf(wanted);
  if (at < 0) return words.length > 1 && words.every((word) => text.includes(word)) ? 4 : null;
  if (text === wanted) return 0;
  return at === 0 ? 1 : text[at - 1] === " " ? 2 : 3;
}

// The entities that have a name of some rank, the best rank and the most claims first.
function bestNames(rank) {
  const best = new Map();
  for (const [text, name, id] of searchNames()) {
    const found = rank(text);
    if (found === null) continue;
    const known = best.get(id);
    if (!known || found < known.rank) best.set(id, { id, name, rank: found });
  }
  return [...best.values()].sort((one, other) =>
    one.rank - other.rank || claimsOf[other.id].length - claimsOf[one.id].length || one.id - other.id).slice(0, SUGGESTIONS);
}

// Names with a word that shares half of its pairs of letters with the query, by Dice's measure.
function namesLike(wanted) {
  const pairs = letterPairs(wanted);
  const likeness = (text) => Math.max(dice(pairs, letterPairs(text)), ...text.split(" ").map((word) => dice(pairs, letterPairs(word))));
  return bestNames((text) => {
    const alike = likeness(text);
    return alike < 0.5 ? null : 10 - alike;
  }).slice(0, 5);
}

function letterPairs(text) {
  const pairs = new Set();
  for (let i = 0; i + 1 < text.length; i++) pairs.add(text.slice(i, i + 2));
  return pairs;
}

function dice(one, other) {
  let shared = 0;
  for (const pair of one) if (other.has(pair)) shared++;
  return (2 * shared) / (one.size + other.size || 1);
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
  const none = query && (!suggested.length || suggested[0].rank > 4);
  byId("suggestions").replaceChildren(...suggested.map(suggestion));
  if (none) byId("suggestions").append(element("li", { class: "soft none" }, suggested.length ? "No name has these letters; these are alike" : "No name has these letters"));
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
