// Asks N3.js and Comunica: node comunica.mjs MODULES FILE LIMIT < questions.json
// MODULES is a folder with node_modules; questions is an object of SPARQL by name. It prints
// { count, answers }: the number of triples, and for each name rows of values, or an error.
import fs from "node:fs";
import { createRequire } from "node:module";

const [modules, file, limit] = process.argv.slice(2);
const require = createRequire(`${modules}/`);
const { Parser, Store } = require("n3");
const { QueryEngine } = require("@comunica/query-sparql-rdfjs");

const store = new Store(new Parser().parse(fs.readFileSync(file, "utf8")));
const engine = new QueryEngine();
const questions = JSON.parse(fs.readFileSync(0, "utf8"));

// What CONSTRUCT gives is a graph, and so holds each triple once; Comunica streams it as it comes.
const distinct = (rows) => [...new Map(rows.map((row) => [JSON.stringify(row), row])).values()];
const value = (term) => (term ? term.value : null);

async function rowsOf(question) {
  const answer = await engine.query(question, { sources: [store] });
  if (answer.resultType === "boolean") return [[String(await answer.execute())]];
  const rows = [];
  const names = answer.resultType === "bindings" ? (await answer.metadata()).variables : [];
  const found = await answer.execute();
  const row = (one) =>
    answer.resultType === "quads"
      ? [one.subject.value, one.predicate.value, one.object.value]
      : names.map((name) => value(one.get(name.variable ?? name)));
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      found.destroy();
      reject(new Error("given up"));
    }, limit * 1000);
    found.on("data", (one) => rows.push(row(one)));
    found.on("error", (error) => (clearTimeout(timer), reject(error)));
    const end = () => (clearTimeout(timer), resolve(answer.resultType === "quads" ? distinct(rows) : rows));
    found.on("end", end);
    if (found.done) end(); // an empty answer may have ended before anybody listened
  });
}

const answers = {};
for (const [name, question] of Object.entries(questions)) {
  try {
    answers[name] = await rowsOf(question);
  } catch (error) {
    answers[name] = String(error.message).split("\n")[0];
  }
}
process.stdout.write(JSON.stringify({ count: store.size, answers }));
