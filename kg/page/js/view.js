// Which entities and lines the picture shows: the strongest, a neighbourhood, or a path.

const MANY_LINES = 45;
const HEAVY = 900;        // from here on, a choice leaves the drawn lines as they are
const UNFOLDED = 12;
const OVERVIEW = 40;      // up to here, only who or what joins others is shown

function currentView() {
  if (state.view === "path") return withLines(pathView(...state.path));
  if (state.view === "focus") return withLines(withUnfolded(neighbourhood(state.focus, state.steps)));
  if (state.view === "group") return withLines(withUnfolded(groupView(state.group)));
  return withLines(withUnfolded(strongest()));
}

// Around each entity that was unfolded, a dozen more of those it is linked with, each time.
function withUnfolded(view) {
  const shown = new Set(view.nodes);
  for (const id of state.opened) {
    if (shown.has(id)) linkedWith(id).filter((other) => !shown.has(other)).slice(0, UNFOLDED).forEach((other) => shown.add(other));
  }
  return { ...view, unfoldedNodes: shown.size - view.nodes.length, nodes: [...shown], opened: new Set(state.opened) };
}

const hiddenAround = (id) => {
  const shown = new Set(view.nodes);
  return linkedWith(id).filter((other) => !shown.has(other));
};

function groupView(group) {
  const linked = linkedMembers(group);
  return { nodes: linked.slice(0, state.limit), total: linked.length, thin: true };
}

// "Russia, Ukraine, Poland": the members of a group that lead it.
const linkedMembers = (group) => kept.groups.get(group) || [];
const leadersOf = (group) => (kept.groups.get(group) || membersOf.get(group)).slice(0, 3);

function strongest() {
  const { linked } = kept;
  const telling = state.limit > OVERVIEW ? [] : firstTelling(linked, state.limit);
  return { nodes: telling.length < 12 ? linked.slice(0, state.limit) : telling, total: linked.length, thin: true };
}

function firstTelling(linked, most) {
  const telling = [];
  for (const id of linked) {
    if (isMajor(id) || joinsMajors(id)) telling.push(id);
    if (telling.length === most) break;
  }
  return telling;
}

const joinsMajors = (id) => [...neighboursOf(id).keys()].filter(isMajor).length > 1;

function neighboursOf(id) {
  const found = new Map();
  for (const relation of relationsOf[id]) {
    const { from, to } = relations[relation];
    const other = from === id ? to : from;
    const pair = pairOf(id, other);
    if (pair) found.set(other, pair.weight);
  }
  return found;
}

// Who an entity is linked with, the most closely and the most telling first.
function linkedWith(id) {
  const found = [...neighboursOf(id)].map(([other, weight]) => [other, weight * weightFactors[other]]);
  return found.sort((one, other) => other[1] - one[1] || one[0] - other[0]).map(([other]) => other);
}

function neighbourhood(focus, steps) {
  const first = linkedWith(focus);
  let rest = [];
  if (steps > 1) {
    const seen = new Set([focus, ...first]);
    for (const id of first) for (const next of neighboursOf(id).keys()) if (!seen.has(next)) seen.add(next);
    rest = [...seen].slice(first.length + 1).sort(byWeight);
  }
  const all = [...first, ...rest];
  return { nodes: [focus, ...all.slice(0, state.limit)], total: all.length + 1, thin: steps > 1, focus };
}

// All shortest paths between two entities, a dozen entities between them at most.
function pathView(from, to) {
  const distance = distancesFrom(from, to);
  if (!distance.has(to)) return { nodes: [from, to], total: 2, path: [], thin: false };
  const back = [new Set([to])];
  for (let left = distance.get(to) - 1; left >= 0; left--) {
    const layer = new Set();
    for (const id of back[0]) {
      for (const next of neighboursOf(id).keys()) if (distance.get(next) === left) layer.add(next);
    }
    back.unshift(new Set([...layer].sort(byWeight).slice(0, 6)));
  }
  const layers = back.map((layer) => [...layer]);
  return { nodes: layers.flat(), total: layers.flat().length, path: layers, thin: false };
}

function distancesFrom(from, to) {
  const distance = new Map([[from, 0]]);
  let edge = [from];
  while (edge.length && !distance.has(to)) {
    const next = [];
    for (const id of edge) {
      for (const other of neighboursOf(id).keys()) {
        if (!distance.has(other)) distance.set(other, distance.get(id) + 1), next.push(other);
      }
    }
    edge = next;
  }
  return distance;
}

function withLines(view) {
  const shown = new Set(view.nodes);
  let pairs = pairsAmong(shown).sort((one, other) => other.weight - one.weight || one.a - other.a || one.b - other.b);
  if (view.path) pairs = pairs.filter((pair) => isStep(view.path, pair));
  const all = pairs.length;
  if (view.thin) pairs = thinOut(pairs, view);
  if (view.focus !== undefined && all > 3 * view.nodes.length) {
    pairs = pairs.filter((pair) => pair.a === view.focus || pair.b === view.focus || isUnfolded(view, pair));
  }
  if (view.focus === undefined && !view.path) {
    const linked = new Set(pairs.flatMap((pair) => [pair.a, pair.b]));
    view.nodes = view.nodes.filter((id) => linked.has(id));
  }
  const count = pairs.reduce((sum, pair) => sum + pair.relations.length, 0);
  view.unfolded = state.unfold || count <= MANY_LINES;
  view.pairs = pairs;
  view.allPairs = all;
  view.lines = pairs.flatMap((pair) => linesOf(pair, view.unfolded || (pairs.length < HEAVY && isChosenPair(pair))));
  return view;
}

function pairsAmong(shown) {
  if (shown.size > 400) return [...kept.pairs.values()].filter((pair) => shown.has(pair.a) && shown.has(pair.b));
  const found = new Set();
  for (const id of shown) {
    for (const relation of relationsOf[id]) {
      const { from, to } = relations[relation];
      if (!shown.has(from) || !shown.has(to)) continue;
      const pair = pairOf(from, to);
      if (pair) found.add(pair);
    }
  }
  return [...found];
}

const isStep = (layers, pair) => layers.some((layer, i) => i + 1 < layers.length &&
  ((layer.includes(pair.a) && layers[i + 1].includes(pair.b)) || (layer.includes(pair.b) && layers[i + 1].includes(pair.a))));

const isUnfolded = (view, pair) => view.opened.has(pair.a) || view.opened.has(pair.b);

// The strongest lines, for each entity the strongest of its own, and all of those unfolded.
function thinOut(pairs, view) {
  const room = Math.max(24, Math.round(view.nodes.length * 1.6));
  const touched = new Set();
  return pairs.filter((pair, rank) => {
    const needed = rank < room || !touched.has(pair.a) || !touched.has(pair.b) || isUnfolded(view, pair);
    if (needed) touched.add(pair.a), touched.add(pair.b);
    return needed;
  });
}

const isChosenPair = (pair) => Boolean(state.chosen && state.chosen.pair &&
  state.chosen.pair.includes(pair.a) && state.chosen.pair.includes(pair.b));

// One line for each relation, or one for each status where they are folded together.
function linesOf(pair, unfolded) {
  const sorted = [...pair.relations].sort((one, other) =>
    other.articles - one.articles || other.claims.length - one.claims.length || one.relation.id - other.relation.id);
  const groups = new Map();
  for (const item of sorted) {
    const key = unfolded ? item.relation.id : item.relation.status;
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(item);
  }
  return [...groups.values()].map((items, index) => asLine(pair, items, index, groups.size));
}

function asLine(pair, items, index, count) {
  const { relation } = items[0];
  const ids = [...new Set(items.flatMap((item) => item.claims))];
  const directed = items.filter((item) => !predicates[item.relation.predicate].symmetric);
  return {
    id: `${pair.a} ${pair.b} ${index} ${items.length}`, pair, index, count,
    from: relation.from, to: relation.to, status: relation.status, dashes: relation.dashes,
    relation: items.length === 1 ? relation.id : undefined,
    articles: voicesOf(ids).size, claims: ids,
    forward: directed.some((item) => item.relation.from === relation.from),
    backward: directed.some((item) => item.relation.from !== relation.from),
    label: lineLabel(items),
  };
}

function lineLabel(items) {
  const { predicate, status } = items[0].relation;
  const labels = new Set(items.map((item) => item.relation.predicate));
  const more = labels.size > 1 ? ` +${labels.size - 1}` : "";
  const stance = STATUSES[status] === "stated" ? "" : ` (${STATUSES[status]})`;
  return clip(oneLine(labelOf(predicate)), 32) + more + stance;
}
