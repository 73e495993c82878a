// The answers beside the picture: the overview in words, a link, an entity, or an article.

const OFFICE = "holdsOfficeAt";

function drawPanel() {
  const panel = byId("panel");
  const chosen = state.chosen;
  const parts = !chosen ? openingPanel()
    : chosen.pair ? pairPanel(chosen.pair, chosen.relation)
    : chosen.article !== undefined ? articlePanel(chosen.article, chosen.claim)
    : entityPanel(chosen.entity);
  const back = button("↑ Picture", () => byId("where").scrollIntoView(), { class: "to-picture" });
  panel.replaceChildren(back, ...parts);
  panel.scrollTop = 0;
  const heading = panel.querySelector("h2").textContent;
  if (byId("spoken").textContent !== heading) byId("spoken").textContent = heading;
}

const section = (title, ...children) => element("section", {}, element("h3", {}, title), ...children);

function lineItem(text, count, action) {
  return element("li", {}, element("button", { type: "button", class: "line-item", onclick: action },
    element("span", {}, text), element("span", { class: "soft" }, count)));
}

// On a phone the answers stand below the picture.
function showPanel() {
  if (getComputedStyle(byId("panel").querySelector(".to-picture")).display !== "none") byId("panel").scrollIntoView();
}

function openingPanel() {
  if (state.view === "path") return pathPanel();
  return state.view === "group" ? groupPanel(state.group) : overviewPanel();
}

// ---- overview -----------------------------------------------------------------------------------

function overviewPanel() {
  const pairs = [...kept.pairs.values()];
  if (!pairs.length) return [element("h2", {}, "Nothing is left"), element("p", {}, "No relation passes the filters."), button("Clear the filters", clearFilters)];
  const all = isFiltered() ? kept.linked : entities.map((entity) => entity.id);
  return [
    element("h2", {}, "What the articles tell"),
    element("p", { class: "soft" }, "Each line is something that articles say. Choose one, or a name, to read the sentences behind it."),
    linkSection(pairs), connectedSection(kept.linked), disputedSection(pairs), groupSection(),
    section("All entities", entityList(all)),
  ].filter(Boolean);
}

// ---- a group: entities that the articles link more with each other than with the rest ------------

function groupPanel(group) {
  const members = linkedMembers(group);
  const pairs = [...kept.pairs.values()].filter((pair) => entities[pair.a].group === group && entities[pair.b].group === group);
  return [
    element("p", { class: "soft" }, "Group"),
    element("h2", {}, "Around ", ...joined(leadersOf(group).map(named), ", ")),
    element("p", { class: "soft" }, `${counted(members.length, "entity", "entities")} that the articles link more with each other than with the rest.`),
    element("div", { class: "actions" }, button("Overview", overview)),
    pairs.length ? linkSection(pairs) : element("p", {}, "No relation passes the filters."),
    connectedSection(members), disputedSection(pairs),
    section("All members", entityList(members)),
  ].filter(Boolean);
}

function groupSection() {
  const weightOf = (group) => kept.groups.get(group).reduce((sum, id) => sum + kept.weight[id], 0);
  const groups = [...kept.groups.keys()].filter((group) => membersOf.get(group).length > 2)
    .map((group) => [group, weightOf(group)]).sort((one, other) => other[1] - one[1] || one[0] - other[0]);
  return groups.length < 2 ? null : section("Groups", folded(groups.slice(0, 200), 6, ([group]) => groupItem(group)));
}

function groupItem(group) {
  const sample = state.colour === "group" ? shapeSample("Person", GROUP_COLOURS[group] || palette.soft) : null;
  return lineItem(element("span", {}, sample, "around ", ...joined(leadersOf(group).map(named), ", ")),
    counted(linkedMembers(group).length, "entity", "entities"), () => showGroup(group));
}

// ---- what both show -------------------------------------------------------------------------------

const linkSection = (pairs) => section("Strongest links", element("ul", {}, firstOf(pairs, 8, byStrength).map(pairItem)));

// The first few of very many, without sorting them all.
function firstOf(items, count, compare) {
  const first = [];
  for (const item of items) {
    if (first.length === count && compare(first[count - 1], item) <= 0) continue;
    first.push(item);
    first.sort(compare);
    if (first.length > count) first.pop();
  }
  return first;
}

const connectedSection = (ids) => section("Most connected", element("ul", {}, ids.slice(0, 8).map((id) =>
  lineItem(named(id), `${typeLabel(entities[id])} · ${counted(keptClaims(claimsOf[id]).length, "claim")}`, () => choose({ entity: id })))));

function disputedSection(pairs) {
  const disputed = pairs.filter((pair) => pair.disputed).map((pair) => [pair, disputedClaims(pair)])
    .sort((one, other) => other[1].length - one[1].length || byStrength(one[0], other[0]));
  return disputed.length ? section("Denied or alleged", folded(disputed.slice(0, 200), 6, ([pair, ids]) =>
    lineItem(disputeWords(pair, ids), counted(ids.length, "claim"), () => choose({ pair: [pair.a, pair.b] })))) : null;
}

// The first few as a list, the others behind a fold.
function folded(items, most, asItem) {
  const rest = items.slice(most);
  const list = element("ul");
  const fill = () => { if (!list.firstChild) list.append(...rest.map(asItem)); };
  return element("div", {}, element("ul", {}, items.slice(0, most).map(asItem)),
    rest.length ? element("details", { ontoggle: fill }, element("summary", {}, `${number(rest.length)} more`), list) : null);
}

function disputedClaims(pair) {
  return [...pair.claims].filter((id) => isDisputed(claims[id].status));
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

function entityList(some) {
  const list = element("ul");
  let ids = null;
  const more = (from) => {
    list.append(...ids.slice(from, from + 30).map((id) =>
      lineItem(named(id), typeLabel(entities[id]), () => choose({ entity: id }))));
    if (ids.length > from + 30) {
      const next = button(`Show more of ${number(ids.length - from - 30)}`, () => { next.remove(); more(from + 30); });
      list.append(next);
    }
  };
  return element("details", { ontoggle: (event) => { if (event.target.open && !ids) ids = [...some].sort(byWeight), more(0); } },
    element("summary", {}, `${number(some.length)} of ${number(entities.length)}, the most connected first`), list);
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
  const linked = linkedWith(id);
  return [
    element("p", { class: "soft" }, typeLabel(entity)),
    element("h2", {}, isolated(entity.label)),
    element("div", { class: "actions" },
      state.view === "focus" && state.focus === id
        ? button(state.steps === 1 ? "Show two steps" : "Show one step", () => show({ steps: 3 - state.steps }))
        : button("Focus", () => focusOn(id)),
      button("Path to …", () => askForPath(id)),
      unfoldButton(id),
      entity.where && state.tab !== "map" ? button("On the map", () => show({ tab: "map" })) : null),
    entityFacts(entity),
    ids.length ? balance(ids) : element("p", {}, "No claim passes the filters."),
    linked.length ? section("Linked with", linkedList(id, linked)) : null,
    ids.length ? section(`${counted(ids.length, "claim")}, the earliest first`, markKey(), claimList(ids)) : null,
    section("Articles", element("ul", {}, [...articlesOf(claimsOf[id])].sort((a, b) => a - b).slice(0, 200).map(articleItem))),
  ].filter(Boolean);
}

function unfoldButton(id) {
  const hidden = view.nodes.includes(id) && state.view !== "path" ? hiddenAround(id).length : 0;
  return hidden ? button(`Unfold ${number(Math.min(UNFOLDED, hidden))} of ${number(hidden)} more`, () => unfold(id)) : null;
}

function entityFacts(entity) {
  const facts = [];
  const names = entity.names || [];
  if (names.length) facts.push(["Also written", joined(names.slice(0, 12).map((name) => isolated(name)), ", ")]);
  const offices = officesOf(entity.id);
  if (offices.length) facts.push(["Office", shortList(offices, 4)]);
  const places = placesOf(entity.id);
  if (places.length) facts.push(["Places", shortList(places, 4)]);
  if (entity.identifiers) facts.push(["Identifiers", joined(entity.identifiers.map((id) => link(identifierWords(id), id)), ", ")]);
  if (entity.where) facts.push(["Coordinates", entity.where.map((degrees) => degrees.toFixed(2)).join(", ")]);
  facts.push(["Mentioned", [`${counted(entity.mentions, "time")} in ${counted(entity.documents, "article")}`]]);
  return element("dl", { class: "facts" }, facts.flatMap(([term, value]) => [element("dt", {}, term), element("dd", {}, value)]));
}

// The first few, one below the other, and the others behind a fold.
function shortList(items, most) {
  const lines = items.map((item) => element("div", {}, item));
  const rest = lines.slice(most);
  return [...lines.slice(0, most), rest.length ? element("details", {}, element("summary", {}, `${number(rest.length)} more`), rest) : null];
}

// Offices that the articles name, the most often named first, with the days they are named of.
function officesOf(id) {
  const held = new Map();
  for (const claim of claimsOf[id].map((number) => claims[number])) {
    if (predicates[claim.predicate].name !== OFFICE) continue;
    const holders = claim.fillers.filter((filler) => filler.role === "agent" && filler.entity === id);
    const office = claim.fillers.find((filler) => filler.role === "office");
    if (!holders.length || !office || failed[claim.id]) continue;
    const at = claim.fillers.filter((filler) => ["theme", "organization"].includes(filler.role)).map((filler) => fillerName(claim, filler));
    const stance = STATUSES[claim.status] === "stated" ? "" : ` (${STATUSES[claim.status]})`;
    const words = oneLine([fillerName(claim, office), at.join(", ")].filter(Boolean).join(" · ")) + stance;
    const known = held.get(words.toLowerCase()) || { words, found: [] };
    held.set(words.toLowerCase(), known);
    known.found.push(claim);
  }
  return [...held.values()].sort((one, other) => other.found.length - one.found.length).map(({ words, found }) => element("span", {},
    answerLink(isolated(clip(words, 120)), { article: found[0].doc, claim: found[0].id }), element("span", { class: "soft" }, ` ${daysWords(found)}`)));
}

const answerLink = (text, chosen) => element("a", { href: "#", onclick: (event) => {
  event.preventDefault();
  choose(chosen);
} }, text);

// The days that the words tell of, else those of the articles.
function daysWords(found) {
  const days = found.filter((claim) => claim.first !== null);
  if (!days.length) return "";
  const [first, last] = [Math.min(...days.map((claim) => claim.first)), Math.max(...days.map((claim) => claim.last))];
  return `${days.some((claim) => claim.time) ? "" : "as of "}${wordedRange(isoDay(first), isoDay(last))}`;
}

// The places that an entity's claims speak of, the most frequent first.
function placesOf(id) {
  const counts = new Map();
  for (const claim of keptClaims(claimsOf[id]).map((number) => claims[number])) {
    for (const place of claim.entities) if (place !== id && kindOf(entities[place]) === "Place") counts.set(place, (counts.get(place) || 0) + 1);
  }
  return [...counts].sort((one, other) => other[1] - one[1] || one[0] - other[0])
    .map(([place, count]) => element("span", {}, entityLink(place), element("span", { class: "soft" }, ` ${counted(count, "claim")}`)));
}

const IDENTIFIERS = [[/^https?:\/\/www\.wikidata\.org\/entity\/(Q\d+)$/, "Wikidata"], [/^https?:\/\/sws\.geonames\.org\/(\d+)\/?$/, "GeoNames"]];

function identifierWords(address) {
  for (const [pattern, name] of IDENTIFIERS) {
    const found = pattern.exec(address);
    if (found) return `${name} ${found[1]}`;
  }
  return clip(oneLine(address), 60);
}

const linkedList = (id, linked) => folded(linked.slice(0, 400), 8, (other) =>
  lineItem(pairWords(pairOf(id, other)), counted(pairOf(id, other).claims.size, "claim"), () => choose({ pair: [id, other] })));

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
      show({ ...NOTHING, view: "top", chosen: state.chosen });
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
  const stepOf = (pair) => Math.min(...[pair.a, pair.b].map((id) => view.path.findIndex((layer) => layer.includes(id))));
  const steps = [...view.pairs].sort((one, other) => stepOf(one) - stepOf(other)).map(pairItem);
  const between = view.path.length - 2;
  return [
    heading,
    element("p", {}, between < 1 ? "They are linked directly." : `The shortest chain has ${counted(between, "entity", "entities")} between them; the chains of that length are shown.`),
    section("The links", element("ul", {}, steps)),
    button("Back to the overview", overview),
  ];
}
