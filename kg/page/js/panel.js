// The answers beside the picture: the overview in words, a link, an entity, or an article.

const OFFICE = "holdsOfficeAt";

function drawPanel() {
  const panel = byId("panel");
  const chosen = state.chosen;
  const parts = !chosen ? (state.view === "path" ? pathPanel() : overviewPanel())
    : chosen.pair ? pairPanel(chosen.pair, chosen.relation)
    : chosen.article !== undefined ? articlePanel(chosen.article, chosen.claim)
    : entityPanel(chosen.entity);
  panel.replaceChildren(...parts);
  panel.scrollTop = 0;
}

const section = (title, ...children) => element("section", {}, element("h3", {}, title), ...children);

function lineItem(text, count, action) {
  return element("li", {}, element("button", { type: "button", class: "line-item", onclick: action },
    element("span", {}, text), element("span", { class: "soft" }, count)));
}

// ---- overview -----------------------------------------------------------------------------------

function overviewPanel() {
  const pairs = [...kept.pairs.values()].sort((one, other) => strengthOf(other) - strengthOf(one) || one.a - other.a || one.b - other.b);
  const disputed = pairs.map((pair) => [pair, disputedClaims(pair)]).filter(([, ids]) => ids.length)
    .sort((one, other) => other[1].length - one[1].length);
  const top = entities.map((entity) => entity.id).filter((id) => kept.degree[id] > 0).sort(byWeight).slice(0, 8);
  if (!pairs.length) return [element("h2", {}, "Nothing is left"), element("p", {}, "No relation passes the filters."), button("Clear the filters", clearFilters)];
  return [
    element("h2", {}, "What the articles tell"),
    section("Strongest links", element("ul", {}, pairs.slice(0, 8).map(pairItem))),
    section("Most connected", element("ul", {}, top.map((id) =>
      lineItem(named(id), `${typeLabel(entities[id])} · ${counted(keptClaims(claimsOf[id]).length, "claim")}`, () => choose({ entity: id }))))),
    disputed.length ? section("Denied or alleged", element("ul", {}, disputed.slice(0, 6).map(([pair, ids]) =>
      lineItem(disputeWords(pair, ids), counted(ids.length, "claim"), () => choose({ pair: [pair.a, pair.b] }))))) : null,
    section("All entities", entityList(entities.map((entity) => entity.id).filter((id) => kept.degree[id] > 0 || (!isFiltered())).sort(byWeight))),
  ].filter(Boolean);
}

const strengthOf = (pair) => pair.weight * Math.min(weightFactor(pair.a), weightFactor(pair.b));

function disputedClaims(pair) {
  return [...pair.claims].filter((id) => ["denied", "alleged"].includes(STATUSES[claims[id].status]));
}

function pairItem(pair) {
  const others = pair.relations.length - 1;
  const support = counted(strongestItem(pair.relations).articles, "article");
  return lineItem(pairWords(pair), others ? `${support} · ${others} more` : support, () => choose({ pair: [pair.a, pair.b] }));
}

function strongestItem(items) {
  return [...items].sort((one, other) => other.articles - one.articles || other.claims.length - one.claims.length || one.relation.id - other.relation.id)[0];
}

function relationWords(relation) {
  return element("span", {}, named(relation.from), " ",
    element("b", { class: STATUSES[relation.status] }, isolated(labelOf(relation.predicate))), " ", named(relation.to),
    STATUSES[relation.status] === "stated" ? null : [" ", badge(relation.status)]);
}

function pairWords(pair) {
  const stated = pair.relations.filter((item) => STATUSES[item.relation.status] === "stated");
  return relationWords(strongestItem(stated.length ? stated : pair.relations).relation);
}

function disputeWords(pair, ids) {
  const wanted = new Set(ids);
  const items = pair.relations.filter((item) => item.claims.some((id) => wanted.has(id)));
  const { relation } = strongestItem(items);
  return relationWords(relation);
}

function entityList(ids) {
  const list = element("ul");
  const more = (from) => {
    list.append(...ids.slice(from, from + 30).map((id) =>
      lineItem(named(id), typeLabel(entities[id]), () => choose({ entity: id }))));
    if (ids.length > from + 30) {
      const next = button(`Show more of ${number(ids.length - from - 30)}`, () => { next.remove(); more(from + 30); });
      list.append(next);
    }
  };
  return element("details", { ontoggle: (event) => { if (event.target.open && !list.firstChild) more(0); } },
    element("summary", {}, `${number(ids.length)} of ${number(entities.length)}, the most connected first`), list);
}

// ---- a link between two entities ----------------------------------------------------------------

function pairPanel([one, other], only) {
  const pair = pairOf(one, other);
  const heading = element("h2", {}, named(one), " and ", named(other));
  if (!pair) return [heading, element("p", {}, "No claim about these two passes the filters.")];
  const items = pair.relations.filter((item) => only === undefined || item.relation.id === only);
  const shown = items.length ? items : pair.relations;
  const ids = [...new Set(shown.flatMap((item) => item.claims))].sort(byDate);
  const title = shown.length === 1 ? relationHeading(shown[0].relation) : heading;
  const rest = pair.relations.length - shown.length;
  return [
    title,
    balance(ids),
    element("div", { class: "actions" },
      rest > 0 ? button(`All ${number(pair.relations.length)} relations of the two`, () => choose({ pair: [one, other] })) : null,
      button(`Focus on ${clip(nameOf(one), 24)}`, () => focusOn(one)), button(`Focus on ${clip(nameOf(other), 24)}`, () => focusOn(other))),
    shown.length > 1 ? relationList(pair, shown) : null,
    markKey(),
    claimList(ids),
  ].filter(Boolean);
}

function relationHeading(relation) {
  return element("h2", {}, named(relation.from), " ",
    element("span", { class: STATUSES[relation.status] }, isolated(labelOf(relation.predicate))), " ", named(relation.to));
}

function relationList(pair, items) {
  const sorted = [...items].sort((a, b) => b.claims.length - a.claims.length || a.relation.id - b.relation.id);
  return section(`${counted(items.length, "relation")}`, element("ul", {}, sorted.map((item) =>
    lineItem(relationWords(item.relation),
      counted(item.claims.length, "claim"), () => choose({ pair: [pair.a, pair.b], relation: item.relation.id })))));
}

// ---- an entity ------------------------------------------------------------------------------------

function entityPanel(id) {
  const entity = entities[id];
  const ids = keptClaims(claimsOf[id]).sort(byDate);
  const linked = [...neighboursOf(id).keys()].sort((a, b) => pairOf(id, b).weight - pairOf(id, a).weight || a - b);
  return [
    element("p", { class: "soft" }, typeLabel(entity)),
    element("h2", {}, isolated(entity.label)),
    element("div", { class: "actions" },
      state.view === "focus" && state.focus === id
        ? button(state.steps === 1 ? "Show two steps" : "Show one step", () => show({ steps: 3 - state.steps }))
        : button("Focus", () => focusOn(id)),
      button("Path to …", () => askForPath(id)),
      entity.where && state.tab !== "map" ? button("On the map", () => show({ tab: "map" })) : null),
    entityFacts(entity),
    ids.length ? balance(ids) : element("p", {}, "No claim passes the filters."),
    linked.length ? section("Linked with", linkedList(id, linked)) : null,
    ids.length ? section(`${counted(ids.length, "claim")}, the earliest first`, markKey(), claimList(ids)) : null,
    section("Articles", element("ul", {}, [...articlesOf(claimsOf[id])].sort((a, b) => a - b).slice(0, 200).map(articleItem))),
  ].filter(Boolean);
}

function entityFacts(entity) {
  const facts = [];
  const names = entity.names || [];
  if (names.length) facts.push(["Also written", joined(names.slice(0, 12).map((name) => isolated(name)), ", ")]);
  const offices = officesOf(entity.id);
  if (offices.length) facts.push(["Office", offices.map((office) => element("div", {}, office))]);
  if (entity.identifiers) facts.push(["Identifiers", joined(entity.identifiers.map((id) => link(identifierWords(id), id)), ", ")]);
  if (entity.where) facts.push(["Place", entity.where.map((degrees) => degrees.toFixed(2)).join(", ")]);
  facts.push(["Mentioned", [`${counted(entity.mentions, "time")} in ${counted(entity.documents, "article")}`]]);
  return element("dl", { class: "facts" }, facts.flatMap(([term, value]) => [element("dt", {}, term), element("dd", {}, value)]));
}

// Offices that the articles name, with the status where it is not plainly told.
function officesOf(id) {
  const held = new Map();
  for (const claim of claimsOf[id].map((number) => claims[number])) {
    if (predicates[claim.predicate].name !== OFFICE) continue;
    const holders = claim.fillers.filter((filler) => filler.role === "agent" && filler.entity === id);
    const office = claim.fillers.find((filler) => filler.role === "office");
    if (!holders.length || !office || failed[claim.id]) continue;
    const at = claim.fillers.filter((filler) => ["theme", "organization"].includes(filler.role)).map((filler) => fillerName(claim, filler));
    const stance = STATUSES[claim.status] === "stated" ? "" : ` (${STATUSES[claim.status]})`;
    held.set(oneLine([fillerName(claim, office), at.join(", ")].filter(Boolean).join(" · ")) + stance, claim);
  }
  return [...held].slice(0, 12).map(([words, claim]) => element("a", { href: "#", onclick: (event) => {
    event.preventDefault();
    choose({ article: claim.doc, claim: claim.id });
  } }, isolated(clip(words, 120))));
}

const IDENTIFIERS = [[/^https?:\/\/www\.wikidata\.org\/entity\/(Q\d+)$/, "Wikidata"], [/^https?:\/\/sws\.geonames\.org\/(\d+)\/?$/, "GeoNames"]];

function identifierWords(address) {
  for (const [pattern, name] of IDENTIFIERS) {
    const found = pattern.exec(address);
    if (found) return `${name} ${found[1]}`;
  }
  return clip(oneLine(address), 60);
}

function linkedList(id, linked) {
  const item = (other) => lineItem(pairWords(pairOf(id, other)), counted(pairOf(id, other).claims.size, "claim"),
    () => choose({ pair: [id, other] }));
  const rest = linked.slice(8, 400);
  return element("div", {}, element("ul", {}, linked.slice(0, 8).map(item)),
    rest.length ? element("details", {}, element("summary", {}, `${number(linked.length - 8)} more`), element("ul", {}, rest.map(item))) : null);
}

function articleItem(doc) {
  return lineItem(isolated(documentTitle(doc)), documents[doc].date ? wordedDay(documents[doc].date) : "", () => choose({ article: doc }));
}

// ---- an article with its claims ---------------------------------------------------------------------

function articlePanel(doc, claimId) {
  const article = documents[doc];
  const told = claims.filter((claim) => claim.doc === doc);
  const answers = element("div");
  const text = element("div", { class: "reader", dir: "auto" }, ...readerPieces(doc, told, claimId, (found, mark) => {
    text.querySelectorAll(".chosen").forEach((other) => other.classList.remove("chosen"));
    mark.classList.add("chosen");
    answers.replaceChildren(...found.map(claimCard));
    answers.scrollIntoView({ block: "nearest" });
  }));
  if (claimId !== undefined) {
    const sentence = told.filter((claim) => claim.start === claims[claimId].start && claim.end === claims[claimId].end);
    answers.replaceChildren(...sentence.map(claimCard));
    queueMicrotask(() => text.querySelector(".chosen")?.scrollIntoView({ block: "center" }));
  }
  return [
    element("p", { class: "soft" }, [oneLineOrNothing(article.source), article.date && wordedDay(article.date)].filter(Boolean).join(" · ") || "Article"),
    element("h2", {}, isolated(documentTitle(doc))),
    article.url ? element("p", {}, link(clip(article.url, 90), article.url)) : null,
    element("div", { class: "actions" }, button("Show only this article", () => {
      state.filters.article = new Set([doc]);
      show({ view: "top", focus: null, path: null });
    })),
    element("p", { class: "soft" }, `${counted(told.length, "claim")}. Underlined sentences carry them; click one to see what it says.`),
    text, answers,
  ].filter(Boolean);
}

function readerPieces(doc, told, claimId, onChoose) {
  return documents[doc].passages.flatMap(([from, text], i) => {
    const marks = uniqueSentences(told).filter((mark) => mark.end > from && mark.start < from + text.length);
    const shown = pieces(from, from + text.length, marks).map(({ start, end, mark }) => {
      const words = textOf(doc, start, end);
      return mark ? sentenceMark(words, mark, claimId, onChoose) : words;
    });
    return i ? ["\n\n[…]\n\n", ...shown] : shown;
  });
}

function uniqueSentences(told) {
  const sentences = new Map();
  for (const claim of told) {
    const key = `${claim.start} ${claim.end}`;
    if (!sentences.has(key)) sentences.set(key, { start: claim.start, end: claim.end, claims: [] });
    sentences.get(key).claims.push(claim);
  }
  return [...sentences.values()];
}

function sentenceMark(words, mark, claimId, onChoose) {
  const status = Math.max(...mark.claims.map((claim) => claim.status));
  const isChosen = mark.claims.some((claim) => claim.id === claimId);
  const choice = () => onChoose(mark.claims, made);
  const made = element("mark", {
    class: `told ${STATUSES[status]}${isChosen ? " chosen" : ""}`, tabindex: 0, role: "button", title: counted(mark.claims.length, "claim"),
    onclick: choice, onkeydown: (event) => { if (event.key === "Enter") choice(); },
  }, words);
  return made;
}

// ---- a path -------------------------------------------------------------------------------------

function pathPanel() {
  const [from, to] = state.path;
  const heading = element("h2", {}, named(from), " to ", named(to));
  if (!view.path || !view.path.length) return [heading, element("p", {}, "No chain of relations joins the two under these filters.")];
  const steps = view.pairs.map((pair) => pairItem(pair));
  const between = view.path.length - 2;
  return [
    heading,
    element("p", {}, between < 1 ? "They are linked directly." : `The shortest chain has ${counted(between, "step")} between them; all chains of that length are shown.`),
    section("The links", element("ul", {}, steps)),
    button("Back to the overview", overview),
  ];
}
