// json-rules-engine as a peer: node json_rules.mjs FOLDER, with the CSV of the query as first written. An engine for
// each block (county, type of need, whether it names a person) holds one rule for each offer that could serve it.
// Told "go" it finds the best 20 of every need and answers with the seconds; told "answer FILE" it writes them.
import { readFileSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { Engine } from "json-rules-engine";

const [folder, fitWeight, coverageWeight, proximityWeight] = process.argv.slice(2);
const weights = { fit: +fitWeight, coverage: +coverageWeight, proximity: +proximityWeight };

const number = (text) => (text === "" ? null : Number(text));
const rowsOf = (table, columns) =>
  readFileSync(`${folder}/${table}.csv`, "utf8").split("\n").filter((line) => line !== "").map((line) => {
    const cells = line.split(",");
    return Object.fromEntries(columns.map((column, i) => [column, cells[i].replaceAll('"', "")]));
  });
const grouped = (rows, column) => {
  const groups = new Map();
  for (const row of rows) groups.has(row[column]) ? groups.get(row[column]).push(row) : groups.set(row[column], [row]);
  return groups;
};

const amounts = ["base_normal", "base_urgent", "award", "cost", "covered", "least_lacks", "full_from", "basis_points", "most", "step", "minimum"];
const offers = rowsOf("offer", ["offer", "program", "need_type", "names_person", ...amounts]);
const requirements = grouped(rowsOf("requirement", ["offer", "question", "role"]), "offer");
const points = grouped(rowsOf("point", ["offer", "question", "points"]), "offer");
const served = grouped(rowsOf("served", ["program", "area"]), "program");
const places = grouped(rowsOf("place", ["program", "area"]), "program");
for (const offer of offers) for (const name of amounts) offer[name] = number(offer[name]);

const needs = rowsOf("need", ["need", "need_type", "names_person", "village", "lacks", "of_family", "urgent", "had_1", "had_2"]);
const answers = grouped(rowsOf("answer", ["need", "question", "verdict"]), "need");
const told = grouped(rowsOf("told", ["need", "program", "unsure", "score", "coverage", "award", "cost"]), "need");
for (const need of needs) {
  need.lacks = number(need.lacks);
  need.of_family = Number(need.of_family);
  need.answers = new Map((answers.get(need.need) ?? []).map(({ question, verdict }) => [question, verdict]));
  need.told = (told.get(need.need) ?? []).map((row) => ({
    program: Number(row.program), unsure: Number(row.unsure), score: Number(row.score),
    coverage: Number(row.coverage), award: Number(row.award), cost: Number(row.cost),
  }));
}

const operators = { line: ["notEqual", "no"], free: ["equal", "yes"], holds: ["equal", "yes"], fails: ["equal", "no"] };
function ruleOf(offer) {
  const all = (requirements.get(offer.offer) ?? []).map(({ question, role }) => {
    const [operator, value] = operators[role];
    return { fact: `answer_${question}`, operator, value };
  });
  all.push({ fact: "had", operator: "doesNotContain", value: offer.program });
  const enough = { fact: "lacks", operator: "greaterThanInclusive", value: offer.least_lacks };
  const notKnown = { fact: "lacks", operator: "equal", value: -1 };
  all.push(offer.basis_points > 0 ? enough : { any: [enough, notKnown] });
  return { conditions: { all }, event: { type: "met", params: { offer } } };
}

const blocks = new Map();
function blockOf(need) {
  const county = need.village.slice(0, 6);
  const name = `${county} ${need.need_type} ${need.names_person}`;
  if (blocks.has(name)) return blocks.get(name);
  const block = { engine: new Engine(), asked: new Set() };
  const serves = ({ program }) => served.get(program).some(({ area }) => area.startsWith(county) || county.startsWith(area));
  for (const offer of offers) {
    if (offer.need_type !== need.need_type || offer.names_person !== need.names_person || !serves(offer)) continue;
    block.engine.addRule(ruleOf(offer));
    for (const { question } of requirements.get(offer.offer) ?? []) block.asked.add(question);
  }
  blocks.set(name, block);
  return block;
}

// Preparation is not timed: the engine of a need, and the facts that its rules read.
for (const need of needs) {
  const { engine, asked } = blockOf(need);
  need.engine = engine;
  need.facts = { lacks: need.lacks ?? -1, had: [need.had_1, need.had_2] };
  for (const question of asked) need.facts[`answer_${question}`] = need.answers.get(question);
}

const nearness = [[12, 1000], [9, 950], [6, 900], [4, 600], [2, 400]];
function proximityOf(offer, village) {
  let best = 200;
  for (const { area } of places.get(offer.program) ?? [])
    for (const [digits, permille] of nearness)
      if (area.length >= digits && area.slice(0, digits) === village.slice(0, digits)) best = Math.max(best, permille);
  return best;
}

function weighed(need, offer) {
  let money = null;
  if (offer.basis_points > 0) money = Math.min(Math.floor(need.lacks * offer.basis_points / 10000), offer.most, need.lacks);
  else if (need.lacks !== null && need.lacks < offer.full_from) money = Math.min(offer.full_from, offer.most, need.lacks);
  if (money !== null) money -= money % offer.step;
  if (money !== null && money < offer.minimum) return null;
  const covered = money ?? offer.covered;
  const coverage = need.lacks === null || covered === null ? 500 : Math.min(1000, Math.floor(covered * 1000 / need.lacks));
  const giving = points.get(offer.offer) ?? [];
  const all = giving.reduce((sum, one) => sum + Number(one.points), 0);
  const held = giving.reduce((sum, one) => sum + (need.answers.get(one.question) === "yes" ? Number(one.points) : 0), 0);
  const unsure = (requirements.get(offer.offer) ?? []).some(({ question, role }) => role === "line" && need.answers.get(question) !== "yes");
  const base = need.urgent === "1" ? offer.base_urgent : offer.base_normal;
  const score = base + need.of_family + weights.coverage * coverage + weights.proximity * proximityOf(offer, need.village)
    + (all > 0 ? weights.fit * Math.floor(1000 * held / all) : 0);
  return { program: Number(offer.program), unsure: unsure ? 1 : 0, score, coverage, award: money ?? offer.award, cost: money ?? offer.cost };
}

async function bestOf(need) {
  const { events } = await need.engine.run(need.facts);
  const found = [...need.told];
  for (const { params } of events) {
    const one = weighed(need, params.offer);
    if (one) found.push(one);
  }
  found.sort((a, b) => a.unsure - b.unsure || b.score - a.score || b.coverage - a.coverage || a.program - b.program);
  return found.slice(0, 20);
}

let last = [];
const commands = {
  go: async () => {
    const began = performance.now();
    last = [];
    for (const need of needs) last.push([need.need, await bestOf(need)]);
    return (performance.now() - began) / 1000;
  },
  answer: async (file) => {
    const lines = last.flatMap(([need, best]) => best.map((one) =>
      [need, one.program, 1 - one.unsure, one.score, one.award, one.cost].join(",")));
    writeFileSync(file, lines.map((line) => line + "\n").join(""));
    return "written";
  },
};
for await (const line of createInterface({ input: process.stdin })) {
  const [word, ...rest] = line.split(" ");
  console.log(await commands[word](...rest));
}
