// The graph as the page's JSON tells it, with the look-ups that everything else needs.

const DATA = JSON.parse(byId("content").textContent);
const STATUSES = DATA.statuses;
const KINDS = ["Person", "Organization", "Place", "Thing"];
const NOBODY = -1;
const THE_ARTICLE = -2;

const entities = DATA.nodes;
const documents = DATA.documents;
const predicates = DATA.predicates;
const claims = DATA.claims.map(readClaim);
const relations = joinSymmetric(DATA.edges);
const entityByKey = new Map(entities.map((entity) => [entity.key, entity.id]));
const claimsOf = entities.map(() => []);
const relationsOf = entities.map(() => []);
const relationsOfClaim = claims.map(() => []);

for (const claim of claims) for (const id of claim.entities) claimsOf[id].push(claim.id);
for (const relation of relations) {
  relationsOf[relation.from].push(relation.id);
  relationsOf[relation.to].push(relation.id);
  for (const id of relation.claims) relationsOfClaim[id].push(relation.id);
}

function readClaim(row, id) {
  const [doc, predicate, status, evidence, trigger, roles, said, time] = row;
  const fillers = roles.flatMap(([role, found]) =>
    found.map(([entity, start, end]) => ({ role: DATA.roles[role], entity, start, end })));
  const chain = said.map(([source, cue]) => ({
    source: source ? { entity: source[0], start: source[1], end: source[2] } : null, cue }));
  const claim = { id, doc, predicate, status, start: evidence[0], end: evidence[1], trigger, fillers, chain,
    time: time ? { start: time[0][0], end: time[0][1], from: time[1], to: time[2] } : null };
  claim.speakers = speakersOf(claim);
  claim.entities = [...new Set([...fillers.map((filler) => filler.entity), ...claim.speakers])]
    .filter((entity) => entity >= 0);
  [claim.first, claim.last] = daysOf(claim);
  return claim;
}

function speakersOf(claim) {
  if (!claim.chain.length) return [THE_ARTICLE];
  return [...new Set(claim.chain.map((said) =>
    said.source && said.source.entity >= 0 ? said.source.entity : NOBODY))];
}

// When it happened as far as the words tell, else the day of the article.
function daysOf(claim) {
  const time = claim.time;
  const told = time && (time.from || time.to);
  const day = documents[claim.doc].date;
  const from = told ? time.from || time.to : day;
  const to = told ? time.to || time.from : day;
  return from ? [dayNumber(from), dayNumber(to)] : [null, null];
}

// "A met B" and "B met A" are one relation.
function joinSymmetric(edges) {
  const joined = new Map();
  for (const edge of edges) {
    const turn = predicates[edge.predicate].symmetric && edge.from > edge.to;
    const [from, to] = turn ? [edge.to, edge.from] : [edge.from, edge.to];
    const key = [from, to, edge.predicate, edge.status].join(" ");
    const known = joined.get(key);
    if (known) known.claims = [...new Set([...known.claims, ...edge.claims])].sort((a, b) => a - b);
    else joined.set(key, { ...edge, from, to, id: joined.size });
  }
  return [...joined.values()];
}

// Things (rockets, deals) and what has no name come after named people, organizations and places.
const isMajor = (id) => Boolean(entities[id].named) && kindOf(entities[id]) !== "Thing";

const kindOf = (entity) => DATA.types[entity.type].kind;
const typeLabel = (entity) => DATA.types[entity.type].label;
const nameOf = (id) => entities[id].label;
const named = (id) => isolated(clip(oneLine(nameOf(id)), 70));
const labelOf = (predicate) => predicates[predicate].label;

// The text between two offsets of an article, as far as the page carries it.
function textOf(doc, start, end) {
  for (const [from, text] of documents[doc].passages) {
    if (start >= from && start < from + text.length) return text.slice(start - from, end - from);
  }
  return "";
}

const fillerName = (claim, filler) =>
  filler.entity >= 0 ? nameOf(filler.entity) : textOf(claim.doc, filler.start, filler.end) || "somebody";

function speakerName(id) {
  if (id === THE_ARTICLE) return "the article itself";
  return id === NOBODY ? "a source without a name" : nameOf(id);
}

const documentTitle = (doc) => documents[doc].title || firstWords(doc);

function firstWords(doc) {
  const [first] = documents[doc].passages;
  return clip((first ? first[1].slice(0, 400) : "").trim().replace(/\s+/g, " "), 90) || "Untitled article";
}
