// Take it away: the view as a picture, its claims as a table, its address.

function startSaving() {
  const menu = byId("save");
  const actions = { "save-png": savePng, "save-svg": saveSvg, "save-csv": saveCsv, "save-link": copyLink };
  for (const [id, action] of Object.entries(actions)) {
    byId(id).addEventListener("click", () => { menu.open = false; action(); });
  }
  document.addEventListener("click", (event) => { if (!menu.contains(event.target)) menu.open = false; });
}

function download(blob, name) {
  const address = URL.createObjectURL(blob);
  const anchor = element("a", { href: address, download: name });
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

function savePng() {
  if (state.tab === "map") return rasterize(mapSvg());
  const drawn = byId("graph").querySelector("canvas");
  const canvas = element("canvas", { width: drawn.width, height: drawn.height });
  const context = canvas.getContext("2d");
  context.fillStyle = palette.paper;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(drawn, 0, 0);
  return canvas.toBlob((blob) => download(blob, "graph.png"), "image/png");
}

function rasterize(svg) {
  const image = new Image();
  const { clientWidth, clientHeight } = byId("map");
  image.onload = () => {
    const canvas = element("canvas", { width: clientWidth * 2, height: clientHeight * 2 });
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((blob) => download(blob, "map.png"), "image/png");
  };
  image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(svgText(svg));
}

const svgText = (svg) => new XMLSerializer().serializeToString(svg).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "");
const saveSvg = () => download(new Blob([svgText(state.tab === "map" ? mapSvg() : graphSvg())], { type: "image/svg+xml" }), state.tab === "map" ? "map.svg" : "graph.svg");

const MAP_STYLE = ["land", "spot", "reach", "spot-name"];

function mapSvg() {
  const svg = byId("map").firstChild.cloneNode(true);
  const { clientWidth, clientHeight } = byId("map");
  svg.setAttribute("width", clientWidth);
  svg.setAttribute("height", clientHeight);
  for (const name of MAP_STYLE) {
    const original = byId("map").querySelector("." + name);
    if (!original) continue;
    const style = getComputedStyle(original);
    for (const made of svg.querySelectorAll("." + name)) {
      for (const property of ["fill", "stroke", "fill-opacity", "stroke-width", "paint-order", "font-family"]) made.setAttribute(property, style.getPropertyValue(property));
    }
  }
  svg.prepend(drawing("rect", { ...mapFrame, fill: palette.paper }));
  return svg;
}

function graphSvg() {
  const middle = network.getViewPosition();
  const scale = network.getScale();
  const { clientWidth, clientHeight } = byId("graph");
  const frame = { x: middle.x - clientWidth / 2 / scale, y: middle.y - clientHeight / 2 / scale, width: clientWidth / scale, height: clientHeight / scale };
  return drawing("svg", { xmlns: "http://www.w3.org/2000/svg", viewBox: Object.values(frame).join(" "), width: clientWidth, height: clientHeight },
    drawing("rect", { ...frame, fill: palette.paper }), ...view.lines.flatMap(svgLine), ...view.nodes.map(svgNode), ...placedWords.map((made) => svgWord(made, scale)));
}

function svgLine(line) {
  const near = nearChosen();
  const [from, to] = [network.body.nodes[line.from], network.body.nodes[line.to]];
  const middle = pointOn(line, 0.5);
  const bend = { x: 2 * middle.x - (from.x + to.x) / 2, y: 2 * middle.y - (from.y + to.y) / 2 };
  const colour = palette[STATUSES[line.status]];
  const opacity = near && !near.lines(line) ? 0.08 : 0.72;
  const heads = [line.forward && arrowHead(line, line.to, 1, -1), line.backward && arrowHead(line, line.from, 0, 1)].filter(Boolean);
  return [
    drawing("path", { d: `M${from.x} ${from.y}Q${bend.x} ${bend.y} ${to.x} ${to.y}`, fill: "none", stroke: colour, "stroke-opacity": opacity,
      "stroke-width": lineWidth(line), "stroke-dasharray": line.dashes ? line.dashes.join(" ") : "none" }),
    ...heads.map((d) => drawing("path", { d, fill: colour, "fill-opacity": opacity })),
  ];
}

// A triangle where the line, followed from one end, leaves the shape there.
function arrowHead(line, id, end, way) {
  const node = network.body.nodes[id];
  const away = (point) => Math.hypot(point.x - node.x, point.y - node.y);
  let part = end;
  while (part >= 0 && part <= 1 && away(pointOn(line, part)) < shapeSize.get(id) + 2) part += way * 0.01;
  if (part < 0 || part > 1) return null;
  const tip = pointOn(line, part);
  const back = pointOn(line, part + way * 0.02);
  const long = Math.hypot(back.x - tip.x, back.y - tip.y) || 1;
  const [x, y] = [(back.x - tip.x) / long, (back.y - tip.y) / long];
  const [length, half] = [6 + 1.5 * lineWidth(line), 2 + lineWidth(line)];
  const base = { x: tip.x + x * length, y: tip.y + y * length };
  return `M${tip.x} ${tip.y}L${base.x - y * half} ${base.y + x * half}L${base.x + y * half} ${base.y - x * half}z`;
}

function svgNode(id) {
  const { x, y } = network.body.nodes[id];
  const size = shapeSize.get(id);
  const shape = SHAPES[kindOf(entities[id])]();
  const near = nearChosen();
  shape.setAttribute("fill", colourOf(id));
  shape.setAttribute("opacity", near && !near.nodes.has(id) ? 0.18 : 1);
  shape.setAttribute("transform", `translate(${x} ${y}) scale(${size / 6}) translate(-12 -7)`);
  return shape;
}

function svgWord(made, scale) {
  const text = drawing("text", { x: made.x, y: made.y, "font-size": made.size / scale, "font-family": "system-ui, sans-serif", "font-weight": made.bold ? 600 : 400,
    "text-anchor": "middle", "dominant-baseline": "middle", fill: made.colour, stroke: palette.paper, "stroke-width": 4 / scale, "paint-order": "stroke" });
  text.textContent = made.text;
  return text;
}

// A cell that a spreadsheet would take for a formula gets an apostrophe.
function csvCell(value) {
  const text = String(value);
  const safe = /^[=+\-@\t\r]/.test(text) ? "'" + text : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function saveCsv() {
  const head = ["predicate", "status", "participants", "said by", "from", "to", "quote", "article", "source", "published", "url"];
  const rows = shownClaims().map((claim) => {
    const doc = documents[claim.doc];
    return [labelOf(claim.predicate), STATUSES[claim.status],
      claim.fillers.map((filler) => `${filler.role}: ${fillerName(claim, filler)}`).join("; "),
      claim.speakers.map(speakerName).join("; "), claim.time?.from || "", claim.time?.to || "",
      textOf(claim.doc, claim.start, claim.end), documentTitle(claim.doc), doc.source, doc.date, doc.url];
  });
  const text = [head, ...rows].map((row) => row.map(csvCell).join(",")).join("\r\n") + "\r\n";
  download(new Blob(["\ufeff", text], { type: "text/csv;charset=utf-8" }), "claims.csv");
}

// The claims of what is chosen, else of all that the picture shows.
function shownClaims() {
  const chosen = state.chosen;
  const ids = !chosen ? view.pairs.flatMap((pair) => [...pair.claims])
    : chosen.pair ? [...(pairOf(...chosen.pair)?.claims || [])]
    : chosen.article !== undefined ? claims.filter((claim) => claim.doc === chosen.article).map((claim) => claim.id)
    : keptClaims(claimsOf[chosen.entity]);
  return [...new Set(ids)].sort(byDate).map((id) => claims[id]);
}

async function copyLink() {
  writeAddress();
  try {
    await navigator.clipboard.writeText(location.href);
    announce("The link is copied.");
  } catch {
    announce("The link is in the address line.");
  }
}
