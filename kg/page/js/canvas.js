// The picture: vis-network draws shapes and lines, this file draws the words, none over another.

const WORD_SIZE = 13;
const NAME_LENGTH = innerWidth < 760 ? 17 : 26;
const GROUP_COLOURS = ["#4e79a7", "#f28e2b", "#59a14f", "#b07aa1", "#e15759", "#76b7b2", "#d4a017", "#9c755f"];
const SHAPE_OF_KIND = { Person: "dot", Organization: "square", Place: "diamond", Thing: "triangle" };

let view = { nodes: [], lines: [] };
let network = null;
let visNodes = null;
let visEdges = null;
let palette = {};
let hovered = null;      // {node} or {line}
let placedWords = [];    // boxes of the words drawn last, to be clicked
let shapeSize = new Map();
let growth = 1;           // how much larger shapes are drawn where the picture had to shrink
let thickness = 1;        // and how much thicker lines are
let isStrong = new Set();  // entities whose names are written large
let lineById = new Map();
let drawnLook = "";
let isDrawn = false;      // whether vis-network knows the shapes of the view

function readPalette() {
  const style = getComputedStyle(document.documentElement);
  const names = ["paper", "ink", "soft", "rule", "accent", ...KINDS.map((kind) => kind.toLowerCase()), ...STATUSES];
  palette = Object.fromEntries(names.map((name) => [name, style.getPropertyValue("--" + name).trim()]));
}

const colourOf = (id) => (state.colour === "group"
  ? GROUP_COLOURS[entities[id].group] || palette.soft
  : palette[kindOf(entities[id]).toLowerCase()]);

function startCanvas() {
  readPalette();
  visNodes = new vis.DataSet();
  visEdges = new vis.DataSet();
  network = new vis.Network(byId("graph"), { nodes: visNodes, edges: visEdges }, {
    physics: false,
    layout: { improvedLayout: false, randomSeed: 1 },
    interaction: { hover: true, selectConnectedEdges: false, keyboard: { enabled: true, bindToWindow: false } },
    nodes: { borderWidth: 2, labelHighlightBold: false },
    edges: { smooth: false, selectionWidth: 0, hoverWidth: 0, arrowStrikethrough: false },
  });
  network.on("afterDrawing", drawWords);
  network.on("click", clicked);
  network.on("doubleClick", (event) => { const id = nodeAt(event); if (id !== undefined) focusOn(id); });
  network.on("hoverNode", (event) => hover({ node: event.node }, event));
  network.on("hoverEdge", (event) => hover({ line: event.edge }, event));
  network.on("blurNode", () => hover(null));
  network.on("blurEdge", () => hover(null));
  network.on("dragStart", () => hover(null));
  document.querySelectorAll("[data-zoom]").forEach((item) => item.addEventListener("click", () => zoom(item.dataset.zoom)));
}

function zoom(how) {
  if (state.tab === "map") return zoomMap(how);
  if (how === "fit") return fitPicture();
  return network.moveTo({ scale: network.getScale() * (how === "in" ? 1.3 : 1 / 1.3) });
}

function drawPicture(refit) {
  const stage = byId("graph");
  const [width, height] = [stage.clientWidth || 800, stage.clientHeight || 600];
  const look = lookOf();
  if (!refit && look === drawnLook && view.lines.length > HEAVY) return network.redraw();
  drawnLook = look;
  isDrawn = false;
  if (refit) growth = thickness = 1;
  shapeSize = sizes(view.nodes);
  lineById = new Map(view.lines.map((line) => [line.id, line]));
  if (refit) view.places = settle(view, width, height - byId("legend").offsetHeight - 24, view.nodes.map(boxOf));
  hovered = null;
  const near = nearChosen();
  network.setOptions({ interaction: { hideEdgesOnDrag: view.lines.length > 3000, hideEdgesOnZoom: view.lines.length > 3000 } });
  visNodes = new vis.DataSet(view.nodes.map((id) => visNode(id, near)));
  visEdges = new vis.DataSet(view.lines.map((line) => visEdge(line, near)));
  const camera = { position: network.getViewPosition(), scale: network.getScale() };
  network.setData({ nodes: visNodes, edges: visEdges });
  isDrawn = true;
  if (refit) fitPicture(), enlargeShapes();
  else network.moveTo(camera);
  return network.redraw();
}

// Where room is short the picture shrinks, but its shapes and lines should still be told apart.
function enlargeShapes() {
  growth = Math.max(1, Math.min(2, 0.8 / network.getScale()));
  thickness = Math.max(1, Math.min(2.5, 1 / network.getScale()));
  if (view.nodes.length > SETTLED_AT_MOST) return;
  if (thickness > 1) visEdges.update(view.lines.map((line) => ({ id: line.id, width: lineWidth(line) })));
  if (growth === 1) return;
  shapeSize = sizes(view.nodes);
  visNodes.update(view.nodes.map((id) => ({ id, size: shapeSize.get(id) })));
}

// What decides how the drawn shapes and lines look, apart from what is chosen.
const lookOf = () => [filtersKey(), state.colour, state.unfold,
  document.documentElement.dataset.theme].join("|");

function sizes(nodes) {
  const most = Math.max(1, ...nodes.slice(0, 400).map((id) => kept.degree[id]));
  const strength = (id) => Math.sqrt(Math.min(1, kept.degree[id] / most));
  const large = nodes.length > SETTLED_AT_MOST ? 2 : growth;
  isStrong = new Set(nodes.filter((id) => strength(id) > 0.53));
  return new Map(nodes.map((id) => [id, large * (7 + 15 * strength(id))]));
}

const isLarge = (id) => isStrong.has(id) && view.nodes.length <= SETTLED_AT_MOST;

function boxOf(id) {
  const size = shapeSize.get(id);
  return { width: Math.max(2 * size, wordWidth(clip(oneLine(nameOf(id)), NAME_LENGTH), isLarge(id))) + 10, height: 2 * size + 2 * WORD_SIZE + 8 };
}

const WORD_FONT = 'system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif';
const ruler = document.createElement("canvas").getContext("2d");

function wordWidth(text, large) {
  ruler.font = large ? `600 ${WORD_SIZE * 1.15}px ${WORD_FONT}` : `${WORD_SIZE}px ${WORD_FONT}`;
  return ruler.measureText(text).width;
}

// What stays bright while something is chosen; null when nothing is, or the picture is too big.
function nearChosen() {
  const chosen = state.chosen;
  if (!chosen || view.lines.length > HEAVY) return null;
  if (chosen.pair) return { nodes: new Set(chosen.pair), lines: (line) => isChosenPair(line.pair) };
  if (chosen.entity === undefined || !view.nodes.includes(chosen.entity)) return null;
  if (state.view === "focus" && chosen.entity === state.focus) return null;
  const touching = view.lines.filter((line) => line.from === chosen.entity || line.to === chosen.entity);
  return {
    nodes: new Set([chosen.entity, ...touching.flatMap((line) => [line.from, line.to])]),
    lines: (line) => line.from === chosen.entity || line.to === chosen.entity,
  };
}

function visNode(id, near) {
  const colour = colourOf(id);
  const chosen = state.chosen && (state.chosen.entity === id || (state.chosen.pair || []).includes(id));
  const paint = { background: colour, border: chosen ? palette.ink : palette.paper };
  const { x, y } = view.places.get(id);
  return {
    id, x, y, shape: SHAPE_OF_KIND[kindOf(entities[id])], size: shapeSize.get(id), borderWidth: chosen ? 3 : view.nodes.length > SETTLED_AT_MOST ? 0 : 1.5,
    color: { ...paint, highlight: paint, hover: { background: colour, border: palette.ink } },
    opacity: near && !near.nodes.has(id) ? 0.18 : 1,
  };
}

const lineWidth = (line) => thickness * Math.min(6, 1 + 1.1 * Math.log2(line.articles));

function visEdge(line, near) {
  const colour = palette[STATUSES[line.status]];
  const faint = near && !near.lines(line);
  const heavy = view.lines.length > HEAVY;
  const edge = {
    id: line.id, from: line.from, to: line.to,
    width: lineWidth(line),
    color: { color: colour, highlight: colour, hover: colour, inherit: false, opacity: faint ? 0.08 : heavy ? 0.25 : 0.72 },
    dashes: line.dashes || false,
    arrows: { to: { enabled: line.forward && !heavy, scaleFactor: 0.5 }, from: { enabled: line.backward && !heavy, scaleFactor: 0.5 } },
  };
  const bend = (line.index - (line.count - 1) / 2) * Math.min(0.28, 1.5 / line.count);
  if (bend) {
    const turned = bend > 0 === line.from < line.to;
    edge.smooth = { enabled: true, type: turned ? "curvedCW" : "curvedCCW", roundness: Math.abs(bend) };
  }
  return edge;
}

// Words keep their size on the screen, so the room they take grows as the picture shrinks.
function fitPicture() {
  if (!isDrawn || !view.nodes.length) return;
  const stage = byId("graph");
  const legend = byId("legend").offsetHeight;
  const [width, height] = [stage.clientWidth - 30, stage.clientHeight - legend - 40];
  let scale = 1;
  let bounds = null;
  for (let pass = 0; pass < 5; pass++) {
    bounds = boundsOf(scale);
    scale = Math.max(0.01, Math.min(width / bounds.width, height / bounds.height, 1.5));
  }
  network.moveTo({ scale, position: { x: bounds.x, y: bounds.y + legend / 2 / scale } });
}

function boundsOf(scale) {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const id of view.nodes) {
    const { x, y } = network.body.nodes[id];
    const size = shapeSize.get(id);
    const box = view.nodes.length > SETTLED_AT_MOST ? { width: 0, height: 0 } : boxOf(id);
    const wide = Math.max(size, box.width / 2 / scale);
    left = Math.min(left, x - wide), right = Math.max(right, x + wide);
    top = Math.min(top, y - size), bottom = Math.max(bottom, y + size + (2 * WORD_SIZE) / scale);
  }
  return { x: (left + right) / 2, y: (top + bottom) / 2, width: right - left, height: bottom - top };
}

// ---- words ----------------------------------------------------------------------------------

function drawWords(context) {
  const scale = network.getScale();
  placedWords = [];
  if (!isDrawn) return;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineJoin = "round";
  const near = nearChosen();
  const shapes = view.nodes.slice(0, 1500).filter((id) => !near || near.nodes.has(id)).map((id) => shapeBox(id));
  for (const made of wordsToDraw(scale, context)) {
    const spot = made.must ? made.spots[0] : freeSpot(made, shapes);
    if (!spot) continue;
    Object.assign(made, spot);
    drawWord(context, made, scale);
    placedWords.push(made);
  }
}

// Where words cover neither words nor shapes; a name may cover a shape before it goes missing.
function freeSpot(made, shapes) {
  const covers = (point, other) => overlaps({ ...made, ...point }, other);
  const readable = made.spots.filter((point, i) => i < 2 || made.line !== undefined || isInWindow(point.x, made.width / 2));
  const free = readable.filter((point) => !placedWords.some((other) => covers(point, other)));
  const blank = free.find((point) => !shapes.some((other) => other.node !== made.node && covers(point, other)));
  return blank || (made.line === undefined ? free[0] : undefined);
}

function isInWindow(x, half) {
  const reach = byId("stage").clientWidth / 2 / network.getScale();
  return Math.abs(x - network.getViewPosition().x) + half < reach;
}

function* wordsToDraw(scale, context) {
  const chosen = state.chosen || {};
  const near = nearChosen();
  const first = (id) => id === chosen.entity || (chosen.pair || []).includes(id) || (hovered && hovered.node === id);
  const nodes = inSight(view.nodes, 500);
  for (const id of nodes) if (first(id)) yield nodeWord(id, scale, context, true);
  for (const line of view.lines) if (isFirstLine(line)) yield lineWord(line, scale, context, line.id === (hovered || {}).line);
  for (const id of nodes) if (!first(id) && (!near || near.nodes.has(id))) yield nodeWord(id, scale, context, false);
  if (view.lines.length > 130) return;
  for (const line of view.lines) {
    if (!isFirstLine(line) && (!near || near.lines(line))) yield lineWord(line, scale, context, false);
  }
}

const isFirstLine = (line) => isChosenPair(line.pair) || (hovered && (hovered.line === line.id ||
  (view.lines.length < 400 && hovered.node !== undefined && (line.from === hovered.node || line.to === hovered.node))));

// The strongest of the entities that the window shows.
function inSight(nodes, most) {
  if (nodes.length <= most) return nodes;
  const middle = network.getViewPosition();
  const scale = network.getScale();
  const stage = byId("graph");
  const [wide, high] = [stage.clientWidth / 2 / scale, stage.clientHeight / 2 / scale];
  const found = [];
  for (const id of nodes) {
    const { x, y } = network.body.nodes[id];
    if (Math.abs(x - middle.x) < wide && Math.abs(y - middle.y) < high) found.push(id);
    if (found.length >= most) break;
  }
  return found;
}

function nodeWord(id, scale, context, must) {
  const { x, y } = network.body.nodes[id];
  const text = clip(oneLine(nameOf(id)), must ? 44 : NAME_LENGTH);
  const size = WORD_SIZE * (isLarge(id) ? 1.15 : 1);
  const bold = isLarge(id) || must;
  const off = shapeSize.get(id) + (size * 0.5 + 4) / scale;
  const made = word(context, { node: id, text, size, bold, must, colour: palette.ink }, scale);
  const side = shapeSize.get(id) + made.width / 2 + 2 / scale;
  return { ...made, spots: [{ x, y: y + off }, { x, y: y - off }, { x: x + side, y }, { x: x - side, y }] };
}

function lineWord(line, scale, context, must) {
  const spots = [0.5, 0.4, 0.6, 0.3, 0.7, 0.22, 0.78].map((part) => pointOn(line, part));
  return word(context, { line: line.id, text: line.label, size: 11.5, bold: false, must, spots, colour: palette[STATUSES[line.status]] }, scale);
}

function word(context, made, scale) {
  const size = made.size / scale;
  made.font = `${made.bold ? "600 " : ""}${size}px ${WORD_FONT}`;
  context.font = made.font;
  made.width = context.measureText(made.text).width + 6 / scale;
  made.height = size * 1.25;
  return made;
}

function drawWord(context, made, scale) {
  context.font = made.font;
  context.strokeStyle = palette.paper;
  context.lineWidth = 4 / scale;
  context.strokeText(made.text, made.x, made.y);
  context.fillStyle = made.colour;
  context.fillText(made.text, made.x, made.y);
}

function shapeBox(id) {
  const { x, y } = network.body.nodes[id];
  const size = shapeSize.get(id);
  return { node: id, x, y, width: 2 * size, height: 2 * size };
}

const overlaps = (one, other) =>
  Math.abs(one.x - other.x) < (one.width + other.width) / 2 && Math.abs(one.y - other.y) < (one.height + other.height) / 2;

const pointOn = (line, part) => network.body.edges[line.id].edgeType.getPoint(part);

// ---- pointing ---------------------------------------------------------------------------------

function wordAt({ x, y }) {
  return [...placedWords].reverse().find((made) =>
    Math.abs(made.x - x) < made.width / 2 && Math.abs(made.y - y) < made.height / 2);
}

function nodeAt(event) {
  if (event.nodes.length) return event.nodes[0];
  const made = wordAt(event.pointer.canvas);
  return made && made.node;
}

function clicked(event) {
  const node = nodeAt(event);
  const made = wordAt(event.pointer.canvas);
  const line = lineById.get(made ? made.line : event.edges[0]);
  if (node !== undefined) choose({ entity: node });
  else choose(line ? { pair: [line.pair.a, line.pair.b], relation: line.relation } : null);
  if (state.chosen) showPanel();
}

function hover(what, event) {
  hovered = what;
  byId("graph").querySelector("canvas").classList.toggle("pointing", Boolean(what));
  const line = what && lineById.get(what.line);
  showHint(line ? lineHint(line) : what && nodeHint(what.node), event);
  network.redraw();
}

const lineHint = (line) => `${clip(oneLine(nameOf(line.from)), 40)} – ${line.label} – ${clip(oneLine(nameOf(line.to)), 40)}: `
  + `${counted(line.claims.length, "claim")} in ${counted(line.articles, "article")}`;

function nodeHint(id) {
  const hidden = hiddenAround(id).length;
  return `${clip(oneLine(nameOf(id)), 60)} (${typeLabel(entities[id])}): ${counted(claimsOf[id].length, "claim")}`
    + (hidden ? `, ${number(hidden)} more linked; double-click to see them` : "");
}

function showHint(text, event) {
  const hint = byId("hint");
  hint.hidden = !text;
  if (!text || !event) return;
  hint.textContent = text;
  const { x, y } = event.pointer.DOM;
  const stage = byId("stage");
  const left = Math.min(x + 14, stage.clientWidth - hint.offsetWidth - 6);
  hint.style.left = `${Math.max(6, left)}px`;
  hint.style.top = `${Math.min(y + 14, stage.clientHeight - hint.offsetHeight - 6)}px`;
}
