// Fine-tunes a small picture: linked entities together, no two names on top of each other.
// It starts from the positions that came with the page and uses no chance, so it always ends alike.

const SETTLED_AT_MOST = 260;
const ROUNDS = 220;

function settle(view, width, height, boxes) {
  if (view.path) return pathPlaces(view, width, height);
  if (view.nodes.length > SETTLED_AT_MOST) {
    return new Map(view.nodes.map((id) => [id, { x: entities[id].x, y: entities[id].y }]));
  }
  const points = startPoints(view, width, height);
  const springs = springsOf(view);
  const area = Math.sqrt((width * height) / Math.max(points.length, 1));
  for (let round = 0; round < ROUNDS; round++) {
    pushAndPull(points, springs, area, (1 - round / ROUNDS) * area * 0.25, height / width, view.focus !== undefined);
  }
  if (view.focus !== undefined) encircle(points);
  spread(points, width, height);
  part(points, boxes, width, height);
  stretch(points, boxes, width, height);
  return new Map(view.nodes.map((id, i) => [id, { x: points[i].x, y: points[i].y }]));
}

function startPoints(view, width, height) {
  const xs = view.nodes.map((id) => entities[id].x);
  const ys = view.nodes.map((id) => entities[id].y);
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  const [wide, high] = [Math.max(...xs) - left || 1, Math.max(...ys) - top || 1];
  return view.nodes.map((id, i) => (id === view.focus
    ? { x: 0, y: 0, fixed: true }
    : { x: ((xs[i] - left) / wide - 0.5) * width + (i % 7), y: ((ys[i] - top) / high - 0.5) * height + (i % 5) }));
}

function springsOf(view) {
  const rank = new Map(view.nodes.map((id, i) => [id, i]));
  return view.pairs.map((pair) => [rank.get(pair.a), rank.get(pair.b), Math.min(Math.sqrt(pair.weight), 1.5)]);
}

function pushAndPull(points, springs, area, step, flat, centred) {
  for (const point of points) {
    point.dx = -point.x * 0.04 * (centred ? 0.5 : 1);
    point.dy = -(point.y / flat) * 0.04;
  }
  for (let i = 0; i < points.length; i++) {
    for (let j = i + 1; j < points.length; j++) {
      const x = points[i].x - points[j].x;
      const y = points[i].y - points[j].y;
      const push = (area * area * 0.6) / Math.max(x * x + y * y, 16);
      points[i].dx += x * push, points[i].dy += y * push;
      points[j].dx -= x * push, points[j].dy -= y * push;
    }
  }
  for (const [i, j, weight] of springs) {
    const x = points[i].x - points[j].x;
    const y = points[i].y - points[j].y;
    const pull = (weight * Math.sqrt(x * x + y * y)) / (area * 5);
    points[i].dx -= x * pull, points[i].dy -= y * pull;
    points[j].dx += x * pull, points[j].dy += y * pull;
  }
  for (const point of points) {
    const force = Math.sqrt(point.dx * point.dx + point.dy * point.dy) || 1;
    const go = Math.min(force, step) / force;
    if (!point.fixed) point.x += point.dx * go, point.y += point.dy * go;
  }
}

// Fill the room evenly: directions stay, and distances from the middle follow their rank.
function spread(points, width, height) {
  const flat = height / width;
  const far = (point) => Math.sqrt(point.x * point.x + (point.y / flat) * (point.y / flat));
  const ranked = points.filter((point) => !point.fixed).sort((one, other) => far(one) - far(other));
  const edge = far(ranked[ranked.length - 1] || { x: 1, y: 0 }) || 1;
  ranked.forEach((point, rank) => {
    const even = Math.sqrt((rank + 0.6) / ranked.length);
    const scale = ((0.35 * far(point)) / edge + 0.65 * even) * width * 0.46 / (far(point) || 1);
    point.x *= scale;
    point.y *= scale;
  });
}

// Turn the neighbours around the entity in focus, so that they use all directions.
function encircle(points) {
  const around = points.filter((point) => !point.fixed).map((point) => [Math.atan2(point.y, point.x), point]);
  around.sort((one, other) => one[0] - other[0]).forEach(([angle, point], i) => {
    const turned = angle * 0.3 + (-Math.PI + ((i + 0.5) / around.length) * 2 * Math.PI) * 0.7;
    const far = Math.sqrt(point.x * point.x + point.y * point.y);
    point.x = Math.cos(turned) * far;
    point.y = Math.sin(turned) * far;
  });
}

// Part shapes and names. Where that outgrows the room, the picture is shrunk but the words are not.
function part(points, boxes, width, height) {
  let scale = 1;
  for (let pass = 0; pass < 6; pass++) {
    const wide = boxes.map((box) => ({ width: box.width / scale, height: box.height / scale }));
    for (let round = 0; round < 200; round++) if (!partBoxes(points, wide, (height / width) ** 2 * 0.9)) break;
    const reach = Math.max(reachOf(points, wide, "x", "width") / width, reachOf(points, wide, "y", "height") / height);
    if (reach * scale <= 1.02) return;
    scale = Math.max(0.4, 1 / reach);
  }
}

// Where the room is full in one direction and not in the other, use that too.
function stretch(points, boxes, width, height) {
  const across = scaleThatFits(points, boxes, "x", "width", width);
  const down = scaleThatFits(points, boxes, "y", "height", height);
  const scale = Math.min(across, down);
  for (const point of points) {
    point.x *= Math.min(1.5, across / scale);
    point.y *= Math.min(1.5, down / scale);
  }
}

// The scale at which points with their boxes, which keep their size, fill a length.
function scaleThatFits(points, boxes, way, size, length) {
  let [low, high] = [0.1, 10];
  for (let round = 0; round < 24; round++) {
    const middle = (low + high) / 2;
    const scaled = points.map((point) => ({ [way]: point[way] * middle }));
    if (reachOf(scaled, boxes, way, size) > length) high = middle;
    else low = middle;
  }
  return low;
}

// How much room the boxes take, across or down.
const reachOf = (points, boxes, way, size) =>
  Math.max(...points.map((point, i) => point[way] + boxes[i][size] / 2)) - Math.min(...points.map((point, i) => point[way] - boxes[i][size] / 2));

// Boxes hold the shape and the name below it; they step apart whichever way is shorter,
// seen from a room that is `flat`.
function partBoxes(points, boxes, flat) {
  let moved = false;
  for (let i = 0; i < points.length; i++) {
    for (let j = i + 1; j < points.length; j++) {
      const wide = (boxes[i].width + boxes[j].width) / 2;
      const high = (boxes[i].height + boxes[j].height) / 2;
      const x = points[j].x - points[i].x;
      const y = points[j].y - points[i].y;
      const [overX, overY] = [wide - Math.abs(x), high - Math.abs(y)];
      if (overX <= 0 || overY <= 0) continue;
      moved = true;
      const [dx, dy] = overX * flat < overY ? [(x < 0 ? -1 : 1) * overX, 0] : [0, (y < 0 ? -1 : 1) * overY];
      const share = points[i].fixed ? 0 : points[j].fixed ? 1 : 0.5;
      points[i].x -= dx * share, points[i].y -= dy * share;
      points[j].x += dx * (1 - share), points[j].y += dy * (1 - share);
    }
  }
  return moved;
}

// A path reads from left to right.
function pathPlaces(view, width, height) {
  const layers = view.path.length ? view.path : view.nodes.map((id) => [id]);
  const places = new Map();
  layers.forEach((layer, column) => layer.forEach((id, row) => places.set(id, {
    x: ((column + 0.5) / layers.length - 0.5) * width * 0.95,
    y: ((row + 0.5) / layer.length - 0.5) * height * 0.8 + (layers.length > 4 ? (column % 2) * 30 : 0),
  })));
  return places;
}
