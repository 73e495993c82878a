// A claim as a card: what it says, the sentence with its parts marked, who says so, when, where.

const badge = (status) => element("span", { class: `badge ${STATUSES[status]}` }, STATUSES[status]);

function entityLink(id, text = clip(oneLine(nameOf(id)), 70)) {
  return element("a", { href: "#" + new URLSearchParams([["focus", entities[id].key]]), onclick: (event) => {
    event.preventDefault();
    focusOn(id);
  } }, isolated(text));
}

function joined(parts, between) {
  return parts.flatMap((part, i) => (i ? [between, part] : [part]));
}

function claimCard(claim) {
  return element("article", { class: `card ${STATUSES[claim.status]}` },
    element("div", { class: "head" }, element("span", {}, ...claimSentence(claim)), badge(claim.status)),
    element("blockquote", {}, ...markedQuote(claim)),
    element("p", { class: "said" }, ...saidBy(claim)),
    element("p", { class: "from" }, ...whenAndWhere(claim)));
}

// "Russia welcomed Kim Jong Un · place Khasan", from the roles.
function claimSentence(claim) {
  const of = (role) => claim.fillers.filter((filler) => filler.role === role)
    .map((filler) => (filler.entity >= 0 ? entityLink(filler.entity) : isolated(fillerName(claim, filler))));
  const roles = [...new Set(claim.fillers.map((filler) => filler.role))];
  const object = predicates[claim.predicate].objects.find((role) => roles.includes(role));
  const rest = roles.filter((role) => role !== "agent" && role !== object);
  return [
    ...joined(of("agent"), ", "), " ", isolated(labelOf(claim.predicate)), " ", ...(object ? joined(of(object), ", ") : []),
    ...rest.flatMap((role) => [element("span", { class: "soft" }, ` · ${role} `), ...joined(of(role), ", ")]),
  ];
}

function markedQuote(claim) {
  const marks = [
    ...claim.fillers.map((filler) => ({ ...filler, kind: "participant", title: filler.role })),
    ...claim.chain.flatMap((said) => [
      { start: said.cue[0], end: said.cue[1], kind: "cue", title: "how it is told" },
      ...(said.source ? [{ ...said.source, kind: "participant", title: "who says so" }] : []),
    ]),
    ...(claim.time ? [{ start: claim.time.start, end: claim.time.end, kind: "when", title: "when" }] : []),
    { start: claim.trigger[0], end: claim.trigger[1], kind: "trigger", title: "what happened" },
  ].filter((mark) => mark.end > claim.start && mark.start < claim.end && mark.start < mark.end);
  return pieces(claim.start, claim.end, marks).map(({ start, end, mark }) => {
    const text = textOf(claim.doc, start, end);
    if (!mark) return text;
    const named = mark.kind === "participant" && mark.entity >= 0;
    return element("mark", { class: mark.kind, title: mark.title }, named ? entityLink(mark.entity, text) : text);
  });
}

// Cuts a stretch of text where marks begin and end; where marks overlap, the shortest is shown.
function pieces(start, end, marks) {
  const cuts = [start, end, ...marks.flatMap((mark) => [mark.start, mark.end])];
  const sorted = [...new Set(cuts)].filter((cut) => cut >= start && cut <= end).sort((a, b) => a - b);
  const found = [];
  for (let i = 0; i + 1 < sorted.length; i++) {
    const [from, to] = [sorted[i], sorted[i + 1]];
    const covering = marks.filter((mark) => mark.start <= from && mark.end >= to);
    const mark = covering.sort((one, other) => (one.end - one.start) - (other.end - other.start))[0] || null;
    const last = found[found.length - 1];
    if (last && last.mark === mark) last.end = to;
    else found.push({ start: from, end: to, mark });
  }
  return found;
}

function saidBy(claim) {
  if (!claim.chain.length) return ["Told by the article itself"];
  const chain = claim.chain.flatMap((said, i) => [
    i ? " → " : "",
    said.source ? (said.source.entity >= 0 ? entityLink(said.source.entity) : isolated(fillerName(claim, said.source))) : "a source without a name",
    " ", element("mark", { class: "cue" }, clip(textOf(claim.doc, ...said.cue), 40)),
  ]);
  return ["Who says so: ", ...chain];
}

function whenAndWhere(claim) {
  const doc = documents[claim.doc];
  const time = claim.time && (claim.time.from || claim.time.to) ? wordedRange(claim.time.from, claim.time.to) : "";
  return [
    time ? element("span", {}, `When: ${time} · `) : null,
    button(clip(documentTitle(claim.doc), 80), () => choose({ article: claim.doc, claim: claim.id }), { class: "line-item" }),
    [oneLineOrNothing(doc.source), doc.date && wordedDay(doc.date)].filter(Boolean).join(", "),
    webAddress(doc.url) ? [" · ", link("open the original", doc.url)] : null,
  ].flat();
}

const oneLineOrNothing = (text) => (text ? clip(oneLine(text), 60) : "");

const KEY = [["participant", "who takes part"], ["trigger", "what happened"], ["cue", "how it is told"], ["when", "when"]];
const markKey = () => element("p", { class: "key" }, KEY.map(([kind, text]) => element("mark", { class: kind }, text)));

// Claims one below the other, the first twenty at once.
function claimList(ids) {
  const list = element("div");
  const more = (from) => {
    list.append(...ids.slice(from, from + 20).map((id) => claimCard(claims[id])));
    const left = ids.length - from - 20;
    if (left > 0) {
      const next = button(`Show ${number(Math.min(20, left))} more of ${number(left)}`, () => { next.remove(); more(from + 20); });
      list.append(next);
    }
  };
  more(0);
  return list;
}

const byDate = (one, other) =>
  (claims[one].first ?? Infinity) - (claims[other].first ?? Infinity) || claims[one].doc - claims[other].doc || claims[one].start - claims[other].start;

function statusCounts(ids) {
  const counts = STATUSES.map(() => 0);
  for (const id of ids) counts[claims[id].status]++;
  return counts;
}

// How many claims speak for it, and how many against.
function balance(ids) {
  const counts = statusCounts(ids);
  const bar = drawing("svg", { viewBox: `0 0 ${ids.length || 1} 1`, preserveAspectRatio: "none", "aria-hidden": "true" });
  let x = 0;
  counts.forEach((count, status) => {
    if (count) bar.append(drawing("rect", { x, y: 0, width: count, height: 1, class: `bar-${STATUSES[status]}` }));
    x += count;
  });
  const told = Object.entries(SIDES).map(([side, names]) => sideWords(side, names.filter((name) => counts[STATUSES.indexOf(name)]), counts));
  return element("div", {}, element("div", { class: "balance" }, bar),
    element("p", { class: "said" }, ...joined(told.filter(Boolean), " · "), ` · ${articleWords(ids)}`));
}

const SIDES = { For: ["stated", "alleged"], Open: ["possible", "planned"], Against: ["denied"] };

function sideWords(side, names, counts) {
  if (!names.length) return side === "Open" ? null : `${side}: none`;
  const words = names.map((name) => element("span", { class: name }, `${number(counts[STATUSES.indexOf(name)])} ${name}`));
  return element("span", {}, `${side}: `, ...joined(words, ", "));
}

// "in 4 articles, 1 of which repeats another".
function articleWords(ids) {
  const [articles, own] = [articlesOf(ids).size, voicesOf(ids).size];
  const echoes = articles - own;
  return `in ${counted(articles, "article")}` + (echoes ? `, ${number(echoes)} of which ${echoes === 1 ? "repeats" : "repeat"} another` : "");
}
