// The places that have coordinates, on the outline of the world (Natural Earth, public domain).

const located = entities.filter((entity) => entity.where);
const WORLD = { x: -1800, y: -840, width: 3600, height: 1400 };
let mapFrame = null;
let mapGrab = null;

const spotOf = (entity) => ({ x: entity.where[1] * 10, y: -entity.where[0] * 10 });

function startMap() {
  byId("tab-graph").addEventListener("click", () => show({ tab: "graph" }));
  byId("tab-map").addEventListener("click", () => show({ tab: "map" }));
  byId("tab-map").hidden = !located.length;
}

function drawMap() {
  const box = byId("map");
  if (!box.firstChild) box.append(emptyMap());
  mapFrame ??= frameAround(located.filter((entity) => keptClaims(claimsOf[entity.id]).length));
  const spots = located.map((entity) => [entity, keptClaims(claimsOf[entity.id]).length])
    .filter(([, count]) => count).sort((one, other) => other[1] - one[1] || one[0].id - other[0].id);
  const chart = box.firstChild;
  chart.querySelector(".overlay").replaceChildren();
  moveMap();
  const unit = mapFrame.width / (box.clientWidth || 800);
  chart.querySelector(".overlay").append(...reaches(spots), ...spots.map(([entity, count]) => spot(entity, count, spots[0][1], unit)), ...spotNames(spots, unit));
}

function emptyMap() {
  const outline = JSON.parse(byId("world").textContent).join("");
  return drawing("svg", { role: "group", "aria-label": "Map of the places", onwheel: mapWheel, onpointerdown: mapDown, onpointermove: mapDrag, onpointerup: mapUp },
    drawing("path", { d: outline, class: "land" }), drawing("g", { class: "overlay" }));
}

function frameAround(places) {
  if (!places.length) return { ...WORLD };
  const spots = places.map(spotOf);
  const [xs, ys] = [spots.map((spot) => spot.x), spots.map((spot) => spot.y)];
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const width = Math.min(WORLD.width, Math.max(right - left, 500) * 1.25);
  const height = Math.max(bottom - top, 300) * 1.35;
  return { x: (left + right - width) / 2, y: (top + bottom - height) / 2, width, height };
}

function moveMap() {
  const { clientWidth, clientHeight } = byId("map");
  const high = mapFrame.width * (clientHeight || 600) / (clientWidth || 800);
  if (mapFrame.height > high) {
    const wide = mapFrame.height * (clientWidth || 800) / (clientHeight || 600);
    mapFrame.x -= (wide - mapFrame.width) / 2, mapFrame.width = wide;
  } else {
    mapFrame.y -= (high - mapFrame.height) / 2, mapFrame.height = high;
  }
  byId("map").firstChild.setAttribute("viewBox", [mapFrame.x, mapFrame.y, mapFrame.width, mapFrame.height].join(" "));
}

const spotSize = (count, most, unit) => (4 + 12 * Math.sqrt(count / most)) * unit;
const isChosen = (id) => Boolean(state.chosen && (state.chosen.entity === id || (state.chosen.pair || []).includes(id)));

function spot(entity, count, most, unit) {
  const { x, y } = spotOf(entity);
  const pick = () => {
    choose({ entity: entity.id });
    showPanel();
  };
  const title = drawing("title");
  title.textContent = `${oneLine(entity.label)}: ${counted(count, "claim")}`;
  return drawing("circle", { cx: x, cy: y, r: spotSize(count, most, unit), class: isChosen(entity.id) ? "spot chosen" : "spot", tabindex: 0, role: "button",
    "aria-label": title.textContent, onclick: pick, onkeydown: (event) => { if (event.key === "Enter") pick(); } }, title);
}

// From the chosen entity's places to the places that it is linked with.
function reaches(spots) {
  const chosen = state.chosen && state.chosen.entity;
  if (chosen === undefined || chosen === null) return [];
  const linked = spots.map(([entity]) => entity).filter((entity) => pairOf(chosen, entity.id));
  const from = entities[chosen].where ? entities[chosen] : linked[0];
  return linked.filter((entity) => entity !== from).map((entity) => {
    const [one, other] = [spotOf(from), spotOf(entity)];
    return drawing("path", { class: "reach", "stroke-width": 2, d: `M${one.x} ${one.y}Q${(one.x + other.x) / 2} ${Math.min(one.y, other.y) - Math.abs(one.x - other.x) * 0.15} ${other.x} ${other.y}` });
  });
}

function spotNames(spots, unit) {
  const placed = [];
  const size = 12 * unit;
  const sorted = [...spots].sort((one, other) => isChosen(other[0].id) - isChosen(one[0].id));
  const circles = sorted.map(([entity, count]) => circleBox(spotOf(entity), spotSize(count, spots[0][1], unit)));
  return sorted.flatMap(([entity, count], rank) => {
    const text = clip(oneLine(entity.label), 26);
    const box = { width: (wordWidth(text, false) * 12 / WORD_SIZE + 4) * unit, height: size * 1.2 };
    const taken = [...placed, ...circles.slice(0, rank)];  // a name may cover what is less spoken of
    const free = spotsForName(spotOf(entity), spotSize(count, spots[0][1], unit), box).find((point) =>
      isInFrame({ ...box, ...point }) && !taken.some((other) => overlaps({ ...box, ...point }, other)));
    if (!free) return [];
    placed.push({ ...box, ...free });
    const name = drawing("text", { ...free, "font-size": size, "text-anchor": "middle", "dominant-baseline": "middle", class: "spot-name" });
    name.textContent = text;
    return [name];
  });
}

const circleBox = ({ x, y }, radius) => ({ x, y, width: 2 * radius, height: 2 * radius });

// Below the spot, above it, to its right or to its left.
function spotsForName({ x, y }, radius, { width, height }) {
  const [down, aside] = [radius + height * 0.75, radius + width / 2];
  return [{ x, y: y + down }, { x, y: y - down }, { x: x + aside, y }, { x: x - aside, y }];
}

// Whether the name can be read whole; one whose middle is out of sight does not matter.
const isInFrame = ({ x, width }) => x < mapFrame.x || x > mapFrame.x + mapFrame.width
  || (x - width / 2 >= mapFrame.x && x + width / 2 <= mapFrame.x + mapFrame.width);

function zoomMap(how) {
  if (how === "fit") mapFrame = null;
  else scaleMap(how === "in" ? 1 / 1.4 : 1.4, 0.5, 0.5);
  drawMap();
}

function scaleMap(factor, atX, atY) {
  const width = Math.min(WORLD.width * 1.2, Math.max(60, mapFrame.width * factor));
  const scale = width / mapFrame.width;
  mapFrame = { x: mapFrame.x + mapFrame.width * (1 - scale) * atX, y: mapFrame.y + mapFrame.height * (1 - scale) * atY,
    width, height: mapFrame.height * scale };
}

function mapWheel(event) {
  event.preventDefault();
  const box = byId("map").getBoundingClientRect();
  scaleMap(event.deltaY > 0 ? 1.2 : 1 / 1.2, (event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height);
  drawMap();
}

function mapDown(event) {
  mapGrab = { x: event.clientX, y: event.clientY };
}

function mapDrag(event) {
  if (!mapGrab) return;
  const unit = mapFrame.width / byId("map").clientWidth;
  mapFrame.x -= (event.clientX - mapGrab.x) * unit;
  mapFrame.y -= (event.clientY - mapGrab.y) * unit;
  mapGrab = { x: event.clientX, y: event.clientY };
  moveMap();
}

function mapUp() {
  mapGrab = null;
}
