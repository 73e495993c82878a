(() => {
"use strict";

// What the server says and what articles say is put on the page as text, never as markup.

const byId = (id) => document.getElementById(id);
const { questions, prefixes } = JSON.parse(byId("content").textContent);
const editor = byId("editor");
const ROWS = 500;
const STATUSES = ["stated", "alleged", "possible", "planned", "denied"];
const STARTER = `SELECT ?who ?whom ?sentence WHERE {
  ?edge kg:relation kg:met ; kg:status "stated" ; kg:source ?a ; kg:target ?b .
  ?claim kg:supports ?edge ; kg:evidence/kg:quote ?sentence .
  ?a skos:prefLabel ?who .
  ?b skos:prefLabel ?whom .
}
ORDER BY ?who ?whom
LIMIT 20
`;

let chosen = null;
let asking = null;
let typed = 0;

function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name === "class") made.className = value;
    else made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

// ---- questions and their values ---------------------------------------------------------------------

const literal = (value) =>
  `"${value.replace(/[\\"]/g, "\\$&").replace(/\n/g, "\\n").replace(/\r/g, "\\r")}"`;

const values = () => Object.fromEntries([...byId("fields").querySelectorAll("input")].map((input) => [input.name, input.value.trim()]));

// As kg query does it: a value takes the place of UNDEF, and none leaves the question open.
function filled(question, given) {
  return question.text.replace(/VALUES \?(\w+) \{ UNDEF \}/g, (line, name) => (given[name] ? `VALUES ?${name} { ${literal(given[name])} }` : line));
}

function choose(question, given = {}) {
  chosen = question;
  byId("question-title").textContent = question ? question.title : "Your own question";
  byId("question-description").textContent = question ? question.description : "Write SPARQL, or choose a question on the left and change it.";
  byId("fields").replaceChildren(...(question ? question.parameters.map((parameter) => field(parameter, given[parameter.name] || "")) : []));
  if (question) editor.value = filled(question, given);
  for (const item of byId("questions").querySelectorAll("button")) item.setAttribute("aria-current", String(item.value === (question && question.name)));
}

function field(parameter, value) {
  const input = element("input", {
    name: parameter.name, value, list: "names", autocomplete: "off", spellcheck: "false", placeholder: "everybody and everything",
    oninput: () => {
      editor.value = filled(chosen, values());
      suggest(input.value.trim());
    },
  });
  if (/\bday\b/.test(parameter.description)) input.placeholder = "2023-09-13";
  return element("label", {}, element("span", {}, parameter.description), input);
}

async function suggest(start) {
  const turn = ++typed;
  await new Promise((done) => setTimeout(done, 200));
  if (turn !== typed || start.length < 2) return;
  const text = `SELECT DISTINCT ?name WHERE { ?a skos:prefLabel|skos:altLabel ?name FILTER (CONTAINS(LCASE(?name), LCASE(${literal(start)}))) } ORDER BY STRLEN(?name) ?name LIMIT 12`;
  try {
    const { body } = await send(text, "application/sparql-results+json");
    if (turn === typed) byId("names").replaceChildren(...JSON.parse(body).results.bindings.map((row) => element("option", { value: row.name.value })));
  } catch {
    byId("names").replaceChildren();
  }
}

function listQuestions() {
  const wanted = byId("find").value.toLowerCase();
  const fits = questions.filter((question) => `${question.name} ${question.title} ${question.description}`.toLowerCase().includes(wanted));
  byId("questions").replaceChildren(...fits.map((question) => element("li", {}, element("button", {
    type: "button", value: question.name, title: question.description, "aria-current": String(question === chosen),
    onclick: () => go({ question: question.name }),
  }, question.title))));
}

// ---- asking -----------------------------------------------------------------------------------------

async function send(text, accept, signal) {
  const answer = await fetch("/query", { method: "POST", headers: { "Content-Type": "application/sparql-query", Accept: accept }, body: text, signal });
  const body = await answer.text();
  if (!answer.ok) throw new Error(body.trim() || `The server answers ${answer.status}.`);
  return { body, type: answer.headers.get("Content-Type") || "" };
}

async function ask() {
  if (asking) asking.abort();
  const mine = asking = new AbortController();
  const text = editor.value;
  const began = performance.now();
  byId("error").hidden = true;
  byId("stop").hidden = false;
  byId("status").textContent = "Asking …";
  try {
    const { body, type } = await send(text, "application/sparql-results+json, text/turtle;q=0.9", mine.signal);
    byId("status").textContent = `${((performance.now() - began) / 1000).toFixed(2)} s`;
    show(body, type, text);
  } catch (error) {
    if (mine !== asking) return;
    byId("answer").hidden = true;
    byId("status").textContent = error.name === "AbortError" ? "Stopped." : "";
    if (error.name !== "AbortError") complain(error.message, text);
  } finally {
    if (mine === asking) {
      asking = null;
      byId("stop").hidden = true;
    }
  }
}

function complain(message, text) {
  const place = /^line (\d+), column (\d+): /.exec(message);
  const [first] = message.split("\n");
  byId("error").replaceChildren(element("p", {}, first));
  byId("error").hidden = false;
  if (!place) return;
  const lines = text.split("\n");
  const row = Math.min(Number(place[1]), lines.length) - 1;
  const line = lines[row];
  const at = Math.min(Number(place[2]) - 1, line.length);
  const column = at - /\S*$/.exec(line.slice(0, at))[0].length;  // the engine stops behind what it cannot read
  const end = at + /^\S*/.exec(line.slice(at))[0].length;
  byId("error").append(element("pre", {}, line.slice(0, column), element("mark", {}, line.slice(column, end) || " "), line.slice(end)));
  const start = lines.slice(0, row).reduce((sum, one) => sum + one.length + 1, 0) + column;
  editor.focus();
  editor.setSelectionRange(start, Math.min(start + end - column, text.length));
}

// ---- showing ----------------------------------------------------------------------------------------

function show(body, type, text) {
  byId("answer").hidden = false;
  const isGraph = type.startsWith("text/turtle");
  for (const item of byId("save").querySelectorAll("button")) {
    item.hidden = (item.dataset.type === "text/turtle") !== isGraph;
    item.onclick = () => save(text, item.dataset.type, item.dataset.ending);
  }
  byId("more").hidden = true;
  if (isGraph) {
    byId("count").textContent = body.trim() ? "A graph" : "No answer";
    byId("table").replaceChildren(element("pre", {}, body));
    return;
  }
  const answer = JSON.parse(body);
  if ("boolean" in answer) {
    byId("count").textContent = answer.boolean ? "Yes" : "No";
    byId("table").replaceChildren();
    byId("save").hidden = true;
    return;
  }
  byId("save").hidden = false;
  showTable(answer.head.vars, answer.results.bindings);
}

function showTable(names, rows) {
  byId("count").textContent = rows.length ? `${rows.length} ${rows.length === 1 ? "row" : "rows"}` : "No answer";
  const lines = element("tbody");
  const head = element("tr", {}, ...names.map((name) => element("th", { scope: "col" }, name.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase())));
  byId("table").replaceChildren(rows.length ? element("table", {}, element("thead", {}, head), lines) : "");
  const addRows = () => {
    const next = rows.slice(lines.children.length, lines.children.length + ROWS);
    lines.append(...next.map((row) => element("tr", {}, ...names.map((name) => element("td", { dir: "auto" }, ...cell(row[name]))))));
    byId("more").hidden = lines.children.length >= rows.length;
    byId("more").textContent = `Show more: ${lines.children.length} of ${rows.length} are shown`;
  };
  byId("more").onclick = addRows;
  addRows();
}

function cell(term) {
  if (!term) return [];
  if (term.type === "uri") return iri(term.value);
  if (term.type === "literal" && /anyURI$/.test(term.datatype || "")) return outward(term.value, term.value);
  if (STATUSES.includes(term.value)) return [element("span", { class: `badge ${term.value}` }, term.value)];
  return [term.type === "triple" ? "<< … >>" : term.value];
}

function iri(value) {
  const inward = element("a", { href: `#${new URLSearchParams({ about: value })}`, title: `All that is told of ${value}` }, short(value));
  return [inward, ...(/^https?:\/\/(?!example\.)/.test(value) ? outward(value, "↗") : [])];
}

function outward(address, words) {
  if (!/^https?:\/\//.test(address)) return [words];
  return [element("a", { class: "out", href: address, target: "_blank", rel: "noopener noreferrer", title: address, "aria-label": `Open ${address}` }, words)];
}

function short(value) {
  for (const [prefix, space] of Object.entries(prefixes)) {
    if (value.startsWith(space)) return `${prefix}:${value.slice(space.length)}`;
  }
  const parts = value.split(/[/#]/).filter(Boolean);
  try {
    return decodeURIComponent(parts.slice(-2).join("/"));
  } catch {
    return parts.slice(-2).join("/");
  }
}

async function save(text, type, ending) {
  try {
    const { body } = await send(text, type);
    const link = element("a", { href: URL.createObjectURL(new Blob([body], { type })), download: `${chosen ? chosen.name : "answer"}.${ending}` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  } catch (error) {
    complain(error.message, text);
  }
}

// ---- where we are: the address after # --------------------------------------------------------------

function go(place) {
  const hash = `#${new URLSearchParams(place)}`;
  if (location.hash === hash) arrive();
  else location.hash = hash;
}

function arrive() {
  const { question, query, about, ...given } = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
  const known = questions.find((one) => one.name === question);
  choose(known || null, given);
  if (about && !/[<>"{}|\\^`\s]/.test(about)) {
    byId("question-title").textContent = short(about);
    byId("question-description").textContent = "All triples that it stands in.";
    editor.value = `SELECT ?subject ?property ?object WHERE {\n  {\n    BIND (<${about}> AS ?subject)\n    ?subject ?property ?object\n  } UNION {\n    BIND (<${about}> AS ?object)\n    ?subject ?property ?object\n  }\n}\nLIMIT 1000\n`;
  } else if (!known) {
    editor.value = query || STARTER;
  }
  editor.rows = Math.min(12, Math.max(5, editor.value.split("\n").length));
  if (known || query || about) ask();
}

function askAnew() {
  const given = Object.fromEntries(Object.entries(values()).filter(([, value]) => value));
  if (chosen && editor.value === filled(chosen, given)) go({ question: chosen.name, ...given });
  else go({ query: editor.value });
}

byId("form").addEventListener("submit", (event) => {
  event.preventDefault();
  askAnew();
});
byId("stop").addEventListener("click", () => asking && asking.abort());
byId("find").addEventListener("input", listQuestions);
byId("theme").addEventListener("click", () => {
  const root = document.documentElement.dataset;
  root.theme = root.theme === "dark" ? "light" : "dark";
});
addEventListener("hashchange", arrive);
addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) askAnew();
  else if (event.key === "/" && !/^(INPUT|TEXTAREA)$/.test(event.target.tagName)) byId("find").focus();
  else return;
  event.preventDefault();
});

document.documentElement.dataset.theme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
listQuestions();
arrive();
})();
