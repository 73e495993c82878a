// Which claims and relations the filters leave, and how many each further choice would leave.

const BIT = { status: 1, type: 2, relation: 4, speaker: 8, article: 16, dates: 32 };
const failed = new Uint8Array(claims.length);
const weightFactors = Float32Array.from(entities, (entity) => (isMajor(entity.id) ? 1 : 0.35));
let kept = null;          // what passes: relations, pairs, and by entity, degree; who is linked, in all and by group
let appliedFilters = null;

// Groups are numbered from the strongest; an entity without links is a group of its own.
const membersOf = byGroup(entities.map((entity) => entity.id));

const typesOfClaim = claims.map((claim) =>
  [...new Set(claim.fillers.filter((filler) => filler.entity >= 0).map((filler) => entities[filler.entity].type))]);
const predicatesOfClaim = claims.map((claim) =>
  [...new Set([claim.predicate, ...relationsOfClaim[claim.id].map((id) => relations[id].predicate)])]);

const VALUES = {
  status: (claim) => [claim.status],
  type: (claim) => typesOfClaim[claim.id],
  relation: (claim) => predicatesOfClaim[claim.id],
  speaker: (claim) => claim.speakers,
  article: (claim) => [claim.doc],
};

const filtersKey = () => [...FACETS.map((facet) => [...state.filters[facet]].join()), state.dates].join("|");

function applyFilters() {
  if (filtersKey() === appliedFilters) return;
  appliedFilters = filtersKey();
  failed.fill(0);
  for (const facet of FACETS) {
    const wanted = state.filters[facet];
    if (!wanted.size) continue;
    for (const claim of claims) {
      if (!VALUES[facet](claim).some((value) => wanted.has(value))) failed[claim.id] |= BIT[facet];
    }
  }
  if (state.dates) {
    const [first, last] = state.dates;
    for (const claim of claims) {
      if (claim.first === null || claim.last < first || claim.first > last) failed[claim.id] |= BIT.dates;
    }
  }
  kept = keepRelations();
}

const isFiltered = () => Boolean(state.dates) || FACETS.some((facet) => state.filters[facet].size);
const keptClaims = (ids) => ids.filter((id) => !failed[id]);
const articlesOf = (ids) => new Set(ids.map((id) => claims[id].doc));
// Articles that repeat another one's sentences are the same voice.
const voicesOf = (ids) => new Set(ids.map((id) => documents[claims[id].doc].repeats ?? claims[id].doc));

function keepRelations() {
  const { type, relation: wanted } = state.filters;
  const found = { relations: [], pairs: new Map(), degree: new Float64Array(entities.length), weight: new Float64Array(entities.length) };
  for (const relation of relations) {
    if (wanted.size && !wanted.has(relation.predicate)) continue;
    if (type.size && !(type.has(entities[relation.from].type) && type.has(entities[relation.to].type))) continue;
    const ids = keptClaims(relation.claims);
    if (ids.length) addRelation(found, relation, ids);
  }
  for (const pair of found.pairs.values()) {
    pair.weight = pair.articles.size + 0.1 * Math.min(pair.claims.size, 10);
    pair.strength = pair.weight * Math.min(weightFactors[pair.a], weightFactors[pair.b]);
    found.degree[pair.a] += pair.weight;
    found.degree[pair.b] += pair.weight;
  }
  found.weight.forEach((_, id) => { found.weight[id] = found.degree[id] * weightFactors[id]; });
  found.linked = entities.map((entity) => entity.id).filter((id) => found.degree[id] > 0)
    .sort((one, other) => found.weight[other] - found.weight[one] || one - other);
  found.groups = byGroup(found.linked);
  return found;
}

function byGroup(ids) {
  const groups = new Map();
  for (const id of ids) {
    const { group } = entities[id];
    if (!groups.has(group)) groups.set(group, []);
    groups.get(group).push(id);
  }
  return groups;
}

const byWeight = (one, other) => kept.weight[other] - kept.weight[one] || one - other;
const byStrength = (one, other) => other.strength - one.strength || one.a - other.a || one.b - other.b;
const isDisputed = (status) => STATUSES[status] === "denied" || STATUSES[status] === "alleged";

function addRelation(found, relation, ids) {
  const articles = voicesOf(ids);
  const [a, b] = relation.from < relation.to ? [relation.from, relation.to] : [relation.to, relation.from];
  const key = a * entities.length + b;
  let pair = found.pairs.get(key);
  if (!pair) found.pairs.set(key, (pair = { a, b, relations: [], articles: new Set(), claims: new Set(), disputed: false }));
  pair.relations.push({ relation, claims: ids, articles: articles.size });
  for (const id of ids) pair.claims.add(id);
  for (const doc of articles) pair.articles.add(doc);
  pair.disputed ||= isDisputed(relation.status);
  found.relations.push(relation);
}

const pairOf = (one, other) =>
  kept.pairs.get(Math.min(one, other) * entities.length + Math.max(one, other));

// How many claims each value of a facet would show, with the other filters as they are.
function facetCounts(facet) {
  const counts = new Map();
  const others = 63 & ~BIT[facet];
  for (const claim of claims) {
    if (failed[claim.id] & others) continue;
    for (const value of VALUES[facet](claim)) counts.set(value, (counts.get(value) || 0) + 1);
  }
  return counts;
}
